"""Baselines other than the mean of the same rows: the past, chosen reference rows, the second best."""

from __future__ import annotations

from typing import Literal

import numpy as np

from .baseline import Keys
from .expression import Operand
from .operators import operator
from .sequences import Sequences
from .value import Value, column, meet


@operator
def moving_average(x: Operand, by: Keys, decay: float = 0.95, start: Operand = 0.0) -> Value:
    """Return, for each row, its key's exponential moving average before that row, in the order of rows (SPIRAL).

        b_1 = start,   b_{i+1} = decay · b_i + (1 - decay) x_i

    Args:
        x: a column.
        by: the key or keys.
        decay: what the average keeps of itself.
        start: the average before the first row: a number, or a column read at the first row of each key.
    """
    values = column(x)
    known = values.known
    codes, keys = values.table.codes((by,) if isinstance(by, str) else by, values.scope)
    sequences = Sequences(codes[known], keys)
    data = values.data[known]
    begin = column(start, values).at(values.scope)[known]
    gained = sequences.shift((1.0 - decay) * data, 1, np.nan)
    fresh = np.isnan(gained)
    average = sequences.fold(
        np.where(fresh, begin, gained), lambda here, before, _: here + decay * before, backward=False
    )
    out = np.full(known.shape, np.nan)
    out[known] = average
    return values.like(out)


@operator
def reference(x: Operand, chosen: Operand, by: Keys, how: Literal["mean", "max", "min"] = "mean") -> Value:
    """Return each value minus that of its key's reference rows; the reference rows themselves, and rows without, get 0.

    Args:
        x: a column.
        chosen: which rows are the reference (a greedy or stored rollout, another policy's): not 0.
        by: the key or keys.
        how: mean, max or min of the reference rows.
    """
    model, (data, flag) = meet(x, chosen)
    is_reference = np.nan_to_num(flag, nan=0.0) != 0
    counted = is_reference & ~np.isnan(data)
    codes, keys = model.table.codes((by,) if isinstance(by, str) else by, model.scope)
    unit = Sequences(codes[counted], keys)
    base = unit.reduce(data[counted], "sum" if how == "mean" else how)
    if how == "mean":
        base = np.where(unit.sizes > 0, base / np.maximum(unit.sizes, 1), np.nan)
    out = np.where(is_reference, 0.0, data - base[codes])
    notes = {"reference.rows_without": float(np.isnan(base[codes]).sum())}
    return model.like(np.nan_to_num(out, nan=0.0), notes)


@operator
def margin(x: Operand, by: Keys) -> Value:
    """Return, for the highest value of each key, its lead over the second; 0 for all others (pass@k training).

    Args:
        x: a column.
        by: the key or keys. A key with one sample gives 0.
    """
    values = column(x)
    known = np.flatnonzero(values.known)
    codes, _ = values.table.codes((by,) if isinstance(by, str) else by, values.scope)
    order = known[np.lexsort((values.data[known], codes[known]))]
    last = np.ones(order.size, dtype=np.bool_)
    last[:-1] = codes[order[1:]] != codes[order[:-1]]
    pair = np.flatnonzero(last)
    pair = pair[(pair > 0) & (codes[order[pair - 1]] == codes[order[pair]])]
    out = np.zeros(values.data.shape)
    out[order[pair]] = values.data[order[pair]] - values.data[order[pair - 1]]
    return values.like(out)
