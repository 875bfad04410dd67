r"""HIRE (Yuan et al. 2025): several intrinsic rewards made one.

    sum      b = Σ_k w_k b_k                 product  b = Π_k w_k b_k
    max      b = max_k w_k b_k               cycle    b = w_k b_k with k = t mod K, t = 0, 1, ...

A sum pays for novelty of any kind, a product for novelty of every kind at once, a cycle for one kind after another.
Bonuses should be on one scale first, except for the product. A missing bonus makes the fusion missing, save in a cycle
that asks for another.

Defaults: w = 1. Certainty: abstract (the four names); the formulas recalled; where weights stand in product and max is
ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

HOW = ("sum", "product", "max", "cycle")
"""How bonuses may be fused."""


def fuse(bonuses: Sequence[float], how: str = "sum", weights: Sequence[float] | None = None, turn: int = 0) -> float:
    """Return one bonus.

    Args:
        bonuses: K >= 1 of them, NaN where one is missing.
        how: ``"sum"``, ``"product"``, ``"max"`` or ``"cycle"``.
        weights: K; all 1 by default.
        turn: t >= 0, which decides whose turn it is in a cycle.

    Raises:
        ValueError: ``how`` is unknown, there is no bonus, or there are not as many weights as bonuses.
    """
    if how not in HOW or not len(bonuses) or (weights is not None and len(weights) != len(bonuses)):
        raise ValueError(
            f"fuse needs how to be one of {list(HOW)}, at least one bonus, and as many weights as bonuses; got "
            f"how={how!r}, {len(bonuses)} bonuses, weights={weights}."
        )
    weighted = list(bonuses) if weights is None else [w * b for w, b in zip(weights, bonuses, strict=True)]
    if how == "cycle":
        return weighted[turn % len(weighted)]
    if how == "product":
        return prod(weighted)
    total = sum(weighted)
    return total if how == "sum" or total != total else max(weighted)
