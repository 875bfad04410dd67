"""What is diagnosed: an environment under a stack of rewards, and the episodes of it that several checks need.

Those episodes are played once. Every step of the environment is counted, whoever takes it; once the budget is spent the
next one raises :class:`Spent`, and the check that wanted it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from itertools import islice, repeat
from typing import Any

import gymnasium as gym

from ..reward_shaping.diagnostics.faults import is_potential
from ..reward_shaping.diagnostics.played_episode import PlayedEpisode, play
from ..reward_shaping.diagnostics.tabular import NotDefined, Tabulated, tabulate
from ..wrappers.base import RewardTerm
from ..wrappers.fork import restore, snapshot
from ..wrappers.format_reward import text_actions
from ..wrappers.stack import Layer, stack
from .layers import stack_layers
from .ledgers import differing
from .players import NONSENSE, Messages, advised, slipping
from .stacks import turn_limit

Given = str | Mapping[str, Any] | gym.Env[Any, Any] | Callable[[], gym.Env[Any, Any]]
"""An environment: its id, ``{"id": id, **arguments}``, itself, or a function that makes it."""

MOST_TURNS = 200
"""The turn limit of an environment that has none."""

NOISES = (0.3, 1.0)
"""How often the clumsy experts slip."""

MOST_STATES = 2_000
"""The most states of a table."""

LEAST_TABLE = 400
"""Steps below which no table is begun."""


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

    Raises:
        ValueError: actions are not messages, or a wrapper refuses its arguments.

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
        self._others: list[gym.Env[Any, Any]] = []
        self.env = self._made()
        if not text_actions(self.env):
            raise ValueError(f"diagnose speaks in messages; {self.env} takes {self.env.action_space} as actions.")

    @property
    def fresh(self) -> bool:
        """Whether the stack can be made anew; one that was handed over is the only one."""
        return not isinstance(self.given, gym.Env)

    @contextmanager
    def anew(self) -> Iterator[gym.Env[Any, Any]]:
        """Give the stack made anew, where that is possible, and close it in the end."""
        if not self.fresh:
            yield self.env
            return
        with closing(self._made()) as made:
            yield made

    def make(self) -> gym.Env[Any, Any]:
        """Return a stack for one episode after the other; one of its own where the reward would remember earlier ones.

        It is closed with the case.
        """
        if not self.remembers:
            return self.env
        self._others.append(self._made())
        return self._others[-1]

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

    def play(self, messages: Messages, seed: int, *, env: gym.Env[Any, Any] | None = None) -> PlayedEpisode:
        """Play one episode, on a stack of its own where the reward would remember earlier ones.

        Args:
            messages: what to say, asked for one by one.
            seed: of the reset, and the episode's group.
            env: the stack to play on in any case.

        Raises:
            Spent: the budget is spent.
        """
        if env is None and self.remembers:
            with self.anew() as made:
                return self.play(messages, seed, env=made)
        stacked = self.env if env is None else env
        said = messages(stacked.unwrapped) if callable(messages) else messages
        return play(stacked, said, seed=seed, group=seed)

    @cached_property
    def remembers(self) -> bool:
        """Whether an episode is paid otherwise a second time on one stack, where the stack can be made anew."""
        if not self.fresh:
            return False
        with self.anew() as env:
            said = advised if self.has_expert else [NONSENSE] * self.turns
            first, second = (self.play(said, self.seeds[0], env=env) for _ in range(2))
        return bool(differing(first, second))

    def earned(self, episode: PlayedEpisode, term: str | None = None) -> float:
        """Return what an episode was paid, discounted as the learner does.

        Args:
            episode: a finished one.
            term: a term of the ledger; None for the whole reward.
        """
        paid = episode.rewards if term is None else episode.paid.get(term, [])
        return float(sum(value * self.gamma**turn for turn, value in enumerate(paid)))

    @cached_property
    def potentials(self) -> set[str]:
        """The terms that are the change of a potential with the learner's discount."""
        layers = [layer for layer in stack_layers(self.env) if isinstance(layer, RewardTerm) and is_potential(layer)]
        return {layer.term for layer in layers if getattr(layer, "gamma", None) == self.gamma}

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
    def has_expert(self) -> bool:
        """Whether the environment has an ``expert()``."""
        return self._offers("expert")

    @cached_property
    def has_actions(self) -> bool:
        """Whether the environment lists ``actions()``."""
        return self._offers("actions")

    @cached_property
    def judges(self) -> bool:
        """Whether the environment says of every state if the task is solved."""
        return "success" in self.env.reset(seed=self.seeds[0])[1]

    @cached_property
    def honest(self) -> dict[int, PlayedEpisode]:
        """The expert's episode in each level that it solves."""
        if not self.has_expert:
            return {}
        episodes = {seed: self.play(advised, seed) for seed in self.seeds}
        return {seed: episode for seed, episode in episodes.items() if episode.solved}

    @cached_property
    def nonsense(self) -> dict[int, PlayedEpisode]:
        """An episode of messages that say nothing, in each level."""
        return {seed: self.play(repeat(NONSENSE), seed) for seed in self.honest or self.few}

    @cached_property
    def clumsy(self) -> list[PlayedEpisode]:
        """Episodes of an expert that slips now and then, and of random messages, in each level."""
        if not (self.has_expert and self.has_actions):
            return []
        return [self.play(slipping(noise, seed), seed) for seed in self.seeds for noise in NOISES]

    @property
    def episodes(self) -> list[PlayedEpisode]:
        """Every episode of the expert, of nonsense, of clumsy experts and of those who farm."""
        return [*self.honest.values(), *self.nonsense.values(), *self.clumsy, *self.farmed]

    @property
    def can_fork(self) -> bool:
        """Whether the environment has an exact fork and ``actions()``."""
        return bool(getattr(self.base, "can_fork", False)) and self.has_actions

    @property
    def most_states(self) -> int:
        """The most states of a table: a quarter of what is left, at ten messages a state, goes into it."""
        return min(MOST_STATES, self.left // 40)

    @cached_property
    def table(self) -> Tabulated | NotDefined:
        """The first level with the wrappers' memory as a table, without a turn limit; or why there is none."""
        return self._tabulated(turn_limit=False)

    @cached_property
    def counted_table(self) -> Tabulated | NotDefined:
        """The same with the turns as part of the state, up to the turn limit."""
        return self._tabulated(turn_limit=True)

    def _offers(self, name: str) -> bool:
        """Whether the environment has a method, and not only the place for one."""
        if not hasattr(self.base, name):
            return False
        self.env.reset(seed=self.seeds[0])
        try:
            next(iter(getattr(self.base, name)()), None)
        except NotImplementedError:
            return False
        return True

    def _tabulated(self, *, turn_limit: bool) -> Tabulated | NotDefined:
        if not self.can_fork:
            return NotDefined("the environment cannot be forked: it has no exact snapshot(), restore() and actions()")
        self.require(LEAST_TABLE)
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
        """Leave the environment as it was handed over, or close every one that was made."""
        vars(self.base).pop("step", None)
        for env in [self.env, *self._others] if self.fresh else ():
            env.close()
