r"""Hybrid reward (Beyond Monolithic Rewards): models, rules with confidences, aspects and length, in one sum.

    R = w_model · mean_i m_i + w_rule · Σ_j c_j q_j / Σ_j c_j + w_aspect · mean_k a_k - w_length · L(n)
    L(n) = min(1, ((shortest - n) or (n - longest), whichever is positive, else 0) / slope) ** power

A rule that is seldom sure (c small) moves the sum little, and where no rule is sure the part cannot be told. A part
that was asked for and cannot be told makes the whole NaN: a sum without it would be on another scale.

Defaults: weights 1; power 1.
Certainty: abstract for the four parts; the formula of each, and of the generalised length penalty above all, is ours.
"""

from __future__ import annotations

from collections.abc import Sequence

NAN = float("nan")
PARTS = ("model", "rule", "aspect", "length")
"""The parts of the sum, each with its weight."""


def length_penalty(
    length: float, shortest: float, longest: float, *, slope: float = 100.0, power: float = 1.0
) -> float:
    """Return how far a length lies outside a range, from 0 to 1.

    Args:
        length: n, in any unit.
        shortest: lengths from here
        longest: to here cost nothing.
        slope: this far outside, and farther, costs 1.
        power: above 1 little is forgiven, below 1 little costs much.

    Raises:
        ValueError: the range is empty, or ``slope`` or ``power`` is not positive.
    """
    if not shortest <= longest or not min(slope, power) > 0:
        raise ValueError(
            "length_penalty needs shortest <= longest, slope > 0 and power > 0; "
            f"got shortest={shortest}, longest={longest}, slope={slope}, power={power}."
        )
    outside = max(shortest - length, length - longest, 0.0)
    return float(min(outside / slope, 1.0) ** power)


def weighted_mean(values: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Return the weighted mean of the values that are known, NaN where none is or their weights are 0.

    Args:
        values: NaN where missing.
        weights: of each, NaN where missing; equal if None.
    """
    share = [1.0] * len(values) if weights is None else weights
    known = [(v, w) for v, w in zip(values, share, strict=True) if v == v and w == w]
    total = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / total if total > 0 else NAN


def hybrid_reward(parts: Sequence[float], weights: Sequence[float]) -> float:
    """Return the sum of the parts; NaN if one that has a weight cannot be told.

    Args:
        parts: of model, rule, aspect and length, in this order.
        weights: of each; a part of weight 0 is not read. The length counts against the sum.

    Raises:
        ValueError: there are not four of each.
    """
    if not len(parts) == len(weights) == len(PARTS):
        raise ValueError(f"hybrid_reward needs {len(PARTS)} parts and weights; got {len(parts)} and {len(weights)}.")
    signs = (1.0, 1.0, 1.0, -1.0)
    return float(sum(s * w * part for s, w, part in zip(signs, weights, parts, strict=True) if w))
