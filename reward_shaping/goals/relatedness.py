r"""Relatedness of what was done to what was asked (LEARN): a potential from a language-action classifier.

    Φ(h) = p(related | h) - p(unrelated | h),   paid as γ Φ(h') - Φ(h)

A classifier that saturates leaves the potential flat.

Certainty: recalled.
"""

from __future__ import annotations

from ..number import Number


def relatedness(related: Number, unrelated: Number) -> Number:
    """Return the potential, from -1 to 1.

    Args:
        related: probability that the actions so far follow the instruction, any shape.
        unrelated: probability that they do not, the same shape.
    """
    return related - unrelated
