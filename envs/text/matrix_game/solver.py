r"""The best play of a repeated game against an opponent whose strategy is known, or is one of several.

Let m be what the opponent remembers, and p(y | m) how probable its moves are. With u(x, y) what a round earns,

    V_t(m) = \max_x \sum_y p(y | m) (u(x, y) + V_{t+1}(m')),   V = 0 after the last round.

Where the strategy is one of several deterministic ones, m holds the memories of those that would have played as the
opponent did, each as probable as the others: the sum then runs over the moves that they differ in, and a round's value
counts what it tells.
"""

from __future__ import annotations

from functools import lru_cache

from .games import GAMES
from .strategies import strategies

Minds = tuple[tuple[str, object], ...]
"""The strategies that the opponent may follow, and what each remembers."""

TIE = 1e-9


class Reply:
    """Best play against an opponent that follows one of some strategies.

    Args:
        name: of the game.
        seat: of the player that replies.
        rounds: how many are played.
    """

    def __init__(self, name: str, seat: int, rounds: int) -> None:
        self.game, self.seat, self.rounds = GAMES[name], seat, rounds
        self.strategies = strategies(self.game, 1 - seat)
        self._values: dict[tuple[int, Minds], tuple[float, int]] = {}

    def minds(self, names: tuple[str, ...], played: tuple[tuple[int, int], ...]) -> Minds:
        """Return which of some strategies would have played as the opponent did, and what they remember.

        Args:
            names: of the strategies.
            played: the moves of the first and of the second role in each round.
        """
        found = []
        for name in names:
            strategy = self.strategies[name]
            memory, right = strategy.start, True
            for moves in played:
                right = right and strategy.move(memory) == moves[1 - self.seat]
                memory = strategy.learn(memory, moves[1 - self.seat], moves[self.seat])
            if right:
                found.append((name, memory))
        return tuple(found)

    def solved(self, round_number: int, minds: Minds) -> tuple[float, int]:
        """Return the points that best play is expected to earn from a round on, and its move.

        Args:
            round_number: from 0.
            minds: what the opponent may be, at least one.
        """
        if round_number == self.rounds:
            return 0.0, 0
        known = self._values.get((round_number, minds))
        if known is None:
            worth = self._worths(round_number, minds)
            move = next(own for own, value in enumerate(worth) if value >= max(worth) - TIE)
            known = self._values[round_number, minds] = worth[move], move
        return known

    def _worths(self, round_number: int, minds: Minds) -> list[float]:
        """Return what each move is expected to earn, with best play after it."""
        by_move: dict[int, list[tuple[str, object]]] = {}
        for mind in minds:
            by_move.setdefault(self.strategies[mind[0]].move(mind[1]), []).append(mind)
        found = []
        for own in range(len(self.game.moves)):
            value = 0.0
            for other, alike in by_move.items():
                left = tuple((name, self.strategies[name].learn(memory, other, own)) for name, memory in alike)
                later = self.solved(round_number + 1, left)[0]
                value += len(left) / len(minds) * (self.game.points(self.seat, own, other) + later)
            found.append(value)
        return found


@lru_cache(maxsize=16)
def best_reply(name: str, seat: int, rounds: int) -> Reply:
    """Return the best play against strategies, made once."""
    return Reply(name, seat, rounds)


def stage_odds(name: str, seat: int, weight: float) -> tuple[float, ...]:
    """Return how an opponent moves that plays the equilibrium of one round, or any move now and then.

    Args:
        name: of the game.
        seat: of the opponent.
        weight: the probability that a move is the equilibrium's.
    """
    odds = GAMES[name].equilibrium[seat]
    return tuple(weight * each + (1 - weight) / len(odds) for each in odds)


def stage_reply(name: str, seat: int, odds: tuple[float, ...]) -> tuple[float, int]:
    """Return the points that a round earns against a mixed move, with best play, and the move.

    Args:
        name: of the game.
        seat: of the player that replies.
        odds: how probable each move of the opponent is.
    """
    game = GAMES[name]
    earned = [
        sum(odd * game.points(seat, own, other) for other, odd in enumerate(odds)) for own in range(len(game.moves))
    ]
    move = next(own for own, points in enumerate(earned) if points >= max(earned) - TIE)
    return earned[move], move
