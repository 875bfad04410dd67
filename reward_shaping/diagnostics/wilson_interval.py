r"""Wilson's score interval: what a success rate is known to be after n trials (Wilson 1927).

    centre    = (p + z²/2n) / (1 + z²/n),             p = successes / n
    halfwidth = z / (1 + z²/n) · sqrt(p (1 - p)/n + z²/4n²)

It is every rate that a two-sided test at this level would not reject, so it stays inside [0, 1] and has a width
at 0 and at n successes, where the textbook interval p ± z·sqrt(p (1 - p)/n) has none.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray


def wilson_interval(
    successes: ArrayLike, trials: ArrayLike, *, level: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lower and the upper end of the interval.

    Args:
        successes: any shape; how many trials succeeded.
        trials: same shape; how many there were. Trials must be independent (episodes are, turns of one are not).
        level: the interval's confidence level, strictly between 0 and 1.

    Returns:
        Two arrays of that shape. Without a trial nothing is known: 0 and 1.

    Raises:
        ValueError: shapes differ, successes exceed trials, a number is negative or ``level`` is not in (0, 1).
    """
    k, n = np.asarray(successes, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    if k.shape != n.shape:
        raise ValueError(f"wilson_interval needs successes and trials of one shape; got {k.shape} and {n.shape}.")
    if not 0 < level < 1:
        raise ValueError(f"wilson_interval needs a level strictly between 0 and 1; got level={level!r}.")
    if not np.all((k >= 0) & (k <= n)):
        raise ValueError(f"wilson_interval needs 0 <= successes <= trials; got {k.tolist()} of {n.tolist()}.")
    z = NormalDist().inv_cdf((1 + level) / 2)
    # Multiplied through by n, so that n = 0 gives the interval's limit (0, 1) without a division by zero.
    centre = (k + z**2 / 2) / (n + z**2)
    variance = np.divide(k * (n - k), n, out=np.zeros_like(k), where=n > 0)
    half = z * np.sqrt(variance + z**2 / 4) / (n + z**2)
    return np.where(k > 0, np.maximum(centre - half, 0.0), 0.0), np.where(k < n, np.minimum(centre + half, 1.0), 1.0)
