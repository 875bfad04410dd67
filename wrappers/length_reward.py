"""A control that pays length alone: what an improvement needs no more than."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from .base import RewardTerm

UNITS = ("characters", "words")


class LengthReward(RewardTerm):
    """Pay for long messages, and for nothing else.

    Not for training agents that are meant to be good: a policy trained on this term is the baseline against which
    another reward is compared ("A long way to go: investigating length correlations in RLHF"). What it reaches on the
    other reward needs no more than length. A turn earns

        weight · min(length of the message, limit) / limit

    Args:
        env: the environment.
        weight: of the longest message.
        limit: the length that earns the whole weight, >= 1.
        unit: ``"characters"`` or ``"words"``.
        name: another name for the term.

    Raises:
        ValueError: ``limit`` or ``unit`` is not allowed.
    """

    term = "length"
    memory = ()

    def __init__(
        self,
        env: gym.Env[Any, Any],
        weight: float = 1.0,
        *,
        limit: int = 1000,
        unit: str = "characters",
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if limit < 1 or unit not in UNITS:
            raise ValueError(
                f"LengthReward needs limit >= 1 and unit to be one of {list(UNITS)}; got limit={limit}, unit={unit!r}."
            )
        self.weight = weight
        self.limit = limit
        self.unit = unit
        self.can_be_negative = weight < 0

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the message's length earns."""
        said = str(action)
        length = len(said) if self.unit == "characters" else len(said.split())
        return self.weight * min(length, self.limit) / self.limit
