r"""The best play of a negotiation against an opponent whose strategy is known and whose values are not.

Let w_i be how probable each type i of the opponent is, given what it has done, times the probability that it came to
this. With n offers made, d deals and the player's own share s(o) of a deal, the best that can still be earned is

    V_n(w, o) = \max( s(o) p^{n-1} \sum_i w_i,
                      \max_{o'} s(o') p^n \sum_i w_i A_i(o') + \sum_c V_{n+2}(w · P(c | o'), c) )

where A_i(o') is how probable type i takes o', P_i(c | o') how probable it offers c instead, and p is the patience. The
sum over types is what makes it an expectation over what is hidden. All pairs (o', c) are one NumPy array.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .opponents import DEMANDS, Floats, Terms, demanding, own_shares, perfect
from .rules import ACCEPT, REJECT, Move, Numbers, deals, valuations

TIE = 1e-9


class Reply:
    """Best play against a named opponent.

    Args:
        terms: what is on the table.
        style: the opponent's name, ``"random"`` and ``"mixed"`` as the perfect player's.
        weight: how probable each move is the style's and not any move.
    """

    def __init__(self, terms: Terms, style: str, weight: float) -> None:
        self.terms, self.weight = terms, weight
        self.deals = deals(terms.counts)
        self.number = {deal: number for number, deal in enumerate(self.deals)}
        self.shares = own_shares(terms)
        self.types = len(valuations(terms.counts))
        self.strategy = demanding(terms, style) if style in DEMANDS else perfect(terms)
        self._memo: dict[tuple[Numbers, ...], Move] = {}

    def odds(self, made: int) -> tuple[Floats, Floats]:
        """Return how probable each answer of the opponent is.

        Args:
            made: how many offers were made, the last of them to it.

        Returns:
            ``taken[type, deal]`` and ``offered[type, deal, counter-offer]``; no offers after the last one.
        """
        strategy, few = self.strategy[made], made == self.terms.rounds
        count = len(self.deals)
        chance = (1 - self.weight) / (2 if few else count + 1)
        taken = self.weight * strategy.accepts + chance
        if few:
            return taken, np.zeros((self.types, count, 0))
        offered = np.full((self.types, count, count), chance)
        rows, deal = np.meshgrid(np.arange(self.types), np.arange(count), indexing="ij")
        offered[rows, deal, strategy.offers[:, None]] += self.weight * (1 - strategy.accepts)
        return taken, offered

    def first_odds(self) -> Floats:
        """Return how probable each first offer of the opponent is; shape (types, deals)."""
        count = len(self.deals)
        found = np.full((self.types, count), (1 - self.weight) / count)
        found[np.arange(self.types), self.strategy[0].offers] += self.weight
        return found

    def told(self, made: int, before: Numbers | None) -> Floats:
        """Return how probable each offer of the opponent is after another one; shape (types, deals).

        Args:
            made: how many offers were made.
            before: the last of them, None for none.
        """
        return self.first_odds() if before is None else self.odds(made)[1][:, self.number[before]]

    def value(self) -> float:
        """Return what best play is expected to earn from the start."""
        weights = np.full(self.types, 1 / self.types)
        if self.terms.seat == 0:
            return float(self._solved(0, weights[None], np.array([-1]))[0][0])
        reached = (weights[:, None] * self.first_odds()).T
        return float(self._solved(1, reached, np.arange(len(self.deals)))[0].sum())

    def best(self, offers: tuple[Numbers, ...]) -> Move:
        """Return the best move after some offers."""
        if offers not in self._memo:
            weights = self.belief(offers)
            last = np.array([self.number[offers[-1]] if offers else -1])
            value, move = self._solved(len(offers), weights[None], last)
            worthless = len(offers) == self.terms.rounds and value[0] <= TIE
            answer = REJECT if worthless else ACCEPT
            self._memo[offers] = self.deals[int(move[0])] if move[0] >= 0 else answer
        return self._memo[offers]

    def belief(self, offers: tuple[Numbers, ...]) -> Floats:
        """Return how probable each type is after some offers; all alike after what no type would have done."""
        weights = np.full(self.types, 1 / self.types)
        for made, offer in enumerate(offers):
            if made % 2 == self.terms.seat:
                continue
            number = self.number[offer]
            weights = weights * self.told(made, offers[made - 1] if made else None)[:, number]
        total = weights.sum()
        return weights / total if total else np.full(self.types, 1 / self.types)

    def _solved(self, made: int, weights: Floats, last: NDArray[np.int64]) -> tuple[Floats, NDArray[np.int64]]:
        """Return what best play earns in some situations, and its move: a deal to offer, or -1 to answer the last.

        Args:
            made: how many offers were made.
            weights: shape (situations, types).
            last: shape (situations,); the deal that was offered last, -1 for none.
        """
        terms, count = self.terms, len(self.deals)
        taking = np.where(last >= 0, weights.sum(axis=1) * self.shares[last] * terms.patience ** max(made - 1, 0), -1.0)
        if made == terms.rounds:
            return np.maximum(taking, 0.0), np.full(len(last), -1)
        taken, offered = self.odds(made + 1)
        offering = weights @ taken * self.shares * terms.patience**made
        if made + 2 == terms.rounds:  # the opponent's offer is the last one: it is taken
            offering = offering + weights @ (offered @ self.shares) * terms.patience ** (made + 1)
        elif made + 2 < terms.rounds:
            reached = np.einsum("si,ioc->soci", weights, offered).reshape(-1, self.types)
            live = np.flatnonzero(reached.sum(axis=1) > 0)
            later = np.zeros(len(reached))
            later[live] = self._solved(made + 2, reached[live], live % count)[0]
            offering = offering + later.reshape(len(weights), count, count).sum(axis=2)
        best = offering.argmax(axis=1)
        earned = offering[np.arange(len(best)), best]
        accept = taking >= earned - TIE
        return np.where(accept, taking, earned), np.where(accept, -1, best)


@lru_cache(maxsize=256)
def best_reply(terms: Terms, style: str, weight: float) -> Reply:
    """Return the best play against a named opponent, made once."""
    return Reply(terms, style, weight)
