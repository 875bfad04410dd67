"""The rules of tic-tac-toe. A side's marks are the bits of a number, cell 0 at the top left."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..two_player.match import OVER, Payoffs

CELLS = 9
FULL = (1 << CELLS) - 1
LINES = (0o7, 0o70, 0o700, 0o111, 0o222, 0o444, 0o421, 0o124)
LINED = tuple(any(marks & line == line for line in LINES) for marks in range(FULL + 1))
"""Whether a set of marks has three in a row."""

FREE = tuple(tuple(cell for cell in range(CELLS) if not marks >> cell & 1) for marks in range(FULL + 1))
"""The cells that a set of marks leaves free."""


class State(NamedTuple):
    """A position.

    Attributes:
        marks: of crosses, who move first, and of noughts.
        mover: 0 for crosses, 1 for noughts, ``OVER`` at the end.
        last: the cell marked last, or -1.
        misere: whether three in a row lose.
        drawn: the cells that were marked by lot before the game.
    """

    marks: tuple[int, int] = (0, 0)
    mover: int = 0
    last: int = -1
    misere: bool = False
    drawn: tuple[int, ...] = ()


def initial_state(rng: np.random.Generator, misere: bool = False, drawn: int = 0) -> State:
    """Return an empty board, or one with some cells marked by lot, on which the next mark completes no line.

    Args:
        rng: the only source of chance.
        misere: whether three in a row lose.
        drawn: how many cells are marked.
    """
    while True:
        cells = tuple(rng.permutation(CELLS)[:drawn].tolist()) if drawn else ()
        state = State(misere=misere)
        for cell in cells:
            state = transition(state, cell)
            if state.mover == OVER:
                break
        else:
            if not any(LINED[state.marks[state.mover] | 1 << cell] for cell in legal_moves(state)):
                return state._replace(drawn=cells, last=-1)


def transition(state: State, move: int) -> State:
    """Return the position after the mover has marked a free cell."""
    marks, mover, _, misere, drawn = state
    own = marks[mover] | 1 << move
    marks = (own, marks[1]) if mover == 0 else (marks[0], own)
    over = LINED[own] or marks[0] | marks[1] == FULL
    return State(marks, OVER if over else 1 - mover, move, misere, drawn)


def legal_moves(state: State) -> tuple[int, ...]:
    """Return the free cells."""
    return FREE[state.marks[0] | state.marks[1]]


def winner(state: State) -> int:
    """Return the side that has won, or -1."""
    for side in (0, 1):
        if LINED[state.marks[side]]:
            return 1 - side if state.misere else side
    return -1


def payoffs(state: State) -> Payoffs:
    """Return 1 for the winner and -1 for the loser, 0 for a draw."""
    side = winner(state)
    return (0.0, 0.0) if side < 0 else (1.0, -1.0) if side == 0 else (-1.0, 1.0)
