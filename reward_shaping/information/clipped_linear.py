r"""Clipped linear reward (IRRL): for a scorer that is trained beside the policy, the plain probability, not its log.

    instead of  log q(y | τ) - log p(y)      use      max(q(y | τ) - p(y), 0)

Both are 0 for a scorer that knows nothing. The logarithm amplifies the errors of a scorer that is not yet trained, and
without bound below; the clipped difference is in [0, 1 - p(y)] and pays nothing for being worse than chance.

Defaults: p(y) is the probability before anything was seen, 1 over the number of classes in the released code.
Certainty: code (mengdi-li/internally-rewarded-rl, trainer.py: ``information_maximization_reward_type``, where it is
the reward of the last step; as a level whose change is paid it is ours).
"""

from __future__ import annotations

import numpy as np

from ..number import Number


def clipped_linear(probability: Number, prior: float) -> Number:
    """Return ``max(probability - prior, 0)``.

    Args:
        probability: q, any shape; NaN stays NaN.
        prior: p(y).
    """
    clipped: Number = (probability - prior) * (probability > prior) + 0.0
    return clipped


def log_ratio(probability: Number, prior: float) -> Number:
    """Return ``log(probability / prior)``, what the clipped linear reward stands in for.

    Args:
        probability: q > 0, any shape.
        prior: p(y) > 0.
    """
    ratio: Number = np.log(probability / prior)
    return ratio
