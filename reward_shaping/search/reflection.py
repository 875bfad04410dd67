r"""Reward reflection (Eureka): what each component of a reward did, in numbers and as text for who writes the next one.

    of each component: max, mean and min over the turns;  over training: its mean at some ten points too

Certainty: code (eureka-research/Eureka, ``eureka.py``: values at every tenth of training to two decimals, then Max,
Mean, Min).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

POINTS = 10
"""At so many points of training a curve is told."""


class Spread(NamedTuple):
    """The greatest, mean and least of some values."""

    max: float
    mean: float
    min: float


def spread(values: ArrayLike) -> Spread:
    """Return the greatest, mean and least of values; missing ones are left out.

    Args:
        values: any shape, NaN where missing.

    Returns:
        NaN thrice where there is no value.
    """
    known = np.asarray(values, dtype=np.float64).ravel()
    known = known[~np.isnan(known)]
    if not known.size:
        return Spread(float("nan"), float("nan"), float("nan"))
    return Spread(float(known.max()), float(known.mean()), float(known.min()))


def reflection(components: Mapping[str, ArrayLike], curves: Mapping[str, Sequence[float]] | None = None) -> str:
    """Return what the components did as text, one line each.

    Args:
        components: the values of each component, one a turn.
        curves: values over training, by name; told at some ten points.
    """
    lines = [f"{name}: {told(spread(values))}" for name, values in components.items()]
    for name, curve in (curves or {}).items():
        points = [f"{value:.2f}" for value in curve[:: max(len(curve) // POINTS, 1)]]
        lines.append(f"{name}: [{', '.join(points)}], {told(spread(curve))}")
    return "\n".join(lines)


def told(values: Spread) -> str:
    """Return a spread as text.

    Args:
        values: of a component.
    """
    return f"Max: {values.max:.2f}, Mean: {values.mean:.2f}, Min: {values.min:.2f}"
