"""The rules of a repeated game in a table."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..two_player.match import OVER, Payoffs
from .games import GAMES

NOTHING = -1


class State(NamedTuple):
    """A match.

    Attributes:
        name: of the game.
        rounds: how many are played.
        played: of each round that is over, the moves of the first and of the second role.
        chosen: the first role's move in this round, which the second does not see, or ``NOTHING``.
        style: how the opponent plays, where that was drawn.
    """

    name: str
    rounds: int
    played: tuple[tuple[int, int], ...] = ()
    chosen: int = NOTHING
    style: str = ""

    @property
    def mover(self) -> int:
        """Return the role that is to choose."""
        return OVER if len(self.played) == self.rounds else int(self.chosen != NOTHING)


def initial_state(rng: np.random.Generator, name: str, rounds: int, styles: tuple[str, ...] = ()) -> State:
    """Return a match that has not begun.

    Args:
        rng: the only source of chance.
        name: of the game.
        rounds: how many are played.
        styles: one of these is drawn for the opponent.
    """
    style = styles[int(rng.integers(len(styles)))] if styles else ""
    return State(name, rounds, style=style)


def legal_moves(state: State) -> range:
    """Return the numbers of all moves."""
    return range(len(GAMES[state.name].moves))


def transition(state: State, move: int) -> State:
    """Return the match after the choice of the mover."""
    name, rounds, played, chosen, style = state
    if chosen == NOTHING:
        return State(name, rounds, played, move, style)
    return State(name, rounds, (*played, (chosen, move)), NOTHING, style)


def totals(state: State) -> tuple[int, int]:
    """Return the points of each role so far."""
    game, first, second = GAMES[state.name], 0, 0
    for mine, yours in state.played:
        first += game.first[mine][yours]
        second += game.second[yours][mine]
    return first, second


def payoffs(state: State) -> Payoffs:
    """Return the mean points a round of each role, as a share of the most that a round can give."""
    scale = GAMES[state.name].most * state.rounds
    first, second = totals(state)
    return first / scale, second / scale
