r"""How long episodes lasted, counted in equal whole-number bins.

    width = ceil(L / bins),   bin b counts the lengths in [b·width + 1, (b + 1)·width]

Every bin spans the same number of turns, so equal heights mean equal shares; nothing is interpolated.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def length_histogram(lengths: ArrayLike, limit: int, *, bins: int = 30) -> tuple[NDArray[np.int64], int]:
    """Return the count in each bin and the bins' width in turns.

    Args:
        lengths: shape (N,); turns of each episode, 0 to ``limit``. An episode of 0 turns is counted in the first bin.
        limit: the largest length the histogram has room for, L >= 1.
        bins: the most bins; fewer if ``limit`` is smaller.

    Returns:
        Counts, shape (ceil(L / width),), and the width.

    Raises:
        ValueError: a length is outside [0, limit], or ``limit`` or ``bins`` is below 1.
    """
    turns = np.asarray(lengths, dtype=np.int64)
    if turns.ndim != 1:
        raise ValueError(f"length_histogram needs lengths of shape (episodes,); got shape {turns.shape}.")
    if limit < 1 or bins < 1:
        raise ValueError(f"length_histogram needs limit >= 1 and bins >= 1; got limit={limit}, bins={bins}.")
    if np.any((turns < 0) | (turns > limit)):
        raise ValueError(f"length_histogram needs lengths from 0 to limit={limit}; got {turns.tolist()}.")
    width = -(-limit // bins)
    place = np.maximum(turns - 1, 0) // width
    return np.bincount(place, minlength=-(-limit // width)), width
