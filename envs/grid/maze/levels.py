"""Random mazes: a spanning tree over rooms, some extra openings, then flags, exit and start.

Rooms lie on the cells with two odd coordinates; opening the cell between two neighbouring rooms joins
them. Two ways to draw the tree:

* ``backtracker``: depth-first search that steps to a random unvisited neighbour; long, winding passages.
* ``wilson``: loop-erased random walks; every spanning tree is equally likely (Wilson 1996).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .rules import Level, initial_state
from .solver import legs

ALGORITHMS = ("backtracker", "wilson")
LAYOUTS_TRIED = 400
PLACEMENTS_TRIED = 5
BLOCK = 256


class Lattice(NamedTuple):
    """The rooms of a maze of one size.

    Attributes:
        rooms: their cells.
        near: for each cell that is a room, its neighbouring rooms.
        doors: the cells between two neighbouring rooms.
    """

    rooms: tuple[int, ...]
    near: dict[int, tuple[int, ...]]
    doors: tuple[int, ...]


@lru_cache(maxsize=64)
def lattice(size: int) -> Lattice:
    """Return the rooms of a maze of ``size`` x ``size`` cells; ``size`` is odd."""
    rooms = tuple(row * size + column for row in range(1, size, 2) for column in range(1, size, 2))
    known = set(rooms)
    near = {}
    for room in rooms:
        column = room % size
        sideways = [room + step for step in (-2, 2) if 0 < column + step < size]
        near[room] = tuple(cell for cell in (room - 2 * size, room + 2 * size, *sideways) if cell in known)
    doors = tuple((room + other) // 2 for room in rooms for other in near[room] if other > room)
    return Lattice(rooms, near, doors)


def largest_loops(size: int) -> int:
    """Return how many walls a spanning tree leaves between neighbouring rooms."""
    side = size // 2
    return (side - 1) ** 2


def generate(
    rng: np.random.Generator,
    *,
    size: int,
    loops: int,
    flags: int,
    algorithm: str,
    min_solution: int,
    max_solution: int | None,
) -> Level:
    """Return a maze whose shortest solution takes ``min_solution`` to ``max_solution`` moves.

    Args:
        rng: the only source of chance.
        size: cells a side, walls included; odd.
        loops: openings beyond a spanning tree, each of which closes a loop.
        flags: how many flags to collect before the exit opens.
        algorithm: how the tree is drawn; one of ``ALGORITHMS``.
        min_solution: fewest moves that a solution may take.
        max_solution: most moves that the shortest solution may take, or None.

    Raises:
        ValueError: if no such maze turns up.
    """
    for _ in range(LAYOUTS_TRIED):
        grid = carve(rng, size, loops, algorithm)
        for _ in range(PLACEMENTS_TRIED):
            level = _place(rng, grid, size, flags, min_solution, max_solution)
            if level is not None:
                return level
    raise ValueError(
        f"Maze found no level of size={size}, loops={loops} and flags={flags} whose shortest solution takes "
        f"min_solution={min_solution} to max_solution={max_solution} moves. Widen that range or change the size."
    )


def carve(rng: np.random.Generator, size: int, loops: int, algorithm: str) -> bytes:
    """Return the grid of a random maze: one byte a cell, 1 where it can be walked on."""
    rooms, near, doors = lattice(size)
    grid = bytearray(size * size)
    if algorithm == "wilson":
        _wilson(rng, grid, rooms, near)
    else:
        _backtracker(rng, grid, rooms, near)
    if loops:
        closed = [door for door in doors if not grid[door]]
        for draw in rng.random(loops).tolist():
            grid[closed.pop(int(draw * len(closed)))] = 1
    return bytes(grid)


def _backtracker(
    rng: np.random.Generator, grid: bytearray, rooms: tuple[int, ...], near: dict[int, tuple[int, ...]]
) -> None:
    draws = rng.random(len(rooms)).tolist()
    room = rooms[int(draws.pop() * len(rooms))]
    grid[room] = 1
    path = [room]
    while path:
        room = path[-1]
        fresh = [other for other in near[room] if not grid[other]]
        if not fresh:
            path.pop()
            continue
        other = fresh[int(draws.pop() * len(fresh))]
        grid[other] = grid[(room + other) >> 1] = 1
        path.append(other)


def _wilson(
    rng: np.random.Generator, grid: bytearray, rooms: tuple[int, ...], near: dict[int, tuple[int, ...]]
) -> None:
    draws = _uniforms(rng)
    grid[rooms[int(next(draws) * len(rooms))]] = 1
    for start in rooms:
        step: dict[int, int] = {}
        room = start
        while not grid[room]:
            step[room] = near[room][int(next(draws) * len(near[room]))]  # a later visit erases the loop
            room = step[room]
        room = start
        while not grid[room]:
            grid[room] = grid[(room + step[room]) >> 1] = 1
            room = step[room]


def _uniforms(rng: np.random.Generator) -> Iterator[float]:
    while True:
        yield from rng.random(BLOCK).tolist()


def _place(
    rng: np.random.Generator, grid: bytes, size: int, flags: int, shortest: int, longest: int | None
) -> Level | None:
    """Put exit, flags and start on rooms of ``grid``; None if no start suits."""
    rooms = lattice(size).rooms
    draws = rng.random(flags + 2).tolist()
    free = list(rooms)
    cells = [free.pop(int(draws.pop() * len(free))) for _ in range(flags + 1)]
    bare = Level(size, grid, start=cells[0], exit=cells[0], flags=tuple(cells[1:]))
    ways = legs(bare, initial_state(bare).left)
    limit = size * size * (flags + 1) if longest is None else longest
    suitable = [room for room in free if shortest <= min([field[room] + rest for field, rest in ways]) <= limit]
    if not suitable:
        return None
    return bare.started_at(suitable[int(draws.pop() * len(suitable))])
