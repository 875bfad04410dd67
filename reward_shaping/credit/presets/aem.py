r"""AEM, adaptive entropy modulation: confident responses speak louder, uncertain ones are left room.

    H̃_{i,t} = (H̄ - min)/(max - min) over the task's responses,   H̄ the mean token entropy of response t
    α_{i,t} = exp(-λ H̃) / mean over the task of exp(-λ H̃);        1 where max - min < 0.1, or H̄ is missing
    A'      = α · A

It modulates the advantage of any estimator, after its baseline, so Σ α A is no longer 0: a small bias comes back into
the baseline. One outlier moves the range for all.

Defaults: λ = 1, smallest range 0.1.
Certainty: secondary (notes on arXiv 2605.00426 v3).
"""

from __future__ import annotations

from ..mix import exp, fill
from ..program import Program
from ..reductions import reduce
from ..statistics import minmax, statistic
from .grpo import grpo
from .inherited import inherited


def aem(base: Program | None = None, entropy: str = "entropy", *, lam: float = 1.0, min_range: float = 0.1) -> Program:
    """Return an estimator whose advantage is modulated by entropy.

    Args:
        base: the estimator to modulate; None for GRPO. Its advantage becomes the step ``base``; it has none of the
            steps ``base``, ``entropy``, ``confidence`` and ``alpha`` itself.
        entropy: the column of entropies, per token or per turn (nats).
        lam: λ, how strongly confidence is amplified.
        min_range: where a task's entropies lie closer, nothing is modulated.
    """
    base = grpo() if base is None else base
    p = inherited(base, f"aem_{base.name}", "base")
    p.entropy = reduce(p[entropy], to="turn", how="mean")
    p.confidence = exp(-lam * minmax(p.entropy, by="group", least=min_range))
    p.alpha = fill(p.confidence / statistic(p.confidence, by="group"), 1.0)
    p.advantage = p.base * p.alpha
    return p
