r"""Clip: a process score pays nothing above a threshold, and the shortfall below it.

    r'_k = min(r_k - η, 0)

No turn earns anything, so repeating good turns cannot pile up reward; but every further turn can only cost, so short
answers win if nothing else pays. η is about the process reward model's threshold for a good step.

Certainty: recalled (arXiv 2410.15115; its abstract says the accumulated reward is bounded above).
"""

from __future__ import annotations

from .number import Number


def process_clip(scores: Number, eta: float) -> Number:
    """Return ``min(scores - eta, 0)``.

    Args:
        scores: r_k, any shape.
        eta: the threshold η.
    """
    above = scores - eta
    return (above - abs(above)) / 2
