r"""MT-GRPO, in the two forms that were published: split at the first tool result, and by turn index.

    split       A_{i,t} = z_g(outcome) + c · z_g(turn reward)    up to the turn that calls the first tool
                          z_g(outcome)                            after it
                          z_g(turn reward + outcome)              where no tool was called
    by turn     A_{i,t} = z_{g, t}(r_{i,t}) + λ z_g(R_i)          an episode that has ended counts as r = 0

with z(x) = (x - mean x) / (std x + ε). In the first form an episode has one turn reward, its sum. In the second short
episodes' zeros lower the mean of the turns their peers reach.

Defaults: split, c 1, ddof 1, ε 1e-4; by turn, λ 1, ddof 0, ε 1e-8. Certainty: read in code (SiliangZeng
`mt_grpo_env_trainer.py`; NousResearch atropos `tool_use_turnlevel_advantage_server.py`), which share nothing but the
name; ε of the second is recalled.
"""

from __future__ import annotations

from ..baseline import centre
from ..mix import clip, fill, known, only, where
from ..program import Program
from ..reductions import reduce, total
from ..statistics import statistic


def mt_grpo(
    turn_reward: str = "turn_reward",
    outcome: str = "outcome",
    *,
    tool: str = "tool",
    coefficient: float = 1.0,
    ddof: int = 1,
    eps: float = 1e-4,
) -> Program:
    """Return MT-GRPO split at the first tool result.

    Args:
        turn_reward: the column of turn rewards, summed over the episode.
        outcome: the column of the outcome, summed over the episode.
        tool: the column that marks by 1 the turns that call a tool.
        coefficient: c.
        ddof: 1 for the unbiased standard deviation, 0 for the biased.
        eps: added to it.
    """
    p = Program("mt_grpo")
    p.first_tool = reduce(only(p["turn"], p[tool]), how="min")
    p.turn_part = centre(total(p[turn_reward]), by="group", scale="std", ddof=ddof, eps=eps)
    p.outcome_part = centre(total(p[outcome]), by="group", scale="std", ddof=ddof, eps=eps)
    p.whole = centre(total(p[turn_reward]) + total(p[outcome]), by="group", scale="std", ddof=ddof, eps=eps)
    p.before = p["turn"] <= fill(p.first_tool, -1.0)
    p.split = where(p.before, p.outcome_part + coefficient * p.turn_part, p.outcome_part)
    p.advantage = where(known(p.first_tool), p.split, p.whole)
    return p


def mt_grpo_by_turn(
    reward: str = "reward", outcome: str = "outcome", *, weight: float = 1.0, eps: float = 1e-8
) -> Program:
    """Return MT-GRPO by turn index.

    Args:
        reward: the column of turn rewards.
        outcome: the column of the outcome, summed over the episode.
        weight: λ, of the outcome's part.
        eps: added to the (biased) standard deviations.
    """
    p = Program("mt_grpo_by_turn")
    p.episodes = statistic(p["turns"], by="group", how="count")
    p.mean = statistic(p[reward], by=("group", "turn"), how="sum") / p.episodes
    p.square = statistic(p[reward] * p[reward], by=("group", "turn"), how="sum") / p.episodes
    p.std = clip(p.square - p.mean * p.mean, low=0.0) ** 0.5
    p.turn_part = (p[reward] - p.mean) / (p.std + eps)
    p.outcome_part = centre(total(p[outcome]), by="group", scale="std", ddof=0, eps=eps)
    p.advantage = p.turn_part + weight * p.outcome_part
    return p
