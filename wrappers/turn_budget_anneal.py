"""WMAct's interaction annealing: from episode to episode the turn limit nears the turns that are used."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from ..reward_shaping.turn_budget import next_turn_budget

START = 30
"""The paper's first turn limit."""


class TurnBudgetAnneal(gym.Wrapper[Any, Any, Any, Any], gym.utils.RecordConstructorArgs):
    """Truncate episodes at a turn limit that moves halfway towards the mean number of turns used.

    The limit changes between episodes only, after every ``every`` finished ones; an episode that is reset before its
    end is not counted. This wrapper's state outlives an episode on purpose: it is the schedule. Where the turn limit
    falls on a turn that terminates, the episode terminated. It pays nothing and keeps no ledger. The formula and its
    doubts stand in :mod:`turnwise.reward_shaping.turn_budget`.

    Args:
        env: the environment; a turn limit of its own goes on to hold.
        start: the first limit; None takes the environment's own, or 30 where it has none.
        every: τ, finished episodes between changes.
        minimum: the limit never falls below it.

    Raises:
        ValueError: an argument is below 1, or ``start`` is above the environment's own turn limit or below ``minimum``.

    Attributes:
        budget: the limit now; episodes are truncated at its whole part.
    """

    memory = ("turns", "limit", "budget", "used", "finished", "counted")

    def __init__(self, env: gym.Env[Any, Any], start: int | None = None, *, every: int = 100, minimum: int = 1) -> None:
        gym.utils.RecordConstructorArgs.__init__(self, start=start, every=every, minimum=minimum)
        gym.Wrapper.__init__(self, env)
        own = env.spec.max_episode_steps if env.spec is not None else None
        first = (own or START) if start is None else start
        if min(first, every, minimum) < 1 or first < minimum or first > (own or first):
            raise ValueError(
                f"TurnBudgetAnneal needs every >= 1 and 1 <= minimum <= start, and start no larger than the "
                f"environment's own limit ({own}); got start={start}, every={every}, minimum={minimum}."
            )
        self.every = every
        self.minimum = minimum
        self.budget = float(first)
        self.limit = first
        self.turns = 0
        self.used = 0
        self.finished = 0
        self.counted = True

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Reset the environment and fix the turn limit of the episode."""
        if self.finished >= self.every:
            self.budget = max(next_turn_budget(self.used / self.finished, self.budget), float(self.minimum))
            self.used = self.finished = 0
        self.limit = int(self.budget)
        self.turns = 0
        self.counted = False
        return self.env.reset(seed=seed, options=options)

    def step(self, action: Any) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        """Step the environment and truncate the episode at the limit."""
        observation, reward, terminated, truncated, info = self.env.step(action)
        self.turns += 1
        if self.turns >= self.limit and not terminated:
            truncated = True
        if (terminated or truncated) and not self.counted:
            self.counted = True
            self.used += self.turns
            self.finished += 1
        return observation, reward, terminated, truncated, info
