"""The rules of a negotiation: two sides split items by alternating offers; each side's values are its own secret.

An offer is what the first role would get of each kind. A deal that is struck after some refused offers is worth less:
its value is multiplied by ``patience`` for each of them.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np

from ..two_player.match import OVER, Payoffs

TOTAL = 10
"""What all items together are worth to either side."""

ACCEPT, REJECT = "accept", "reject"
Numbers = tuple[int, ...]
Move = Numbers | str
"""An offer, ``ACCEPT`` or ``REJECT``."""


class State(NamedTuple):
    """A negotiation.

    Attributes:
        counts: how many items of each kind there are.
        values: what one item of each kind is worth to the first and to the second role.
        rounds: how many offers may be made.
        patience: what a refused offer leaves of a deal's worth, a share.
        offers: those made so far.
        ended: ``ACCEPT`` or ``REJECT``, or "" as long as it goes on.
    """

    counts: Numbers
    values: tuple[Numbers, Numbers]
    rounds: int
    patience: float
    offers: tuple[Numbers, ...] = ()
    ended: str = ""

    @property
    def mover(self) -> int:
        """Return the role that is to move."""
        return OVER if self.ended else len(self.offers) % 2


@cache
def pools(kinds: int, items: int) -> tuple[Numbers, ...]:
    """Return every number of items of each kind: 1 to 3 of each, at most ``items`` in all and more than kinds."""
    return tuple(
        counts
        for counts in product(range(1, 4), repeat=kinds)
        if kinds < sum(counts) <= items and len(valuations(counts)) > 1
    )


@cache
def valuations(counts: Numbers) -> tuple[Numbers, ...]:
    """Return every way to value the kinds in whole numbers so that all items are worth ``TOTAL``."""
    every = product(*(range(TOTAL // count + 1) for count in counts))
    return tuple(values for values in every if worth(counts, values) == TOTAL)


@cache
def deals(counts: Numbers) -> tuple[Numbers, ...]:
    """Return every split, by what the first role gets."""
    return tuple(product(*(range(count + 1) for count in counts)))


def worth(items: Numbers, values: Numbers) -> int:
    """Return what some items are worth."""
    return sum(count * value for count, value in zip(items, values, strict=True))


def part(state: State, offer: Numbers, seat: int) -> Numbers:
    """Return the items that a role gets by an offer."""
    return offer if seat == 0 else tuple(all_ - one for all_, one in zip(state.counts, offer, strict=True))


def initial_state(rng: np.random.Generator, counts: Numbers, rounds: int, patience: float) -> State:
    """Draw what the items are worth to each side; every way to value them is as likely.

    Args:
        rng: the only source of chance.
        counts: how many items of each kind there are.
        rounds: how many offers may be made.
        patience: what a refused offer leaves of a deal's worth.
    """
    every = valuations(counts)
    first, second = rng.integers(len(every), size=2).tolist()
    return State(counts, (every[first], every[second]), rounds, patience)


def legal_moves(state: State) -> tuple[Move, ...]:
    """Return what the mover may do: every offer as long as one may be made, accepting one, refusing the last."""
    open_ = len(state.offers) < state.rounds
    return (*((ACCEPT,) if state.offers else ()), *(deals(state.counts) if open_ else (REJECT,)))


def transition(state: State, move: Move) -> State:
    """Return the negotiation after a legal move of the mover."""
    if isinstance(move, str):
        return state._replace(ended=move)
    return state._replace(offers=(*state.offers, move))


def share(state: State, offer: Numbers, seat: int) -> float:
    """Return what an offer is worth to a role, as a share of all, without regard to time."""
    return worth(part(state, offer, seat), state.values[seat]) / TOTAL


def payoffs(state: State) -> Payoffs:
    """Return what each role has of the deal, less what the refused offers cost; nothing without a deal."""
    if state.ended == REJECT:
        return 0.0, 0.0
    left = state.patience ** (len(state.offers) - 1)
    return left * share(state, state.offers[-1], 0), left * share(state, state.offers[-1], 1)
