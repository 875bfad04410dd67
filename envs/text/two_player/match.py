"""A game for two as rules see it, and the match that an environment plays: who sits where, and what was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

ROLES = ("first", "second")
"""The roles: who moves first in the game, or in its first hand, and who moves second."""

OVER = -1
"""What a state's ``mover`` is when the game is over."""

BOTH = -1
"""The agent's seat in self-play."""

Payoffs = tuple[float, float]
"""What the game paid the first and the second role."""


class Choices(NamedTuple):
    """A mixed choice: some moves and how probable each is; None where all are as probable."""

    moves: Sequence[Any]
    odds: Sequence[float] | None = None


class Rules(Protocol):
    """The module ``rules`` of a game. Its states tell ``mover``: 0, 1, or ``OVER``."""

    def transition(self, state: Any, move: Any) -> Any:
        """Return the state after a legal move of the mover."""
        ...

    def legal_moves(self, state: Any) -> Sequence[Any]:
        """Return the mover's legal moves, in an order that is always the same."""
        ...

    def payoffs(self, state: Any) -> Payoffs:
        """Return what a game that is over paid each role."""
        ...


class Match(NamedTuple):
    """The state of an environment of a game for two.

    Attributes:
        game: the state of the rules.
        seat: where the agent sits, 0 or 1; ``BOTH`` in self-play.
        met: whether, in self-play, the second role to be spoken to has been told the rules.
        talk: what was said to an agent that plays the other seat, and what it said; in turn.
        forfeited: whether that agent has lost by saying nothing legal.
    """

    game: Any
    seat: int
    met: bool = False
    talk: tuple[str, ...] = ()
    forfeited: bool = False


def chosen(choices: Choices, chance: float) -> Any:
    """Return the move that a number from 0 to 1 picks out of a mixed choice.

    Args:
        choices: the moves and how probable each is.
        chance: from 0 to 1, 1 excluded.
    """
    moves, odds = choices
    if odds is None:
        return moves[int(chance * len(moves))]
    for move, odd in zip(moves, odds, strict=True):
        chance -= odd
        if chance < 0:
            return move
    return max(zip(odds, moves, strict=True), key=lambda pair: pair[0])[1]
