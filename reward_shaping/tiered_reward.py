r"""SSL, sweet-spot learning: success plus a closeness counted in tiers.

    R = C + α Ŝ,   Ŝ = the highest tier <= S,   S in [0, 1] the closeness to the goal

Success always ranks above failure: the best failure earns α times the highest tier below 1, which must stay below
what the worst success earns, C.

Certainty: secondary. The paper amplifies the tiers progressively (give them so in ``tiers``); its constants were not
seen, the defaults are ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from .number import Number

TIERS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Default tiers."""


def tier(closeness: Number, tiers: Sequence[float] = TIERS) -> Number:
    """Return the highest tier that is not above ``closeness``, 0 where all are.

    Args:
        closeness: S, any shape.
        tiers: increasing.
    """
    reached = 0.0 * closeness
    below = 0.0
    for level in tiers:
        reached = reached + (closeness >= level) * (level - below)
        below = level
    return reached


def tiered_reward(correct: Number, closeness: Number, tiers: Sequence[float] = TIERS, alpha: float = 0.5) -> Number:
    """Return ``correct + alpha * tier(closeness)``.

    Args:
        correct: C, 1 for success and 0 for failure, any shape.
        closeness: S in [0, 1], the same shape.
        tiers: increasing.
        alpha: the weight α of the closeness.
    """
    return correct + alpha * tier(closeness, tiers)


def best_failure(tiers: Sequence[float] = TIERS, alpha: float = 0.5) -> float:
    """Return what the closest failure earns: ``alpha`` times the highest tier below 1."""
    return alpha * max((level for level in tiers if level < 1.0), default=0.0)
