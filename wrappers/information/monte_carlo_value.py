"""The value of a state by playing on from it: a prover policy on forks of the environment."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym
import numpy as np

from ..base import load
from ..fork import restore, snapshot

Prover = Callable[[Sequence[Any], gym.Env[Any, Any], np.random.Generator], Any]
"""``prover(history, env, rng)``: the next message. ``env`` is the bare environment, for its ``actions()`` or
``expert()``; it must not be stepped."""


class MonteCarloValue:
    """Estimate P(success | a prover goes on from here) by ``samples`` rollouts on forks.

    It works on any stack that can fork, and leaves it as it found it. It values the true state, hidden parts included,
    not what the agent can know of it. The numbers a rollout draws depend on ``seed`` and the conversation alone, so a
    fork is valued the same again; each rollout draws the environment's own chance anew. The estimate of a value V has
    variance V (1 - V) / samples.

    Args:
        prover: ``prover(history, env, rng)`` or its dotted path.
        samples: rollouts for each value, >= 1.
        seed: of the rollouts.
        max_turns: where a rollout is given up as a failure.
        fresh_chance: whether rollouts differ in the environment's own chance; without, they all meet the future that
            the episode itself would meet.

    Raises:
        ValueError: ``samples`` or ``max_turns`` is below 1.
    """

    forks = True

    def __init__(
        self,
        prover: Prover | str,
        samples: int = 8,
        *,
        seed: int = 0,
        max_turns: int = 100,
        fresh_chance: bool = True,
    ) -> None:
        if samples < 1 or max_turns < 1:
            raise ValueError(
                f"MonteCarloValue needs samples >= 1 and max_turns >= 1; got samples={samples}, max_turns={max_turns}."
            )
        self.prover: Prover = load(prover)
        self.samples = samples
        self.seed = seed
        self.max_turns = max_turns
        self.fresh_chance = fresh_chance

    def __call__(self, history: Sequence[Any], info: dict[str, Any], env: gym.Env[Any, Any]) -> float:
        """Return the share of rollouts that end in success.

        Args:
            history: observation, action, ..., observation.
            info: of the turn.
            env: the stack in its present state, in mid-episode.

        Raises:
            NotImplementedError: the environment cannot fork.
        """
        here = snapshot(env)
        told = zlib.crc32(repr(list(history)).encode())
        solved = 0
        try:
            for sample in range(self.samples):
                restore(env, here)
                rng = np.random.default_rng([self.seed, told, sample])
                solved += self._solves(env, list(history), rng)
        finally:
            restore(env, here)
        return solved / self.samples

    def _solves(self, env: gym.Env[Any, Any], history: list[Any], rng: np.random.Generator) -> bool:
        """Play one rollout to its end."""
        if self.fresh_chance:
            chance = env.unwrapped.np_random.bit_generator
            chance.state = type(chance)(rng.integers(2**63)).state
        for _ in range(self.max_turns):
            action = self.prover(history, env.unwrapped, rng)
            observation, _, terminated, truncated, info = env.step(action)
            history += (action, observation)
            if terminated or truncated:
                return bool(info["success"])
        return False
