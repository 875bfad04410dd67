r"""ReBN (GEM): returns to go of every turn, whitened over the batch; no group and no critic.

    A_{i,t} = (G_{i,t} - mean G) / (std G + ε),   G_{i,t} = r_{i,t} + γ G_{i,t+1}

All turns of the batch share one baseline: long episodes weigh more, and tasks of different difficulty are mixed.
Defaults γ = 0.9, ε = 1e-9, ddof 1. Certainty: read in code (gem `tinker_train.py`).
"""

from __future__ import annotations

from ..baseline import centre
from ..program import Program
from ..time import returns


def rebn(reward: str = "reward", *, gamma: float = 0.9, eps: float = 1e-9) -> Program:
    """Return ReBN.

    Args:
        reward: the column of rewards, turn by turn.
        gamma: discount per turn.
        eps: added to the batch's standard deviation.
    """
    p = Program("rebn")
    p.to_go = returns(p[reward], gamma=gamma)
    p.advantage = centre(p.to_go, by=(), scale="std", eps=eps)
    return p
