r"""SPA (SPA-RL): step rewards from predicted contributions and grounding.

    r_t = c_t + w_g · g_t          c_t predicted contribution, Σ_t c_t ≈ R;   g_t = 1 if the action was executed
    A_t = G_t - mean of G over the rows of the task, or GAE against a value column

With ``residual`` the contributions are corrected by (R - Σ c)/T each, so that they sum to R exactly. The released code
does something else: every turn gets R less the mean of the task's other rollouts, plus ½ unless the action failed, and
turn t is then multiplied by T - 1 - t, so that the last turn weighs nothing; ``released=True`` is that.

Defaults: w_g = ½, γ = 1.
Certainty: abstract and README (the paper's form); code (WangHanLinHenry/SPA-RL-Agent: the released one).
"""

from __future__ import annotations

from ..baseline import centre
from ..mix import fill
from ..program import Program
from ..redistribution import redistribute
from ..reductions import total
from ..time import gae, returns


def spa(
    contribution: str = "contribution",
    grounding: str = "valid",
    outcome: str = "outcome",
    *,
    weight: float = 0.5,
    gamma: float = 1.0,
    lam: float = 1.0,
    value: str | None = None,
    residual: bool = False,
    released: bool = False,
) -> Program:
    """Return SPA's estimator.

    Args:
        contribution: the column of predicted contributions (the learner ``ProgressEstimator`` gives them).
        grounding: the column of whether an action was executed.
        outcome: the column of the outcome, R.
        weight: w_g.
        gamma: discount per turn.
        lam: λ, with a value column.
        value: the column of values; None compares with the task's other rows.
        residual: make the contributions sum to R.
        released: what the released code does; contributions are not read.
    """
    p = Program("spa_released" if released else "spa")
    if released:
        p.step = centre(total(p[outcome]), by="group", loo=True, single="raw") + weight * fill(p[grounding], 0.0)
        p.advantage = p.step * (p["turns"] - 1.0 - p["turn"])
        return p
    if residual:
        p.contribution = redistribute(total(p[outcome]), p[contribution], how="residual")
    else:
        p.contribution = p[contribution]
    p.step = p.contribution + weight * fill(p[grounding], 0.0)
    if value is not None:
        p.advantage = gae(p.step, p[value], gamma=gamma, lam=lam)
    else:
        p.advantage = centre(returns(p.step, gamma=gamma), by="group")
    return p
