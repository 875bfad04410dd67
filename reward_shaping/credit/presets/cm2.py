r"""CM2's turn-level advantage of checklist rewards: each turn against the same turn of the task's other rollouts.

    A_{i,t} = r_{i,t} - mean of r over the rollouts of the task at turn t,   0 where fewer than 5 are alive

Sparse assignment keeps noisy judges from paying every step: an item pays once, on the turn that first satisfies it
(``Checklist``). Late turns have few samples, hence the minimum.

Defaults: at least 5 samples, no division by the spread (an option), ε = 1e-6.
Certainty: code (namezhenzhang/CM2-RLCR-Tool-Agent ``core_algos.py``: turn indices with 4 samples or fewer get 0).
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..program import Program


def cm2(
    reward: str = "checklist", *, scale: Literal["std"] | None = None, min_count: int = 5, eps: float = 1e-6
) -> Program:
    """Return CM2's estimator.

    Args:
        reward: the column of checklist rewards.
        scale: divide by the spread of the turn's samples, or not.
        min_count: a turn with fewer samples gets 0.
        eps: added to the standard deviation.
    """
    p = Program("cm2")
    p.advantage = centre(p[reward], by=("group", "turn"), scale=scale, eps=eps, min_count=min_count)
    return p
