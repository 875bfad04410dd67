r"""Trajectory preference (CARD's TPE): does a reward rank episodes that are known to be better above worse ones?

    accuracy = mean over pairs (better, worse) of  1[R(better) > R(worse)] + 1/2 · 1[R(better) = R(worse)]

Any strictly increasing transform of the returns leaves it. It says nothing of how well a policy learns, and a reward
that pays for success alone is perfect; it rejects the hopeless without training anything.

Doubts: the paper passes a reward that ranks successful above failed episodes; its threshold was not seen. Counting a
tie as half is ours.

Certainty: abstract.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..number import sequence


def trajectory_preference(better: ArrayLike, worse: ArrayLike) -> float:
    """Return the share of pairs that are ranked right, NaN where there is no pair.

    Args:
        better: shape (N,); the return of the better episode of each pair.
        worse: shape (N,); that of the worse one.

    Raises:
        ValueError: the shapes differ.
    """
    high = sequence("trajectory_preference", "better", better)
    low = sequence("trajectory_preference", "worse", worse)
    if high.shape != low.shape:
        raise ValueError(f"trajectory_preference needs pairs; got {high.size} better and {low.size} worse episodes.")
    if not high.size:
        return float("nan")
    return float(np.mean((high > low) + 0.5 * (high == low)))
