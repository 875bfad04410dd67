r"""First-time reward: pay a level only where it rises above everything reached before.

    r_t = max(x_t - max_{j<t} x_j, 0),   t = 1..T

Never negative; the sum is max_t x_t - x_0, the highest level reached. A level that falls and rises again is not paid
twice (a ratchet), but falling costs nothing either: touching a sub-goal and undoing it is paid.

Certainty: code (the once-per-item payment of CM2's checklists); as MiRA's milestone reward, secondary.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .number import Floats, Number


def rise(level: Number, best: Number) -> Number:
    """Return ``max(level - best, 0)``.

    Args:
        level: the level now, any shape.
        best: the highest level before, the same shape.
    """
    change = level - best
    return (change + abs(change)) / 2


def first_time(levels: ArrayLike) -> Floats:
    """Return what each turn adds to the highest level reached.

    Args:
        levels: shape (T + 1,) or (T + 1, K) for K levels at once; the level at the start and after each turn.

    Returns:
        Shape (T,) or (T, K).

    Raises:
        ValueError: there is no first level.
    """
    array = np.asarray(levels, dtype=np.float64)
    if array.ndim not in (1, 2) or not len(array):
        raise ValueError(f"first_time needs levels of shape (T + 1,) or (T + 1, K); got shape {array.shape}.")
    best = np.maximum.accumulate(array, axis=0)
    return rise(array[1:], best[:-1])
