"""Operators that give each row a number of its key: mean, spread, extremes, counts, and its place between extremes."""

from __future__ import annotations

from typing import Literal

import numpy as np

from .baseline import Keys, samples
from .expression import Operand
from .operators import operator
from .sequences import Sequences
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
    count = drawn.sum(drawn.times)
    if how in ("min", "max", "range"):
        counted = drawn.times > 0
        unit = Sequences(drawn.codes[counted], drawn.keys)
        ends = {end: unit.reduce(values.data[counted], end) for end in ("min", "max")}
        out = ends["max"] - ends["min"] if how == "range" else ends[how]
    elif how == "count":
        out = count
    elif how == "nonzero":
        out = drawn.sum(drawn.times * (drawn.x != 0))
    else:
        out = drawn.sum(drawn.times * drawn.x)
        if how != "sum":
            out = mean = out / np.where(count > 0, count, np.nan)
        if how == "std":
            away = drawn.x - drawn.spread(np.nan_to_num(mean, nan=0.0))
            out = np.sqrt(drawn.sum(drawn.times * away * away) / np.where(count > ddof, count - ddof, 1.0))
            out = np.where(count > 0, out, np.nan)
    return values.like(np.array(drawn.spread(out), dtype=np.float64))


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
