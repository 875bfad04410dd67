r"""IGPO (arXiv 2510.14967): a turn earns the gain in the probability of the answer, the last turn the outcome.

    r_{i,t} = p_{i,t} - p_{i,t-1}  (t < T),   r_{i,T} = outcome_i

    paper      z = (r - mean_g r) / (std_g r + ε)  over all turns of the group,   A_{i,t} = Σ_{k≥t} γ^{k-t} z_{i,k}
    released   A_{i,k} = G_{i,k} - (1/n) Σ_j G_{j,k},   G the token return to go, γ = 1, per token place k

Gains telescope, so a comparison of episodes' sums sees only the last probability; the sums to go here are what keeps
them alive. Defaults: ddof 1, ε 1e-6, γ 1.

Doubts, each a difference between the paper (secondary: a summary of its text) and the released code (read, and run on
the same inputs). The code has no discount and no standard deviation; takes the group's mean at the same token place,
counting 0 where an episode has ended; cuts returns at masked tokens, so that on multi-turn data no gain reaches an
earlier turn; and puts a turn's gain on the last token of what it read, here on the last kept token of the turn. The
paper's form at turn scope is the default.
"""

from __future__ import annotations

from typing import Literal

from ..baseline import centre
from ..expression import Expression
from ..mix import where
from ..program import Program
from ..reductions import total
from ..spread import kept, spread, to_context
from ..statistics import statistic
from ..time import returns


def turn_rewards(p: Program, gain: str, outcome: str) -> Expression:
    """Return the gain of each turn but the last of its episode, which has the outcome.

    Args:
        p: the program.
        gain: the column of gains, turn by turn.
        outcome: the column of the outcome, summed over the episode.
    """
    return where(p["turn"] >= p["turns"] - 1.0, total(p[outcome]), p[gain])


def igpo(
    gain: str = "information_gain",
    outcome: str = "outcome",
    *,
    gamma: float = 1.0,
    scale: Literal["std"] | None = "std",
    ddof: int = 1,
    eps: float = 1e-6,
) -> Program:
    """Return IGPO in the paper's form.

    Args:
        gain: the column of gains, turn by turn; a missing gain is skipped.
        outcome: the column of the outcome, summed over the episode.
        gamma: discount per turn.
        scale: divide by the standard deviation of the group's turns, or not.
        ddof: 1 for the unbiased standard deviation, 0 for the biased.
        eps: added to it.
    """
    p = Program("igpo")
    p.reward = turn_rewards(p, gain, outcome)
    p.z = centre(p.reward, by="group", scale=scale, ddof=ddof, eps=eps, missing="keep")
    p.advantage = returns(p.z, gamma=gamma)
    return p


def igpo_released(
    gain: str = "information_gain", outcome: str = "outcome", *, token_rewards: str | None = None
) -> Program:
    """Return IGPO as the released trainer computes it, on tokens.

    Args:
        gain: the column of gains, turn by turn.
        outcome: the column of the outcome, summed over the episode.
        token_rewards: a column of rewards, token by token, in place of the two.
    """
    p = Program("igpo_released")
    if token_rewards is None:
        p.turn_reward = turn_rewards(p, gain, outcome)
        p.reward = to_context(spread(p.turn_reward, how="last"))
    else:
        p.reward = p[f"context:{token_rewards}"]
    p.to_go = returns(p.reward, within="span")
    p.episodes = statistic(p["turns"], by="group", how="count")
    p.mean = statistic(p.to_go, by=("group", "position"), how="sum") / p.episodes
    p.advantage = kept(p.to_go - p.mean)
    return p
