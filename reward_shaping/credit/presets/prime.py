r"""PRIME and iStar (OPRL): how implicit step rewards and the outcome become one advantage.

    PRIME    r ← r / max |return-to-go of r|                                     (over the batch)
             a_k  = n/(n-1) · (r_k - mean over the task's n rollouts of their mean r)
             a_o  = RLOO of the outcome, on the last row
             A    = whitened return-to-go of (5 a_k + 5 a_o)
    iStar    A_t  = A_episode + w · A_step,   both leave-one-out within the task

The rewards are log-ratios of a reward model to its reference, per token or summed over a turn (``ImplicitReward``);
the programs take either, and give their advantage at that scope. PRIME baselines each source before the return is
taken, so a long rollout does not outweigh the outcome; a rollout alone in its group is compared with nothing and gets
0 before whitening. iStar's released code averages only the first step of every trajectory in its step baseline, against
its own docstring: ``baseline="first"`` reproduces it.

Defaults: coefficients 5 and 5, w = 1, step baseline over all rows; whitening with ddof 1 and ε = 1e-8.
Certainty: code (PRIME's recipe as vendored; Qwen-Character ``core_istar.py``).
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..mix import absolute, fill, maximum, where
from ..program import Program
from ..redistribution import redistribute
from ..reductions import reduce, total
from ..statistics import statistic
from ..time import returns


def prime(
    implicit: str = "implicit_reward",
    outcome: str = "outcome",
    *,
    coefficients: tuple[float, float] = (5.0, 5.0),
    batch_norm: bool = True,
    eps: float = 1e-8,
) -> Program:
    """Return PRIME's estimator.

    Args:
        implicit: the column of implicit rewards, per token or per turn.
        outcome: the column of the outcome.
        coefficients: of the implicit rewards and of the outcome.
        batch_norm: first divide the implicit rewards by the batch's largest return-to-go.
        eps: added to the standard deviation when whitening.
    """
    p = Program("prime")
    p.reward = p[implicit]
    if batch_norm:
        p.scale = statistic(absolute(returns(p.reward)), by=(), how="max")
        p.scaled = p.reward / maximum(fill(p.scale, 0.0), 1e-8)
    last = p.scaled if batch_norm else p.reward
    p.mean = reduce(last, how="mean")
    p.count = statistic(p.mean, by="group", how="count")
    p.centred = p.count / maximum(p.count - 1.0, 1.0) * (last - statistic(p.mean, by="group"))
    p.step = where(p.count > 1.0, p.centred, 0.0 * last)
    p.end = redistribute(centre(total(p[outcome]), by="group", loo=True), last, how="last")
    p.advantage = centre(
        returns(coefficients[0] * p.step + coefficients[1] * p.end), by=(), scale="std", ddof=1, eps=eps
    )
    return p


def istar(
    implicit: str = "implicit_reward",
    outcome: str = "outcome",
    *,
    weight: float = 1.0,
    scale: Literal["std"] | None = None,
    baseline: Literal["rows", "first"] = "rows",
) -> Program:
    """Return iStar's estimator, which its first version called OPRL.

    Args:
        implicit: the column of implicit rewards; tokens are summed to turns.
        outcome: the column of the outcome.
        weight: of the step advantage.
        scale: "std" for z-scores in place of leave-one-out differences.
        baseline: the step baseline's samples: all rows of the task, or each trajectory's first, as released.
    """
    population = "episode" if baseline == "first" else None
    p = Program("istar")
    p.A_episode = centre(total(p[outcome]), by="group", scale=scale, loo=scale is None)
    p.step = reduce(p[implicit], to="turn", how="sum")
    p.A_step = centre(p.step, by="group", scale=scale, loo=scale is None, population=population)
    p.advantage = p.A_episode + weight * p.A_step
    return p
