r"""PROGRS: a process model tells failures apart, without ever lifting failures as a whole.

    s_i = mean process score of rollout i
    s'_i = s_i                                               if it is right
    s'_i = s_i - mean of s over the task's wrong rollouts     if it is wrong
    A_i = A_GRPO + w · s'_i

Centring the wrong rollouts by themselves is a baseline keyed by (task, outcome): a process model that likes wrong
answers cannot pay for them in the mean.

Default: w = 1.
Certainty: abstract (arXiv 2604.02341).
"""

from __future__ import annotations

from ..baseline import centre
from ..mix import fill, only, where
from ..program import Program
from ..reductions import reduce, total
from .grpo import grpo
from .inherited import inherited


def progrs(process: str = "process", outcome: str = "outcome", *, weight: float = 1.0) -> Program:
    """Return PROGRS' estimator.

    Args:
        process: the column of process scores; a rollout without any gets its outcome's advantage alone.
        outcome: the column of the outcome; a rollout is right if it sums to more than 0.
        weight: of the process scores.
    """
    p = inherited(grpo(outcome), "progrs", "A_out")
    p.score = reduce(p[process], how="mean")
    p.right = total(p[outcome]) > 0.0
    p.wrong = centre(only(p.score, 1.0 - p.right), by="group", single="zero")
    p.shifted = where(p.right, p.score, p.wrong)
    p.advantage = p.A_out + weight * fill(p.shifted, 0.0)
    return p
