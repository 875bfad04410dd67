"""The rules of connect four.

A side's stones are the bits of a number. Column c holds the bits from c · (rows + 1) upwards; the bit above each column
stays empty, so that no line runs from one column's top into the next one's bottom.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..two_player.match import OVER, Payoffs


class Board(NamedTuple):
    """The size of a board, and how many in a line win."""

    rows: int
    columns: int
    connect: int


class State(NamedTuple):
    """A position.

    Attributes:
        board: its size.
        stones: of the side that moves first, and of the other.
        mover: 0 or 1, ``OVER`` at the end.
        last: the column of the last stone, or -1.
        drawn: the columns of the stones that were dropped by lot before the game.
    """

    board: Board
    stones: tuple[int, int] = (0, 0)
    mover: int = 0
    last: int = -1
    drawn: tuple[int, ...] = ()


def initial_state(rng: np.random.Generator, board: Board, drawn: int = 0) -> State:
    """Return an empty board, or one with some stones dropped by lot, on which the next stone ends nothing.

    Args:
        rng: the only source of chance.
        board: its size.
        drawn: how many stones are dropped.
    """
    while True:
        state = State(board)
        columns: tuple[int, ...] = ()
        while len(columns) < drawn and state.mover != OVER:
            free = legal_moves(state)
            columns += (free[int(rng.integers(len(free)))],)
            state = transition(state, columns[-1])
        if state.mover != OVER and all(transition(state, move).mover != OVER for move in legal_moves(state)):
            return state._replace(drawn=columns, last=-1)


def height(state: State, column: int) -> int:
    """Return how many stones lie in a column."""
    rows = state.board.rows
    return ((state.stones[0] | state.stones[1]) >> column * (rows + 1) & (1 << rows) - 1).bit_length()


def has_line(stones: int, board: Board) -> bool:
    """Whether a side's stones hold ``connect`` in a line."""
    rows, _, connect = board
    for step in (1, rows, rows + 1, rows + 2):
        run = stones
        for _ in range(connect - 1):
            run &= run >> step
        if run:
            return True
    return False


def is_full(stones: int, board: Board) -> bool:
    """Whether every cell holds one of the stones of both sides."""
    return stones.bit_count() == board.rows * board.columns


def transition(state: State, move: int) -> State:
    """Return the position after the mover has dropped a stone into a column."""
    board, (first, second), mover, _, drawn = state
    stone = 1 << move * (board.rows + 1) + height(state, move)
    stones = (first | stone, second) if mover == 0 else (first, second | stone)
    over = has_line(stones[mover], board) or is_full(stones[0] | stones[1], board)
    return State(board, stones, OVER if over else 1 - mover, move, drawn)


def legal_moves(state: State) -> tuple[int, ...]:
    """Return the columns that are not full."""
    rows, columns, _ = state.board
    taken = state.stones[0] | state.stones[1]
    return tuple(column for column in range(columns) if not taken >> column * (rows + 1) + rows - 1 & 1)


def winner(state: State) -> int:
    """Return the side that has a line, or -1."""
    return next((side for side in (0, 1) if has_line(state.stones[side], state.board)), -1)


def payoffs(state: State) -> Payoffs:
    """Return 1 for the winner and -1 for the loser, 0 for a draw."""
    side = winner(state)
    return (0.0, 0.0) if side < 0 else (1.0, -1.0) if side == 0 else (-1.0, 1.0)
