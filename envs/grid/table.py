"""A level of a grid world as a table: every situation that play can reach, and where each message leads from it.

The table comes from the rules alone, with the exact probabilities where chance plays. Turn limits are no part of it.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from gymnasium.error import ResetNeeded
from numpy.typing import NDArray

if TYPE_CHECKING:
    from .base import GridEnv

Row = dict[str, list[tuple[int, float, float]]]
"""Message → next state, probability and reward of each branch."""


class TransitionTable(NamedTuple):
    """S states, A messages, and B branches, the most that chance makes of one message.

    Attributes:
        next_state: shape (S, A, B); where a branch leads. 0 where there is no branch.
        probability: shape (S, A, B); of each branch. They sum to 1 for the messages of ``actions()``, else to 0.
        rewards: shape (S, A, B); the outcome paid on the branch.
        terminal: shape (S,); whether the episode has ended there by its own rules. Nothing leads on from it.
        success: shape (S,); whether the task is solved there.
        states: the S states, in the order of a breadth-first search; the first is the present state.
        messages: the A messages.
    """

    next_state: NDArray[np.int64]
    probability: NDArray[np.float64]
    rewards: NDArray[np.float64]
    terminal: NDArray[np.bool_]
    success: NDArray[np.bool_]
    states: tuple[Any, ...]
    messages: tuple[str, ...]


def transition_table(env: GridEnv, limit: int) -> TransitionTable:
    """Return the table of what can be reached from the present state.

    Args:
        env: a grid environment with an episode.
        limit: the most states.

    Raises:
        gymnasium.error.ResetNeeded: before the first reset.
        ValueError: more states than ``limit`` can be reached.
    """
    if env.state is None:
        raise ResetNeeded(f"{type(env).__name__} has no episode yet; call reset() before transition_table().")
    states = [env.state]
    number: dict[Hashable, int] = {env.situation(env.state): 0}
    rows: list[Row] = []
    for state in states:
        rows.append(_row(env, state, states, number))
        if len(states) > limit:
            raise ValueError(
                f"{type(env).__name__} has more than limit={limit} states to reach from here; "
                "give a larger `limit` or a smaller level."
            )
    return _arrays(env, states, rows)


def merged(env: GridEnv, state: Any, command: str) -> list[tuple[float, Any]]:
    """Return ``env.chances(state, command)`` with the branches that lead to one situation taken together."""
    found: dict[Hashable, tuple[float, Any]] = {}
    for probability, after in env.chances(state, command):
        known = found.get(env.situation(after))
        found[env.situation(after)] = (probability, after) if known is None else (known[0] + probability, known[1])
    return list(found.values())


def _row(env: GridEnv, state: Any, states: list[Any], number: dict[Hashable, int]) -> Row:
    """Return where each message leads from ``state``; add what is new to ``states`` and ``number``."""
    row: Row = {}
    if env.outcome(state)[1]:
        return row
    for command in env.legal(state):
        row[command] = []
        for probability, after in merged(env, state, command):
            index = number.setdefault(env.situation(after), len(states))
            if index == len(states):
                states.append(after)
            row[command].append((index, probability, env.outcome(after)[0]))
    return row


def _arrays(env: GridEnv, states: list[Any], rows: list[Row]) -> TransitionTable:
    messages = list(dict.fromkeys(command for row in rows for command in row))
    branches = max((len(row[command]) for row in rows for command in row), default=1)
    shape = len(states), len(messages), branches
    next_state, probability, rewards = np.zeros(shape, dtype=np.int64), np.zeros(shape), np.zeros(shape)
    for index, row in enumerate(rows):
        for command, found in row.items():
            place = index, messages.index(command), slice(len(found))
            next_state[place], probability[place], rewards[place] = zip(*found, strict=True)
    ends = [env.outcome(state) for state in states]
    terminal, success = np.array([end[1] for end in ends]), np.array([end[2] for end in ends])
    return TransitionTable(next_state, probability, rewards, terminal, success, tuple(states), tuple(messages))
