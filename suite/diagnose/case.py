"""What is diagnosed: an environment under a stack of rewards, and the episodes of it that several checks need.

Those episodes are played once. Every step of the environment is counted, whoever takes it; once the budget is spent the
next one raises :class:`Spent`, and the check that wanted it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice, repeat
from typing import Any

import gymnasium as gym
import numpy as np

from ..reward_shaping.diagnostics.played_episode import PlayedEpisode, play
from ..reward_shaping.diagnostics.tabular import NotDefined, Tabulated, tabulate
from ..wrappers.fork import restore, snapshot
from ..wrappers.stack import Layer, stack

Given = str | Mapping[str, Any] | gym.Env[Any, Any] | Callable[[], gym.Env[Any, Any]]
"""An environment: its id, ``{"id": id, **arguments}``, itself, or a function that makes it."""

NONSENSE = "zzz"
"""A message that says nothing."""

MOST_TURNS = 200
"""The turn limit of an environment that has none."""

MOST_STATES = 2_000
"""The most states of a table."""

NOISES = (0.3, 1.0)
"""How often the clumsy experts slip."""


class Spent(Exception):
    """The budget does not suffice for what was to be played."""


class Case:
    """An environment under a stack of rewards.

    Args:
        env: the environment.
        layers: the reward wrappers, innermost first.
        gamma: the learner's discount per turn.
        seeds: the levels to look at.
        budget: the most steps to take.

    Attributes:
        env: the stack.
        steps: how many steps were taken.
        farmed: episodes that were found to earn without success.
    """

    def __init__(
        self, env: Given, layers: Sequence[Layer] = (), *, gamma: float, seeds: Sequence[int], budget: int
    ) -> None:
        self.given, self.layers = env, list(layers)
        self.gamma, self.seeds, self.budget = gamma, tuple(seeds), budget
        self.steps = 0
        self.farmed: list[PlayedEpisode] = []
        self.env = self._made()

    @property
    def fresh(self) -> bool:
        """Whether the stack can be made anew; one that was handed over is the only one."""
        return not isinstance(self.given, gym.Env)

    def make(self) -> gym.Env[Any, Any]:
        """Return the stack, made anew where that is possible."""
        return self._made() if self.fresh else self.env

    @property
    def base(self) -> Any:
        """The environment without wrappers."""
        return self.env.unwrapped

    @property
    def turns(self) -> int:
        """The turn limit."""
        return turn_limit(self.env) or MOST_TURNS

    @property
    def few(self) -> tuple[int, ...]:
        """The levels on which a behaviour is kept up for a whole episode: the first two that the expert solves."""
        return tuple(islice(self.honest or self.seeds, 2))

    def play(self, messages: Iterable[str], seed: int, *, env: gym.Env[Any, Any] | None = None) -> PlayedEpisode:
        """Play one episode.

        Args:
            messages: what to say, asked for one by one.
            seed: of the reset, and the episode's group.
            env: another stack than the case's own.

        Raises:
            Spent: the budget is spent.
        """
        return play(self.env if env is None else env, messages, seed=seed, group=seed)

    def require(self, steps: int) -> None:
        """Refuse to go on where so many steps are not left.

        Args:
            steps: how many are needed.

        Raises:
            Spent: there are fewer.
        """
        if self.steps + steps > self.budget:
            raise Spent(f"it takes about {steps:,} steps, and {self.left:,} of {self.budget:,} are left")

    @property
    def left(self) -> int:
        """The steps that are left."""
        return max(0, self.budget - self.steps)

    @cached_property
    def judges(self) -> bool:
        """Whether the environment says of every state if the task is solved."""
        return "success" in self.env.reset(seed=self.seeds[0])[1]

    @cached_property
    def honest(self) -> dict[int, PlayedEpisode]:
        """The expert's episode in each level that it solves."""
        if not hasattr(self.base, "expert"):
            return {}
        episodes = {seed: self.play(self.advised(), seed) for seed in self.seeds}
        return {seed: episode for seed, episode in episodes.items() if episode.solved}

    @cached_property
    def nonsense(self) -> dict[int, PlayedEpisode]:
        """An episode of messages that say nothing, in each level."""
        return {seed: self.play(repeat(NONSENSE), seed) for seed in self.honest or self.few}

    @cached_property
    def clumsy(self) -> list[PlayedEpisode]:
        """Episodes of an expert that slips now and then, and of random messages, in each level."""
        if not (hasattr(self.base, "expert") and hasattr(self.base, "actions")):
            return []
        return [self.play(self.slipping(noise, seed), seed) for seed in self.seeds for noise in NOISES]

    @property
    def episodes(self) -> list[PlayedEpisode]:
        """Every episode of the expert, of nonsense, of clumsy experts and of those who farm."""
        return [*self.honest.values(), *self.nonsense.values(), *self.clumsy, *self.farmed]

    @property
    def can_fork(self) -> bool:
        """Whether the environment has an exact fork and ``actions()``."""
        return bool(getattr(self.base, "can_fork", False)) and hasattr(self.base, "actions")

    @property
    def most_states(self) -> int:
        """The most states of a table: a quarter of the budget, at ten messages a state, goes into it."""
        return min(MOST_STATES, self.budget // 40)

    @property
    def table_steps(self) -> int:
        """About the steps that :attr:`table` takes, 0 once it is there."""
        return 0 if "table" in vars(self) else 10 * self.most_states

    @cached_property
    def table(self) -> Tabulated | NotDefined:
        """The first level with the wrappers' memory as a table, without a turn limit; or why there is none."""
        return self._tabulated(turn_limit=False)

    @cached_property
    def counted_table(self) -> Tabulated | NotDefined:
        """The same with the turns as part of the state, up to the turn limit."""
        return self._tabulated(turn_limit=True)

    def advised(self) -> Iterator[str]:
        """Yield the messages of the environment's expert, which is asked once the episode has begun."""
        yield from self.base.expert()

    def slipping(self, noise: float, seed: int) -> Iterator[str]:
        """Yield the expert's messages with slips; after one it plans anew.

        Args:
            noise: the probability of a random admissible message.
            seed: of the slips.
        """
        rng = np.random.default_rng([seed, round(1000 * noise)])
        plan: Iterator[str] | None = None
        while True:
            message = None
            if rng.random() >= noise:
                plan = plan or iter(self.base.expert())
                message = next(plan, None)
            if message is None:
                plan, messages = None, self.base.actions()
                message = messages[int(rng.integers(len(messages)))] if messages else NONSENSE
            yield message

    def _tabulated(self, *, turn_limit: bool) -> Tabulated | NotDefined:
        if not self.can_fork:
            return NotDefined("the environment cannot be forked: it has no exact snapshot(), restore() and actions()")
        self.require(self.most_states)
        try:
            return tabulate(
                self.env,
                seed=self.seeds[0],
                limit=self.most_states,
                messages=("",),
                turn_limit=turn_limit,
                snapshot=snapshot,
                restore=restore,
            )
        except (TypeError, NotImplementedError) as refused:
            return NotDefined(f"the stack cannot be written down as a table: {refused}")

    def _made(self) -> gym.Env[Any, Any]:
        given = self.given() if callable(self.given) else self.given
        made = given if isinstance(given, gym.Env) else stack(given)
        self._count(made.unwrapped)
        return stack(made if turn_limit(made) else gym.wrappers.TimeLimit(made, MOST_TURNS), self.layers)

    def _count(self, base: Any) -> None:
        """Count the steps of an environment, up to the budget."""
        step = type(base).step

        def counted(action: Any) -> Any:
            if self.steps >= self.budget:
                raise Spent(f"{self.budget:,} steps were taken")
            self.steps += 1
            return step(base, action)

        vars(base)["step"] = counted

    def close(self) -> None:
        """Leave the environment as it was handed over, or close it."""
        vars(self.base).pop("step", None)
        if self.fresh:
            self.env.close()


@contextmanager
def at_level(env: gym.Env[Any, Any], level: int) -> Iterator[None]:
    """Make every reset begin the same level meanwhile, whatever seed the wrappers are given.

    Args:
        env: the stack.
        level: the seed that the environment itself is given.
    """
    base: Any = env.unwrapped
    reset = type(base).reset
    vars(base)["reset"] = lambda *, seed=None, options=None: reset(base, seed=level, options=options)
    try:
        yield
    finally:
        del vars(base)["reset"]


def turn_limit(env: Any) -> int | None:
    """Return the turn limit of a stack, None where it has none.

    Args:
        env: the stack.
    """
    while isinstance(env, gym.Wrapper):
        if isinstance(env, gym.wrappers.TimeLimit):
            return int(env._max_episode_steps)
        env = env.env
    return None
