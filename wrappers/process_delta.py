"""Delta: process scores pay their fall towards the next turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym
import numpy as np

from ..reward_shaping.process_delta import process_delta
from .transform import Transform


class ProcessDelta(Transform):
    """Turn what a term pays on turn k into r_k - r_{k+1}, so that an episode's sum is its first score.

    A turn's value needs the next turn, so the correction is paid as one lump on the last step; the value of every
    turn then stands in ``info["late"]["delta"]``. Where the episode terminated the last turn is the answer and its
    score is dropped; where it was truncated there is no answer and the last score is kept. The formula and its
    doubts stand in :mod:`turnwise.reward_shaping.process_delta`.

    Args:
        env: the environment.
        of: the term to transform, several whose sum is transformed, or ``"total"``.
        name: another name for the term.
    """

    term = "delta"
    memory = ("scores",)

    def __init__(self, env: gym.Env[Any, Any], of: str | Sequence[str], *, name: str | None = None) -> None:
        super().__init__(env, of, name=name)

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Forget the scores of the last episode."""
        self.scores: list[float] = []

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the correction of the whole episode, if it is over."""
        self.scores.append(self.raw(reward, info))
        if not (terminated or truncated):
            return 0.0
        scores = np.array(self.scores)
        late: list[float] = (process_delta(scores, answered=terminated) - scores).tolist()
        self.write_late(info, late)
        return sum(late)
