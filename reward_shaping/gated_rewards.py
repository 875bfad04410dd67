r"""Gated reward accumulation (G-RA): a lower level counts only where everything above it passed.

    R̃^(i) = R^(i) · Π_{j<i} 1[ R^(j) > τ_j ],   total = Σ_i R̃^(i),   R^(1) ≻ R^(2) ≻ ...

The gate reads episode values. With a binary outcome on top all failures tie at 0: that is the price. Where a lower
level can be negative a closed gate is an amnesty (failing beats succeeding with penalties), so gate what is
non-negative only. A threshold that is too low collapses to plain addition, one too high never opens.

A gate may also ask several operands at once, each above its own threshold: SearchLLM's bottom-line constraints
R = 1[all constraints] Σ_k w_k o_k, and ChatShopBuddy's order correctness → quality → efficiency, where one member
of a level decides for the level below.

Certainty: secondary for G-RA (arXiv 2508.10548); abstract for SearchLLM and ChatShopBuddy, whose thresholds were not
seen: those two are our instantiation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .number import Number


def gates_open(operands: Sequence[Sequence[Number]], thresholds: Sequence[Sequence[float]]) -> list[Number]:
    """Return, gate by gate, 1 where it and every gate above it are open, else 0.

    Args:
        operands: for each gate, highest priority first, what it asks; scalars or arrays of one shape. A gate that
            asks nothing is as open as the one above it.
        thresholds: of the same lengths; an operand passes strictly above its threshold.

    Raises:
        ValueError: the lengths differ.
    """
    if [len(row) for row in operands] != [len(row) for row in thresholds]:
        raise ValueError(
            "gates_open needs one threshold an operand; got operands of lengths "
            f"{[len(row) for row in operands]} and thresholds of lengths {[len(row) for row in thresholds]}."
        )
    flags: list[Number] = []
    is_open: Any = 1.0
    for row, limits in zip(operands, thresholds, strict=True):
        for operand, limit in zip(row, limits, strict=True):
            is_open = is_open * (operand > limit)
        flags.append(is_open)
    return flags


def gated_total(levels: Sequence[Number], thresholds: Sequence[float]) -> Number:
    """Return the sum of the levels that count, for gates that each ask the level above.

    Args:
        levels: L values in order of priority, scalars or arrays of one shape.
        thresholds: L - 1 numbers; level i + 1 needs level i, and all above it, above theirs.

    Raises:
        ValueError: the lengths do not fit.
    """
    if not len(levels) or len(thresholds) != len(levels) - 1:
        raise ValueError(
            f"gated_total needs L >= 1 levels and L - 1 thresholds; got {len(levels)} and {len(thresholds)}."
        )
    flags = gates_open([[level] for level in levels[:-1]], [[limit] for limit in thresholds])
    total = levels[0]
    for level, is_open in zip(levels[1:], flags, strict=True):
        total = total + level * is_open
    return total
