"""A cost for saying again what was said before."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

import gymnasium as gym
import numpy as np

from .base import RewardTerm
from .bounded import PER


class RepetitionPenalty(RewardTerm):
    """Take ``weight`` for every message that repeats one of the ``window`` messages before it.

    Messages are compared without regard to case and white space. Per episode the share of repeats, 1 - E/T, is taken
    once, on the last turn. The formulas stand in :mod:`turnwise.reward_shaping.repetition`.

    Args:
        env: the environment.
        weight: the cost, >= 0.
        window: how many messages back count; all of the episode if None.
        per: ``"turn"`` or ``"episode"``.
        name: another name for the term.

    Raises:
        ValueError: ``weight``, ``window`` or ``per`` is not allowed.
    """

    term = "repetition"
    memory = ("turn_of", "turn", "repeats")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        weight: float = 0.1,
        *,
        window: int | None = None,
        per: str = "turn",
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if weight < 0 or (window is not None and window < 1) or per not in PER:
            raise ValueError(
                f"RepetitionPenalty needs weight >= 0, window >= 1 or None, and per to be one of {list(PER)}; "
                f"got weight={weight}, window={window}, per={per!r}."
            )
        self.weight = weight
        self.window = window
        self.per = per

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Forget what was said."""
        self.turn_of: dict[Hashable, int] = {}
        self.turn = 0
        self.repeats = 0

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return minus the cost of a repeat."""
        message = _plain_text(action) if isinstance(action, str) else same_text(action)
        self.turn = turn = self.turn + 1
        before = self.turn_of.get(message)
        self.turn_of[message] = turn
        repeats = before is not None and (self.window is None or turn - before <= self.window)
        if self.per == "turn":
            return -self.weight if repeats else 0.0
        self.repeats += repeats
        return -self.weight * (self.repeats / turn) if terminated or truncated else 0.0


@lru_cache(maxsize=256)
def _plain_text(message: str) -> str:
    return " ".join(message.casefold().split())


def same_text(action: Any) -> Hashable:
    """Return a key that is the same for actions that say the same: text without regard to case and white space.

    Args:
        action: a message, a number or an array.
    """
    if isinstance(action, str):
        return _plain_text(action)
    return action if isinstance(action, Hashable) else np.asarray(action).tobytes()
