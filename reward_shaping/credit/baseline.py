r"""Operators across samples: centre and scale by a key, against rows, other rows, the past or a reference.

For the rows i of one key k (a group, a group's turn index, an anchor, a role, a token position, a batch):

    centre      A_i = (x_i - m_k) / (s_k + ε),   m_k = Σ w x / Σ w,   s_k² = Σ w (x - m_k)² / (Σ w - ddof)
    loo         m_k leaves x_i out:  x_i - m = (x_i - m_k) · n / (n - 1)

Methods that differ in "per prompt", "per turn index", "per anchor state" or "per role" differ in the key and in
nothing else. Missing values are left out of every statistic and get 0. A key with one sample has nothing to compare
with: 0 by default, or its raw value, as several trainers have it, which is a gradient without a baseline. How many keys
had one sample, and in how many all values were equal, is counted in the result's diagnostics.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .expression import Operand
from .operators import operator
from .sequences import Array, Index
from .value import SCOPES, Value, column, lies_within

Keys = str | tuple[str, ...]


@dataclass(frozen=True)
class Samples:
    """What the statistics of a column are taken over.

    Attributes:
        codes: each row's key as a number.
        keys: how many numbers there may be.
        x: each row's value, 0 where it does not count.
        times: how many samples each row stands for, 0 where it is missing.
        weight: its weight in mean and spread.
    """

    codes: Index
    keys: int
    x: Array
    times: Array
    weight: Array

    def sum(self, values: Array) -> Array:
        """Return the sum of values for each key.

        Args:
            values: shape (rows,).
        """
        if self.keys == 1:
            return np.array([values.sum(dtype=np.float64)])
        return np.bincount(self.codes, weights=values, minlength=self.keys)

    def spread(self, values: Array) -> Array:
        """Return each key's value for each of its rows.

        Args:
            values: shape (keys,).
        """
        return np.broadcast_to(values, self.x.shape) if self.keys == 1 else values[self.codes]


def samples(x: Value, by: Keys, population: str | None = None, weight: Value | float | None = None) -> Samples:
    """Return what the statistics of a column are taken over.

    Args:
        x: the column.
        by: the key or keys; () or "run" for all rows.
        population: a finer scope, whose rows are counted each; a coarser one, of which each unit counts once in a key,
            by its first row; None for the column's own rows.
        weight: a weight for each row.

    Raises:
        ValueError: the population is no scope.
    """
    table, known = x.table, x.known
    codes, keys = table.codes((by,) if isinstance(by, str) else by, x.scope)
    times = known.astype(np.float64)
    if population is not None and population != x.scope:
        if population not in SCOPES:
            raise ValueError(f"population must be one of {list(SCOPES)}; got {population!r}.")
        if lies_within(population, x.scope):
            within = table.index("turn", x.scope) if population in ("token", "context") else None
            rows = (
                np.bincount(within, weights=table.kept if population == "token" else table.tokens, minlength=known.size)
                if within is not None
                else table.sequences(population, x.scope).sizes
            )
            times = times * rows
        else:
            pairs = codes * table.size(population) + table.index(x.scope, population)
            _, first = np.unique(np.where(known, pairs, -1), return_index=True)
            once = np.zeros(known.size)
            once[first] = 1.0
            times = times * once
    values = x.data if known.all() else np.where(known, x.data, 0.0)
    weights = times if weight is None else times * np.nan_to_num(column(weight, x).at(x.scope), nan=0.0)
    return Samples(codes, keys, values, times, weights)


@operator
def centre(
    x: Operand,
    by: Keys,
    scale: Literal["std", "mean"] | None = None,
    ddof: int = 1,
    eps: float = 1e-6,
    single: Literal["zero", "raw"] = "zero",
    min_count: int = 1,
    weight: Operand | None = None,
    loo: bool = False,
    population: str | None = None,
    missing: Literal["zero", "keep"] = "zero",
) -> Value:
    """Return each value minus its key's mean, and divided by the key's spread if asked.

    Args:
        x: a column.
        by: the key or keys over which to compare; () for all rows.
        scale: divide by the standard deviation plus ``eps``, by the mean plus ``eps`` (MaxRL), or not at all.
        ddof: what the divisor of the variance lacks of the number of samples: 1 (unbiased) or 0.
        eps: added to what is divided by.
        single: what the only sample of a key gets: 0, or its raw value (divided by 1 + ``eps`` if scaled).
        min_count: a key with fewer samples gives 0.
        weight: a weight for each row in the mean and the standard deviation; in the latter it counts like a number of
            samples.
        loo: leave each row out of the mean it is compared with.
        population: what counts as a sample: the column's rows (None), the rows of a finer scope in each ("turn": long
            episodes weigh more), or of a coarser one once each ("episode": its first row under the key).
        missing: what a missing value gets: 0, or stays missing.
    """
    values = column(x)
    drawn = samples(values, by, population, weight)
    count, mass = drawn.sum(drawn.times), drawn.sum(drawn.weight)
    mean = drawn.sum(drawn.weight * drawn.x) / np.where(mass > 0, mass, 1.0)
    out = drawn.x - drawn.spread(mean)
    divisor = np.ones(drawn.keys)
    equal = np.zeros(drawn.keys, dtype=np.bool_)
    if scale == "std":
        variance = drawn.sum(drawn.weight * out * out) / np.where(mass > ddof, mass - ddof, 1.0)
        divisor = np.sqrt(variance) + eps
        equal = variance <= 1e-24 * np.maximum(1.0, mean * mean)
    elif scale == "mean":
        divisor = mean + eps
    if loo:
        own = drawn.weight
        rest = drawn.spread(mass) - own
        out = out * drawn.spread(mass) / np.where(rest > 0, rest, np.inf)
    if scale is not None:
        out = out / drawn.spread(divisor)
    alone = count == 1
    lone = drawn.spread(alone)
    if alone.any():
        raw = drawn.x / (1.0 + eps if scale is not None else 1.0) if single == "raw" else 0.0
        out = np.where(lone, raw, out)
    if min_count > 1:
        out = np.where(drawn.spread(count < min_count), 0.0, out)
    out = np.where(values.known, out, 0.0 if missing == "zero" else np.nan)
    used = count > 0
    notes = {"keys": used.sum(), "single": alone.sum(), "too_few": (used & (count < min_count)).sum()}
    if scale == "std":
        notes["collapsed"] = (equal & (count > 1)).sum()
    return values.like(out, {f"centre.{name}": float(number) for name, number in notes.items()})
