r"""PRPO as rllm has it: rewards whitened over the batch, with no group at all.

    A_i = (R_i - mean R) / (std R + ε)

Tasks of different difficulty share one baseline, so a success on an easy task earns as much as one on a hard task.
Certainty: read in code (`rllm/trainer/algorithms/advantage.py`); the biased standard deviation (ddof 0) is NumPy's
default there.
"""

from __future__ import annotations

from ..baseline import centre
from ..program import Program
from ..reductions import total


def prpo(reward: str = "reward", *, ddof: int = 0, eps: float = 1e-6) -> Program:
    """Return PRPO.

    Args:
        reward: the column of rewards.
        ddof: 0 for the biased standard deviation, 1 for the unbiased.
        eps: added to it.
    """
    p = Program("prpo")
    p.total = total(p[reward])
    p.advantage = centre(p.total, by=(), scale="std", ddof=ddof, eps=eps)
    return p
