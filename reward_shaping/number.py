"""What the formulas take: a float for one turn, or an array for many at once."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Number = TypeVar("Number", float, Floats)
"""One number or an array of them; a formula in plain arithmetic serves both, and costs no array where there is none."""


def sequence(formula: str, argument: str, values: ArrayLike, *, least: int = 0) -> Floats:
    """Return ``values`` as a one-dimensional array of at least ``least`` numbers.

    Raises:
        ValueError: it has another shape; the message names the formula and the argument.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or array.size < least:
        raise ValueError(f"{formula} needs {argument} of shape (n,) with n >= {least}; got shape {array.shape}.")
    return array
