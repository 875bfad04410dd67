r"""Rows that follow one another: which belong to one sequence, and sums and recurrences along them.

A sequence is a stretch of rows of one unit (an episode, a segment, a turn's tokens), in order. The one recurrence that
returns, GAE and semi-Markov scans share is

    y_t = x_t + d_t y_{t+1},   y = 0 after the last row,

computed for all sequences at once: step by step over rows laid out by time (any d), or, where sequences are long and d
is one number, in blocks of at most 64 rows by one matrix product with the powers of d and a carry from block to block.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Index = NDArray[np.int64]
BLOCK = 64


class Sequences:
    """Which rows form sequences.

    Args:
        unit: shape (rows,); the number of the unit each row belongs to. Rows of one unit are in order of time, and
            need not be neighbours.
        units: how many units there are; some may have no rows.
    """

    def __init__(self, unit: Index, units: int) -> None:
        self.unit = unit
        self.units = units
        self.sizes: Index = np.bincount(unit, minlength=units).astype(np.int64)
        sorted_already = unit.size < 2 or bool(np.all(unit[1:] >= unit[:-1]))
        self.order: Index | None = None if sorted_already else np.argsort(unit, kind="stable")

    @classmethod
    def of_sizes(cls, sizes: Index) -> Self:
        """Return sequences of neighbours, without an array of as many numbers as there are rows.

        Args:
            sizes: shape (units,); how many rows each unit has.
        """
        made = cls.__new__(cls)
        made.units, made.sizes, made.order = sizes.size, sizes, None
        return made

    def __getattr__(self, name: str) -> Index:
        """Return ``unit`` of sequences of neighbours, made on first use."""
        if name != "unit":
            raise AttributeError(name)
        self.unit = np.repeat(np.arange(self.units), self.sizes)
        return self.unit

    @cached_property
    def starts(self) -> Index:
        """Where each unit starts among the rows sorted by unit; shape (units,)."""
        return np.cumsum(self.sizes) - self.sizes

    def sort(self, x: Array) -> Array:
        """Return ``x`` with the rows of each unit side by side."""
        return x if self.order is None else x[self.order]

    def unsort(self, x: Array) -> Array:
        """Undo ``sort``."""
        if self.order is None:
            return x
        out = np.empty_like(x)
        out[self.order] = x
        return out

    @cached_property
    def place(self) -> Index:
        """The place of each row in its sequence, from 0; shape (rows,)."""
        return self.unsort(np.arange(self.unit.size) - np.repeat(self.starts, self.sizes))

    def edges(self) -> tuple[Index, Index]:
        """Return the first and the last row of each unit; only units with rows, in order of unit."""
        full = self.sizes > 0
        first, last = self.starts[full], (self.starts + self.sizes)[full] - 1
        return (first, last) if self.order is None else (self.order[first], self.order[last])

    def shift(self, x: Array, k: int, fill: float = np.nan) -> Array:
        """Return the value ``k`` rows earlier in the sequence (later if ``k < 0``), ``fill`` where there is none."""
        out: Array = np.full(x.shape, fill, dtype=np.result_type(x.dtype, np.float32))
        if not k or abs(k) >= x.size:
            return x.copy() if not k else out
        if k == -1 and self.order is None:
            out[:-1] = x[1:]
            out[self.edges()[1]] = fill
            return out
        column, unit = self.sort(x), self.sort(self.unit)
        late, early = (slice(k, None), slice(None, -k)) if k > 0 else (slice(None, k), slice(-k, None))
        out[late] = np.where(unit[late] == unit[early], column[early], fill)
        return self.unsort(out)

    def reduce(self, x: Array, how: str) -> Array:
        """Return sum, max, min, first, last or count of each unit, 0 (count, sum) or NaN for units without rows."""
        if how == "count":
            return self.sizes.astype(np.float64)
        full = self.sizes > 0
        out = np.full(self.units, 0.0 if how == "sum" else np.nan)
        if how in ("first", "last"):
            out[full] = x[self.edges()[how == "last"]]
        elif full.any():
            fold = {"max": np.maximum, "min": np.minimum, "sum": np.add}[how]
            out[full] = fold.reduceat(self.sort(x), self.starts[full], dtype=np.float64)
        return out

    @cached_property
    def _by_time(self) -> tuple[Index, list[int], Index]:
        """Return row of each place in the layout by time, how many sequences live at each time, and their offsets."""
        rank = np.empty(self.units, dtype=np.int64)
        rank[np.argsort(-self.sizes, kind="stable")] = np.arange(self.units)
        living = np.bincount(self.place, minlength=1)
        offsets = np.cumsum(living) - living
        rows = np.empty(self.unit.size, dtype=np.int64)
        rows[offsets[self.place] + rank[self.unit]] = np.arange(self.unit.size)
        return rows, [int(n) for n in living], offsets

    def fold(self, x: Array, step: Callable[[Array, Array, Array], Array], *, backward: bool) -> Array:
        """Fold along each sequence, all sequences at once.

        Args:
            x: shape (rows,).
            step: ``step(here, carried, rows)`` returns the fold at these rows from their values, what the row before
                (after, if ``backward``) gave, and their numbers. The first row keeps its value.
            backward: from the last row to the first.
        """
        rows, living, offsets = self._by_time
        y = x[rows]
        for t in range(len(living) - 2, -1, -1) if backward else range(1, len(living)):
            n = min(living[t], living[t + 1]) if backward else living[t]
            source = offsets[t + 1] if backward else offsets[t - 1]
            here = slice(offsets[t], offsets[t] + n)
            y[here] = step(y[here], y[source : source + n], rows[here])
        out = np.empty_like(y)
        out[rows] = y
        return out

    def discount(self, x: Array, decay: float | Array) -> Array:
        """Return y with y_t = x_t + decay_t · y_{t+1} along each sequence.

        Args:
            x: shape (rows,), without missing values.
            decay: one number, or one for each row, shape (rows,).
        """
        if not x.size:
            return x.copy()
        if not isinstance(decay, float):
            return self.fold(x, lambda here, carried, rows: here + decay[rows] * carried, backward=True)
        if self._long(x.size):
            return self.unsort(self._in_blocks(self.sort(x), decay))
        return self.fold(x, lambda here, carried, rows: here + decay * carried, backward=True)

    def _long(self, rows: int) -> bool:
        """Whether blocks are faster than a step for each place: all sequences are long, or one outlasts the others."""
        if rows >= 2 * BLOCK * max(1, int(np.count_nonzero(self.sizes))):
            return True
        longest = int(self.sizes.max())
        return longest >= 2 * BLOCK and 200 * longest > BLOCK * int((-(-self.sizes // BLOCK)).sum())

    def _in_blocks(self, x: Array, decay: float) -> Array:
        """Return ``discount`` of rows sorted by unit: a product within blocks, and a carry from block to block."""
        size = self._block()
        blocks: Index = -(-self.sizes // size)
        lag = np.subtract.outer(np.arange(size), np.arange(size))
        powers = np.where(lag >= 0, decay ** np.maximum(lag, 0), 0.0).astype(x.dtype)
        filled = None if blocks.sum() * size == x.size else self._filled(blocks, size)
        rows = x.reshape(-1, size).copy() if filled is None else np.zeros((int(blocks.sum()), size), dtype=x.dtype)
        if filled is not None:
            rows.reshape(-1)[filled] = x
        heads = (rows @ powers[:, 0]).astype(np.float64)
        carried = Sequences.of_sizes(blocks)
        whole = carried.fold(heads, lambda here, later, _: here + decay**size * later, backward=True)
        rows[:, -1] += (decay * carried.shift(whole, -1, 0.0)).astype(x.dtype)
        out: Array = (rows @ powers).reshape(-1)
        return out if filled is None else out[filled]

    def _block(self) -> int:
        """Return the length of a block: one that parts every sequence evenly if there is such a length."""
        common = int(np.gcd.reduce(self.sizes))
        return next((size for size in range(BLOCK, BLOCK // 2, -1) if common % size == 0), BLOCK)

    def _filled(self, blocks: Index, size: int) -> NDArray[np.bool_]:
        """Return which places of the padded blocks hold a row."""
        lengths = np.stack([self.sizes, blocks * size - self.sizes], axis=1).reshape(-1)
        return np.repeat(np.tile(np.array([True, False]), self.units), lengths)
