r"""Operators from turns down to tokens. A turn's value goes to its kept tokens, and masked ones get nothing.

    all      every token gets the turn's value: the sum over tokens is the value times their number
    uniform  every token gets value / number: the turn's sum is preserved
    last     the last token gets the value: the turn's sum is preserved
    first    the first token gets the value

So the loss must say how it aggregates. A turn without kept tokens has no place for its value.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .expression import Operand
from .operators import operator
from .sequences import Array
from .value import Value, column


@operator
def spread(x: Operand, how: Literal["all", "uniform", "last", "first"] = "all", kind: str | None = None) -> Value:
    """Return a value for each kept token.

    Args:
        x: a column of turns, or coarser.
        how: which tokens of the turn get it, see above.
        kind: only tokens of this kind ("action", "thought", ...); the others get 0.

    Raises:
        ValueError: the table's tokens have no such kind.
    """
    values = column(x)
    table = values.table
    data, counts = values.at("turn"), table.kept
    if kind is not None:
        return _on_kind(values, data, how, kind)
    if how in ("all", "uniform"):
        each = data / np.maximum(counts, 1) if how == "uniform" else data
        return Value(np.repeat(each.astype(table.precision), counts), "token", table)
    out = np.zeros(table.size("token"), dtype=table.precision)
    full, ends = counts > 0, np.cumsum(counts)
    out[(ends - 1 if how == "last" else ends - counts)[full]] = data[full]
    return Value(out, "token", table, {"spread.turns_without_tokens": float((~full).sum())})


def _on_kind(values: Value, data: Array, how: str, kind: str) -> Value:
    """Spread over the kept tokens of one kind."""
    table = values.table
    if kind not in table.kinds:
        raise ValueError(f"the table's tokens have no kind {kind!r}; they have {sorted(table.kinds)}.")
    mask = table.kinds[kind] if table.keep is None else table.kinds[kind][table.keep]
    turn = table.index("token", "turn")[mask]
    counts = np.bincount(turn, minlength=data.size)
    out = np.zeros(mask.size, dtype=table.precision)
    places = np.flatnonzero(mask)
    if how in ("all", "uniform"):
        out[places] = (data / np.maximum(counts, 1) if how == "uniform" else data)[turn]
    else:
        full, ends = counts > 0, np.cumsum(counts)
        out[places[(ends - 1 if how == "last" else ends - counts)[full]]] = data[full]
    return Value(out, "token", table, {"spread.turns_without_tokens": float((counts == 0).sum())})


@operator
def kept(x: Operand) -> Value:
    """Return the kept tokens of a column of all tokens.

    Args:
        x: a column of scope "context", as ``p["context:name"]``.
    """
    values = column(x)
    data = values.at("context")
    return Value(data if values.table.keep is None else data[values.table.keep], "token", values.table)


@operator
def to_context(x: Operand) -> Value:
    """Return a column of kept tokens for all tokens, 0 on the masked ones.

    Args:
        x: a column of tokens.
    """
    values = column(x)
    return Value(values.table.onto_tokens(values.at("token"), "token"), "context", values.table)
