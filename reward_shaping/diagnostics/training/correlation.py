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
    largest = np.abs(a).max(), np.abs(b).max()
    a, b = a - a.mean(), b - b.mean()
    apart = np.abs(a).max(), np.abs(b).max()
    if apart[0] <= 1e-12 * largest[0] or apart[1] <= 1e-12 * largest[1]:
        return float("nan")
    a, b = a / apart[0], b / apart[1]
    return float(np.clip(a @ b / np.sqrt((a @ a) * (b @ b)), -1.0, 1.0))
