r"""The Pearson distance of two rewards: how far their values are from rising and falling together.

    D(x, y) = √((1 - ρ(x, y)) / 2) ∈ [0, 1]

ρ is the correlation. 0 means equal up to a positive scale and a constant, 1 equal up to a negative one. It is a metric
on standardised vectors (half a chord of the unit sphere).

Taken of rewards as they are, it is what StateFactory's evaluation prints as "EPIC distance"
(``get_distance.py:14-33``, code): nothing is canonicalised there, so a potential-shaped copy of a reward is at a
distance from it. Here that number goes by this name; the one that is canonicalised is
:func:`~turnwise.reward_shaping.diagnostics.tabular.epic.epic_distance`.

Certainty: code (StateFactory; EPIC uses the same distance after canonicalisation). A constant has no correlation: that
it counts as 0, and two constants as equal, is ours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def pearson_distance(first: ArrayLike, second: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Return the distance.

    Args:
        first: any shape; one reward on some transitions or states.
        second: the same shape; the other reward on the same.
        weights: the same shape; how much each counts; equally if None.

    Raises:
        ValueError: the shapes differ, nothing counts, or a weight is negative.
    """
    x, y = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    share = np.ones(x.shape) if weights is None else np.asarray(weights, dtype=np.float64)
    if not x.shape == y.shape == share.shape:
        raise ValueError(f"pearson_distance needs arrays of one shape; got {x.shape}, {y.shape} and {share.shape}.")
    if not share.sum() > 0 or (share < 0).any():
        raise ValueError("pearson_distance needs weights >= 0 of which one is positive.")
    share = share / share.sum()
    x, y = _standard(x, share), _standard(y, share)
    if not x.any() and not y.any():
        return 0.0
    if not x.any() or not y.any():
        return float(np.sqrt(0.5))
    # (1 - ρ)/2 = Σ w (x - y)²/4 for standardised x, y; the difference does not lose the digits that 1 - ρ does.
    return float(min(np.sqrt((share * (x - y) ** 2).sum() / 4), 1.0))


def _standard(values: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return values of mean 0 and variance 1; zeros where they are constant."""
    centred = values - (share * values).sum()
    std = np.sqrt((share * centred**2).sum())
    constant = std <= 1e-12 * max(np.abs(values).max(initial=0.0), 1e-300)
    return np.zeros_like(centred) if constant else centred / std
