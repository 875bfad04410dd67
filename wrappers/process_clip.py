"""Clip: process scores pay only the shortfall below a threshold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ..reward_shaping.process_clip import process_clip
from .transform import Transform


class ProcessClip(Transform):
    """Turn what a term pays each turn into min(r - η, 0).

    Turns on which the term pays 0 are clipped too, so with η > 0 every further turn costs. The formula and its doubts
    stand in :mod:`turnwise.reward_shaping.process_clip`.

    Args:
        env: the environment.
        of: the term to clip, several whose sum is clipped, or ``"total"``.
        eta: the threshold η.
        name: another name for the term.
    """

    term = "clip"

    def __init__(self, env: gym.Env[Any, Any], of: str | Sequence[str], *, eta: float, name: str | None = None) -> None:
        super().__init__(env, of, name=name)
        self.eta = eta

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the correction of this turn."""
        raw = self.raw(reward, info)
        return process_clip(raw, self.eta) - raw
