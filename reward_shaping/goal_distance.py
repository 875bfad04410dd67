r"""Goal distance as a potential: nearer is higher.

    Φ(s) = -d(s, goal) / d_max

d is the least number of transitions to the goal. With d_max the distance of the first state, Φ runs from -1 to 0.
Used with :func:`~turnwise.reward_shaping.potential_shaping.potential_shaping`, every step that saves a transition
earns 1/d_max at γ = 1. A distance on another graph than the agent's (through walls) points it the wrong way.

Certainty: abstract (Goal-Distance Gradient); the scaling is ours.
"""

from __future__ import annotations

from .number import Number


def distance_potential(distance: Number, d_max: float) -> Number:
    """Return ``-distance / d_max``.

    Args:
        distance: transitions to the goal, >= 0, any shape.
        d_max: the distance that counts as -1, > 0.
    """
    return -distance / d_max
