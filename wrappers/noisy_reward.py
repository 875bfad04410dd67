"""Noisy verdicts: flip the outcome with a probability, to see what training survives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import gymnasium as gym
import numpy as np

from ..reward_shaping.noisy_reward import flipped
from .bounded import PER
from .transform import Transform


class NoisyReward(Transform):
    """Exchange ``low`` and ``high`` in what a term pays, with probability ``flip_prob``.

    Per episode the sum is flipped or not, as a verifier's verdict would be; the correction is paid on the last step.
    The generator is the wrapper's own: it is seeded from ``reset(seed=...)`` and ``seed`` together, so the
    environment draws what it would draw without the wrapper. Before any seeded reset it is seeded from ``seed`` and
    the environment's own seed. The formula and its doubts stand in :mod:`turnwise.reward_shaping.noisy_reward`.

    Args:
        env: the environment.
        flip_prob: p, in [0, 1].
        of: the term to flip, several whose sum is flipped, or ``"total"``.
        low: the reward of a failure.
        high: the reward of a success.
        per: ``"episode"`` or ``"turn"``.
        seed: >= 0; another seed flips other episodes.
        name: another name for the term.

    Raises:
        ValueError: ``flip_prob``, ``per`` or ``seed`` is not allowed.
    """

    term = "noise"
    memory = ("generator", "flip", "total")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        flip_prob: float,
        *,
        of: str | Sequence[str] = "outcome",
        low: float = 0.0,
        high: float = 1.0,
        per: str = "episode",
        seed: int = 0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, of, name=name)
        if not 0 <= flip_prob <= 1 or per not in PER or seed < 0:
            raise ValueError(
                f"NoisyReward needs 0 <= flip_prob <= 1, per to be one of {list(PER)} and seed >= 0; "
                f"got flip_prob={flip_prob}, per={per!r}, seed={seed}."
            )
        self.flip_prob = flip_prob
        self.low, self.high = low, high
        self.per = per
        self.seed = seed
        self.generator: np.random.Generator | None = None

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Reset the environment, and the generator if a seed is given."""
        if seed is not None:
            self.generator = self._seeded(seed)
        return super().reset(seed=seed, options=options)

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Draw whether this episode's verdict is flipped."""
        if self.generator is None:
            self.generator = self._seeded(max(self.env.unwrapped.np_random_seed or 0, 0))
        self.flip = self._draw() if self.per == "episode" else 0.0
        self.total = 0.0

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the correction of this turn."""
        raw = self.raw(reward, info)
        if self.per == "turn":
            return flipped(raw, self._draw(), self.low, self.high) - raw
        self.total += raw
        if not (terminated or truncated):
            return 0.0
        return flipped(self.total, self.flip, self.low, self.high) - self.total

    def _draw(self) -> float:
        assert self.generator is not None
        return float(self.generator.random() < self.flip_prob)

    def _seeded(self, seed: int) -> np.random.Generator:
        return np.random.default_rng([seed, self.seed, crc32(self.term.encode())])
