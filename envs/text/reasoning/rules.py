"""The rules of Reasoning: a task, the answers given so far, and how many may be given. No text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

SOLVED = 1.0 - 1e-9
"""The score from which an answer is right."""


@dataclass(frozen=True)
class Item:
    """A task.

    Attributes:
        dataset: its dataset's name.
        number: its place in the dataset.
        question: what is asked.
        answer: an answer that is right.
        entry: as the dataset gives it, for its verifier.
    """

    dataset: str
    number: int
    question: str
    answer: str
    entry: dict[str, Any] = field(compare=False, repr=False)


class State(NamedTuple):
    """A task and what was answered.

    Attributes:
        item: the task.
        answers: those given so far.
        scores: what the dataset's verifier gives each, from 0 to 1.
    """

    item: Item
    answers: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()

    @property
    def solved(self) -> bool:
        """Whether the last answer is right."""
        return bool(self.scores) and self.scores[-1] >= SOLVED


def transition(state: State, answer: str, score: float) -> State:
    """Return the state after an answer that has this score."""
    return State(state.item, (*state.answers, answer), (*state.scores, score))
