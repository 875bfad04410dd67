r"""RLOO (Ahmadian et al. 2024, arXiv 2402.14740): each episode against the mean of the others of its group.

    A_i = R_i - mean_{j≠i} R_j = (R_i - mean_g R) · n / (n - 1)

An unbiased baseline, unlike the group's mean, which holds R_i itself; the difference is the factor n / (n - 1).
Doubt: what a group of one gets. verl's loop and rllm give the raw reward; verl's vectorised form, SkyRL and trl give 0,
the default here. trl can whiten the advantages over the batch: (A - mean) / (std + 1e-4), ddof 1. Certainty: read in
code, and run on the same inputs.
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..program import Program
from ..reductions import total


def rloo(
    reward: str = "reward", *, single: Literal["zero", "raw"] = "zero", whiten: bool = False, eps: float = 1e-4
) -> Program:
    """Return RLOO.

    Args:
        reward: the column of rewards.
        single: what a group of one gets.
        whiten: then centre and scale over the batch, as trl does on request.
        eps: added to the batch's standard deviation.
    """
    p = Program("rloo")
    p.total = total(p[reward])
    if not whiten:
        p.advantage = centre(p.total, by="group", loo=True, single=single)
        return p
    p.centred = centre(p.total, by="group", loo=True, single=single, missing="keep")
    p.advantage = centre(p.centred, by=(), scale="std", eps=eps)
    return p
