"""The base of terms that ask for a level at every turn and pay its change."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, ClassVar

import gymnasium as gym

from ...reward_shaping.potential_shaping import shaping
from ..base import load
from ..scored_term import ScoredTerm, note_version


class LevelGain(ScoredTerm):
    """Pay ``weight * (γ Φ_t - Φ_k)``, k the last turn before t whose level is known.

    A level that is missing (NaN, or not finite) is paid 0 and listed in ``info["missing"]``; the next one that is known
    is paid against the last one that was. The formula stands in :mod:`turnwise.reward_shaping.information.levels`.

    Args:
        env: the environment.
        asked: the callable that :meth:`level` asks, or its dotted path.
        gamma: the learner's discount per turn.
        weight: of the term.
        name: another name for the term.
    """

    memory: ClassVar[tuple[str, ...]] = ("history", "last")
    last: float

    def __init__(
        self,
        env: gym.Env[Any, Any],
        asked: Callable[..., Any] | str,
        *,
        gamma: float = 1.0,
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.asked: Callable[..., Any] = load(asked)
        self.gamma = gamma
        self.weight = weight

    def level(self, info: dict[str, Any]) -> float:
        """Return the level after ``self.history``, NaN where it cannot be told.

        Args:
            info: of the turn.
        """
        raise NotImplementedError

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Ask for the level that the opening message gives, which pays nothing."""
        super().begin(observation, info)
        note_version(self.term, self.asked, info)
        self.last = math.nan
        self.gain(self.level(info))

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the level has risen by."""
        self.hear(action, observation)
        return self.paid(self.weight * self.gain(self.level(info)), info)

    def gain(self, level: float) -> float:
        """Return the change to ``level``, which is the last known from now on if it is known.

        Args:
            level: after the turn.
        """
        level = float(level)
        if not math.isfinite(level):
            return math.nan
        before, self.last = self.last, level
        return shaping(before, level, self.gamma)
