r"""PORTool's tree estimator: compare the branches under one fork, and the whole trajectories.

    A_{i,t} = A_traj_i + w · A_fork_{i,t}
    A_traj  = R_i - mean_g R
    A_fork  = G_{i,t} - mean of G over the turns that were chosen at the same fork,   0 where nothing forked

Tree rollouts share prefixes: the turns chosen from one state carry the same label in the key ``fork``. The step reward
is "leads to a correct answer" plus "the call succeeded", a column of the trace; G is its return-to-go. A comparison of
siblings is free of everything that happened before the fork.

Defaults: w = 1, γ = 1, no division by a spread.
Certainty: abstract (PORTool); the formula is ours.
"""

from __future__ import annotations

from ..baseline import centre
from ..mix import only
from ..program import Program
from ..reductions import total
from ..time import returns


def portool(outcome: str = "outcome", step: str = "reward", *, weight: float = 1.0, gamma: float = 1.0) -> Program:
    """Return the tree estimator.

    Args:
        outcome: the column of the trajectory's reward.
        step: the column of step rewards.
        weight: of the comparison under a fork.
        gamma: discount per turn of the step rewards.
    """
    p = Program("portool")
    p.A_traj = centre(total(p[outcome]), by="group")
    p.to_go = only(returns(p[step], gamma=gamma), p["forked"])
    p.A_fork = centre(p.to_go, by=("group", "fork"))
    p.advantage = p.A_traj + weight * p.A_fork
    return p
