r"""Constrained composite reward: no component is pushed past the point where it is still useful.

    r       = Σ_k (w_k - λ_k) r_k
    λ_k ← max(0, λ_k + lr (R_k - θ_k)),        R_k the mean return of component k in a batch

A component whose return exceeds its usefulness threshold θ_k gets a growing multiplier, which takes weight off it and
at last pays for staying at the threshold; below the threshold the multiplier shrinks back to 0 and the component
counts in full. The multiplier moves between batches, so rewards of different versions are not comparable.

Defaults: w = 1, lr = 0.1, λ starts at 0; the effective weight may become negative unless ``floor`` bounds it.
Certainty: abstract (Confronting reward model overoptimization with constrained RLHF, arXiv 2310.04373); the sign
convention, by which λ is taken off the weight, is ours.
"""

from __future__ import annotations

from collections.abc import Sequence


def next_multiplier(multiplier: float, component: float, threshold: float, lr: float = 0.1) -> float:
    """Return the multiplier after a batch.

    Args:
        multiplier: λ, >= 0.
        component: the component's mean return in the batch.
        threshold: θ, where it stops being useful.
        lr: step size of the dual ascent.
    """
    return max(0.0, multiplier + lr * (component - threshold))


def constrained_composite(
    components: Sequence[float], weights: Sequence[float], multipliers: Sequence[float], floor: float = float("-inf")
) -> float:
    """Return the composite of K components.

    Args:
        components: shape (K,); what each earned.
        weights: shape (K,); w.
        multipliers: shape (K,); λ.
        floor: the least effective weight.

    Raises:
        ValueError: the lengths differ.
    """
    return sum(
        max(weight - multiplier, floor) * value
        for value, weight, multiplier in zip(components, weights, multipliers, strict=True)
    )
