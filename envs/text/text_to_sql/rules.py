"""The rules: look at tables, run queries, answer with one."""

from __future__ import annotations

from typing import NamedTuple

from .engine import Result
from .levels import Level


class State(NamedTuple):
    """An episode so far.

    Attributes:
        level: the database and the question.
        listed: whether the tables were listed.
        described: the tables that were described, in that order.
        queries: how many queries were run, answers among them.
        query: the last of them.
        result: what it returned on the database that can be read.
        met: whether a query has returned what is asked for on that database.
        answers: how many answers were given.
        agreement: the share of all databases on which the last answer is right.
    """

    level: Level
    listed: bool = False
    described: tuple[str, ...] = ()
    queries: int = 0
    query: str = ""
    result: Result = Result()
    met: bool = False
    answers: int = 0
    agreement: float = 0.0

    @property
    def right(self) -> bool:
        """Whether the last answer is right on every database."""
        return self.agreement == 1.0


def look(state: State) -> State:
    """Return the state in which the tables are listed."""
    return state._replace(listed=True)


def describe(state: State, table: str) -> State:
    """Return the state in which a table is described."""
    return state if table in state.described else state._replace(described=(*state.described, table))


def run(state: State, query: str) -> State:
    """Return the state after a query on the database that can be read."""
    result = state.level.run(query)
    met = state.met or state.level.agrees(result)
    return state._replace(queries=state.queries + 1, query=query, result=result, met=met)


def answer(state: State, query: str) -> State:
    """Return the state after a query was given as the answer; it is tried on the hidden databases too."""
    state = run(state, query)
    return state._replace(answers=state.answers + 1, agreement=state.level.agreement(query))
