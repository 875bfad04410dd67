"""How a table's rows lie in one another: units, indices from fine to coarse, sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .sequences import Index, Sequences
from .value import SCOPES, Value, lies_within

if TYPE_CHECKING:
    from .table import Table

SPLITS = ("segment", "thread", "role")


def kept_counts(table: Table) -> Index:
    """Return how many tokens of each turn the policy wrote.

    Args:
        table: the table.
    """
    if table.keep is None:
        return table.tokens
    before = np.concatenate([[0], np.cumsum(table.keep, dtype=np.int64)])
    kept: Index = np.diff(before[np.concatenate([[0], np.cumsum(table.tokens)])])
    return kept


def compact(codes: Index) -> tuple[Index, int]:
    """Return the numbers 0..n-1 in place of any others, in the order of their first appearance, and n.

    Args:
        codes: shape (rows,).
    """
    if codes.size and np.all(codes[1:] >= codes[:-1]):
        steps: Index = np.cumsum(np.diff(codes, prepend=codes[0]) > 0, dtype=np.int64)
        return steps, int(steps[-1]) + 1
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    rank = np.empty(first.size, dtype=np.int64)
    rank[np.argsort(first)] = np.arange(first.size)
    return rank[inverse.reshape(-1)], int(first.size)


def build(table: Table, scope: str) -> None:
    """Number the units of a scope and note how the next finer rows lie in them.

    Args:
        table: the table.
        scope: segment, thread, role, group, batch or run.
    """
    if scope in SPLITS:
        owner = index(table, "turn", "episode")
        _, labels, many = table._labels.get(scope, ("turn", np.zeros_like(owner), 1))
        table._indices["turn", scope], table.rows[scope] = compact(owner * many + labels)
        return
    scopes = {"group": ("group", "batch", "run"), "batch": ("batch", "run"), "run": ("run",)}[scope]
    given = [table._labels[name] for name in scopes if name in table._labels]
    if scope == "group" and "group" not in table._labels and "task" in table._labels:
        given.insert(0, table._labels["task"])
    codes = np.zeros(table.size("episode"), dtype=np.int64)
    for _, labels, many in given:
        codes = compact(codes * many + labels)[0]
    table._indices["episode", scope], table.rows[scope] = compact(codes)


def index(table: Table, fine: str, coarse: str) -> Index:
    """Return, for each row of one scope, the row of a coarser one that it lies in.

    Args:
        table: the table.
        fine: one of `SCOPES`.
        coarse: a scope it lies within.
    """
    table.size(coarse)
    if (fine, coarse) in table._indices:
        return table._indices[fine, coarse]
    if fine == coarse:
        return np.arange(table.size(fine))
    if (fine, coarse) == ("turn", "episode"):
        return np.repeat(np.arange(table.turns.size), table.turns)
    if fine in ("token", "context"):
        turnwise = np.arange(table.size("turn")) if coarse == "turn" else table.index("turn", coarse)
        return np.repeat(turnwise, table.kept if fine == "token" else table.tokens)
    if fine == "turn":
        return table.index("episode", coarse)[table.index("turn", "episode")]
    first = Sequences(table.index(*(("turn", fine) if fine in SPLITS else ("episode", fine))), table.size(fine)).edges()
    return table.index("turn" if fine in SPLITS else "episode", coarse)[first[0]]


def sequences(table: Table, scope: str, within: str) -> Sequences:
    """Return the sequences that rows of a scope form.

    Args:
        table: the table.
        scope: the rows.
        within: a scope they lie in, or "span": a masked token starts a sequence, which goes on to the next.

    Raises:
        ValueError: the rows do not lie within it.
    """
    if within == "span" and scope in ("token", "context"):
        return _spans(table, scope)
    if within not in SCOPES or scope == within or not lies_within(scope, within):
        raise ValueError(f"rows of scope {scope!r} form no sequences within {within!r}; give a coarser scope.")
    if scope in ("token", "context") and within in ("turn", "episode"):
        counts = table.kept if scope == "token" else table.tokens
        return Sequences.of_sizes(counts if within == "turn" else table.sum_by_episode(counts))
    return Sequences(table.index(scope, within), table.size(within))


def _spans(table: Table, scope: str) -> Sequences:
    """Return the sequences that start at an episode's first token or at a masked one."""
    starts = ~table.mask
    tokens = table.sum_by_episode(table.tokens)
    starts[(np.cumsum(tokens) - tokens)[tokens > 0]] = True
    if scope == "context" or table.keep is None:
        return Sequences.of_sizes(np.diff(np.flatnonzero(starts), append=starts.size))
    return Sequences(*compact(np.cumsum(starts, dtype=np.int64)[table.keep]))


def stretches(table: Table) -> tuple[Index, Index]:
    """Return the lengths of stretches of tokens that are all kept or all masked, and each one's turn (-1: masked).

    Args:
        table: the table, with a mask.
    """
    if table._stretches is None:
        assert table.keep is not None
        ends = np.cumsum(table.tokens)
        cuts = np.union1d(np.flatnonzero(table.keep[1:] != table.keep[:-1]) + 1, ends)
        lengths = np.diff(cuts, prepend=0)
        first = (cuts - lengths)[lengths > 0]
        turn = np.searchsorted(ends, first, side="right")
        table._stretches = lengths[lengths > 0], np.where(table.keep[first], turn, -1)
    return table._stretches


def own_column(table: Table, name: str) -> Value | None:
    """Return a column that every table has: places, lengths and ends.

    Args:
        table: the table.
        name: turn, turns, length, terminated or truncated; None for any other.
    """
    if name == "turn":
        return Value(table.sequences("turn", "episode").place.astype(np.float64), "turn", table)
    if name == "length":
        return Value(table.kept.astype(np.float64), "turn", table)
    if name in ("turns", "terminated", "truncated"):
        return Value(np.asarray(getattr(table, name), dtype=np.float64), "episode", table)
    return None
