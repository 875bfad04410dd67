r"""UFO, "try again": a success at a later attempt is worth less, and repeated answers cost.

    R' = γ^k R - λ (1 - E/T)

k counts the wrong attempts before this one (0 for a first), E the distinct answers among the T given.

Defaults: γ = 1/2, λ = 1/2 as in the code.
Certainty: code (UFO's ragen/env/metamathqa/env.py:29-72) has 1/2^k; its README says γ^t. Here γ^k, k in attempts.
"""

from __future__ import annotations

from .number import Number


def retry_reward(reward: Number, attempt: Number, repeated: Number, gamma: float = 0.5, penalty: float = 0.5) -> Number:
    """Return ``gamma**attempt * reward - penalty * repeated``.

    Args:
        reward: R, what the last attempt earned, any shape.
        attempt: k, wrong attempts before it.
        repeated: 1 - E/T, the share of the answers that were repeats.
        gamma: what a success keeps for each wrong attempt.
        penalty: λ.
    """
    kept: Number = gamma**attempt * reward
    return kept - penalty * repeated
