r"""Noisy verdicts: a two-valued reward that is sometimes the wrong one.

    r' = r + f (low + high - 2 r),   f = 1 with probability p, else 0

Flipping exchanges ``low`` and ``high``; a value between them is mirrored at their middle.

Certainty: abstract (The Climb Carves Wisdom Deeper Than the Summit flips verdicts with a probability).
"""

from __future__ import annotations

from .number import Number


def flipped(reward: Number, flip: Number, low: float = 0.0, high: float = 1.0) -> Number:
    """Return ``low + high - reward`` where ``flip`` is 1, ``reward`` where it is 0.

    Args:
        reward: r, any shape.
        flip: f, 0 or 1, the same shape.
        low: the reward of a failure.
        high: the reward of a success.
    """
    return reward + flip * (low + high - 2 * reward)
