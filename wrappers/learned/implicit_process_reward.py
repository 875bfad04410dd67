"""Implicit process reward (implicit PRM, PRIME, OPRL): pay the log-ratio of a reward model to its reference."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np

from ...reward_shaping.redistribution.implicit_reward import BETA, token_rewards, turn_rewards
from ..base import load
from ..scored_term import PER, ScoredTerm, note_version

LogProbs = Callable[..., Any]
"""``log_probs(history, action)``: log-probability of each of the action's tokens as the answer to a history that ends
in the observation before it, shape (n,). Asked per episode ``log_probs(history)``: T such rows, for the actions of the
whole history."""


class ImplicitProcessReward(ScoredTerm):
    """Pay β Σ (log π_φ - log π_ref) over the tokens of each turn.

    Given two callables that say log-probabilities, the reward is the exact formula. Given one learner instead
    (:class:`~turnwise.reward_shaping.learners.ImplicitPRM`), it is what the learner says of the turn, β included. Asked
    per episode, the callables see the whole history once, so that a model needs one pass; the sum is paid as a lump on
    the last step and written turn by turn into ``info["late"]``. A log-probability that is NaN makes its turn missing.
    The formula and its doubts stand in :mod:`turnwise.reward_shaping.redistribution.implicit_reward`.

    Args:
        env: the environment.
        reward: log-probabilities under the reward model; or, without ``reference``, a learner
            ``learner(history, info) -> float``. Or the dotted path of either.
        reference: log-probabilities under the reference model, or its dotted path.
        beta: β, of log-probabilities.
        per: ``"turn"`` asks on every turn, ``"episode"`` once on the last; a learner is asked per turn.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: ``per`` is not allowed, or a learner is to be asked per episode.
    """

    term = "implicit_process"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        reward: LogProbs | str,
        reference: LogProbs | str | None = None,
        *,
        beta: float = BETA,
        per: str = "turn",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if per not in PER or (reference is None and per == "episode"):
            raise ValueError(
                f"ImplicitProcessReward needs per to be one of {list(PER)}, and 'turn' without a reference; "
                f"got per={per!r}, reference={reference!r}."
            )
        self.reward: LogProbs = load(reward)
        self.reference: LogProbs | None = None if reference is None else load(reference)
        self.beta = beta
        self.per = per
        self.weight = weight

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history and note the model's version."""
        super().begin(observation, info)
        note_version(self.term, self.reward, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the turn's log-ratio; asked per episode, that of all turns on the last."""
        before = tuple(self.history)
        history = tuple(self.hear(action, observation))
        if self.reference is None:
            return self.paid(self.weight * self.reward(history, info), info)
        if self.per == "turn":
            tokens = token_rewards(self.reward(before, action), self.reference(before, action), self.beta)
            return self.paid(self.weight * float(tokens.sum()), info)
        return self._all(self.reference, history, info) if terminated or truncated else 0.0

    def _all(self, reference: LogProbs, history: tuple[Any, ...], info: dict[str, Any]) -> float:
        """Write the value of each turn; return their sum."""
        values = self.weight * turn_rewards(self.reward(history), reference(history), self.beta)
        if len(values) != len(history) // 2:
            raise ValueError(
                f"ImplicitProcessReward was given log-probs of {len(values)} turns, per episode, of an episode of "
                f"{len(history) // 2}. Return one row a turn."
            )
        late: list[Any] = [None if math.isnan(value) else value for value in values.tolist()]
        self.write_late(info, late)
        return self.paid(float(np.nansum(values)) if not np.isnan(values).all() else math.nan, info)
