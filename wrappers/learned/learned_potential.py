"""A learned potential (MiRA's potential critic): pay how much nearer a turn has come, by the critic's word."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from ...reward_shaping.judged.verdict import number_or_nan
from ..information.level_gain import LevelGain
from ..scored_term import Score


class LearnedPotential(LevelGain):
    """Pay γ P(s') - P(s) for a potential P that is learned.

    P counts as 0 where the episode terminated and is kept where it was truncated. Each value is the one that P had when
    the state was visited, so that the turns still telescope if P is updated within an episode. Where P cannot tell, the
    turn is paid 0 and listed in ``info["missing"]``, and the next known value is compared with the last one. The
    formulas and their doubts stand in :mod:`turnwise.reward_shaping.potential_shaping` and
    :mod:`turnwise.reward_shaping.learners.potential_critic`.

    Args:
        env: the environment.
        potential: ``potential(history, info) -> float``, e.g. a
            :class:`~turnwise.reward_shaping.learners.PotentialCritic`, or its dotted path ``"package.module:name"``.
        gamma: the learner's discount per turn.
        weight: of the term.
        name: another name for the term.
    """

    term = "learned_potential"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        potential: Score | str,
        *,
        gamma: float = 1.0,
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, potential, gamma=gamma, weight=weight, name=name)

    def level(self, info: dict[str, Any]) -> float:
        """Return P of the state after ``self.history``.

        Args:
            info: of the turn.
        """
        return number_or_nan(self.asked(tuple(self.history), info))

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the change of the potential."""
        if terminated:
            return self.paid(self.weight * self.gain(0.0), info)
        return super().turn_reward(action, observation, reward, terminated, truncated, info)
