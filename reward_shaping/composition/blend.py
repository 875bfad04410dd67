r"""Behaviour alignment (BARFI): a blend of the primary reward and designed ones, whose weights are learned.

    r_φ = φ_1 + φ_2 r_p + Σ_k φ_{2+k} r_k
    φ*  = argmax_φ J_p(policy trained on r_φ)

The inner loop trains a policy on r_φ; the outer one moves φ so that the trained policy does best on the primary reward
r_p alone. A designed reward that misleads ends with a weight near 0 or below, one that helps keeps it. The paper
differentiates through the inner loop; here φ is moved by evolution strategies
(:class:`turnwise.reward_shaping.learners.BlendSearch`), which need nothing but the returns.

Defaults: φ = (0, 1, 1, ..., 1), the plain sum.
Certainty: recalled (Behaviour alignment via reward function optimization, arXiv 2310.19007); the search is ours.
"""

from __future__ import annotations

from collections.abc import Sequence


def blend(primary: float, auxiliary: Sequence[float], phi: Sequence[float]) -> float:
    """Return the blended reward of a turn.

    Args:
        primary: r_p.
        auxiliary: shape (K,); the designed rewards.
        phi: shape (K + 2,); the weights: the constant, the primary's, the auxiliary ones'.

    Raises:
        ValueError: ``phi`` has another length.
    """
    if len(phi) != len(auxiliary) + 2:
        raise ValueError(f"blend needs {len(auxiliary) + 2} weights for {len(auxiliary)} auxiliaries; got {len(phi)}.")
    return phi[0] + phi[1] * primary + sum(weight * value for weight, value in zip(phi[2:], auxiliary, strict=True))
