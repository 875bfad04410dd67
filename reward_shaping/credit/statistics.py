"""Operators that give each row a number of its key: mean, spread, extremes, counts, and its place between extremes."""

from __future__ import annotations

from typing import Literal

import numpy as np

from .baseline import Keys, Samples, samples
from .expression import Operand
from .operators import operator
from .sequences import Array, Sequences
from .value import Value, column

Statistic = Literal["mean", "std", "sum", "min", "max", "range", "count", "nonzero"]


@operator
def statistic(x: Operand, by: Keys, how: Statistic = "mean", ddof: int = 1, population: str | None = None) -> Value:
    """Return a statistic of each row's key, for each row.

    Args:
        x: a column.
        by: the key or keys; () for all rows.
        how: mean, std, sum, min, max, range, count of known values, or count of those that are not 0.
        ddof: as in `centre`, for the standard deviation; with one sample it is 0.
        population: as in `centre`.
    """
    values = column(x)
    drawn = samples(values, by, population)
    if how in ("min", "max", "range"):
        out = _extreme(drawn, values.data, how)
    elif how == "nonzero":
        out = drawn.sum((drawn.x != 0).astype(np.float64), drawn.times)
    elif how == "sum":
        out = drawn.sum(drawn.x, drawn.times)
    else:
        out = _average(drawn, how, ddof)
    return values.like(np.array(drawn.each(out)))


def _average(drawn: Samples, how: str, ddof: int) -> Array:
    """Return the count, mean or standard deviation of each key; NaN where nothing is known."""
    count = drawn.count()
    if how == "count":
        return count
    mean = drawn.sum(drawn.x, drawn.times) / np.where(count > 0, count, np.nan)
    if how == "mean":
        return mean
    away = drawn.x - drawn.each(np.nan_to_num(mean, nan=0.0))
    std = np.sqrt(drawn.sum(away * away, drawn.times) / np.where(count > ddof, count - ddof, 1.0))
    return np.where(count > 0, std, np.nan)


def _extreme(drawn: Samples, data: Array, how: str) -> Array:
    """Return the lowest or highest value of each key, or how far they are apart."""
    counted = slice(None) if drawn.times is None else drawn.times > 0
    unit = Sequences(drawn.codes[counted], drawn.keys)
    if how == "range":
        return unit.reduce(data[counted], "max") - unit.reduce(data[counted], "min")
    return unit.reduce(data[counted], how)


@operator
def minmax(x: Operand, by: Keys, least: float = 0.0) -> Value:
    """Return where each value lies between the lowest (0) and the highest (1) of its key.

    Args:
        x: a column.
        by: the key or keys.
        least: where the range is below it, or 0, all are 0.
    """
    values = column(x)
    known = values.known
    codes, keys = values.table.codes((by,) if isinstance(by, str) else by, values.scope)
    unit = Sequences(codes[known], keys)
    low, high = unit.reduce(values.data[known], "min"), unit.reduce(values.data[known], "max")
    wide = (high > low) & (high - low >= least)
    share = (values.data - low[codes]) / np.where(wide, high - low, 1.0)[codes]
    return values.like(np.where(wide[codes] | ~known, share, 0.0))
