r"""Gains of a level: pay each turn what it changed, and skip what nobody could measure.

    r_t = γ Φ_t - Φ_k,   k < t the last turn before t whose level is known

Where every level is known this is potential-based shaping with the last level kept. With γ = 1 the gains that are known
sum to the last known level minus the first, wherever levels are missing: a gap costs nothing and hides nothing, the
turn after it is paid for all that happened in between. With γ < 1 a gap leaves out the (γ - 1) Φ of its turns.

A level that is not a finite number (NaN, log 0) is missing. Missing is not zero.

Certainty: ours (the methods that pay such differences do not say what a failed scorer means).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence
from ..potential_shaping import shaping


def level_gains(levels: ArrayLike, gamma: float = 1.0) -> Floats:
    """Return each turn's gain.

    Args:
        levels: shape (T + 1,); the level before any turn and after each.
        gamma: the learner's discount per turn.

    Returns:
        Shape (T,); NaN where the level is missing, or none before it is known.

    Raises:
        ValueError: ``levels`` is not one-dimensional or is empty.
    """
    values = sequence("level_gains", "levels", levels, least=1)
    known = np.isfinite(values)
    values = np.where(known, values, np.nan)
    last_known = np.maximum.accumulate(np.where(known, np.arange(values.size), 0))
    return shaping(values[last_known[:-1]], values[1:], gamma)
