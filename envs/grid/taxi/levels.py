"""Random cities for Taxi, and the one that Dietterich (2000) drew.

Walls stand between two columns. A column can always be driven up and down, so a city is connected exactly if between
any two neighbouring columns at least one row is open.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .rules import Level
from .solver import table

CITIES_TRIED = 2000

CLASSIC_STATIONS: tuple[int, ...] = (0, 4, 20, 23)
CLASSIC_WALLS: tuple[int, ...] = (1, 6, 15, 17, 20, 22)


def most_walls(size: int) -> int:
    """Return how many walls a connected city can have."""
    return (size - 1) * (size - 1)


def generate(rng: np.random.Generator, *, min_solution: int = 1, max_solution: int | None = None, **city: Any) -> Level:
    """Draw a city in which a shortest plan, were there no chance, takes ``min_solution`` to ``max_solution`` commands.

    Args:
        rng: the only source of chance.
        min_solution: fewest commands.
        max_solution: most commands, or None for any number.
        city: as in :func:`draw_city`.

    Raises:
        ValueError: if no such city turns up.
    """
    if min_solution <= 1 and max_solution is None:
        return draw_city(rng, **city)
    for _ in range(CITIES_TRIED):
        level = draw_city(rng, **city)
        length = table(level).distance(level.start, level.sources)
        if min_solution <= length and (max_solution is None or length <= max_solution):
            return level
    raise ValueError(
        f"Taxi found no city whose shortest plan takes min_solution={min_solution} to max_solution={max_solution} "
        f"commands with {city}. Widen that range or change the size, the walls or the passengers."
    )


def draw_city(
    rng: np.random.Generator,
    *,
    size: int,
    stations: int,
    walls: int,
    passengers: int,
    classic: bool,
    rain: float,
    fickle: float,
) -> Level:
    """Draw a city, the taxi's start and what the passengers want.

    Args:
        rng: the only source of chance.
        size: cells a side.
        stations: how many stations there are.
        walls: how many walls, each one cell long, stand between columns.
        passengers: how many passengers wait, each at a station of their own.
        classic: take the walls and stations of Dietterich's city.
        rain: probability that a move drifts sideways.
        fickle: probability that a passenger changes their mind.
    """
    if classic:
        size, built, stops = 5, CLASSIC_WALLS, CLASSIC_STATIONS
    else:
        built = draw_walls(rng, size, walls)
        stops = tuple(rng.permutation(size * size)[:stations].tolist())
    draws = rng.random(2 * passengers + 1).tolist()
    start = int(draws.pop() * size * size)
    waiting = list(range(len(stops)))
    sources = tuple(waiting.pop(int(draws.pop() * len(waiting))) for _ in range(passengers))
    others = [int(draws.pop() * (len(stops) - 1)) for _ in range(passengers)]
    goals = tuple(other + (other >= source) for other, source in zip(others, sources, strict=True))
    return Level(size, built, stops, start, sources, goals, rain, fickle)


def draw_walls(rng: np.random.Generator, size: int, walls: int) -> tuple[int, ...]:
    """Return the cells with a wall on their right: ``walls`` of them, never a whole column's height."""
    order = rng.permutation(size * (size - 1)).tolist()
    built: list[int] = []
    height = [0] * (size - 1)
    for place in order:
        if len(built) == walls:
            break
        row, column = divmod(place, size - 1)
        if height[column] < size - 1:
            height[column] += 1
            built.append(row * size + column)
    return tuple(sorted(built))
