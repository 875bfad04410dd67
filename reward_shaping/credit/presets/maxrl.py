r"""MaxRL as SkyRL has it: rewards relative to the group's mean.

    A_i = (R_i - mean_g R) / (mean_g R + ε)

For rewards of 0 and 1 and success rate q a success gets (1 - q) / q and a failure -1: rare successes weigh most. It is
meant for rewards ≥ 0; a mean near -ε blows up. A group of one gets R / (1 + ε) in SkyRL's code ("raw": its mean counts
as 0 and its divisor as 1), 0 here. Certainty: read in code (`compute_maxrl_advantage`), and run on the same inputs.
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..program import Program
from ..reductions import total


def maxrl(reward: str = "reward", *, eps: float = 1e-6, single: Literal["zero", "raw"] = "zero") -> Program:
    """Return MaxRL.

    Args:
        reward: the column of rewards, at least 0.
        eps: added to the mean that is divided by.
        single: what a group of one gets.
    """
    p = Program("maxrl")
    p.total = total(p[reward])
    p.advantage = centre(p.total, by="group", scale="mean", eps=eps, single=single)
    return p
