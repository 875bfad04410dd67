r"""OPO (Hao et al. 2025, arXiv 2505.23585): the group's mean weighted by length.

    A_i = R_i - Σ_j len_j R_j / Σ_j len_j

The baseline of least variance where the squared norm of an episode's gradient grows with its number of tokens. Lengths
are kept tokens. Certainty: read in verl's code and run on the same inputs; there a group of one gets
its raw reward (0 here).
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..program import Program
from ..reductions import total


def opo(reward: str = "reward", *, length: str = "length", single: Literal["zero", "raw"] = "zero") -> Program:
    """Return OPO.

    Args:
        reward: the column of rewards.
        length: the column of weights, summed over the episode: kept tokens by default.
        single: what a group of one gets.
    """
    p = Program("opo")
    p.length = total(p[length])
    p.advantage = centre(total(p[reward]), by="group", weight=p.length, single=single)
    return p
