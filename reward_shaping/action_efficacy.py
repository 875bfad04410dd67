r"""WMAct's action efficacy: scale the outcome by the share of actions that changed the state.

    R' = R · N_eff / N

Redundant turns cost a share of the success. A failure (R = 0) is untouched however many turns it wasted, and turns
that only look are counted as ineffective although they inform.

Certainty: secondary.
"""

from __future__ import annotations

from .number import Number


def action_efficacy(reward: Number, effective: Number, turns: Number) -> Number:
    """Return ``reward * (effective / turns)``.

    Args:
        reward: R of the episode, any shape.
        effective: N_eff, turns that changed the state.
        turns: N >= 1, turns in all.
    """
    return reward * (effective / turns)
