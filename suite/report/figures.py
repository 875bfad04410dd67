"""The geometry of the report's charts: numbers in, percentages of a chart's width or height out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Axis(NamedTuple):
    """A linear axis from ``low`` to ``high`` with ticks at round numbers."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Return where ``value`` is, in percent of the axis; what lies beyond an end is put there."""
        value = min(max(value, self.low), self.high) if not math.isnan(value) else self.low
        return round(100 * (value - self.low) / (self.high - self.low), 3)


class Segment(NamedTuple):
    """One piece of a stacked bar: what it shows and where it lies, in percent."""

    name: str
    value: float
    left: float
    width: float


def axis(values: Iterable[float], ticks: int = 5) -> Axis:
    """Return an axis that holds zero and every value, ending at round numbers.

    Args:
        values: what must fit; what is not finite need not.
        ticks: about how many intervals between ticks there should be.
    """
    known = [0.0, *filter(math.isfinite, values)]
    low, high = min(known), max(known)
    if high - low < 1e-9:
        low, high = 0.0, 1.0
    step = _round_step((high - low) / ticks)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Axis(first * step, last * step, tuple(round(place * step, 12) for place in range(first, last + 1)))


def _round_step(step: float) -> float:
    """Return the next of 1, 2, 2.5, 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(unit * power for unit in (1, 2, 2.5, 5, 10) if unit * power >= step * (1 - 1e-9))


def stacked(parts: Mapping[str, tuple[float, float]], scale: Axis) -> list[Segment]:
    """Return a bar's segments: what was paid grows from zero to the right, what was taken to the left.

    Args:
        parts: for each name a positive and a negative part, in the order of the stack; what is not finite is not
            drawn.
        scale: the axis they are drawn on.
    """
    segments, right, left = [], 0.0, 0.0
    for name, (paid, taken) in parts.items():
        if not (math.isfinite(paid) and math.isfinite(taken)):
            continue
        if paid > 0:
            segments.append(_segment(name, paid, right, right + paid, scale))
            right += paid
        if taken < 0:
            segments.append(_segment(name, taken, left + taken, left, scale))
            left += taken
    return segments


def _segment(name: str, value: float, start: float, end: float, scale: Axis) -> Segment:
    left = scale.place(start)
    return Segment(name, value, left, round(scale.place(end) - left, 3))


def extent(parts: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """Return how far a stacked bar reaches to the left and to the right of zero."""
    return sum(taken for _, taken in parts.values()), sum(paid for paid, _ in parts.values())


class Bar(NamedTuple):
    """One bar of a histogram: the lengths it counts, how many there are, and where it stands, in percent."""

    first: int
    last: int
    episodes: int
    left: float
    width: float
    height: float


def bars(counts: Sequence[int], width: int) -> list[Bar]:
    """Return the bars of a histogram whose bins are ``width`` turns wide; the fullest is as high as the chart."""
    fullest = max([*counts, 1])
    each = 100 / max(len(counts), 1)
    return [
        Bar(place * width + 1, (place + 1) * width, count, place * each, each, 100 * count / fullest)
        for place, count in enumerate(counts)
        if count
    ]
