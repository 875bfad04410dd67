r"""Stepwise progress attribution (SPA): contributions that sum to the outcome, and a bonus for grounded actions.

    loss = (Σ_t c_t - R)²                      c_t = contribution that a model predicts for turn t
    r_t  = c_t + w_g · g_t                     g_t = 1 where the action could be executed

The contributions sum to R in expectation only; :func:`~turnwise.reward_shaping.redistribution.residual_corrected`
makes them. A model that sees how long an episode is learns the length.

The released code does something else, available as :func:`released_step_rewards` and :class:`ReleasedAttribution`: it
overwrites the predicted contributions with the outcome less the mean outcome of the task's other rollouts (a lone
rollout keeps its outcome), adds 0.5 unless the next message contains "Nothing happens" (the last turn always gets it),
and its PPO multiplies turn t = 0..T-1 by T-1-t, so that the last turn counts for nothing.

Default: the paper's form, w_g = 0.5.
Certainty: code of WangHanLinHenry/SPA-RL-Agent (`prm/rl_data_org.py`, `ppo/step_ppotrainer.py`) for the released form,
abstract and README for the paper's; the two disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, Number, sequence

GROUNDING = 0.5
"""The weight of grounding."""


def attribution_loss(predicted: Number, total: Number) -> Number:
    """Return ``(predicted - total)²``.

    Args:
        predicted: the sum of an episode's contributions, any shape.
        total: the outcome, the same shape.
    """
    return (predicted - total) ** 2


def step_reward(contribution: Number, grounded: Number, weight: float = GROUNDING) -> Number:
    """Return ``contribution + weight * grounded``.

    Args:
        contribution: of each turn, any shape.
        grounded: 1 where the action was executed, else 0; the same shape.
        weight: w_g.
    """
    return contribution + weight * grounded


def released_step_rewards(outcomes: ArrayLike, nothing_happened: Sequence[Sequence[bool]]) -> list[Floats]:
    """Return what the released code pays each turn of a task's rollouts, before its PPO weighs the turns.

    Args:
        outcomes: shape (N,); of the rollouts of one task.
        nothing_happened: N rows of length T_i; whether the message after each turn says that nothing happened.

    Returns:
        N arrays of shape (T_i,).

    Raises:
        ValueError: there is not one row a rollout.
    """
    final = sequence("released_step_rewards", "outcomes", outcomes)
    if len(nothing_happened) != final.size:
        raise ValueError(
            f"released_step_rewards needs one row of nothing_happened for each of {final.size} outcomes; "
            f"got {len(nothing_happened)}."
        )
    others = (final.sum() - final) / (final.size - 1) if final.size > 1 else np.zeros(final.size)
    rewards = []
    for centred, nothing in zip(final - others, nothing_happened, strict=True):
        grounded = ~np.asarray(nothing, dtype=bool)
        grounded[-1:] = True
        rewards.append(step_reward(np.full(grounded.size, centred), grounded.astype(np.float64)))
    return rewards


def released_turn_weights(turns: int) -> Floats:
    """Return the factors ``T - 1 - t`` by which the released PPO weighs the turns.

    Args:
        turns: T.

    Returns:
        Shape (T,); the last is 0.
    """
    return np.arange(turns - 1, -1, -1.0)


@dataclass(frozen=True)
class ReleasedAttribution:
    """Worth of each turn of a task's episodes as in the released code; called with the episodes of one group.

    Args:
        of: the reward term that is the outcome.
        nothing: the words that say that an action came to nothing.
        weigh_turns: multiply by ``T - 1 - t``, as the released PPO does.
    """

    of: str = "outcome"
    nothing: str = "Nothing happens"
    weigh_turns: bool = True

    def __call__(self, episodes: Sequence[Any]) -> list[list[float]]:
        """Return what each turn of each episode earns.

        Args:
            episodes: of one group.
        """
        outcomes = [float(np.nansum(episode.column(self.of))) for episode in episodes]
        nothing = [[self.nothing in str(message) for message in episode.observations[1:]] for episode in episodes]
        paid = released_step_rewards(outcomes, nothing)
        if self.weigh_turns:
            paid = [rewards * released_turn_weights(rewards.size) for rewards in paid]
        return [rewards.tolist() for rewards in paid]
