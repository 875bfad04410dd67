"""The games: what each pair of moves pays, and an equilibrium of one round."""

from __future__ import annotations

from typing import NamedTuple

Points = tuple[tuple[int, ...], ...]


class Game(NamedTuple):
    """One round, in which both choose at the same time.

    Attributes:
        title: its name in words.
        moves: the names of the moves, the same for both.
        first: what the first role earns: ``first[its move][the other's move]``.
        second: what the second role earns: ``second[its move][the other's move]``.
        equilibrium: how probable each move is in an equilibrium, for each role.
    """

    title: str
    moves: tuple[str, ...]
    first: Points
    second: Points
    equilibrium: tuple[tuple[float, ...], tuple[float, ...]]

    @property
    def most(self) -> int:
        """Return the most points that a round can give or take."""
        return max(abs(points) for table in (self.first, self.second) for row in table for points in row)

    def points(self, seat: int, own: int, other: int) -> int:
        """Return what a role earns in a round.

        Args:
            seat: 0 or 1.
            own: the number of its move.
            other: the number of the other's move.
        """
        return (self.first, self.second)[seat][own][other]


def _alike(title: str, moves: tuple[str, ...], points: Points, odds: tuple[float, ...]) -> Game:
    return Game(title, moves, points, points, (odds, odds))


THIRDS = (1 / 3, 1 / 3, 1 / 3)
HALVES = (0.5, 0.5)

GAMES = {
    "prisoners_dilemma": _alike("the prisoner's dilemma", ("cooperate", "defect"), ((3, 0), (5, 1)), (0.0, 1.0)),
    "stag_hunt": _alike("the stag hunt", ("stag", "hare"), ((4, 0), (3, 2)), (1.0, 0.0)),
    "chicken": _alike("chicken", ("swerve", "straight"), ((3, 1), (4, 0)), HALVES),
    "evening_out": Game(
        "an evening out", ("theatre", "match"), ((3, 0), (0, 2)), ((2, 0), (0, 3)), ((0.6, 0.4), (0.4, 0.6))
    ),
    "matching_pennies": Game(
        "matching pennies", ("heads", "tails"), ((1, -1), (-1, 1)), ((-1, 1), (1, -1)), (HALVES, HALVES)
    ),
    "rock_paper_scissors": _alike(
        "rock, paper, scissors", ("rock", "paper", "scissors"), ((0, -1, 1), (1, 0, -1), (-1, 1, 0)), THIRDS
    ),
}
"""Every game by its name; ``evening_out`` is the one in which both want to meet, and each at another place."""
