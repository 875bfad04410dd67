"""ONI: pay for messages that a language model finds worth seeing, less each time they are seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gymnasium as gym

from ...reward_shaping.learners.message_rewards import BETA, counted_reward
from ..base import load
from ..scored_term import ScoredTerm, note_version

MessageReward = Callable[[Any], float]
"""``rewards(message)``: f of a message; NaN where it cannot tell. Its attribute ``message``, if it has one, makes the
message of an observation."""


class LLMIntrinsic(ScoredTerm):
    """Pay weight · f(m_t) / N(m_t)^β for the message m_t that a turn brought.

    f is one of the back-ends, :class:`~turnwise.reward_shaping.learners.LabelTable`,
    :class:`~turnwise.reward_shaping.learners.LabelClassifier` or
    :class:`~turnwise.reward_shaping.learners.MessageRanking`, which put messages into a queue that an annotator works
    off beside the run, and take what was answered when they are updated. So the reward depends on the version, noted in
    ``info["versions"]``, and on no clock. N counts the message in this episode, the reset's among them. The formulas
    and their doubts stand in :mod:`turnwise.reward_shaping.learners.message_rewards`.

    Args:
        env: the environment.
        rewards: ``rewards(message) -> float`` or its dotted path ``"package.module:name"``.
        exponent: β.
        weight: of the term; 0.1 as in ONI's example run (the default of its code is 0).
        name: another name for the term.
    """

    term = "llm_intrinsic"
    memory = ("counts",)

    def __init__(
        self,
        env: gym.Env[Any, Any],
        rewards: MessageReward | str,
        *,
        exponent: float = BETA,
        weight: float = 0.1,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.rewards: MessageReward = load(rewards)
        self.message: Callable[[Any], Any] = getattr(self.rewards, "message", None) or str
        self.exponent = exponent
        self.weight = weight

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Count the first message."""
        note_version(self.term, self.rewards, info)
        self.counts = {self.message(observation): 1}

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the message is worth."""
        message = self.message(observation)
        self.counts[message] = count = self.counts.get(message, 0) + 1
        return self.paid(self.weight * counted_reward(self.rewards(message), count, self.exponent), info)
