"""Operators across columns, row by row: arithmetic, conditions, gates. A missing value makes the result missing.

Columns of different scopes meet at the finest: an episode's value is used for each of its turns. The other way needs a
``reduce``. Conditions are 1 and 0. Where missing should not spread, say what it is worth: ``fill(x, 0.0)``.
"""

from __future__ import annotations

import operator as signs
from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from .expression import SIGNS, Operand
from .operators import operator, register
from .sequences import Array
from .value import Value, column, meet

_ARITHMETIC = dict(zip(SIGNS, (signs.add, signs.sub, signs.mul, signs.truediv, signs.pow), strict=False))
_COMPARISON = dict(zip(list(SIGNS)[5:], (signs.gt, signs.ge, signs.lt, signs.le), strict=True))


def _arithmetic(apply: Callable[[Any, Any], Array]) -> Callable[..., Value]:
    """Return the operator of a sign of arithmetic; dividing by zero gives a missing value."""

    def run(left: Operand, right: Operand) -> Value:
        model, (a, b) = meet(left, right)
        with np.errstate(divide="ignore", invalid="ignore"):
            out = apply(a, b)
        if apply in (signs.truediv, signs.pow) and out.size and not np.isfinite([out.max(), out.min()]).all():
            out = np.where(np.isinf(out), np.nan, out)
        return model.like(out)

    return run


def _comparison(apply: Callable[[Any, Any], Array]) -> Callable[..., Value]:
    """Return the operator of a comparison: 1, 0, or missing."""

    def run(left: Operand, right: Operand) -> Value:
        model, (a, b) = meet(left, right)
        return model.like(np.where(np.isnan(a + b), np.nan, apply(a, b)))

    return run


for _name, _apply in _ARITHMETIC.items():
    register(_name, _arithmetic(_apply))
for _name, _apply in _COMPARISON.items():
    register(_name, _comparison(_apply))


@operator
def exp(x: Operand) -> Value:
    """Return e to the power of x.

    Args:
        x: a column.
    """
    return column(x).like(np.exp(column(x).data))


@operator
def log(x: Operand) -> Value:
    """Return the natural logarithm; missing where x <= 0.

    Args:
        x: a column.
    """
    data = column(x).data
    return column(x).like(np.log(np.where(data > 0, data, np.nan)))


@operator
def sigmoid(x: Operand) -> Value:
    """Return 1 / (1 + e^-x).

    Args:
        x: a column.
    """
    return column(x).like(0.5 * (1.0 + np.tanh(0.5 * column(x).data)))


@operator
def absolute(x: Operand) -> Value:
    """Return x without its sign.

    Args:
        x: a column.
    """
    return column(x).like(np.abs(column(x).data))


@operator
def clip(x: Operand, low: float | None = None, high: float | None = None) -> Value:
    """Return x, at least ``low`` and at most ``high``.

    Args:
        x: a column.
        low: the lowest value; None for no bound.
        high: the highest value; None for no bound.
    """
    return column(x).like(np.clip(column(x).data, -np.inf if low is None else low, np.inf if high is None else high))


@operator
def minimum(left: Operand, right: Operand) -> Value:
    """Return the lower of two.

    Args:
        left: a column or number.
        right: a column or number.
    """
    model, (a, b) = meet(left, right)
    return model.like(np.minimum(a, b))


@operator
def maximum(left: Operand, right: Operand) -> Value:
    """Return the higher of two.

    Args:
        left: a column or number.
        right: a column or number.
    """
    model, (a, b) = meet(left, right)
    return model.like(np.maximum(a, b))


@operator
def add(*terms: Operand, missing: Literal["spread", "skip"] = "spread") -> Value:
    """Return the sum of several columns.

    Args:
        terms: columns and numbers.
        missing: a missing term makes the sum missing ("spread"), or is left out of it unless all are ("skip").
    """
    model, arrays = meet(*terms)
    stacked = np.stack(np.broadcast_arrays(*arrays))
    if missing == "spread":
        return model.like(stacked.sum(axis=0))
    return model.like(np.where(np.isnan(stacked).all(axis=0), np.nan, np.nansum(stacked, axis=0)))


@operator
def where(condition: Operand, then: Operand, otherwise: Operand) -> Value:
    """Return one column where a condition holds and another where it does not; missing where the condition is.

    Args:
        condition: a column; it holds where it is not 0.
        then: used where it holds.
        otherwise: used where it does not.
    """
    model, (test, a, b) = meet(condition, then, otherwise)
    return model.like(np.where(np.isnan(test), np.nan, np.where(test != 0, a, b)))


@operator
def only(x: Operand, condition: Operand) -> Value:
    """Return x where a condition holds; missing elsewhere, so that no statistic counts it.

    Args:
        x: a column.
        condition: a column; it holds where it is known and not 0.
    """
    model, (values, test) = meet(x, condition)
    return model.like(np.where((test != 0) & ~np.isnan(test), values, np.nan))


@operator
def fill(x: Operand, value: Operand = 0.0) -> Value:
    """Return x with a value in place of each missing one.

    Args:
        x: a column.
        value: what stands in for a missing value.
    """
    model, (values, instead) = meet(x, value)
    return model.like(np.where(np.isnan(values), instead, values))


@operator
def known(x: Operand) -> Value:
    """Return 1 where x is known and 0 where it is missing.

    Args:
        x: a column.
    """
    return column(x).like(column(x).known.astype(np.float64))


@operator
def gate(x: Operand, on: Operand, threshold: float = 0.0, penalties: Literal["refuse", "gate"] = "refuse") -> Value:
    """Return x where ``on`` is above a threshold and 0 elsewhere.

    A closed gate over penalties is an amnesty: whoever closes it is freed of them, so negative values are refused.

    Args:
        x: a column.
        on: what opens the gate, of the same scope or a coarser one; a missing value keeps it closed.
        threshold: the gate is open strictly above it.
        penalties: "refuse" negative values of x, or "gate" them like others.

    Raises:
        ValueError: x has negative values and they are refused, or ``on`` is finer than x.
    """
    values = column(x)
    if penalties == "refuse" and np.any(values.data < 0):
        raise ValueError(
            f"gate got a column with negative values (lowest {np.nanmin(values.data):g}): closing it would forgive "
            "penalties. Gate the gains only, or say penalties='gate'."
        )
    is_open = np.nan_to_num(column(on, values).at(values.scope), nan=-np.inf) > threshold
    return values.like(np.where(is_open, values.data, 0.0))


@operator
def lexicographic(*levels: Operand, threshold: float = 0.0) -> Value:
    """Return the sum of levels that counts each only while every level before it is above a threshold (G-RA).

    Args:
        levels: columns, the most important first.
        threshold: a level opens the next strictly above it.
    """
    model, arrays = meet(*levels)
    out: Array = np.zeros(model.table.size(model.scope))
    is_open: Array = np.ones(out.shape, dtype=np.bool_)
    for level in arrays:
        out = out + np.where(is_open, level, 0.0)
        is_open = is_open & (level > threshold)
    return model.like(out)
