"""The rules: calls have results or fail; an answer ends the episode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ..function_calls import FunctionCall
from .expressions import Step
from .functions import FailedCallError
from .levels import Level

TOLERANCE = 0.02
"""How far a number may be off, since tools round."""


class Made(NamedTuple):
    """A call that was made: its result, or why there is none."""

    step: Step
    result: Any = None
    error: str = ""


class State(NamedTuple):
    """An episode so far: the calls that were made, and the answer, if it was given."""

    level: Level
    made: tuple[Made, ...] = ()
    answer: tuple[Any, ...] | None = None

    @property
    def known(self) -> dict[Step, Any]:
        """The results so far."""
        return {made.step: made.result for made in self.made if not made.error}

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.answer is not None and matches(self.answer, self.level.answer)


def transition(state: State, calls: Sequence[FunctionCall]) -> State:
    """Return the state after the calls of a message, of which none after an answer is made.

    Args:
        state: before.
        calls: as the tools want them.
    """
    level, made = state.level, list(state.made)
    for call in calls:
        if call.name == "answer":
            return state._replace(made=tuple(made), answer=tuple(call.arguments["values"]))
        made.append(_make(level, level.step_of(call.name, call.arguments)))
    return state._replace(made=tuple(made))


def matches(given: Sequence[Any], right: Sequence[Any]) -> bool:
    """Whether an answer has the right values in the right order.

    Args:
        given: numbers, or texts in any case; a number may be written as a text.
        right: the values.
    """
    return len(given) == len(right) and all(_alike(one, other) for one, other in zip(given, right, strict=True))


def _alike(given: Any, right: Any) -> bool:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return False
    if isinstance(right, str):
        return " ".join(str(given).casefold().removeprefix("the ").split()) == right.casefold()
    try:
        return bool(abs(float(given) - right) <= max(TOLERANCE, 1e-6 * abs(right)))
    except (ValueError, OverflowError):
        return False


def _make(level: Level, step: Step) -> Made:
    try:
        return Made(step, level.result(step))
    except FailedCallError as error:
        return Made(step, error=str(error))
