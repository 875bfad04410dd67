r"""Kuhn's poker solved: its equilibria, and the best play against an opponent whose strategy is known.

A strategy gives, for each node and card, the probability of the aggressive move (bet or call). In every equilibrium the
role that opens bets a jack with some probability α from 0 to 1/3, a king with 3α, calls with a queen with α + 1/3, and
the other role's strategy is the one below (Kuhn 1950). The opener loses 1/18 of a chip a hand.

Best play at a node maximises over moves m of own card c

    \sum_o w_o u(m, c, o),   w_o = P(o | c) \prod P(the opponent's moves so far | o)

where o are the opponent's cards and u is what best play earns from there on.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .rules import BET, CALL, CARDS, CHECK, CHOICES, FOLD, NODES, Moves

Strategy = dict[Moves, tuple[float, float, float]]
"""The probability of the aggressive move at each node, with a jack, a queen and a king."""

HIGHEST_BLUFF = 1 / 3


def equilibrium(bluff: float) -> Strategy:
    """Return the equilibrium in which the opener bets a jack with probability ``bluff``, 0 to 1/3."""
    return {
        (): (bluff, 0.0, 3 * bluff),
        (CHECK,): (1 / 3, 0.0, 1.0),
        (BET,): (0.0, 1 / 3, 1.0),
        (CHECK, BET): (0.0, bluff + 1 / 3, 1.0),
    }


HONEST: Strategy = {
    (): (0.0, 0.0, 1.0),
    (CHECK,): (0.0, 0.0, 1.0),
    (BET,): (0.0, 1.0, 1.0),
    (CHECK, BET): (0.0, 1.0, 1.0),
}
"""Bets a king and nothing else; calls with a queen or a king."""

BOLD: Strategy = dict.fromkeys(NODES, (1.0, 1.0, 1.0))
"""Bets and calls with every card."""


def blended(strategy: Strategy, weight: float) -> Strategy:
    """Return a strategy that is followed with probability ``weight`` on each move, else any move is played."""
    found: Strategy = {}
    for node, (jack, queen, king) in strategy.items():
        jack, queen, king = (weight * odds + (1 - weight) / 2 for odds in (jack, queen, king))
        found[node] = jack, queen, king
    return found


class Reply:
    """Best play against a known strategy.

    Args:
        strategy: of the opponent.
    """

    def __init__(self, strategy: Strategy) -> None:
        self.strategy = strategy
        self.best = lru_cache(maxsize=None)(self._best)

    def likelihood(self, node: Moves, move: str, card: int) -> float:
        """Return how probable a move of the opponent is.

        Args:
            node: what was played before it.
            move: the move.
            card: the opponent's.
        """
        odds = self.strategy[node][card]
        return odds if move == CHOICES[node][1] else 1 - odds

    def values(self, node: Moves, card: int) -> tuple[float, float]:
        """Return what the passive and the aggressive move are expected to win, in chips.

        Args:
            node: what was played; the player who replies is to move.
            card: that player's.
        """
        weights = [0.0 if other == card else 1.0 for other in CARDS]
        for place in range(len(node) - 1, -1, -2):
            odds = [self.likelihood(node[:place], node[place], other) for other in CARDS]
            weights = [weight * odd for weight, odd in zip(weights, odds, strict=True)]
        total = sum(weights)
        if not total:  # the opponent never plays so
            weights, total = [0.0 if other == card else 1.0 for other in CARDS], 2.0
        passive, aggressive = (self._worth(node, move, card, weights) / total for move in CHOICES[node])
        return passive, aggressive

    def value(self, card: int | None, opens: bool) -> float:
        """Return the chips that best play is expected to win in a hand.

        Args:
            card: that is held; None for the average over all of them.
            opens: whether the player who replies opens the hand.
        """
        if card is None:
            return sum(self.value(each, opens) for each in CARDS) / len(CARDS)
        if opens:
            return max(self.values((), card))
        total = 0.0
        for move in CHOICES[()]:
            met = sum(self.likelihood((), move, other) for other in CARDS if other != card) / 2
            total += met * max(self.values((move,), card)) if met else 0.0
        return total

    def _best(self, node: Moves, card: int) -> str:
        passive, aggressive = self.values(node, card)
        return CHOICES[node][1 if aggressive > passive + 1e-12 else 0]

    def _worth(self, node: Moves, move: str, card: int, weights: Sequence[float]) -> float:
        """Return the weighted sum of what a move wins."""
        signs = [1.0 if card > other else -1.0 for other in CARDS]
        if move == FOLD:
            return -sum(weights)
        if move == CALL or (node == (CHECK,) and move == CHECK):
            chips = 2.0 if move == CALL else 1.0
            return chips * sum(weight * sign for weight, sign in zip(weights, signs, strict=True))
        after = (*node, move)
        odds = self.strategy[after]
        if move == BET:  # folds: 1 chip; calls: 2
            wins = [1 - odd + 2 * odd * sign for odd, sign in zip(odds, signs, strict=True)]
            return sum(weight * win for weight, win in zip(weights, wins, strict=True))
        checked = sum(weight * (1 - odd) * sign for weight, odd, sign in zip(weights, odds, signs, strict=True))
        bet = [weight * odd for weight, odd in zip(weights, odds, strict=True)]
        called = 2 * sum(weight * sign for weight, sign in zip(bet, signs, strict=True))
        return checked + max(called, -sum(bet))
