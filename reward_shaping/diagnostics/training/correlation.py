"""Pearson's correlation that says when there is none to speak of."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def correlation(x: ArrayLike, y: ArrayLike) -> float:
    """Return Pearson's correlation over the pairs of which both are known.

    Args:
        x: shape (N,); NaN is missing.
        y: shape (N,); NaN is missing.

    Returns:
        In [-1, 1]; NaN with fewer than two pairs, or where one of the two does not vary.

    Raises:
        ValueError: the shapes differ.
    """
    a, b = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if a.shape != b.shape or a.ndim != 1:
        raise ValueError(f"correlation needs two arrays of one shape (N,); got {a.shape} and {b.shape}.")
    both = ~np.isnan(a) & ~np.isnan(b)
    a, b = a[both], b[both]
    if a.size < 2:
        return float("nan")
    x, y = a - a.mean(), b - b.mean()
    varies = all(np.abs(away).max() > 1e-12 * np.abs(whole).max() for away, whole in ((x, a), (y, b)))
    if not varies:
        return float("nan")
    x, y = x / np.abs(x).max(), y / np.abs(y).max()
    return float(np.clip(x @ y / np.sqrt((x @ x) * (y @ y)), -1.0, 1.0))
