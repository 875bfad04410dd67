"""The base class of every environment: one step is one turn of the agent.

A subclass gives :meth:`TextEnv.begin` and :meth:`TextEnv.play` and, for ``info``, :meth:`TextEnv.channels`,
:meth:`TextEnv.milestones`, :meth:`TextEnv.facts`, :meth:`TextEnv.answer` and :meth:`TextEnv.task`. Those get the state
as an argument and must not read ``self.state``: they are called when an entry of ``info`` is first read, which may be
long after the turn.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import gymnasium as gym
import numpy as np
from numpy.typing import NDArray

from .info import LAZY_KEYS, Info
from .text_space import TextSpace

Played = tuple[str, float, bool, bool, str]
"""What :meth:`TextEnv.play` returns: observation, reward, terminated, success, error (empty when valid)."""


class TextEnv(gym.Env[str, str]):
    """An environment whose actions and observations are whole messages.

    Args:
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step; vector environments carry these and no others.

    Attributes:
        state: the present state, immutable; None before the first reset.
        can_fork: whether :meth:`snapshot` works.
        calls_per_turn: how many calls of :meth:`tools` one message may hold.
    """

    metadata: dict[str, Any] = {"render_modes": ["ansi"], "render_fps": 1}  # noqa: RUF012 - Gymnasium's own declaration
    reset_options: ClassVar[tuple[str, ...]] = ()
    can_fork: bool = True
    calls_per_turn: int = 1
    state: Any = None

    def __init__(self, *, render_mode: str | None = None, info_keys: Sequence[str] = ()) -> None:
        name = type(self).__name__
        if render_mode not in (None, *self.metadata["render_modes"]):
            modes = self.metadata["render_modes"]
            raise ValueError(f"{name} renders {modes} or None; got render_mode={render_mode!r}.")
        listed = isinstance(info_keys, Sequence) and not isinstance(info_keys, str)
        if not listed or any(key not in LAZY_KEYS for key in info_keys):
            raise ValueError(f"{name} takes info_keys from {list(LAZY_KEYS)}, as a list; got {info_keys!r}.")
        self.render_mode = render_mode
        self.info_keys = tuple(info_keys)
        self.observation_space = TextSpace()
        self.action_space = TextSpace()
        self._running = False
        self._observation = ""

    def begin(self, options: dict[str, Any]) -> str:
        """Draw ``self.state`` from ``self.np_random``; return the complete first observation."""
        raise NotImplementedError

    def play(self, message: str) -> Played:
        """Move ``self.state`` by one turn.

        Args:
            message: the agent's message, whatever it holds.

        Returns:
            Observation, reward, terminated, success and error. The error is empty if the message was understood and
            legal; otherwise the state is unchanged and the observation says what is accepted.
        """
        raise NotImplementedError

    def channels(self, before: Any, state: Any) -> dict[str, float]:
        """Return what was measured on the turn that led from ``before`` to ``state``."""
        return {}

    def milestones(self, state: Any) -> dict[str, bool]:
        """Return each named sub-goal of this task and whether it holds in ``state``."""
        return {}

    def facts(self, state: Any) -> dict[str, str | int | float | bool]:
        """Return ``state`` as ``object.attribute`` → value."""
        return {}

    def answer(self, state: Any) -> str | None:
        """Return the verifiable answer of the task, or None where it has none."""
        return None

    def task(self, state: Any) -> dict[str, Any]:
        """Return the task's id, parameters and, where known, optimal or expert length."""
        return {}

    def hypotheses(self) -> Sequence[str]:
        """Return every value that ``info["answer"]`` may have, as far as the opening tells; none if they are no list.

        With :meth:`prior` and :meth:`likelihoods` it gives the exact belief of an ideal reader.
        """
        return ()

    def prior(self) -> Sequence[float] | None:
        """Return the weight of each hypothesis before anything is said; None if all weigh the same."""
        return None

    def likelihoods(self, hypotheses: Sequence[str], history: Sequence[str]) -> NDArray[np.float64]:
        """Return how probable the last observation is under each hypothesis, given what stands before it.

        Args:
            hypotheses: some of :meth:`hypotheses`, n of them.
            history: observation_0, action_1, observation_1, ..., observation_t (t >= 1). Nothing else may be read.

        Returns:
            Shape (n,), from 0 to 1; up to a factor that all hypotheses share.
        """
        raise NotImplementedError(f"{type(self).__name__} lists no hypotheses.")

    def tools(self) -> list[dict[str, Any]]:
        """Return the actions as tools, in the JSON form of function calling; none where actions are only text."""
        return []

    def call(self, name: str, arguments: dict[str, Any]) -> str:
        """Return the message that says what a call of one of :meth:`tools` says.

        Args:
            name: of the tool.
            arguments: as the tool's schema wants them.
        """
        raise NotImplementedError(f"{type(self).__name__} declares no tools.")

    def command_words(self) -> tuple[str, ...]:
        """Return words of which one stands in every observation that refuses a message: they say what is accepted."""
        return ()

    def expert(self) -> Iterator[str]:
        """Yield messages that solve the episode from the present state, read anew for each message."""
        raise NotImplementedError

    def actions(self) -> list[str]:
        """Return a sample of the messages that are admissible now."""
        raise NotImplementedError

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Begin an episode.

        Args:
            seed: seed of the environment's generator; None goes on with the present one.
            options: none, unless the environment documents some.

        Returns:
            The first observation (task, rules, how to act, what is seen) and ``info``.
        """
        unknown = [key for key in options or {} if key not in self.reset_options]
        if unknown:
            allowed = list(self.reset_options) or "no options"
            raise ValueError(f"{type(self).__name__}.reset takes {allowed}; got {unknown}.")
        super().reset(seed=seed)
        self._running = False  # until there is a new episode: drawing one may fail
        self._observation = self.begin(options or {})
        self._running = True
        info = Info(success=False, valid=True, error="", reward_terms={})
        return self._observation, self._measured(info, self.state)

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Play the agent's message.

        Args:
            action: the agent's whole message.

        Returns:
            Observation, reward, terminated, False (turn limits are ``TimeLimit``'s) and ``info``.

        Raises:
            gymnasium.error.ResetNeeded: before the first reset or after the end of an episode.
        """
        if not self._running:
            raise gym.error.ResetNeeded(f"{type(self).__name__} has no running episode; call reset() before step().")
        before = self.state
        observation, reward, terminated, success, error = self.play(action)
        if terminated:
            self._running = False
        self._observation = observation
        info = Info(success=success, valid=not error, error=error, reward_terms={"outcome": reward})
        info.source = (self._measure, before, self.state)
        if self.info_keys:
            self._measured(info, before)
        return observation, reward, terminated, False, info

    def render(self) -> str | None:
        """Return the last observation in mode ``ansi``."""
        return self._observation if self.render_mode == "ansi" else None

    def snapshot(self) -> Any:
        """Return the state of the episode and of the generator, for :meth:`restore`. It can be pickled."""
        if not self.can_fork:
            raise NotImplementedError(f"{type(self).__name__} cannot fork (can_fork is False).")
        return self.state, copy.deepcopy(self.np_random.bit_generator.state), self._running, self._observation

    def restore(self, state: Any) -> None:
        """Go back to what :meth:`snapshot` returned, in this or another instance with the same arguments."""
        if not self.can_fork:
            raise NotImplementedError(f"{type(self).__name__} cannot fork (can_fork is False).")
        self.state, generator, self._running, self._observation = state
        self.np_random.bit_generator.state = copy.deepcopy(generator)

    def _measured(self, info: Info, before: Any) -> Info:
        info.source = (self._measure, before, self.state)
        for key in self.info_keys:
            info.get(key)
        return info

    def _measure(self, key: str, before: Any, state: Any) -> Any:
        if key == "channels":
            return self.channels(before, state)
        measure: Any = getattr(self, key)
        return measure(state)
