"""Operators from rows to the units they lie in: sums, means, extremes; the missing are skipped."""

from __future__ import annotations

from typing import Literal

import numpy as np

from .expression import Operand
from .operators import operator
from .rows import along, picked
from .value import Value, column, lies_within

Reduction = Literal["sum", "mean", "max", "min", "first", "last", "count"]


@operator
def reduce(x: Operand, to: str = "episode", how: Reduction = "sum") -> Value:
    """Return one value for each unit of a coarser scope; skip the missing (a unit of missing ones is missing).

    Args:
        x: a column.
        to: a coarser scope, or the column's own.
        how: sum, mean, max, min, first or last known value, or the count of known values.
    """
    values = column(x)
    if values.scope == to:
        return values if how != "count" else values.like(values.known.astype(np.float64))
    if lies_within(to, values.scope):
        return Value(values.at(to), to, values.table)
    sequences, known = along(values, to)
    out = sequences.reduce(picked(values.data, known), "sum" if how == "mean" else how)
    if how == "mean":
        out = out / np.maximum(sequences.sizes, 1)
    if how != "count":
        out = np.where(sequences.sizes > 0, out, np.nan)
    return Value(out, to, values.table)


@operator
def total(x: Operand, gamma: float = 1.0) -> Value:
    """Return each episode's (discounted) sum; missing where nothing is known.

    Args:
        x: rewards turn by turn, or already one an episode, which is returned as it is.
        gamma: discount per row.
    """
    values = column(x)
    if values.scope == "episode" or not lies_within(values.scope, "episode"):
        return Value(values.at("episode"), "episode", values.table)
    sequences, known = along(values, "episode")
    data = picked(values.data, known)
    if gamma == 1.0:
        out = sequences.reduce(data, "sum")
    else:
        out = np.zeros(sequences.units)
        out[np.flatnonzero(sequences.sizes)] = sequences.discount(data, gamma)[sequences.edges()[0]]
    return Value(np.where(sequences.sizes > 0, out, np.nan), "episode", values.table)
