r"""RISE, recursive introspection: learn from one's own retries, each weighted by what it earned.

    w_{i,t} = exp((r_{i,t} - max_g r)/τ),   τ > 0                        reward-weighted regression on every attempt

An attempt is a turn of an episode with retries (the wrapper ``Retry``); r is what the attempt earned. Better attempts
are imitated more, worse ones hardly; no attempt is pushed away, as a negative advantage would. The weight is the
advantage of a log-likelihood loss. Subtracting the group's best keeps every weight in (0, 1] and changes only the
scale.

Default: τ = 0.25.
Certainty: recalled (RISE, arXiv 2407.18219: reward-weighted regression over multi-turn retries); subtracting the
group's best, and τ, are ours. Collecting the retries and fine-tuning on them is a trainer's part.
"""

from __future__ import annotations

from ..mix import exp
from ..program import Program
from ..statistics import statistic


def rise(reward: str = "reward", *, tau: float = 0.25) -> Program:
    """Return RISE's weights.

    Args:
        reward: the column of what each attempt earned.
        tau: the temperature; the smaller, the more the best attempts count.

    Raises:
        ValueError: ``tau`` is not positive.
    """
    if not tau > 0:
        raise ValueError(f"rise needs tau > 0; got tau={tau}.")
    p = Program("rise")
    p.best = statistic(p[reward], by="group", how="max")
    p.advantage = exp((p[reward] - p.best) / tau)
    return p
