r"""ReMax (Li et al. 2023, arXiv 2310.10505): the return against that of a greedy rollout of the same task.

    A_t = Σ_{k≥t} r_k - R_greedy

One greedy rollout a task takes the place of a group. It stands in the table as an episode of the group, marked by a
column, or its return is a column of its own. Greedy episodes get 0, and so do the episodes of a group that has none.
Certainty: read in verl's code, whose reference is one number a task, and run on the same inputs.
"""

from __future__ import annotations

from ..mix import fill, known, only, where
from ..program import Program
from ..reductions import total
from ..statistics import statistic
from ..time import returns


def remax(
    reward: str = "reward", *, gamma: float = 1.0, greedy: str = "greedy", baseline: str | None = None
) -> Program:
    """Return ReMax.

    Args:
        reward: the column of rewards, turn by turn.
        gamma: discount per turn.
        greedy: the column that marks greedy episodes by 1, where they stand in the table.
        baseline: the column of the greedy return, one an episode, in their place.
    """
    p = Program("remax")
    p.to_go = returns(p[reward], gamma=gamma)
    if baseline is not None:
        p.advantage = p.to_go - p[baseline]
        return p
    p.greedy = statistic(only(total(p[reward], gamma=gamma), p[greedy]), by="group", how="mean")
    p.compared = known(p.greedy) * (1.0 - fill(p[greedy]))
    p.advantage = where(p.compared, p.to_go - p.greedy, 0.0)
    return p
