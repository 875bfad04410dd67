r"""What each reward term paid and took in an episode, kept apart.

    paid_k = Σ_t max(r_{t,k}, 0)        taken_k = Σ_t min(r_{t,k}, 0)        Σ_k paid_k + taken_k = return

A net of zero hides the difference between a term that never spoke and a gate that withheld a reward for ten turns and
then released it; the two parts show it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def return_parts(rewards: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the sums of the positive and of the negative rewards of each term.

    Args:
        rewards: shape (T, K); what each of K terms paid on each of T turns. Missing (NaN) pays nothing.

    Returns:
        Two arrays of shape (K,): ``paid`` (>= 0) and ``taken`` (<= 0).

    Raises:
        ValueError: ``rewards`` is not two-dimensional.
    """
    r = np.asarray(rewards, dtype=np.float64)
    if r.ndim != 2:
        raise ValueError(f"return_parts needs rewards of shape (turns, terms); got shape {r.shape}.")
    r = np.where(np.isnan(r), 0.0, r)
    return np.maximum(r, 0.0).sum(axis=0), np.minimum(r, 0.0).sum(axis=0)
