"""Keys of a table as numbers: what baselines compare rows by."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .sequences import Index, Sequences
from .units import SPLITS, compact
from .value import SCOPES, lies_within

if TYPE_CHECKING:
    from .table import Table

USUAL = {"task": "episode", "segment": "turn", "thread": "turn", "role": "turn", "fork": "turn"}
"""Keys that a table need not have, whose label is then the same everywhere, and what they belong to."""


def combined(table: Table, keys: Sequence[str], scope: str) -> tuple[Index, int]:
    """Return one number for each row and combination of keys, and how many numbers may occur.

    Args:
        table: the table.
        keys: their names.
        scope: the rows to number.
    """
    codes, n = np.zeros(table.size(scope), dtype=np.int64), 1
    for name in keys:
        more, m = key(table, name, scope)
        codes, n = (codes * m + more, n * m) if n > 1 else (more, m)
        if n > 4 * codes.size + 1024:
            codes, n = compact(codes)
    return codes, n


def key(table: Table, name: str, scope: str) -> tuple[Index, int]:
    """Return one key's number for each row of a scope, and how many there are.

    Args:
        table: the table.
        name: the key.
        scope: the rows to number.

    Raises:
        ValueError: the key is unknown, or finer than the rows.
    """
    if name == "turn":
        owner, codes, n = "turn", table.sequences("turn", "episode").place, int(table.turns.max(initial=1))
    elif name == "position":
        owner = "context" if scope == "context" else "token"
        codes = table.sequences(owner, "episode").place
        n = int(codes.max(initial=0)) + 1
    elif name in SCOPES and name not in (*SPLITS, "token", "context"):
        owner, codes, n = name, np.arange(table.size(name)), table.size(name)
    elif name in table._labels:
        owner, codes, n = table._labels[name]
    elif name in USUAL:
        owner, codes, n = USUAL[name], np.zeros(table.size(USUAL[name]), np.int64), 1
    else:
        known = sorted({*table._labels, *USUAL, "turn", "position", "episode", "group", "batch", "run"})
        close = difflib.get_close_matches(name, known, 1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        raise ValueError(f"the table has no key {name!r}; it has {known}.{hint}")
    if scope == name and scope in SPLITS:
        return codes[Sequences(table.index("turn", scope), table.size(scope)).edges()[0]], n
    if not lies_within(scope, owner):
        raise ValueError(
            f"the key {name!r} has one label for each {owner}, and the rows are of scope {scope!r}: too coarse."
        )
    return (codes if owner == scope else codes[table.index(scope, owner)]), n
