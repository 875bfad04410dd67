r"""WMAct's interaction annealing: the turn limit moves halfway towards the turns that are used.

    L_max <- (mean turns used + L_max) / 2,   every τ = 100 iterations, from 30

Certainty: secondary.
"""

from __future__ import annotations

from .number import Number


def next_turn_budget(mean_turns: Number, budget: Number) -> Number:
    """Return ``(mean_turns + budget) / 2``.

    Args:
        mean_turns: turns used an episode since the last change, on average.
        budget: the turn limit L_max so far.
    """
    return (mean_turns + budget) / 2
