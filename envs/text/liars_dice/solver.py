r"""Liar's dice solved: an equilibrium by counterfactual regret minimisation (CFR+), and best play against a strategy.

A strategy has shape (histories, rolls, moves): for each set of bids made, as a number, and each roll of the mover, the
probability of each bid, and of the call in the last column. The next history after bid b is h + 2^b, so all histories
whose highest bid is a lead, by bid b, to a stretch of consecutive ones, and a sweep over the tree takes one NumPy
operation for each pair a < b.

CFR+ (Tammelin 2014): R ← max(R + r, 0), one side at a time, where r are the counterfactual regrets of the strategy ∝ R;
the result is the average of the strategies, each weighted by the square of its sweep's number. Exploitability, the mean
of what best play wins against either side, is what the result falls short of an equilibrium; the sweeps end when it is
below 0.001.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .rules import Table, chances, holds, rolls

Floats = NDArray[np.float64]

TOLERANCE = 0.001
MOST_SWEEPS = 2000
BETWEEN_CHECKS = 50
MOST_BIDS = 12
"""Tables with at most so many bids (2 · dice · faces) can be played; their 4096 histories are solved in seconds."""


class Tree:
    """The histories of a table, and what a call is worth in each.

    Args:
        table: with at most ``MOST_BIDS`` bids.

    Attributes:
        weight: shape (rolls,); how probable each roll is.
        lie: shape (bids, rolls, rolls); 1 where a bid is a lie and -1 where it holds.
    """

    def __init__(self, table: Table) -> None:
        self.table, self.bids = table, table.bids
        self.rolls = rolls(table)
        self.weight: Floats = np.array(chances(table))
        self.lie: Floats = np.array(
            [
                [[-1.0 if holds(table, bid, mine, theirs) else 1.0 for theirs in self.rolls] for mine in self.rolls]
                for bid in range(self.bids)
            ]
        )
        self.shape = (1 << self.bids, len(self.rolls), self.bids + 1)

    def legal(self) -> Floats:
        """Return which moves each history allows; shape (histories, 1, moves)."""
        found = np.zeros((self.shape[0], 1, self.shape[2]))
        for top in range(-1, self.bids):
            found[_stretch(top), :, top + 1 : self.bids] = 1.0
        found[1:, :, self.bids] = 1.0
        return found

    def reaches(self, strategy: Floats) -> tuple[Floats, Floats]:
        """Return how probable each side's own moves make each history, of the mover and of the other side.

        Args:
            strategy: of both sides.

        Returns:
            Two arrays of shape (histories, rolls).
        """
        mover = np.zeros(self.shape[:2])
        other = np.zeros(self.shape[:2])
        mover[0] = other[0] = 1.0
        for top in range(-1, self.bids):
            here = _stretch(top)
            for bid in range(top + 1, self.bids):
                there = _after(top, bid)
                mover[there] = other[here]
                other[there] = mover[here] * strategy[here, :, bid]
        return mover, other

    def sweep(self, strategy: Floats, best: bool = False) -> tuple[Floats, Floats, Floats]:
        """Return what everything is worth, each roll weighted by how probable the opponent's moves and rolls are.

        Args:
            strategy: of both sides.
            best: let each side in turn play best against the strategy, instead of the strategy itself.

        Returns:
            The worth of each history to the mover, by roll; of each to the other side, by roll; and of each move to
            the mover. Shapes (histories, rolls), (histories, rolls), (histories, rolls, moves).
        """
        mover, other = (reach * self.weight for reach in self.reaches(strategy))
        moves = np.zeros(self.shape)
        mine, theirs = np.zeros(self.shape[:2]), np.zeros(self.shape[:2])
        for top in range(self.bids - 1, -2, -1):
            here, legal = _stretch(top), slice(top + 1, self.bids + (top >= 0))
            for bid in range(top + 1, self.bids):
                there = _after(top, bid)
                moves[here, :, bid] = theirs[there]
                theirs[here] += mine[there]
            if top >= 0:
                moves[here, :, self.bids] = other[here] @ self.lie[top].T
                theirs[here] -= (mover[here] * strategy[here, :, self.bids]) @ self.lie[top]
            worth = moves[here, :, legal]
            mine[here] = worth.max(axis=2) if best else (worth * strategy[here, :, legal]).sum(axis=2)
        return mine, theirs, moves


def equilibrium_of(tree: Tree) -> Floats:
    """Return a strategy of both sides that is exploitable by less than ``TOLERANCE``, by CFR+.

    Args:
        tree: of the table.
    """
    legal = np.broadcast_to(tree.legal(), tree.shape)
    first = np.array([history.bit_count() % 2 == 0 for history in range(tree.shape[0])])
    sides = np.flatnonzero(first), np.flatnonzero(~first)
    regrets, total = np.zeros(tree.shape), np.zeros(tree.shape)
    for number in range(1, MOST_SWEEPS + 1):
        side = sides[number % 2]
        strategy = _matched(regrets, legal)
        mine, _, moves = tree.sweep(strategy)
        total[side] += number**2 * tree.reaches(strategy)[0][side, :, None] * strategy[side]
        regret = moves[side] - mine[side, :, None]
        regrets[side] = np.maximum(regrets[side] + regret * legal[side], 0.0)
        if number % BETWEEN_CHECKS == 0 and exploitability(tree, _matched(total, legal)) < TOLERANCE:
            break
    return _matched(total, legal)


def _matched(weights: Floats, legal: Floats) -> Floats:
    """Return probabilities in proportion to weights, and all legal moves alike where there are none."""
    sums = weights.sum(axis=2, keepdims=True)
    known: Floats = np.where(sums > 0, weights, legal)
    shares: Floats = known / known.sum(axis=2, keepdims=True)
    return shares


def exploitability(tree: Tree, strategy: Floats) -> float:
    """Return what best play wins against each side of a strategy, on average over both; 0 in an equilibrium.

    Args:
        tree: of the table.
        strategy: of both sides.
    """
    mine, theirs, _ = tree.sweep(strategy, best=True)
    return float((mine[0] + theirs[0]) @ tree.weight / 2)


def _stretch(top: int) -> slice:
    """Return the histories whose highest bid is ``top``; -1 for the empty one."""
    return slice(0, 1) if top < 0 else slice(1 << top, 2 << top)


def _after(top: int, bid: int) -> slice:
    """Return where the histories of a stretch lead by a bid."""
    here = _stretch(top)
    return slice(here.start + (1 << bid), here.stop + (1 << bid))


@lru_cache(maxsize=8)
def tree_of(table: Table) -> Tree:
    """Return the tree of a table, made once."""
    return Tree(table)


@lru_cache(maxsize=4)
def equilibrium(table: Table) -> Floats:
    """Return the perfect player's strategy, computed once."""
    return equilibrium_of(tree_of(table))


class Reply:
    """Best play against an opponent that follows the equilibrium with probability ``weight``, else plays any move.

    Args:
        table: the dice.
        weight: from 0 to 1; the equilibrium is not needed for 0.

    Attributes:
        strategy: of the opponent, shape (histories, rolls, moves).
    """

    def __init__(self, table: Table, weight: float) -> None:
        tree = tree_of(table)
        self.legal = np.broadcast_to(tree.legal(), tree.shape)
        uniform = self.legal / self.legal.sum(axis=2, keepdims=True)
        self.strategy = uniform if not weight else weight * equilibrium(table) + (1 - weight) * uniform
        self._first, self._second, self._moves = tree.sweep(self.strategy, best=True)

    def best(self, history: int, roll: int) -> int:
        """Return the number of the best move, the call being the last one; of equal ones the first.

        Args:
            history: the bids made, as bits.
            roll: the number of the mover's roll.
        """
        return int(np.argmax(np.where(self.legal[history, roll] > 0, self._moves[history, roll], -np.inf)))

    def value(self, roll: int, seat: int) -> float:
        """Return the expected payoff of best play from the start.

        Args:
            roll: the number of the roll.
            seat: 0 or 1.
        """
        return float((self._first, self._second)[seat][0, roll])


@lru_cache(maxsize=8)
def best_reply(table: Table, weight: float) -> Reply:
    """Return the best play against an opponent of some skill, computed once."""
    return Reply(table, weight)
