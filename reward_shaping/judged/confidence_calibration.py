r"""Confidence calibration (PPO-C): a stated confidence pays where the answer beat the average, and costs where not.

    difference   r' = r + w (r - r̄) (c - ½)
    threshold    r' = r + w |r| (c - ½) if r >= r̄, else r - w |r| (c - ½)
    r̄ ← (1 - α) r̄ + α r

with c ∈ [0, 1] the stated confidence; none stated counts as ½ and changes nothing. Being sure pays in proportion to
how far the reward lies above the running mean, so a policy that is always sure gains nothing on average under
``difference``. The mean is of the rewards before calibration.

Defaults: w = 0.5, α = 0.1, ``difference``.
Certainty: code (SeanLeng1/Reward-Calibration, ``trainer/ppo_utils/calibrated_experience_maker.py``) for both forms; its
default is ``threshold``, this project's (and the paper's text, recalled) is ``difference``. The released mean takes
the present batch in before it is compared with; here it holds past rewards only, as the abstract has it. PPO-M, which
trains the reward model on pairs with confidences, is a loss of a reward model and not here.
"""

from __future__ import annotations

import re

from ..number import Number

HOW = ("difference", "threshold")
"""How far above the mean: by how much, or whether."""

STATED = re.compile(r"confidence\s*[:=]\s*(\d{1,9}(?:\.\d{1,9})?)", re.IGNORECASE)


def stated_confidence(message: str, scale: float = 10.0) -> float | None:
    """Return the confidence that a message states last, as ``Confidence: 7``, from 0 to 1; None if it states none.

    Args:
        message: the agent's message.
        scale: the number that stands for certainty; what lies above it counts as it.

    Raises:
        ValueError: ``scale`` is not positive.
    """
    if not scale > 0:
        raise ValueError(f"stated_confidence needs scale > 0; got {scale}.")
    found = STATED.findall(message)
    return min(float(found[-1]) / scale, 1.0) if found else None


def calibration(
    reward: Number, mean: float, confidence: Number, weight: float = 0.5, how: str = "difference"
) -> Number:
    """Return what confidence adds to a reward.

    Args:
        reward: r.
        mean: r̄, of past rewards.
        confidence: c, from 0 to 1.
        weight: w.
        how: ``"difference"`` or ``"threshold"``.

    Raises:
        ValueError: ``how`` is unknown.
    """
    if how not in HOW:
        raise ValueError(f"calibration needs how to be one of {list(HOW)}; got {how!r}.")
    if how == "difference":
        return weight * (reward - mean) * (confidence - 0.5)
    above = 2.0 * (reward >= mean) - 1.0
    return above * weight * abs(reward) * (confidence - 0.5)


def running_mean(mean: float, reward: float, alpha: float = 0.1) -> float:
    """Return the mean after one more reward.

    Args:
        mean: r̄.
        reward: r, before calibration.
        alpha: α, how much of the mean one reward replaces.
    """
    return (1 - alpha) * mean + alpha * reward
