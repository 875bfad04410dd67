"""Potential-based shaping (Ng, Harada and Russell 1999)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gymnasium as gym

from ..reward_shaping.potential_shaping import shaping
from .base import RewardTerm, load

Potential = Callable[[Any, dict[str, Any]], float]
"""``potential(observation, info)``: how promising a state is."""


class PotentialShaping(RewardTerm):
    """Pay γ Φ(s') - Φ(s), which changes no optimal policy.

    Φ counts as 0 where the episode terminated and is kept where it was truncated. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.potential_shaping`.

    Args:
        env: the environment.
        potential: ``potential(observation, info) -> float`` or its dotted path ``"package.module:name"``.
        gamma: the learner's discount per turn.
        name: another name for the term.
    """

    term = "potential"
    memory = ("last",)

    def __init__(
        self, env: gym.Env[Any, Any], potential: Potential | str, *, gamma: float = 1.0, name: str | None = None
    ) -> None:
        super().__init__(env, name=name)
        self.potential: Potential = load(potential)
        self.gamma = gamma

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Take the potential of the first state."""
        self.last = float(self.potential(observation, info))

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the change of the potential."""
        before = self.last
        self.last = 0.0 if terminated else float(self.potential(observation, info))
        return shaping(before, self.last, self.gamma)
