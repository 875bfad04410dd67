r"""The practitioner's guide (meow-tea-taro): intermediate rewards on one scale, then GRPO's baseline.

    r_t = m_t / (number of positive m)     if the episode was won
    r_t = m_t / M                          if it was lost,   M the most that an episode of the task can collect
    A_i = (Σ_t r_{i,t} - mean_g)/(std_g + ε)

A won episode is worth 1 whatever it collected, a lost one its share of what there was; the outcome itself is not added.
The released code drops late rewards where it takes the length from the prompt; turns are rows here, so none is lost.

Default: M must be given.
Certainty: code (``agentic_verified.py``, A practitioner's guide to multi-turn agentic reinforcement learning); the
paper runs the reward under PPO, GRPO and RLOO, of which GRPO stands here.
"""

from __future__ import annotations

from ..baseline import centre
from ..mix import where
from ..program import Program
from ..reductions import total


def meow_tea(
    intermediate: str = "milestones", outcome: str = "outcome", *, most: float = 1.0, eps: float = 1e-6
) -> Program:
    """Return the practitioner's guide's dense reward under GRPO's baseline.

    Args:
        intermediate: the column of intermediate rewards, each 0 or 1.
        outcome: the column of the outcome; an episode is won if it sums to more than 0.
        most: M, the most that an episode of the task can collect, > 0.
        eps: added to the standard deviation.

    Raises:
        ValueError: ``most`` is not positive.
    """
    if not most > 0:
        raise ValueError(f"meow_tea needs most > 0; got most={most}.")
    p = Program("meow_tea")
    p.won = total(p[outcome]) > 0.0
    p.reached = total(p[intermediate] > 0.0)
    p.step = p[intermediate] / where(p.won, where(p.reached > 0.0, p.reached, 1.0), most)
    p.advantage = centre(total(p.step), by="group", scale="std", eps=eps)
    return p
