r"""Product of rewards: all factors must be good.

    r = Π_k r_k

A factor of 0 takes everything away, like a gate that closes by degrees; two negative factors make a positive reward,
so factors should not be negative. Multiply before any normalisation: a product of centred values means nothing.

Certainty: ours (the operator); used so by CaRL (:mod:`turnwise.reward_shaping.progress_times_penalty`).
"""

from __future__ import annotations

from math import prod

from ..number import Number


def product(*factors: Number) -> Number:
    """Return the product of the factors.

    Args:
        factors: numbers, or arrays of one shape.

    Returns:
        Of the factors' shape; 1 without a factor.
    """
    multiplied: Number = prod(factors)  # type: ignore[assignment]
    return multiplied
