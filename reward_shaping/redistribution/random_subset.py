r"""Randomised return decomposition (RRD): fit step rewards to a return through a random subset of the steps.

    S = K of the T steps, without replacement
    loss    = (R - (T/K) Σ_{t in S} r_t)²
    loss_u  = loss - T² s² (1 - K/T) / K          s² = sample variance of r over S (ddof 1)

The scaled subset sum estimates Σ r without bias, its square does not: on average ``loss`` is (R - Σ r)² plus the
variance of the estimate, which rewards equal step rewards. ``loss_u`` subtracts an unbiased estimate of that variance
and may be negative. With K = T both are (R - Σ r)². On episodes of one length the constant R/T is a perfect fit.

Default: the unbiased form.
Certainty: code of Stilwell-Git/Randomized-Return-Decomposition (`algorithm/rrd.py`, which fits the mean to R/T: this
loss divided by T²). LaRe's copy (`mpe/models/reward_model/rrd/rrd.py`) takes the variance of rewards already scaled by
T/K and divides it by K once; the loss it is subtracted from was not read.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..number import Number


def subset_loss(predicted: Any, turns: int, total: Number, *, unbiased: bool = True) -> Any:
    """Return the loss of the step rewards of a subset.

    Args:
        predicted: shape (K,); the step rewards of the subset; any array with sums and arithmetic.
        turns: T, the number of steps of the episode.
        total: the return R.
        unbiased: subtract the variance of the estimate; needs K >= 2 where K < T.

    Returns:
        A scalar of the kind of ``predicted``.

    Raises:
        ValueError: K is not between 1 and T, or is 1 where a variance is needed.
    """
    size = len(predicted)
    if not 1 <= size <= turns or (unbiased and size == 1 < turns):
        raise ValueError(f"subset_loss needs 1 <= K <= T, and K >= 2 to be unbiased; got K={size}, T={turns}.")
    loss = (total - predicted.sum() * (turns / size)) ** 2
    if not unbiased or size == turns:
        return loss
    variance = ((predicted - predicted.sum() / size) ** 2).sum() / (size - 1)
    return loss - turns**2 * variance * (1 - size / turns) / size


def draw_subset(rng: np.random.Generator, turns: int, size: int | None) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return which steps are in the subset, in ascending order.

    Args:
        rng: draws them.
        turns: T.
        size: K; all steps where it is None or T is smaller.

    Returns:
        Shape (min(K, T),).
    """
    if size is None or turns <= size:
        return np.arange(turns)
    return np.sort(rng.choice(turns, size=size, replace=False))
