"""SearchQA's rules: searching, opening, turning pages and answering move the state; no text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from .tasks import Task

RESULTS, ARTICLE = "results", "article"


class TaskSource(Protocol):
    """What tasks are drawn from."""

    def draw(self, rng: np.random.Generator) -> Task:
        """Return a task."""


@dataclass(frozen=True)
class State:
    """Where a search stands.

    Attributes:
        task: the question.
        shows: what was shown last: ``"results"``, ``"article"`` or nothing yet.
        page: which part of it, from 0.
        query: of the last search.
        article: the open article, -1 if there is none.
        opened: every article that was opened, in order of first opening.
        searches: how many were made.
        reply: the answer that was given.
    """

    task: Task
    shows: str = ""
    page: int = 0
    query: str = ""
    article: int = -1
    opened: tuple[int, ...] = ()
    searches: int = 0
    reply: str | None = None


def initial_state(rng: np.random.Generator, source: TaskSource) -> State:
    """Draw a question."""
    return State(source.draw(rng))


def transition(state: State, act: str, value: str | int = "") -> State:
    """Return the state after an act.

    Args:
        state: before it.
        act: ``"search"``, ``"open"``, ``"more"`` or ``"answer"``.
        value: the query, the article's number, nothing, or the answer.
    """
    if act == "search":  # the open article stays open
        return replace(state, shows=RESULTS, page=0, query=str(value), searches=state.searches + 1)
    if act == "open":
        number = int(value)
        opened = state.opened if number in state.opened else (*state.opened, number)
        return replace(state, shows=ARTICLE, page=0, article=number, opened=opened)
    if act == "more":
        return replace(state, page=state.page + 1)
    return replace(state, reply=str(value))


def found(state: State) -> list[bool]:
    """Return for each article of the task's route whether it, or one that states the same, was opened."""
    return [any(article in state.opened for article in (hop.article, *hop.others)) for hop in state.task.route]
