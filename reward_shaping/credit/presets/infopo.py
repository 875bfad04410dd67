r"""InfoPO (arXiv 2603.00656): an outcome advantage joined by an intrinsic one where the outcomes tell nothing apart.

    A       = A_out + β · gate_g · A_int · ratio
    A_out   = (R - mean_g R)/(std_g R + ε)
    A_int   = the group's z-score of the turns' gains that are not 0; 0 for the others
    gate_g  = σ(-std_g(R)/τ)                                ½ where all outcomes tie, towards 0 where they differ
    ratio   = min(1, max(std A_out, 1)/std A_int)           over the batch

The gain of a turn is what its feedback did to the next action (:mod:`turnwise.wrappers`, ``CounterfactualInfoGain``).
It rewards any feedback that sways the next action, misleading feedback too; the gate keeps it from outvoting outcomes
that differ. ``per="token"`` takes the z-score over tokens, each turn's gain divided over them, as the released code.

Defaults: β = 0.1 (it decays in training: a schedule), τ = 0.05, ddof 1, ε = 1e-6.
Certainty: code (kfq20/InfoPO, read through a file index, not run); what ``std`` in ``ratio`` is taken over: ours.
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..mix import absolute, fill, maximum, minimum, only, sigmoid
from ..program import Program
from ..reductions import total
from ..spread import spread
from ..statistics import statistic


def infopo(
    outcome: str = "outcome",
    gain: str = "counterfactual",
    *,
    beta: float = 0.1,
    tau: float = 0.05,
    per: Literal["turn", "token"] = "turn",
    ddof: int = 1,
    eps: float = 1e-6,
) -> Program:
    """Return InfoPO's variance-gated fusion.

    Args:
        outcome: the column of the outcome.
        gain: the column of the turns' gains.
        beta: weight of the intrinsic advantage.
        tau: how large a spread of outcomes closes the gate.
        per: what the intrinsic z-score is taken over.
        ddof: of every standard deviation.
        eps: added to it in a z-score.
    """
    p = Program("infopo")
    p.outcome = total(p[outcome])
    p.A_out = centre(p.outcome, by="group", scale="std", ddof=ddof, eps=eps)
    p.gain = spread(p[gain], how="uniform") if per == "token" else p[gain]
    p.A_int = centre(only(p.gain, absolute(p.gain)), by="group", scale="std", ddof=ddof, eps=eps)
    p.gate = sigmoid(-1.0 * statistic(p.outcome, by="group", how="std", ddof=ddof) / tau)
    p.std_out = statistic(p.A_out, by=(), how="std", ddof=ddof)
    p.std_int = maximum(fill(statistic(only(p.A_int, absolute(p.A_int)), by=(), how="std", ddof=ddof), 0.0), eps)
    p.ratio = minimum(maximum(p.std_out, 1.0) / p.std_int, 1.0)
    p.advantage = p.A_out + beta * p.gate * p.A_int * p.ratio
    return p
