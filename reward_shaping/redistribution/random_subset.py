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
from numpy.typing import ArrayLike, NDArray

Places = NDArray[np.int64]


def subset_loss(predicted: Any, turns: Any, total: Any, *, unbiased: bool = True) -> Any:
    """Return the loss of the step rewards of a subset, of one episode or of several.

    Args:
        predicted: shape (..., K); the step rewards of the subset; any array with sums and arithmetic.
        turns: T, the number of steps of the episode, shape (...).
        total: the return R, shape (...).
        unbiased: subtract the variance of the estimate; needs K >= 2 where K < T.

    Returns:
        Shape (...).

    Raises:
        ValueError: K is not between 1 and T, or is 1 where a variance is needed.
    """
    size = predicted.shape[-1]
    fewest, most = (turns, turns) if isinstance(turns, int) else (turns.min(), turns.max())
    if not 1 <= size <= fewest or (unbiased and size == 1 < most):
        raise ValueError(f"subset_loss needs 1 <= K <= T, and K >= 2 to be unbiased; got K={size}, T={turns}.")
    loss = (total - predicted.sum(-1) * (turns / size)) ** 2
    if not unbiased or size == 1:
        return loss
    spread = (predicted - predicted.sum(-1)[..., None] / size) ** 2
    return loss - turns**2 * spread.sum(-1) / (size - 1) * (1 - size / turns) / size


def draw_subsets(rng: np.random.Generator, lengths: ArrayLike, size: int | None) -> list[tuple[Places, Places]]:
    """Return a random subset of the steps of each of several episodes that stand in one column.

    Args:
        rng: draws them.
        lengths: shape (E,); the number of steps of each episode.
        size: K; all steps where it is None or an episode has no more.

    Returns:
        Pairs, one for each size k of a subset: which episodes have it, shape (e,), and their rows in the column,
        shape (e, k). Episodes without steps are left out.
    """
    steps = np.asarray(lengths, dtype=np.int64)
    owner = np.repeat(np.arange(steps.size), steps)
    shuffled = np.lexsort((rng.random(owner.size), owner))
    begins = np.cumsum(steps) - steps
    sizes = steps if size is None else np.minimum(steps, size)
    chosen = [(np.flatnonzero(sizes == k), k) for k in np.unique(sizes[sizes > 0]).tolist()]
    return [(episodes, shuffled[begins[episodes][:, None] + np.arange(k)]) for episodes, k in chosen]
