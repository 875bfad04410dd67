r"""PURE: a step is worth the worst step to come, not their sum.

    code   r*_t = softmax(-r/T)_t · r_t,   G_t = Σ_{s>=t} r*_s          Σ_t r*_t is nearly min_t r_t
    text   G_t = min_{s>=t} r_s
    A      = (G_t - mean of the other rows of the task) + c · RLOO(outcome - 1)

A sum rewards many harmless steps and hides a fatal one; a minimum does not. Text and code differ: in the code the
steps after the worst one get nearly 0 instead of their own minimum. One step judged bad by mistake dominates.

Defaults: T = 0.1, c = 1; the code's form.
Certainty: code (CJReinforce/PURE ``openrlhf/utils/utils.py``); the exact form paper text. "Leave-one-out per step" is
read as over all steps of the task.
"""

from __future__ import annotations

from ..baseline import centre
from ..program import Program
from ..redistribution import min_to_go, softmin
from ..reductions import total
from ..time import returns


def pure(
    process: str = "process",
    outcome: str | None = "outcome",
    *,
    temperature: float = 0.1,
    exact: bool = False,
    coefficient: float = 1.0,
) -> Program:
    """Return the min-form estimator.

    Args:
        process: the column of step rewards.
        outcome: the column of the verifier's reward, 1 where solved; None leaves it out.
        temperature: T of the code's form.
        exact: the minimum itself instead of the code's form.
        coefficient: of the verifier's advantage.
    """
    p = Program("pure")
    p.to_go = min_to_go(p[process]) if exact else returns(softmin(p[process], temperature=temperature))
    p.A_process = centre(p.to_go, by="group", loo=True)
    if outcome is None:
        p.advantage = p.A_process
        return p
    p.A_outcome = centre(total(p[outcome]) - 1.0, by="group", loo=True)
    p.advantage = p.A_process + coefficient * p.A_outcome
    return p
