r"""Three checks of a reward transform (PAR): bounded, fast at first and then saturating, of the centred reward.

    bounded       sup |f| is finite: |f(r)| stays within a bound up to r = 1e6
    saturating    the slope falls as the reward rises above the reference: f'(1) > f'(2) > f'(4) > ... , f'(0) largest
    centred       f depends on r - reference alone: f(r + c, reference + c) = f(r, reference)

An unbounded reward can be hacked without end; a transform that saturates takes away what is gained by going further;
centring makes "better than the reference" the unit of every task.

Certainty: abstract (PAR, arXiv 2502.18770); how each is measured is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

Transformed = Callable[[float, float], float]
"""``f(reward, reference)``."""


class ShapingChecks(NamedTuple):
    """Which of the three properties a transform has."""

    bounded: bool
    saturating: bool
    centred: bool


def shaping_checks(transform: Transformed, *, bound: float = 100.0, step: float = 1e-4) -> ShapingChecks:
    """Return which of the three properties a transform has, measured at points.

    Args:
        transform: ``f(reward, reference) -> float``.
        bound: what it must not exceed at rewards up to a million away from the reference.
        step: of the numerical slope.
    """
    far = [transform(sign * 10.0**power, 0.0) for power in range(7) for sign in (-1.0, 1.0)]
    slopes = np.array(
        [(transform(r + step, 0.0) - transform(r - step, 0.0)) / (2 * step) for r in (0.0, 1.0, 2.0, 4.0)]
    )
    moved = [
        np.isclose(transform(reward + shift, reference + shift), transform(reward, reference), atol=1e-9)
        for reward, reference in ((0.3, 0.0), (1.0, 0.5), (-2.0, 1.0))
        for shift in (-3.0, 0.7, 5.0)
    ]
    falls = bool(np.all(np.diff(slopes) < 0) and slopes[0] > 0)
    return ShapingChecks(bool(np.all(np.isfinite(far)) and np.max(np.abs(far)) <= bound), falls, bool(all(moved)))
