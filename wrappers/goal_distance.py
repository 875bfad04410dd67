"""Goal distance as a potential: every transition saved is paid."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from ..reward_shaping.goal_distance import distance_potential
from ..reward_shaping.potential_shaping import shaping
from .base import RewardTerm
from .progress import start_distance

UNSEEN = -1.0
"""Stands for the distance of a state in which the episode has ended, where the potential is 0 whatever is measured."""


class GoalDistance(RewardTerm):
    """Pay the change of Φ = -distance / d_max, for the distance in ``info["channels"]["goal_distance"]``.

    Φ counts as 0 where the episode terminated and is kept where it was truncated. A turn whose distance is missing
    pays nothing and leaves the potential where it was. The formulas and their doubts stand in
    :mod:`turnwise.reward_shaping.goal_distance` and :mod:`turnwise.reward_shaping.potential_shaping`.

    Args:
        env: reports the channel ``goal_distance``.
        gamma: the learner's discount per turn.
        d_max: the distance that counts as -1; that of the episode's first state if None.
        floor: the least potential, for states from which the goal is far out of reach or cannot be reached at all.
        name: another name for the term.

    Raises:
        ValueError: ``d_max`` or ``floor`` has the wrong sign; at the reset, if the channel is missing.
    """

    term = "goal_distance"
    memory = ("scale", "distance", "last")
    last: float

    def __init__(
        self,
        env: gym.Env[Any, Any],
        *,
        gamma: float = 1.0,
        d_max: float | None = None,
        floor: float = -2.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if floor >= 0 or (d_max is not None and d_max <= 0):
            raise ValueError(f"GoalDistance needs d_max > 0 and floor < 0; got d_max={d_max}, floor={floor}.")
        self.gamma = gamma
        self.d_max = d_max
        self.floor = floor

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Measure the distance of the first state."""
        distance = start_distance(self, info)
        self.scale = self.d_max or distance or 1.0
        self._move(distance)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the change of the potential."""
        before = self.last
        if terminated:
            self.distance, self.last = UNSEEN, 0.0
        else:
            try:
                distance = info["channels"]["goal_distance"]
            except KeyError:
                return 0.0
            if distance != self.distance:
                self._move(distance)
        return shaping(before, self.last, self.gamma)

    def _move(self, distance: float) -> None:
        self.distance = distance
        self.last = max(distance_potential(float(distance), self.scale), self.floor)
