"""Tic-tac-toe solved: every position's value and best moves, and the best play against a player of known skill.

A position's score is that of perfect play, from the mover's side: more than 0 wins, and the more the sooner; less than
0 loses, and the less the later.
"""

from __future__ import annotations

from functools import cache

from .rules import CELLS, FREE, FULL, LINED

TIE = 1e-9


@cache
def score(own: int, other: int, misere: bool) -> int:
    """Return the score of the mover's position under perfect play.

    Args:
        own: the mover's marks.
        other: the other side's marks.
        misere: whether three in a row lose.
    """
    return max(_after(own, other, cell, misere) for cell in FREE[own | other])


def _after(own: int, other: int, cell: int, misere: bool) -> int:
    """Return the mover's score after it has marked ``cell``."""
    marked = own | 1 << cell
    if LINED[marked]:
        left = CELLS + 1 - (marked | other).bit_count()
        return -left if misere else left
    return 0 if marked | other == FULL else -score(other, marked, misere)


@cache
def perfect_moves(own: int, other: int, misere: bool) -> tuple[int, ...]:
    """Return the mover's best moves.

    Args:
        own: the mover's marks.
        other: the other side's marks.
        misere: whether three in a row lose.
    """
    best = score(own, other, misere)
    return tuple(cell for cell in FREE[own | other] if _after(own, other, cell, misere) == best)


class Reply:
    """Best play against an opponent that plays a perfect move with probability ``weight`` and else any move.

    Args:
        weight: from 0 to 1.
        misere: whether three in a row lose.
    """

    def __init__(self, weight: float, misere: bool) -> None:
        self.weight, self.misere = weight, misere
        self._values: dict[tuple[int, int], float] = {}

    def value(self, own: int, other: int) -> float:
        """Return the expected payoff of best play for the side that is to move.

        Args:
            own: its marks.
            other: the opponent's marks.
        """
        known = self._values.get((own, other))
        if known is None:
            known = self._values[own, other] = max(self.after(own, other, cell) for cell in FREE[own | other])
        return known

    def after(self, own: int, other: int, cell: int) -> float:
        """Return the expected payoff for the side that marks ``cell`` now and plays best from then on."""
        marked = own | 1 << cell
        if LINED[marked]:
            return -1.0 if self.misere else 1.0
        return 0.0 if marked | other == FULL else self.answered(marked, other)

    def answered(self, own: int, other: int) -> float:
        """Return the expected payoff of the side whose opponent is to move."""
        free = FREE[own | other]
        best = perfect_moves(other, own, self.misere)
        any_move = sum(self._met(own, other, cell) for cell in free) / len(free)
        best_move = sum(self._met(own, other, cell) for cell in best) / len(best)
        return self.weight * best_move + (1 - self.weight) * any_move

    def best(self, own: int, other: int) -> int:
        """Return the move of the highest expected payoff, the first of equal ones."""
        value = self.value(own, other)
        return next(cell for cell in FREE[own | other] if self.after(own, other, cell) >= value - TIE)

    def _met(self, own: int, other: int, cell: int) -> float:
        """Return the expected payoff after the opponent has marked ``cell``."""
        marked = other | 1 << cell
        if LINED[marked]:
            return 1.0 if self.misere else -1.0
        return 0.0 if own | marked == FULL else self.value(own, marked)
