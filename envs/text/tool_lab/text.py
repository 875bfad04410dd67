"""What is read: the task, the tools, what calls return."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..function_calls import FunctionCall
from .levels import Level
from .rules import Made, State

LONGEST_ECHO = 120
"""How much of a call is repeated before its result."""


def opening(level: Level) -> str:
    """Return the first observation."""
    count = "one call" if level.limit == 1 else f"up to {level.limit} calls, one a line"
    return (
        "Do a task with tools. They know a company, its products and some cities; nothing that you know of such things "
        f"is true here.\n\nThe task: {level.task.text()}\n\n"
        "Amounts are in euros, distances in kilometres and weights in kilograms, unless it says otherwise. Tools round "
        f"to two decimals.\n\nThe tools:\n{level.calls.listing()}\n\n"
        f"A message holds {count}; the calls of one message don't see the results of one another. Calls look like\n"
        f"<action>{_sample(level)}</action>\n"
        'An answer is a list, also with one value: answer([12.5]) or answer(["Monday"]). You can answer once.'
    )


def results(level: Level, calls: Sequence[FunctionCall], said: Sequence[str]) -> str:
    """Return each call with what its tool said."""
    return "\n".join(f"{_echo(level, call)} -> {told}" for call, told in zip(calls, said, strict=False))


def result(made: Made) -> str:
    """Return what a call returned, or why it failed."""
    return f"error: {made.error}" if made.error else json.dumps(made.result, ensure_ascii=False)


def ended(state: State) -> str:
    """Return how the episode ended."""
    return "That is right." if state.right else "That is wrong."


def _echo(level: Level, call: FunctionCall) -> str:
    text = level.calls.write(*call)
    return text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"


def _sample(level: Level) -> str:
    return next(iter(level.tools.values())).example()
