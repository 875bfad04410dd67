r"""PAR, preference as reward: squash a score into (0, 1) relative to reference rollouts of the same task.

    r' = (1/M) Σ_m σ(k (r - r_m^ref)),   σ(x) = 1 / (1 + e^-x)

The probability, under a Bradley-Terry model, that this rollout is preferred to a reference. Unbounded scores stop
paying for extremes; the price is saturation, as large improvements look alike, and references grow stale.

Defaults: k = 1, M <= 10 references, of which one suffices.
Certainty: code (PAR's trainers/reward_shaper.py:69-213).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import e

from .number import Number


def sigmoid(x: Number) -> Number:
    """Return ``1 / (1 + exp(-x))``, without overflow for any finite ``x``, of any shape."""
    small: Number = e ** -abs(x)
    return ((x >= 0) + (x < 0) * small) / (1 + small)


def preference(reward: Number, references: Sequence[Number], k: float = 1.0) -> Number:
    """Return the mean of ``sigmoid(k * (reward - reference))`` over the references.

    Args:
        reward: the score, any shape.
        references: M scores of reference rollouts of the same task, each of that shape or plain numbers.
        k: steepness, > 0.

    Raises:
        ValueError: there is no reference.
    """
    if not len(references):
        raise ValueError("preference needs at least one reference score; got none.")
    total = 0.0 * reward
    for reference in references:
        total = total + sigmoid(k * (reward - reference))
    return total / len(references)
