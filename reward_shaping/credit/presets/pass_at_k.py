r"""Pass@k training (arXiv 2503.19595) as verl has it: only the best episode of a group learns, by its lead.

    A_best = (R_max - R_second) / (std_g R + ε),   all others 0

It optimises the expected best of the group. Ties for the best give 0 to all. verl refuses a group of one; here it gets
0. Certainty: read in code (ddof 1), and run on the same inputs.
"""

from __future__ import annotations

from typing import Literal

from ..program import Program
from ..reductions import total
from ..references import margin
from ..statistics import statistic


def pass_at_k(reward: str = "reward", *, scale: Literal["std"] | None = "std", eps: float = 1e-6) -> Program:
    """Return pass@k training.

    Args:
        reward: the column of rewards.
        scale: divide by the group's standard deviation, or not.
        eps: added to it.
    """
    p = Program("pass_at_k")
    p.total = total(p[reward])
    p.lead = margin(p.total, by="group")
    p.advantage = p.lead / (statistic(p.total, by="group", how="std") + eps) if scale else p.lead * 1.0
    return p
