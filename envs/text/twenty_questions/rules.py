"""The rules of TwentyQuestions: a hidden thing, and what was asked and guessed. No text."""

from __future__ import annotations

from typing import NamedTuple

Move = tuple[str, int]
"""``("ask", number of an attribute)`` or ``("guess", number of a thing)``."""


class State(NamedTuple):
    """What is hidden and what was played.

    Attributes:
        thing: the hidden thing's number.
        moves: in order.
    """

    thing: int
    moves: tuple[Move, ...] = ()

    @property
    def solved(self) -> bool:
        """Whether the last move guessed it."""
        return bool(self.moves) and self.moves[-1] == ("guess", self.thing)


def transition(state: State, move: Move) -> State:
    """Return the state after a move."""
    return State(state.thing, (*state.moves, move))
