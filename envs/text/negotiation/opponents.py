"""How opponents negotiate: what they accept and what they offer, for every way in which they may value the items.

A strategy is, for each number of offers made when the opponent is to move, ``accepts[type, deal]`` (1 where it takes
the deal) and ``offers[type]`` (the number of the deal that it offers if it does not). The types are
:func:`rules.valuations`, the deals :func:`rules.deals`.

``"tough"``, ``"fair"`` and ``"soft"`` ask for a share of all that falls evenly from the first offer to the last, take
what is worth that much, and offer the deal that gives it to them with the fewest items.

``"perfect"`` knows the agent's values and plays the subgame-perfect equilibrium of the negotiation with open values, by
backward induction (Rubinstein 1982): whoever is to move takes a deal that is worth at least what its own best offer
would bring, and of the offers that bring most makes the one that leaves the other side most.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .rules import TOTAL, Numbers, deals, valuations

Floats = NDArray[np.float64]

DEMANDS = {"tough": (0.9, 0.6), "fair": (0.7, 0.4), "soft": (0.6, 0.2)}
"""The share that each of these asks for at first and at last."""

TIE = 1e-9


class Terms(NamedTuple):
    """What is on the table, from the side of the player that answers the opponent.

    Attributes:
        counts: how many items of each kind there are.
        values: what they are worth to the player.
        seat: of the player.
        rounds: how many offers may be made.
        patience: what a refused offer leaves of a deal's worth.
    """

    counts: Numbers
    values: Numbers
    seat: int
    rounds: int
    patience: float


class Strategy(NamedTuple):
    """How the opponent answers when so many offers were made; see the head of this file.

    Attributes:
        accepts: shape (types, deals); 1 where it takes the deal.
        offers: shape (types,); the deal that it offers otherwise.
    """

    accepts: Floats
    offers: NDArray[np.int64]


@lru_cache(maxsize=64)
def _first_shares(counts: Numbers) -> Floats:
    """Return what each deal is worth to the first role, for each way to value the items; shape (types, deals)."""
    return np.array(valuations(counts), dtype=np.float64) @ np.array(deals(counts), dtype=np.float64).T / TOTAL


def other_shares(terms: Terms) -> Floats:
    """Return what each deal is worth to the opponent, by its type; shape (types, deals)."""
    first = _first_shares(terms.counts)
    return first if terms.seat == 1 else 1 - first


def own_shares(terms: Terms) -> Floats:
    """Return what each deal is worth to the player; shape (deals,)."""
    first = _first_shares(terms.counts)[valuations(terms.counts).index(terms.values)]
    shares: Floats = first if terms.seat == 0 else 1 - first
    return shares


def demanding(terms: Terms, style: str) -> dict[int, Strategy]:
    """Return how ``"tough"``, ``"fair"`` or ``"soft"`` plays, by the number of offers made.

    Args:
        terms: what is on the table.
        style: the name.
    """
    shares = other_shares(terms)
    items = np.array([sum(deal) for deal in deals(terms.counts)])
    kept = items if terms.seat == 1 else sum(terms.counts) - items
    first, last = DEMANDS[style]
    found = {}
    for made in range(1 - terms.seat, terms.rounds + 1, 2):
        asked = first - (first - last) * made / terms.rounds
        enough = shares >= asked - TIE
        cost = np.where(enough, kept + shares, np.inf)
        found[made] = Strategy(enough.astype(np.float64), cost.argmin(axis=1))
    return found


def perfect(terms: Terms) -> dict[int, Strategy]:
    """Return how a player plays that knows all values and expects perfect play, by the number of offers made.

    Args:
        terms: what is on the table.
    """
    shares = {1 - terms.seat: other_shares(terms)}
    shares[terms.seat] = np.broadcast_to(own_shares(terms), shares[1 - terms.seat].shape)
    rows = np.arange(len(shares[0]))
    held = np.zeros((2, len(rows)))  # what each role gets if the mover refuses
    found = {}
    for made in range(terms.rounds, -1, -1):
        mover = made % 2
        taken = shares[1 - mover] * terms.patience**made >= held[1 - mover][:, None] - TIE
        offers = np.zeros(len(rows), np.int64)
        if made < terms.rounds:
            mine = np.where(taken, shares[mover] * terms.patience**made, held[mover][:, None])
            theirs = np.where(taken, shares[1 - mover] * terms.patience**made, held[1 - mover][:, None])
            best = mine >= mine.max(axis=1, keepdims=True) - TIE
            offers = np.where(best, theirs, -1.0).argmax(axis=1)
            held = np.empty_like(held)
            held[mover], held[1 - mover] = mine[rows, offers], theirs[rows, offers]
        if mover != terms.seat:
            worth_now = shares[mover] * terms.patience ** max(made - 1, 0)
            accepts = worth_now >= held[mover][:, None] - TIE
            found[made] = Strategy(accepts.astype(np.float64), offers)
    return found
