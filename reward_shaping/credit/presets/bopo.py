r"""BoPO, boundary-guided: an advantage relative to two reference policies, always small and always large.

    S_i = R_i - λ (C_i - C_min)/(C_max - C_min)          C_min, C_max the references' costs on the task
    A_i = S_i - mean of S over the references

The references are rollouts of the task that bear a flag; they get no advantage themselves. Where the two cost the same
the cost tells nothing and is left out. Needs the reference rollouts of every task.

Default: λ = ½.
Certainty: abstract (Budget-aware agentic routing via boundary-guided training); the formula was not found and is ours.
"""

from __future__ import annotations

from ..mix import only, where
from ..program import Program
from ..reductions import total
from ..references import reference
from ..statistics import statistic


def bopo(reward: str = "reward", cost: str = "cost", references: str = "is_reference", *, lam: float = 0.5) -> Program:
    """Return the boundary-guided estimator.

    Args:
        reward: the column of rewards.
        cost: the column of costs, summed over the episode; one whose cost is missing gets 0 where cost counts.
        references: the flag of the episodes of reference policies.
        lam: what the whole way from the cheapest to the dearest reference costs.
    """
    p = Program("bopo")
    p.total = total(p[reward])
    p.cost = total(p[cost])
    p.boundary = only(p.cost, p[references])
    p.span = statistic(p.boundary, by="group", how="range")
    p.share = where(p.span > 0.0, (p.cost - statistic(p.boundary, by="group", how="min")) / p.span, 0.0)
    p.score = p.total - lam * p.share
    p.advantage = reference(p.score, p[references], by="group")
    return p
