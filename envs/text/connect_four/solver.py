"""Connect four solved on small boards: all positions, ply by ply, forwards, and their values backwards, with NumPy.

A position is the mover's stones and all stones, as one number; of a position and its mirror image the smaller number is
kept. A score is that of perfect play from the mover's side: more than 0 wins, and the more the sooner; less than 0
loses, and the less the later.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .rules import Board

Keys = NDArray[np.uint64]
WON, DRAWN, ILLEGAL = -1, -2, -3
"""In place of the position after a move: the mover has won, the board is full, the column was."""

MOST_ARRANGEMENTS = 30_000_000
"""Boards with at most so many ways to fill their columns are solved: 4 rows by 5 columns, 5 by 4, 3 by 6 and less."""

TIE = 1e-9


def can_be_solved(board: Board) -> bool:
    """Whether a board is small enough to be solved in seconds."""
    return bool((2 ** (board.rows + 1) - 1) ** board.columns <= MOST_ARRANGEMENTS)


class Ply(NamedTuple):
    """The positions after some number of moves.

    Attributes:
        keys: shape (positions,), ascending.
        after: shape (positions, columns); the place, in the next ply, of where each move leads, or what it ends with.
    """

    keys: Keys
    after: NDArray[np.int32]


class Solution:
    """Every position of a board and its score.

    Args:
        board: one that :func:`can_be_solved`.

    Attributes:
        plies: the positions by the number of stones.
        moves: their ``after``.
        scores: of each ply, shape (positions, columns): the mover's score after each move, -128 for a full column.
    """

    def __init__(self, board: Board) -> None:
        self.board = board
        self.bits = board.columns * (board.rows + 1)
        self.plies = self._forward()
        self.moves = [ply.after for ply in self.plies]
        self.scores = self._backward()

    def key(self, own: int, other: int) -> int:
        """Return the number of a position or of its mirror image, whichever is smaller.

        Args:
            own: the mover's stones.
            other: the other side's.
        """
        taken = own | other
        return min(own << self.bits | taken, self._mirrored(own) << self.bits | self._mirrored(taken))

    def place(self, own: int, other: int) -> int:
        """Return the place of a position among those of its ply.

        Args:
            own: the mover's stones.
            other: the other side's.
        """
        return int(np.searchsorted(self.plies[(own | other).bit_count()].keys, np.uint64(self.key(own, other))))

    def row(self, table: list[NDArray[Any]], own: int, other: int) -> list[Any]:
        """Return what a table holds of each move in a position.

        Args:
            table: one array a ply, shape (positions, columns).
            own: the mover's stones.
            other: the other side's.
        """
        taken, key = own | other, self.key(own, other)
        ply = taken.bit_count()
        found: list[Any] = table[ply][np.searchsorted(self.plies[ply].keys, np.uint64(key))].tolist()
        return found if key == own << self.bits | taken else found[::-1]

    def _mirrored(self, stones: int) -> int:
        size = self.board.rows + 1
        column = (1 << size) - 1
        return sum(
            (stones >> place * size & column) << (self.board.columns - 1 - place) * size
            for place in range(self.board.columns)
        )

    def _forward(self) -> list[Ply]:
        rows, columns, _ = self.board
        low, plies = np.uint64((1 << self.bits) - 1), []
        keys: Keys = np.zeros(1, np.uint64)
        for ply in range(rows * columns):
            own, taken = keys >> np.uint64(self.bits), keys & low
            after = np.full((len(keys), columns), ILLEGAL, np.int32)
            found: list[tuple[int, NDArray[np.intp], Keys]] = []
            for column in range(columns):
                free, reached, won = self._dropped(own, taken, column)
                after[free, column] = np.where(won, WON, DRAWN)
                if ply < rows * columns - 1:
                    found.append((column, free[~won], reached[~won]))
            plies.append(Ply(keys, after))
            if not sum(len(reached) for _, _, reached in found):
                break
            keys, places = np.unique(np.concatenate([reached for _, _, reached in found]), return_inverse=True)
            ends = np.cumsum([len(reached) for _, _, reached in found])
            for (column, free, _), part in zip(found, np.split(places, ends[:-1]), strict=True):
                after[free, column] = part
        return plies

    def _dropped(self, own: Keys, taken: Keys, column: int) -> tuple[NDArray[np.intp], Keys, NDArray[np.bool_]]:
        """Return in which positions a column is free, the positions after a stone in it, and where that wins."""
        rows, _, connect = self.board
        bottom, top = column * (rows + 1), column * (rows + 1) + rows - 1
        free = np.flatnonzero(taken & np.uint64(1 << top) == 0)
        own, taken = own[free], taken[free]
        filled = taken | (taken + np.uint64(1 << bottom))
        mine = own | (filled ^ taken)
        won = np.zeros(len(free), np.bool_)
        for step in (1, rows, rows + 1, rows + 2):
            run = mine
            for _ in range(connect - 1):
                run = run & (run >> np.uint64(step))
            won |= run != 0
        theirs, bits = taken ^ own, np.uint64(self.bits)
        mirrored = (self._mirror(theirs) << bits) | self._mirror(filled)
        return free, np.minimum((theirs << bits) | filled, mirrored), won

    def _mirror(self, stones: Keys) -> Keys:
        size, columns = self.board.rows + 1, self.board.columns
        column = np.uint64((1 << size) - 1)
        found = np.zeros_like(stones)
        for place in range(columns):
            found |= ((stones >> np.uint64(place * size)) & column) << np.uint64((columns - 1 - place) * size)
        return found

    def _backward(self) -> list[NDArray[np.int8]]:
        cells = self.board.rows * self.board.columns
        scores: list[NDArray[np.int8]] = []
        best: NDArray[np.int8] = np.zeros(0, np.int8)
        for ply in range(len(self.plies) - 1, -1, -1):
            after = self.plies[ply].after
            score = np.full(after.shape, -128, np.int8)
            score[after == WON] = cells - ply
            score[after == DRAWN] = 0
            on = after >= 0
            score[on] = -best[after[on]]
            best = score.max(axis=1)
            scores.append(score)
        return scores[::-1]


class Reply:
    """Best play against an opponent that plays a perfect move with probability ``weight`` and else any move.

    Args:
        solution: of the board.
        weight: from 0 to 1.
        seat: of the side that plays best.

    Attributes:
        values: of each ply, shape (positions,): its expected payoff, whoever is to move.
    """

    def __init__(self, solution: Solution, weight: float, seat: int) -> None:
        self.solution = solution
        self.values: list[NDArray[np.float64]] = []
        met: NDArray[np.float64] = np.zeros(0)
        for ply in range(len(solution.plies) - 1, -1, -1):
            after, score = solution.plies[ply].after, solution.scores[ply]
            mine, legal, on = ply % 2 == seat, after != ILLEGAL, after >= 0
            value = np.where(after == WON, 1.0 if mine else -1.0, 0.0)
            value[on] = met[after[on]]
            if mine:
                met = np.where(legal, value, -np.inf).max(axis=1)
            else:
                best = score == score.max(axis=1, keepdims=True)
                met = weight * (value * best).sum(axis=1) / best.sum(axis=1)
                met += (1 - weight) * (value * legal).sum(axis=1) / legal.sum(axis=1)
            self.values.append(met)
        self.values.reverse()

    def value(self, own: int, other: int) -> float:
        """Return the expected payoff of the side that plays best, whoever is to move.

        Args:
            own: the stones of the side that is to move.
            other: the other side's.
        """
        return float(self.values[(own | other).bit_count()][self.solution.place(own, other)])

    def best(self, own: int, other: int) -> int:
        """Return the column of the highest expected payoff for the mover, the first of equal ones.

        Args:
            own: the mover's stones.
            other: the other side's.
        """
        ply = (own | other).bit_count()
        after = self.solution.row(self.solution.moves, own, other)
        ended = {WON: 1.0, DRAWN: 0.0, ILLEGAL: -2.0}
        values = [ended[place] if place < 0 else float(self.values[ply + 1][place]) for place in after]
        return next(column for column, value in enumerate(values) if value >= max(values) - TIE)


@lru_cache(maxsize=4)
def solution(board: Board) -> Solution:
    """Return the solution of a board, computed once."""
    return Solution(board)


@lru_cache(maxsize=4)
def best_reply(board: Board, weight: float, seat: int) -> Reply:
    """Return the best play on a board against an opponent of some skill, computed once."""
    return Reply(solution(board), weight, seat)
