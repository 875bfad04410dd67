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
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(np.clip(a @ b / size, -1.0, 1.0)) if size > 1e-12 * max(1.0, float(a.size)) else float("nan")
