r"""Return redistribution: one reward for the episode becomes one for each turn, then an advantage.

    weights    r_t = R · w_t / Σ w                    attribution (SHAP, leave-one-out of turns), attention
    proxy      r_t = r̂_t,   Σ r̂ fitted to R           RRD; LaRe, with r̂_t = w · z_t over latent factors
    residual   r_t = r̂_t + (R - Σ r̂)/T                the same, made to sum to R
    A_t = G_t - mean of G over the rows of the task

What a fitted proxy credits is what correlates with the return; on episodes of one length the uniform split fits too.

Certainty: code (LaRe's ``rrd.py``) for RRD; abstract for LaRe and for attribution ("Learning explainable dense reward
shapes"); the baseline is ours, as the papers leave the estimator open.
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..program import Program
from ..redistribution import redistribute
from ..reductions import total
from ..time import returns


def redistributed(
    weight: str,
    outcome: str = "outcome",
    *,
    how: Literal["weights", "proxy", "residual"] = "weights",
    gamma: float = 1.0,
) -> Program:
    """Return an estimator over a redistributed return.

    Args:
        weight: the column of weights, or of the proxy.
        outcome: the column of the episode's reward, R.
        how: what the column is.
        gamma: discount per turn.
    """
    p = Program("redistributed")
    if how == "proxy":
        p.step = p[weight]
    else:
        p.step = redistribute(total(p[outcome]), p[weight], how="residual" if how == "residual" else "weights")
    p.advantage = centre(returns(p.step, gamma=gamma), by="group")
    return p


def rrd(proxy: str = "proxy", outcome: str = "outcome", *, residual: bool = False, gamma: float = 1.0) -> Program:
    """Return RRD's or LaRe's estimator: the proxy that a learner has fitted, in place of the outcome.

    Args:
        proxy: the column of proxy rewards.
        outcome: the column of the episode's reward; read with ``residual`` only.
        residual: make the proxies sum to it.
        gamma: discount per turn.
    """
    return redistributed(proxy, outcome, how="residual" if residual else "proxy", gamma=gamma)


def attribution(weight: str = "attribution", outcome: str = "outcome", *, gamma: float = 1.0) -> Program:
    """Return the estimator of a return that was decomposed by attribution.

    Args:
        weight: the column of attributions, one a turn.
        outcome: the column of the episode's reward.
        gamma: discount per turn.
    """
    return redistributed(weight, outcome, gamma=gamma)
