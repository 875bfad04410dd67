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

from dataclasses import dataclass, replace
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
        x: each row's value, 0 where it is missing.
        times: how many samples each row stands for, 0 where it is missing; None for one each.
        weight: its weight in mean and spread; None for ``times``.
    """

    codes: Index
    keys: int
    x: Array
    times: Array | None
    weight: Array | None

    def sum(self, values: Array, weight: Array | None = None) -> Array:
        """Return the (weighted) sum of values for each key.

        Args:
            values: shape (rows,).
            weight: shape (rows,); None for 1.
        """
        weighted = values if weight is None else values * weight
        if self.keys == 1:
            return np.array([weighted.sum()], dtype=np.float64)
        return np.bincount(self.codes, weights=weighted, minlength=self.keys)

    def count(self) -> Array:
        """Return how many samples each key has."""
        return self._mass(self.times)

    def mass(self) -> Array:
        """Return the sum of weights of each key."""
        return self._mass(self.weight)

    def _mass(self, weight: Array | None) -> Array:
        if weight is not None:
            return self.sum(weight)
        if self.keys == 1:
            return np.array([float(self.x.size)])
        return np.bincount(self.codes, minlength=self.keys).astype(np.float64)

    def each(self, values: Array) -> Array:
        """Return each key's value for each of its rows.

        Args:
            values: shape (keys,).
        """
        narrow = values if values.dtype == np.bool_ else values.astype(self.x.dtype)
        return np.broadcast_to(narrow, self.x.shape) if self.keys == 1 else narrow[self.codes]


def samples(x: Value, by: Keys, population: str | None = None, weight: Value | float | None = None) -> Samples:
    """Return what the statistics of a column are taken over.

    Args:
        x: the column.
        by: the key or keys; () or "run" for all rows.
        population: a finer scope, whose rows are counted each; a coarser one, of which each unit counts once in a key,
            by its first row; None for the column's own rows.
        weight: a weight for each row; where those of a key sum to 0, its rows weigh the same.

    Raises:
        ValueError: the population is no scope.
    """
    codes, keys = x.table.codes((by,) if isinstance(by, str) else by, x.scope)
    complete = x.complete
    times = None if complete else x.known.astype(np.float64)
    if population is not None and population != x.scope:
        rows = _times(x, codes, population)
        times = rows if times is None else rows * times
    drawn = Samples(codes, keys, x.data if complete else np.where(x.known, x.data, 0.0), times, times)
    if weight is None:
        return drawn
    weights: Array = np.nan_to_num(column(weight, x).at(x.scope), nan=0.0) * (1.0 if times is None else times)
    mass = drawn.sum(weights)
    if (mass == 0).any() and ((mass == 0) & (drawn.count() > 0)).any():
        weights = np.where(drawn.each(mass == 0), 1.0 if times is None else times, weights)
    return replace(drawn, weight=weights)


def _times(x: Value, codes: Index, population: str) -> Array:
    """Return how many samples of a population each row stands for."""
    if population not in SCOPES:
        raise ValueError(f"population must be one of {list(SCOPES)}; got {population!r}.")
    table, known = x.table, x.known
    if not lies_within(population, x.scope):
        pairs = codes * table.size(population) + table.index(x.scope, population)
        _, first = np.unique(np.where(known, pairs, -1), return_index=True)
        once = np.zeros(known.size)
        once[first] = 1.0
        return once
    if population in ("token", "context"):
        tokens = table.kept if population == "token" else table.tokens
        return np.bincount(table.index("turn", x.scope), weights=tokens, minlength=known.size)
    return table.sequences(population, x.scope).sizes.astype(np.float64)


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
            samples. Where all weights of a key are 0, as lengths without tokens, its rows weigh the same.
        loo: leave each row out of the mean it is compared with.
        population: what counts as a sample: the column's rows (None), the rows of a finer scope in each ("turn": long
            episodes weigh more), or of a coarser one once each ("episode": its first row under the key).
        missing: what a missing value gets: 0, or stays missing.
    """
    values = column(x)
    drawn = samples(values, by, population, weight)
    count = drawn.count()
    out, notes = _compared(drawn, count, scale, ddof, eps, loo)
    enough = (count > 1) & (count >= min_count)
    if not enough.all():
        out = np.where(drawn.each(enough), out, 0.0)
    if single == "raw" and min_count <= 1 and (count == 1).any():
        out = np.where(drawn.each(count == 1), drawn.x / (1.0 if scale is None else 1.0 + eps), out)
    if drawn.times is not None:
        out = np.where(values.known, out, 0.0 if missing == "zero" else np.nan)
    notes["too_few"] = (count > 0) & (count < min_count)
    return values.like(out, {f"centre.{name}": float(np.count_nonzero(keys)) for name, keys in notes.items()})


def _compared(
    drawn: Samples, count: Array, scale: str | None, ddof: int, eps: float, loo: bool
) -> tuple[Array, dict[str, Array]]:
    """Return each row minus its key's mean, scaled, and which keys are used, have one sample, or have equal values."""
    mass = drawn.mass()
    mean = drawn.sum(drawn.x, drawn.weight) / np.where(mass > 0, mass, 1.0)
    out = drawn.x - drawn.each(mean)
    notes, divisor = {"keys": count > 0, "single": count == 1}, np.ones(drawn.keys)
    if scale == "std":
        variance = drawn.sum(out * out, drawn.weight) / np.where(mass > ddof, mass - ddof, 1.0)
        divisor = np.sqrt(variance) + eps
        notes["collapsed"] = (count > 1) & (variance <= 1e-24 * np.maximum(1.0, mean * mean))
    elif scale == "mean":
        divisor = mean + eps
    if loo:
        own = 1.0 if drawn.weight is None else drawn.weight
        rest = drawn.each(mass) - own
        out *= drawn.each(mass) / np.where(rest > 0, rest, np.inf)
    if scale is not None:
        out *= drawn.each(np.divide(1.0, divisor, out=np.zeros(drawn.keys), where=divisor != 0))
    return out, notes
