r"""GPG (Chu et al. 2025, arXiv 2504.02546) as verl has it: centred rewards, scaled up where many rewards are 0.

    A_i = (B / #{j: R_j ≠ 0}) · (R_i - mean_g R) / f

with B the episodes of the batch. Doubt: the factor is meant to make up for groups without a gradient, but counts
rewards that are not 0, not groups that differ; a batch in which all succeed has factor 1 although nothing is learned.
Certainty: read in code, and run on the same inputs.
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..mix import maximum
from ..program import Program
from ..reductions import total
from ..statistics import statistic


def gpg(reward: str = "reward", *, f_norm: float = 1.0, single: Literal["zero", "raw"] = "zero") -> Program:
    """Return GPG.

    Args:
        reward: the column of rewards.
        f_norm: f, what the centred reward is divided by.
        single: what a group of one gets before scaling.
    """
    p = Program("gpg")
    p.total = total(p[reward])
    p.scored = maximum(statistic(p.total, by=(), how="nonzero"), 1.0)
    p.factor = statistic(p.total, by=(), how="count") / p.scored
    p.advantage = p.factor * centre(p.total, by="group", single=single) / f_norm
    return p
