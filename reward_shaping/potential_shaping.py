r"""Potential-based shaping (Ng, Harada and Russell 1999): pay the change of a potential.

    F_t = γ Φ(s_{t+1}) - Φ(s_t),   t = 0..T-1

With Φ = 0 at a true termination the discounted sum is -Φ(s_0), whatever the agent did, so the optimal policies are
those without shaping. At a truncation the last potential stays: the learner bootstraps with the shaped value
V(s_T) - Φ(s_T) and the two potentials cancel. γ must be the learner's.

Not zeroing the terminal potential is a hidden reward γ^T Φ(s_T) for ending in a high-Φ state. Under estimators that
compare episode sums (GRPO, RLOO) the zeroed form changes nothing at all; under return-to-go it acts as the per-turn
baseline -Φ(s_t).

Certainty: recalled (ICML 1999; the terminal condition as in the episodic-shaping literature).
"""

from __future__ import annotations

from numpy.typing import ArrayLike

from .number import Floats, Number, sequence


def shaping(before: Number, after: Number, gamma: float = 1.0) -> Number:
    """Return ``gamma * after - before``.

    Args:
        before: Φ(s), any shape.
        after: Φ(s'), the same shape; 0 where s' is terminal.
        gamma: the learner's discount per turn.
    """
    return gamma * after - before


def potential_shaping(potentials: ArrayLike, gamma: float = 1.0, *, terminated: bool) -> Floats:
    """Return each turn's shaping reward.

    Args:
        potentials: shape (T + 1,); Φ of the first state and of the state after each turn.
        gamma: the learner's discount per turn.
        terminated: the episode ended by its own rules, so the last potential counts as 0. False for a truncated one.

    Returns:
        Shape (T,).

    Raises:
        ValueError: ``potentials`` is not one-dimensional or is empty.
    """
    levels = sequence("potential_shaping", "potentials", potentials, least=1)
    if terminated:
        levels = levels.copy()
        levels[-1] = 0.0
    return shaping(levels[:-1], levels[1:], gamma)
