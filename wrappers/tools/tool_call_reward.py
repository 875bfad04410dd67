"""ToolRL: pay each message for its format and for the tool calls that were expected of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.message_format import follows_format
from ...reward_shaping.tools.tool_call_reward import tool_call_correctness, tool_call_scales
from ...reward_shaping.tools.tool_calls import Call, as_call, parse_tool_calls
from ..base import load
from ..judged.entries import add_channels
from ..scored_term import PER, ScoredTerm

Expected = Callable[[Sequence[Any], dict[str, Any]], Sequence[Call] | None]
"""``expected(history, info)``: the calls that the next message should make, given the history before it and ``info``
of the step that it led to; None where nobody knows."""

DEFAULT_TAGS = ("think?", "tool_call*", "response?")


class ToolCallReward(ScoredTerm):
    """Pay 0 or 1 for the format of a message, plus -3 to 3 for its tool calls.

    The two parts are the channels ``tool_calls.format`` and ``tool_calls.correctness``. The formula, its granularities,
    schedules and doubts stand in :mod:`turnwise.reward_shaping.tools.tool_call_reward`, what counts as a call in
    :mod:`turnwise.reward_shaping.tools.tool_calls`.

    Args:
        env: takes messages.
        expected: a list with the calls expected on each turn, none after its end; ``expected(history, info)`` or its
            dotted path; None reads such a list from ``info["task"]["tool_calls"]`` of the reset.
        tags: the format, as :class:`FormatReward` declares it.
        tag: between which tool calls stand.
        scale: the most that correct calls earn, and the least with its sign turned.
        format_scale: what the right format earns.
        granularity: ``"fine"``, ``"strict"``, ``"call"`` or ``"set"``.
        schedule: ``"constant"``, ``"two_stage"`` or ``"linear"``.
        episodes_a_step: finished episodes that count as one step of training, for the schedule. Their number outlives
            an episode on purpose.
        per: ``"turn"``, or ``"episode"`` to compare all calls of the episode with all expected ones on the last turn;
            the format then has to be right in every message.
        name: another name for the term.

    Raises:
        ValueError: an argument is not allowed; at the reset, if the environment reports no expected calls.
    """

    term = "tool_calls"
    memory = ("history", "listed", "called", "wanted", "formatted", "finished")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        expected: Sequence[Sequence[Call]] | Expected | str | None = None,
        *,
        tags: Sequence[str] = DEFAULT_TAGS,
        tag: str = "tool_call",
        scale: float = 3.0,
        format_scale: float = 1.0,
        granularity: str = "fine",
        schedule: str = "constant",
        episodes_a_step: int = 512,
        per: str = "turn",
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if per not in PER or episodes_a_step < 1:
            raise ValueError(
                f"ToolCallReward needs per to be one of {list(PER)} and episodes_a_step >= 1; "
                f"got per={per!r}, episodes_a_step={episodes_a_step}."
            )
        follows_format("", tags)
        tool_call_correctness([], [], scale=scale, granularity=granularity)
        tool_call_scales(0, schedule)
        self.asked: Expected | None = None
        self.given: list[list[Call]] | None = None
        if callable(expected) or isinstance(expected, str):
            self.asked = load(expected)
        elif expected is not None:
            self.given = _read(expected)
        self.tags, self.tag = tuple(tags), tag
        self.scale, self.format_scale = scale, format_scale
        self.granularity, self.schedule = granularity, schedule
        self.episodes_a_step = episodes_a_step
        self.per = per
        self.finished = 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Take up the calls that this task expects."""
        super().begin(observation, info)
        self.listed = self.given
        if self.asked is None and self.given is None:
            task = info.get("task") or {}
            if "tool_calls" not in task:
                raise ValueError(
                    f"ToolCallReward needs info['task']['tool_calls'] at the reset, which {self.env} does not report. "
                    "Give `expected`, a list for each turn or a callable."
                )
            self.listed = _read(task["tool_calls"])
        self.called: list[Call] | None = []
        self.wanted: list[Call] | None = []
        self.formatted = True

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the message, or the episode, earns."""
        message, ended = str(action), terminated or truncated
        wanted, called = self._expected(info), parse_tool_calls(message, self.tag)
        formatted = follows_format(message, self.tags)
        self.hear(action, observation)
        value = 0.0
        if self.per == "turn":
            value = self._worth(wanted, called, formatted, info)
        else:
            self.wanted, self.called = _joined(self.wanted, wanted), _joined(self.called, called)
            self.formatted = self.formatted and formatted
            value = self._worth(self.wanted, self.called, self.formatted, info) if ended else 0.0
        self.finished += ended
        return self.paid(value, info)

    def _worth(
        self, wanted: list[Call] | None, called: list[Call] | None, formatted: bool, info: dict[str, Any]
    ) -> float:
        """Return format and correctness, NaN where nobody knows what was expected."""
        if wanted is None:
            return float("nan")
        step = self.finished // self.episodes_a_step
        scale, format_scale = tool_call_scales(step, self.schedule, scale=self.scale, format_scale=self.format_scale)
        correct = tool_call_correctness(wanted, called, scale=scale, granularity=self.granularity)
        add_channels(info, self.term, {"format": format_scale * formatted, "correctness": correct})
        return format_scale * formatted + correct

    def _expected(self, info: dict[str, Any]) -> list[Call] | None:
        """Return the calls expected of the message that answers the history."""
        if self.asked is not None:
            calls = self.asked(tuple(self.history), info)
            return None if calls is None else _read([calls])[0]
        turn = len(self.history) // 2
        return self.listed[turn] if self.listed is not None and turn < len(self.listed) else []


def _joined(calls: list[Call] | None, more: list[Call] | None) -> list[Call] | None:
    return None if calls is None or more is None else calls + more


def _read(expected: Any) -> list[list[Call]]:
    """Return expected calls, each with its name and parameters.

    Raises:
        ValueError: they are not lists of calls.
    """
    listed = isinstance(expected, Sequence) and not any(isinstance(turn, str | dict) for turn in expected)
    read = [[as_call(call) for call in turn] for turn in expected] if listed else [[None]]
    if any(call is None for turn in read for call in turn):
        raise ValueError(
            "ToolCallReward needs a list of calls for each turn, each call {'name': ..., 'parameters': {...}}; "
            f"got {expected!r}."
        )
    return [[call for call in turn if call is not None] for turn in read]
