"""How opponents play a repeated game: each remembers something of the rounds before and chooses by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from .games import Game

FIRST, SECOND = 0, 1
"""The numbers of the two moves that strategies for two moves speak of; games list the friendlier one first."""


class Strategy(NamedTuple):
    """A deterministic strategy.

    Attributes:
        start: what it remembers before the first round.
        move: the move that it makes, by what it remembers.
        learn: what it remembers after a round, by what it did before, its own move and the other's.
        told: how it plays, in words.
    """

    start: Any
    move: Callable[[Any], int]
    learn: Callable[[Any, int, int], Any]
    told: str


@lru_cache(maxsize=32)
def strategies(game: Game, seat: int) -> dict[str, Strategy]:
    """Return every strategy for one role of a game.

    Args:
        game: the table.
        seat: the role, 0 or 1.
    """
    count = len(game.moves)
    opening = game.moves[FIRST]
    table = (game.first, game.second)[seat]
    mean = sum(map(sum, table)) / count**2
    return {
        "constant": Strategy((), lambda _: FIRST, lambda memory, own, other: memory, f"always plays {opening}"),
        "alternate": Strategy(
            FIRST, lambda turn: turn, lambda turn, own, other: (turn + 1) % count, "plays all moves in turn"
        ),
        "tit_for_tat": Strategy(
            FIRST,
            lambda last: last,
            lambda last, own, other: other,
            f"plays {opening}, then what the other played last",
        ),
        "grim": Strategy(
            FIRST,
            lambda mood: mood,
            lambda mood, own, other: mood if other == FIRST else SECOND,
            f"plays {opening} until the other plays anything else, then {game.moves[SECOND]} for ever",
        ),
        "win_stay": Strategy(
            FIRST,
            lambda move: move,
            lambda move, own, other: own if table[own][other] >= mean else (own + 1) % count,
            "keeps a move that earned at least the mean of the table, else takes the next one",
        ),
        "fictitious": Strategy(
            (0,) * count,
            lambda counts: _best_against(table, counts),
            lambda counts, own, other: tuple(n + (move == other) for move, n in enumerate(counts)),
            "plays best against the shares of the other's moves so far",
        ),
    }


STYLES = ("constant", "alternate", "tit_for_tat", "grim", "win_stay", "fictitious")
"""The names of all strategies."""


def remembered(strategy: Strategy, seat: int, played: Sequence[tuple[int, int]]) -> Any:
    """Return what a strategy remembers after some rounds.

    Args:
        strategy: of one role.
        seat: that role, 0 or 1.
        played: the moves of the first and of the second role in each round.
    """
    memory = strategy.start
    for moves in played:
        memory = strategy.learn(memory, moves[seat], moves[1 - seat])
    return memory


def _best_against(table: Sequence[Sequence[int]], counts: Sequence[int]) -> int:
    """Return the move that earns most against moves in these numbers, the first of equal ones."""
    earned = [sum(points * count for points, count in zip(row, counts, strict=True)) for row in table]
    return earned.index(max(earned))
