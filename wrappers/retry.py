"""UFO, "try again": a wrong final answer becomes another attempt at the same task."""

from __future__ import annotations

import copy
from typing import Any

import gymnasium as gym

from ..reward_shaping.repetition import repeated_share
from ..reward_shaping.retry import retry_reward
from .base import RewardTerm
from .repetition_penalty import same_text

STATE_KEYS = ("channels", "milestones", "facts", "answer", "task")
"""Entries of ``info`` that speak of a state; after a wrong answer they speak of the start."""


class Retry(RewardTerm):
    """Put the environment back to its start where an episode would end without success.

    The attempts are one episode. Where an attempt terminates without ``info["success"]`` and another is left, nothing
    ends: the observation is ``message``, ``info`` tells the state at the start, and the next turn plays there. The
    term corrects what the last attempt earned to γ^k times it, k wrong attempts before it, and takes λ times the
    share of final answers that were repeats, both on the episode's last turn. A turn limit inside counts over all
    attempts and ends the episode; where it falls on a wrong answer no turn is left, and the episode terminated. The
    formula and its doubts stand in :mod:`turnwise.reward_shaping.retry`.

    The task is the same in every attempt, chance is not: the environment's generator goes on. An environment that
    cannot fork is reset anew to the same task.

    Args:
        env: reports ``info["success"]``. No reward term may stand inside: it would see an ended episode go on.
        attempts: how many answers may be given in all.
        gamma: what a success keeps for each wrong attempt.
        penalty: λ.
        message: the observation after a wrong answer; where observations are not text it is the first observation.
        repeat_task: put the first observation behind the message.
        name: another name for the term.

    Raises:
        ValueError: an argument is out of range or a reward term stands inside; at the reset, if the environment does
            not report ``success``.
    """

    term = "retry"
    memory = ("seed", "options", "start", "opening", "observation", "attempt", "answers", "earned")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        attempts: int = 5,
        *,
        gamma: float = 0.5,
        penalty: float = 0.5,
        message: str = "Let's try again.",
        repeat_task: bool = False,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if attempts < 1 or not 0 <= gamma <= 1 or penalty < 0:
            raise ValueError(
                "Retry needs attempts >= 1, 0 <= gamma <= 1 and penalty >= 0; "
                f"got attempts={attempts}, gamma={gamma}, penalty={penalty}."
            )
        self._refuse_inner_terms()
        self.attempts = attempts
        self.gamma = gamma
        self.penalty = penalty
        self.message = message
        self.repeat_task = repeat_task

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Reset the environment and remember its start."""
        self.seed, self.options = seed, options
        self.start: Any = None
        if not self._can_fork():
            self.start = self._generator_state()
        return super().reset(seed=seed, options=options)

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin the first attempt."""
        if "success" not in info:
            raise ValueError(
                f"Retry needs info['success'], which {self.env} does not report; it reports {list(info)}. Set it in "
                "a wrapper inside Retry."
            )
        if self._can_fork():
            base: Any = self.env.unwrapped
            self.start = base.snapshot()
        self.observation = observation
        self.opening = {key: info[key] for key in STATE_KEYS if dict.__contains__(info, key)}
        self.attempt = 0
        self.answers: list[Any] = []
        self.earned = 0.0

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Step the environment, and put it back to its start after a wrong answer."""
        observation, reward, terminated, truncated, info = RewardTerm.step(self, action)
        if not terminated or not self._another(truncated, info):
            return observation, reward, terminated, truncated, info
        self.attempt += 1
        self.earned = 0.0
        self._return_to_start()
        return self._feedback(), reward, False, False, self._retold(info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the correction of the last attempt, if the episode is over."""
        self.earned += reward
        if not (terminated or truncated):
            return 0.0
        if terminated:
            self.answers.append(same_text(action))
            if self._another(truncated, info):
                return 0.0
        share = repeated_share(self.answers)
        return retry_reward(self.earned, self.attempt, share, self.gamma, self.penalty) - self.earned

    def _another(self, truncated: bool, info: dict[str, Any]) -> bool:
        """Whether a terminal turn was a wrong answer and another attempt is left."""
        return not truncated and self.attempt + 1 < self.attempts and not info.get("success", False)

    def _refuse_inner_terms(self) -> None:
        layer = self.env
        while isinstance(layer, gym.Wrapper):
            if isinstance(layer, RewardTerm):
                raise ValueError(
                    f"Retry stands around {layer}: a reward term inside would see an ended episode go on and could "
                    "be earned once an attempt. Wrap Retry first, then the terms around it."
                )
            layer = layer.env

    def _can_fork(self) -> bool:
        return bool(getattr(self.env.unwrapped, "can_fork", False))

    def _generator_state(self) -> Any:
        return self.env.unwrapped.np_random.bit_generator.state

    def _return_to_start(self) -> None:
        """Restore the environment's first state; its generator goes on where it is."""
        base: Any = self.env.unwrapped
        chance = self._generator_state()
        if self._can_fork():
            base.restore(self.start)
        else:
            base.np_random.bit_generator.state = self.start
            base.reset(seed=self.seed, options=self.options)
        base.np_random.bit_generator.state = chance

    def _feedback(self) -> Any:
        if not isinstance(self.observation, str):
            return self.observation
        return f"{self.message}\n\n{self.observation}" if self.repeat_task else self.message

    def _retold(self, info: dict[str, Any]) -> dict[str, Any]:
        """Return the turn's ``info`` with the entries that speak of a state told of the start."""
        retold: Any = copy.copy(info)
        asked = [key for key in STATE_KEYS if dict.__contains__(retold, key)]
        for key in asked:
            del retold[key]
        source = getattr(retold, "source", None)
        if source is None:
            told: dict[str, Any] = {**retold, **self.opening}
            return told
        base: Any = self.env.unwrapped
        retold.source = (source[0], base.state, base.state)
        for key in asked:
            retold.get(key)
        again: dict[str, Any] = retold
        return again
