"""What every operator along time shares: which rows follow one another, what is missing, what comes after the last."""

from __future__ import annotations

import numpy as np

from .sequences import Array, Sequences
from .value import Value, column


def along(x: Value, within: str) -> tuple[Sequences, Array | None]:
    """Return the sequences of the rows that are not missing, and which rows those are; None for all.

    Args:
        x: the column.
        within: what a sequence is.
    """
    whole = x.table.sequences(x.scope, within)
    if x.complete:
        return whole, None
    known = x.known
    return Sequences(whole.unit[known], whole.units), known


def picked(data: Array, known: Array | None) -> Array:
    """Return the known rows.

    Args:
        data: shape (rows,).
        known: shape (rows,), bool; None for all.
    """
    return data if known is None else data[known]


def filled(x: Value, known: Array | None, data: Array) -> Value:
    """Return a column with ``data`` on the known rows and NaN elsewhere.

    Args:
        x: the column whose rows they are.
        known: shape (rows,), bool; None for all.
        data: shape (known rows,).
    """
    if known is None:
        return x.like(data)
    out = np.full(known.shape, np.nan, dtype=data.dtype)
    out[known] = data
    return x.like(out)


def after(x: Value, within: str, bootstrap: Value | float | None) -> Array | float:
    """Return the value after the last row of each sequence: 0 where the episode terminated there or none is known.

    Args:
        x: a column with the rows of the sequences.
        within: what a sequence is.
        bootstrap: one value an episode, or one for each unit of ``within``.
    """
    if bootstrap is None:
        return 0.0
    table = x.table
    if within in ("span", "token"):
        raise ValueError(f"a bootstrap has no place within {within!r}; use an episode, segment, thread or role.")
    values = np.nan_to_num(column(bootstrap, x).at(within), nan=0.0).astype(np.float64)
    owner = table.index(within, "episode")
    last_turn = np.full(table.size("episode"), -1)
    turns = np.flatnonzero(table.turns)
    last_turn[turns] = np.cumsum(table.turns)[turns] - 1
    ends = np.zeros(values.size, dtype=np.bool_)
    if within == "turn":
        ends[last_turn[turns]] = True
    elif within != "episode":
        ends[table.index("turn", within)[last_turn[turns]]] = True
    else:
        ends[:] = True
    return np.where(ends & table.terminated[owner], 0.0, values)


def last_rows(sequences: Sequences) -> tuple[Array, Array]:
    """Return the units that have rows, and the last row of each.

    Args:
        sequences: the sequences.
    """
    return np.flatnonzero(sequences.sizes), sequences.edges()[1]
