"""Reward for messages made of declared tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ..reward_shaping.message_format import follows_format
from .base import RewardTerm
from .bounded import PER


class FormatReward(RewardTerm):
    """Pay for messages that consist of the declared tags, ``<think>...</think><answer>...</answer>`` by default.

    Per episode, ``right`` is paid on the last turn if every message of the episode followed the format. What counts
    stands in :mod:`turnwise.reward_shaping.message_format`.

    Args:
        env: takes messages.
        tags: names in order, each with an optional count: ``"think?"``, ``"search*"``, ``"search+"``.
        right: what a message that follows the format earns.
        wrong: what another earns.
        strict: allow only white space outside the tags.
        per: ``"turn"`` or ``"episode"``.
        name: another name for the term.

    Raises:
        ValueError: ``tags`` or ``per`` is not allowed; at the reset, if actions are not text.
    """

    term = "format"
    memory = ("followed",)
    followed: bool

    def __init__(
        self,
        env: gym.Env[Any, Any],
        tags: Sequence[str] = ("think", "answer"),
        *,
        right: float = 0.1,
        wrong: float = 0.0,
        strict: bool = True,
        per: str = "turn",
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if isinstance(tags, str) or per not in PER:
            raise ValueError(
                f"FormatReward needs tags to be a list of names and per to be one of {list(PER)}; "
                f"got tags={tags!r}, per={per!r}."
            )
        self.tags = tuple(tags)
        follows_format("", self.tags)
        self.right = right
        self.wrong = wrong
        self.strict = strict
        self.per = per
        self.can_be_negative = min(right, wrong) < 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin without a fault."""
        if not text_actions(self.env):
            raise ValueError(f"FormatReward needs messages as actions; {self.env} takes {self.env.action_space}.")
        self.followed = True

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the message earns."""
        follows = follows_format(action, self.tags, strict=self.strict)
        if self.per == "turn":
            return self.right if follows else self.wrong
        self.followed = self.followed and follows
        if not (terminated or truncated):
            return 0.0
        return self.right if self.followed else self.wrong


def text_actions(env: gym.Env[Any, Any]) -> bool:
    """Whether an environment's actions are messages.

    Args:
        env: the environment.
    """
    dtype = env.action_space.dtype
    return dtype is not None and dtype.kind == "U"
