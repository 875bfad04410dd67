"""The rules of Kuhn's poker (Kuhn 1950), played for one or more hands; the first move alternates."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..two_player.match import OVER, Payoffs

JACK, QUEEN, KING = CARDS = (0, 1, 2)
CHECK, BET, CALL, FOLD = MOVES = ("check", "bet", "call", "fold")
Moves = tuple[str, ...]

NODES: tuple[Moves, ...] = ((), (CHECK,), (BET,), (CHECK, BET))
"""What has been played in a hand when somebody is to move."""

CHOICES: dict[Moves, tuple[str, str]] = {
    (): (CHECK, BET),
    (CHECK,): (CHECK, BET),
    (BET,): (FOLD, CALL),
    (CHECK, BET): (FOLD, CALL),
}
"""The passive and the aggressive move at each node."""

MOST_CHIPS = 2
"""How many chips one hand may cost: the ante and a bet."""


class State(NamedTuple):
    """A match.

    Attributes:
        cards: of each hand, the card of the first and of the second role.
        hand: the number of the hand that is played, from 0.
        moves: what was played in it.
        past: what was played in each hand before it.
        chips: what the first role has won so far.
    """

    cards: tuple[tuple[int, int], ...]
    hand: int = 0
    moves: Moves = ()
    past: tuple[Moves, ...] = ()
    chips: int = 0

    @property
    def mover(self) -> int:
        """Return the role that is to move."""
        return OVER if self.hand == len(self.cards) else (self.hand + len(self.moves)) % 2


def initial_state(rng: np.random.Generator, hands: int = 1) -> State:
    """Deal every hand.

    Args:
        rng: the only source of chance.
        hands: how many.
    """
    deals = [divmod(int(rng.integers(6)), 2) for _ in range(hands)]
    return State(tuple((card, (card + 1 + step) % 3) for card, step in deals))


def won(cards: tuple[int, int], opener: int, moves: Moves) -> int:
    """Return how many chips the first role wins in a hand that is over, less than 0 if it loses.

    Args:
        cards: of the two roles.
        opener: the role that moved first.
        moves: all of the hand.
    """
    higher = 1 if cards[0] > cards[1] else -1
    if moves[-1] == FOLD:
        folds = (opener + len(moves) - 1) % 2
        return -1 if folds == 0 else 1
    return higher * (2 if moves[-1] == CALL else 1)


def transition(state: State, move: str) -> State:
    """Return the match after a legal move of the mover."""
    cards, hand, played, past, chips = state
    moves = (*played, move)
    if moves in CHOICES:
        return State(cards, hand, moves, past, chips)
    return State(cards, hand + 1, (), (*past, moves), chips + won(cards[hand], hand % 2, moves))


def legal_moves(state: State) -> tuple[str, str]:
    """Return the passive and the aggressive move."""
    return CHOICES[state.moves]


def payoffs(state: State) -> Payoffs:
    """Return the chips that each role has won, as a share of the most that so many hands can cost."""
    first = state.chips / (MOST_CHIPS * len(state.cards))
    return first, -first
