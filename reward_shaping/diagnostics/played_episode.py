"""Play a list of messages and keep what came of it: an episode as the diagnostics read it, without an agent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

MakeEnv = Callable[[], Any]
"""``make_env()`` returns a new environment with its wrappers, always the same."""


@dataclass
class PlayedEpisode:
    """One episode; its names are those of a recorded one.

    Attributes:
        seed: what the environment was reset with.
        observations: T + 1 messages of the environment.
        actions: T messages.
        rewards: what was paid, turn by turn.
        paid: what each term paid on each turn.
        successes: whether the task was solved after each turn.
        terminated: the last turn ended the episode by its own rules.
        truncated: the last turn was cut by a limit.
        group: the number of the task; episodes of one group share it.
        batch: 0.
    """

    seed: int
    observations: list[Any] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    rewards: list[float] = field(default_factory=list)
    paid: dict[str, list[float]] = field(default_factory=dict)
    successes: list[bool] = field(default_factory=list)
    terminated: bool = False
    truncated: bool = False
    group: int = 0
    batch: int = 0

    def __len__(self) -> int:
        """Return the number of turns."""
        return len(self.actions)

    @property
    def task(self) -> str:
        """The task's name: the seed."""
        return f"seed {self.seed}"

    @property
    def solved(self) -> bool:
        """Whether the task was solved at the end."""
        return bool(self.successes and self.successes[-1])

    @property
    def total_reward(self) -> float:
        """The undiscounted return."""
        return float(sum(self.rewards))

    @property
    def term_totals(self) -> dict[str, float]:
        """What each term paid over the episode."""
        return {term: float(sum(column)) for term, column in self.paid.items()}

    def without(self, *terms: str) -> float:
        """Return what all terms but these paid over the episode."""
        return float(sum(total for term, total in self.term_totals.items() if term not in terms))

    def add(self, message: str, turn: tuple[Any, float, bool, bool, dict[str, Any]]) -> None:
        """Add what a step returned.

        Args:
            message: what was said.
            turn: what ``env.step(message)`` returned.
        """
        observation, reward, terminated, truncated, info = turn
        terms = info.get("reward_terms", {"outcome": reward})
        for term in terms:
            self.paid.setdefault(term, [0.0] * len(self.actions))
        for term, column in self.paid.items():
            column.append(float(terms.get(term, 0.0)))
        self.actions.append(message)
        self.observations.append(observation)
        self.rewards.append(float(reward))
        self.successes.append(bool(info.get("success", False)))
        self.terminated = bool(terminated)
        self.truncated = bool(truncated) and not terminated


def play(env: Any, messages: Iterable[str], *, seed: int = 0, group: int = 0, dice: int | None = None) -> PlayedEpisode:
    """Play messages until they or the episode end.

    Args:
        env: is reset, and left where the episode stops.
        messages: asked for one by one; a generator may look at the environment in between.
        seed: of the reset.
        group: the number of the task.
        dice: seed of what chance decides after the reset, on the same level; that of the reset goes on if None.

    Returns:
        The episode.
    """
    episode = PlayedEpisode(seed, group=group)
    episode.observations.append(env.reset(seed=seed)[0])
    if dice is not None:
        env.unwrapped.np_random = np.random.default_rng(dice)
    for message in messages:
        episode.add(message, env.step(message))
        if episode.terminated or episode.truncated:
            break
    return episode


def play_expert(
    env: Any, *, seed: int = 0, turns: int = 1_000, group: int = 0, dice: int | None = None
) -> PlayedEpisode:
    """Play the environment's own expert.

    Args:
        env: a stack around an environment with ``expert()``; it is reset.
        seed: of the reset.
        turns: the most turns.
        group: the number of the task.
        dice: see :func:`play`.
    """
    base = env.unwrapped

    def advised() -> Iterable[str]:
        advice = base.expert()
        for _ in range(turns):
            message = next(advice, None)
            if message is None:
                return
            yield message

    return play(env, advised(), seed=seed, group=group, dice=dice)
