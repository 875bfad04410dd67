r"""CaRL: progress multiplied by penalties.

    r_t = max(Δprogress_t, 0) · Π_k p_{k,t},   p_{k,t} in [0, 1]

A soft infraction costs a share of the progress made on its turn; a hard one ends the episode, which forfeits all
later progress. Progress is clipped at 0, because a factor below 1 on negative progress would be a discount on the
loss. A turn without progress makes its penalties weightless.

Certainty: abstract (the repository was not read); the clip at 0 is ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from .number import Number


def progress_times_penalty(change: Number, factors: Sequence[Number]) -> Number:
    """Return ``max(change, 0)`` times the product of the factors.

    Args:
        change: progress after the turn minus progress before, any shape.
        factors: the penalties of the turn, each in [0, 1] and of the same shape; none leaves the progress whole.
    """
    reward = (change + abs(change)) / 2
    for factor in factors:
        reward = reward * factor
    return reward
