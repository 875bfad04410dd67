r"""REINFORCE++ (Hu 2025, arXiv 2501.03262) and its baseline form: whitening over the batch.

    REINFORCE++            A_k = whiten(Σ_{j≥k} γ^{j-k} r_j)            over all kept tokens k of the batch
    with a baseline        A_i = whiten(R_i - mean_g R)                 each kept token of i counted once

with whiten(x) = (x - mean x) / (std x + ε). Long episodes weigh more in token-weighted statistics. Rewards stand on the
last kept token of their turn; a KL penalty per token, where there is one, belongs into the reward.

Doubts. verl's earlier code cuts the return at every masked token, so that on multi-turn data a reward never reaches an
earlier turn ("cut"); its later code skips masked tokens, the default. verl divides by sqrt(var + 1e-8), here std + ε.
rllm's baseline form works on one number an episode and the biased standard deviation: ``weigh="episode", ddof=0``.
Certainty: read in code, and verl's run on the same inputs; the baseline's group of one is raw there, 0 here.
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..program import Program
from ..reductions import total
from ..spread import spread
from ..time import returns


def reinforce_plus_plus(
    reward: str = "reward",
    *,
    gamma: float = 1.0,
    eps: float = 1e-8,
    masked: Literal["skip", "cut"] = "skip",
) -> Program:
    """Return REINFORCE++, on tokens.

    Args:
        reward: the column of rewards, turn by turn.
        gamma: discount per kept token.
        eps: added to the batch's standard deviation.
        masked: skip masked tokens, or cut the return at each of them.
    """
    p = Program("reinforce_plus_plus")
    p.reward = spread(p[reward], how="last")
    p.to_go = returns(p.reward, gamma=gamma, within="episode" if masked == "skip" else "span")
    p.advantage = centre(p.to_go, by=(), scale="std", eps=eps)
    return p


def reinforce_plus_plus_baseline(
    reward: str = "reward",
    *,
    weigh: Literal["token", "episode"] = "token",
    ddof: int = 1,
    eps: float = 1e-8,
    single: Literal["zero", "raw"] = "zero",
) -> Program:
    """Return REINFORCE++ with the group's mean as a baseline.

    Args:
        reward: the column of rewards.
        weigh: count each kept token, or each episode, in the batch's mean and standard deviation.
        ddof: 1 for the unbiased standard deviation, 0 for the biased.
        eps: added to it.
        single: what a group of one has before whitening.
    """
    p = Program("reinforce_plus_plus_baseline")
    p.centred = centre(total(p[reward]), by="group", single=single, missing="keep")
    p.advantage = centre(p.centred, by=(), scale="std", ddof=ddof, eps=eps, population=weigh)
    return p
