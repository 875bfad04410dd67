"""The rules of liar's dice for two, without wild faces: one round, bids go up until one is called a lie.

A bid says that all dice together show at least so many of a face. Bids are numbered from the lowest: first by how many,
then by the face. The bids made so far are the bits of a number, which is all that there is to a game's history: they
only go up.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations_with_replacement
from math import factorial, prod
from typing import NamedTuple

import numpy as np

from ..two_player.match import OVER, Payoffs

LIAR = -1
"""The move that calls the last bid a lie."""

Roll = tuple[int, ...]


class Table(NamedTuple):
    """How many dice each side rolls, and how many faces a die has."""

    dice: int
    faces: int

    @property
    def bids(self) -> int:
        """Return how many bids there are."""
        return 2 * self.dice * self.faces


class State(NamedTuple):
    """A round.

    Attributes:
        table: the dice.
        rolls: of the first and of the second role, ascending.
        bids: the bids made, as bits.
        called: whether the last bid was called a lie.
    """

    table: Table
    rolls: tuple[Roll, Roll]
    bids: int = 0
    called: bool = False

    @property
    def mover(self) -> int:
        """Return the role that is to move."""
        return OVER if self.called else self.bids.bit_count() % 2


@cache
def rolls(table: Table) -> tuple[Roll, ...]:
    """Return every roll of one side, faces ascending."""
    return tuple(combinations_with_replacement(range(1, table.faces + 1), table.dice))


@cache
def chances(table: Table) -> tuple[float, ...]:
    """Return how probable each roll is."""
    ways = (factorial(table.dice) / prod(factorial(roll.count(face)) for face in set(roll)) for roll in rolls(table))
    return tuple(count / table.faces**table.dice for count in ways)


def initial_state(rng: np.random.Generator, table: Table) -> State:
    """Roll the dice.

    Args:
        rng: the only source of chance.
        table: the dice.
    """
    rolled = (rng.integers(1, table.faces + 1, size=(2, table.dice))).tolist()
    return State(table, (tuple(sorted(rolled[0])), tuple(sorted(rolled[1]))))


def bid_number(table: Table, count: int, face: int) -> int:
    """Return the number of the bid that all dice show at least ``count`` of ``face``."""
    return (count - 1) * table.faces + face - 1


def bid_meant(table: Table, bid: int) -> tuple[int, int]:
    """Return how many of which face a bid says there are."""
    count, face = divmod(bid, table.faces)
    return count + 1, face + 1


def legal_moves(state: State) -> tuple[int, ...]:
    """Return the higher bids and, after a bid, the call."""
    higher = tuple(range(state.bids.bit_length(), state.table.bids))
    return (*higher, LIAR) if state.bids else higher


def transition(state: State, move: int) -> State:
    """Return the round after a legal move of the mover."""
    if move == LIAR:
        return state._replace(called=True)
    return state._replace(bids=state.bids | 1 << move)


def holds(table: Table, bid: int, first: Roll, second: Roll) -> bool:
    """Whether all dice together show what a bid says."""
    count, face = bid_meant(table, bid)
    return first.count(face) + second.count(face) >= count


def payoffs(state: State) -> Payoffs:
    """Return 1 for the winner and -1 for the loser: a call loses if the bid holds."""
    bidder = (state.bids.bit_count() - 1) % 2
    bid = state.bids.bit_length() - 1
    wins = bidder if holds(state.table, bid, *state.rolls) else 1 - bidder
    return (1.0, -1.0) if wins == 0 else (-1.0, 1.0)
