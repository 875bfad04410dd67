r"""GiGPO (Feng et al. 2025, arXiv 2505.10978): episodes against their group, and turns against turns in the same state.

    A_{i,t} = A^E_i + w A^S_{i,t}
    A^E_i = (R_i - mean_g R) / F,   A^S_{i,t} = (G_{i,t} - mean_{g, anchor} G) / F,   G_{i,t} = Σ_{k≥t} γ^{k-t} r_{i,k}

The anchor of a turn is the state it acts in: by default the observation it answers, letter by letter. F is 1 or the
standard deviation plus ε. Defaults: w 1, γ 0.95, F 1.

Doubts. The paper and the earlier code average R over episodes (the default); the current code averages it over the
turns of all episodes, so long ones weigh more (``population="turn"``). An episode alone in its group is raw in code, 0
here (``single``); a turn alone at its anchor is 0 in both. Observations with counters or timestamps never meet again,
and then A^S is 0 everywhere: "step.centre.single" over "step.centre.keys" in the diagnostics is the share of anchors
seen once. The code's option to group observations by similarity depends on their order;
:func:`turnwise.reward_shaping.credit.similar_anchors` makes such anchors. Certainty: read in code (two versions), and
run on the same inputs.
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..program import Program
from ..reductions import total
from ..time import returns


def gigpo(
    reward: str = "reward",
    *,
    gamma: float = 0.95,
    weight: float = 1.0,
    scale: Literal["std"] | None = None,
    eps: float = 1e-6,
    population: Literal["episode", "turn"] = "episode",
    single: Literal["zero", "raw"] = "zero",
    anchor: str = "anchor",
) -> Program:
    """Return GiGPO.

    Args:
        reward: the column of rewards, turn by turn.
        gamma: discount per turn, of the step part.
        weight: w, of the step part.
        scale: divide by the standard deviation ("std") or not.
        eps: added to it.
        population: average the group over episodes, or over their turns.
        single: what an episode alone in its group gets.
        anchor: the key of a turn's state.
    """
    p = Program("gigpo")
    p.episode = centre(total(p[reward]), by="group", scale=scale, eps=eps, population=population, single=single)
    p.step = centre(returns(p[reward], gamma=gamma), by=("group", anchor), scale=scale, eps=eps)
    p.advantage = p.episode + weight * p.step
    return p
