"""TGRL: pay at the end for tools used efficiently and for thinking before acting."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from ...reward_shaping.tools.tool_calls import blocks
from ...reward_shaping.tools.tool_use import reasoning_behaviour, tool_efficiency
from ..base import RewardTerm
from ..judged.entries import add_channels


class ToolUse(RewardTerm):
    """Pay w_e · efficiency + w_r · reasoning on the last turn, over ``<think>``, ``<tool>`` and ``<response>``.

    A call is what stands between the tags of a tool; it was useful if its message was legal (``info["valid"]``) and the
    episode had no call of the same text before. The parts are the channels ``tool_use.efficiency`` and
    ``tool_use.reasoning``. The formulas and their doubts stand in :mod:`turnwise.reward_shaping.tools.tool_use`.

    Args:
        env: takes messages; reports ``info["success"]`` where ``solved_only`` is set.
        efficiency: w_e.
        reasoning: w_r.
        free: useful calls that are not charged; None for any number.
        solved_only: pay for efficiency only where the episode was solved.
        think: the tag of thoughts.
        tool: the tag of tool calls.
        response: the tag that ends the episode.
        name: another name for the term.

    Raises:
        ValueError: a tag or ``free`` is not allowed.
    """

    term = "tool_use"
    memory = ("messages", "seen", "made", "useful")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        *,
        efficiency: float = 0.5,
        reasoning: float = 0.5,
        free: int | None = None,
        solved_only: bool = True,
        think: str = "think",
        tool: str = "tool",
        response: str = "response",
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.tags = {"think": think, "tool": tool, "response": response}
        tool_efficiency(0, 0, free)
        reasoning_behaviour([""], **self.tags)
        self.efficiency = efficiency
        self.reasoning = reasoning
        self.free = free
        self.solved_only = solved_only
        self.can_be_negative = min(efficiency, reasoning) < 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin without a call."""
        self.messages: list[str] = []
        self.seen: dict[str, None] = {}
        self.made = self.useful = 0

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the episode's use of tools earns, if it is over."""
        message = str(action)
        self.messages.append(message)
        for call in blocks(message, self.tags["tool"]) or ():
            written = " ".join(call.split())
            self.made += 1
            self.useful += bool(info.get("valid", True)) and written not in self.seen
            self.seen[written] = None
        if not (terminated or truncated):
            return 0.0
        counted = not self.solved_only or bool(info.get("success"))
        parts = {
            "efficiency": tool_efficiency(self.useful, self.made, self.free) if counted else 0.0,
            "reasoning": reasoning_behaviour(self.messages, **self.tags),
        }
        add_channels(info, self.term, parts)
        return self.efficiency * parts["efficiency"] + self.reasoning * parts["reasoning"]
