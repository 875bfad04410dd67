"""The rules of GuessTheCity: a hidden city, what was played, and where one city lies from another. No text."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

EARTH = 6371.0
"""The radius of the earth, in km."""

DIRECTIONS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")

Move = tuple[str, int]
"""``("ask", number of a question)`` or ``("guess", number of a city)``."""


class State(NamedTuple):
    """What is hidden and what was played.

    Attributes:
        city: the hidden city's number.
        moves: in order.
    """

    city: int
    moves: tuple[Move, ...] = ()

    @property
    def solved(self) -> bool:
        """Whether the last move guessed it."""
        return bool(self.moves) and self.moves[-1] == ("guess", self.city)


def transition(state: State, move: Move) -> State:
    """Return the state after a move."""
    return State(state.city, (*state.moves, move))


def kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Return the distance of two places on a sphere (haversine).

    Args:
        here: latitude and longitude in degrees.
        there: likewise.
    """
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (here, there))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH * asin(min(sqrt(half), 1.0))


def direction(here: tuple[float, float], there: tuple[float, float]) -> int:
    """Return in which of the eight directions the shortest way from here to there sets out.

    Args:
        here: latitude and longitude in degrees.
        there: likewise.
    """
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (here, there))
    bearing = degrees(atan2(sin(d - b) * cos(c), cos(a) * sin(c) - sin(a) * cos(c) * cos(d - b)))
    return round(bearing / 45) % 8
