"""KeyRooms' levels: rooms joined by doors as a tree, and the order in which the locked ones open.

Every level is solvable by construction. Locked doors are numbered so that a door comes after those on the way to it;
the key of the first lies in the part that is open at the start, and the key of each next one in the part that the door
before it opened. No object stands next to a door, and none separates free cells from one another, so each can be
reached without moving another. Whatever the agent does can be undone or opens the map further: no state is lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import NamedTuple, TypeVar

import numpy as np

from .rules import CLOSED, COLOURS, FLOOR, GOAL, GREY, LOCKED, UNLOCKS, WALL, Level, ball, box, door, initial_state, key
from .solver import Solver

T = TypeVar("T")
Placing = tuple[int, list[int]]
"""The code of an object and the rooms in which it may be put."""

MAX_TRIES = 1000
"""How often a map is drawn anew before the settings are called too tight."""

TRIES_TO_PLACE = 200
"""How often a cell is drawn for an object before the map is given up."""

CHUNK = 64
"""How many random numbers are drawn at once."""

AROUND = ((-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1))
"""The neighbours of a cell in a circle; bit i of a neighbourhood is the i-th."""


@dataclass(frozen=True)
class Settings:
    """How large and how hard a level is.

    Args:
        rooms: how many rooms; they stand in a grid that is as square as possible.
        room_size: cells along a side of a room, walls not counted.
        locked: how many of the ``rooms - 1`` doors are locked; the last one, to the goal, is always among them.
        boxes: how many boxes; they hide keys first, then balls to fetch, and are empty after that.
        distractors: how many balls and keys that nothing needs.
        subgoals: how many balls must be picked up before the goal counts.
        min_solution: the least number of commands that the best solution takes.
    """

    rooms: int = 4
    room_size: int = 4
    locked: int = 2
    boxes: int = 1
    distractors: int = 1
    subgoals: int = 0
    min_solution: int = 0

    def __post_init__(self) -> None:
        for name, low, high in (
            ("rooms", 1, 36),
            ("room_size", 3, 12),
            ("locked", 0, min(self.rooms - 1, GREY) if isinstance(self.rooms, int) else 0),
            ("boxes", 0, len(COLOURS)),
            ("subgoals", 0, len(COLOURS)),
            ("distractors", 0, 2 * len(COLOURS) - _whole(self.locked) - _whole(self.subgoals)),
            ("min_solution", 0, 10_000),
        ):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
                limits = "rooms - 1 and 5" if name == "locked" else "what the other settings leave"
                why = f" (no more than {limits})" if name in ("locked", "distractors") else ""
                raise ValueError(
                    f"KeyRooms needs {name} to be a whole number {low} to {high}{why}; got {name}={value!r}."
                )

    @property
    def columns(self) -> int:
        """How many rooms stand side by side."""
        return math.ceil(math.sqrt(self.rooms))

    @property
    def width(self) -> int:
        """Cells from left to right, walls included."""
        return self.columns * (self.room_size + 1) + 1

    @property
    def height(self) -> int:
        """Cells from top to bottom, walls included."""
        return math.ceil(self.rooms / self.columns) * (self.room_size + 1) + 1

    def as_dict(self) -> dict[str, int]:
        """Return the settings by name."""
        return {entry.name: getattr(self, entry.name) for entry in fields(self)}


def draw_level(rng: np.random.Generator, settings: Settings) -> Level:
    """Draw a level.

    Raises:
        ValueError: if the settings leave too little space in the rooms, or ``min_solution`` is out of reach.
    """
    for _ in range(MAX_TRIES):
        level = _Draft(rng, settings).level()
        if level is not None and (not settings.min_solution or _long(level, settings.min_solution)):
            return level
    raise ValueError(
        f"KeyRooms drew {MAX_TRIES} maps and none fits {settings.as_dict()}. Enlarge room_size, or ask for fewer "
        "objects or a smaller min_solution."
    )


def _long(level: Level, least: int) -> bool:
    plan = Solver(level).plan(initial_state(level))
    return plan is not None and len(plan) >= least


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _keeps_together(free: int) -> bool:
    """Whether a cell may be filled: it has free straight neighbours, and they stay joined around it."""
    ring = [free >> place & 1 for place in range(8)]
    arcs = sum(ring[place] and not (ring[place - 1] and ring[place - 2]) for place in (1, 3, 5, 7))
    return arcs == 1 or (arcs == 0 and ring[1] == 1)


def _bits(ring: list[int]) -> int:
    a, b, c, d, e, f, g, h = [not there for there in ring]
    return a | b << 1 | c << 2 | d << 3 | e << 4 | f << 5 | g << 6 | h << 7


FILLABLE = tuple(_keeps_together(free) for free in range(256))
"""Neighbourhood → whether an object may stand there."""


class _Side(NamedTuple):
    """A wall between two rooms: the room beyond, the step towards it, the cells of the wall."""

    beyond: int
    step: int
    wall: list[int]


class _Site(NamedTuple):
    """What all levels with the same rooms share: the map without doors, the cells and the sides of each room."""

    width: int
    blank: bytes
    cells: list[list[int]]
    walls: list[list[_Side]]


class _Join(NamedTuple):
    """How a room is reached: the room before it and the wall in which the door is."""

    before: int
    side: _Side


@lru_cache(maxsize=64)
def _site(rooms: int, size: int) -> _Site:
    columns, pitch = math.ceil(math.sqrt(rooms)), size + 1
    width = columns * pitch + 1
    blank = bytearray([WALL]) * (width * (math.ceil(rooms / columns) * pitch + 1))
    site = _Site(width, b"", [], [])
    for room in range(rooms):
        corner = (room // columns * pitch + 1) * width + room % columns * pitch + 1
        inside = [corner + row * width + column for row in range(size) for column in range(size)]
        for cell in inside:
            blank[cell] = FLOOR
        site.cells.append(inside)
        beyond = ((room - columns, -width, True), (room - 1, -1, room % columns > 0))
        ahead = ((room + 1, 1, (room + 1) % columns > 0), (room + columns, width, True))
        site.walls.append(
            [
                _Side(other, step, [cell + step for cell in inside if cell + step not in inside])
                for other, step, beside in (*beyond, *ahead)
                if beside and 0 <= other < rooms
            ]
        )
    return site._replace(blank=bytes(blank))


class _Draft:
    """A level in the making."""

    def __init__(self, rng: np.random.Generator, settings: Settings) -> None:
        self.settings = settings
        self.site = _site(settings.rooms, settings.room_size)
        self.cells = bytearray(self.site.blank)
        self.near_doors: set[int] = set()
        self.around = [row * self.site.width + column for row, column in AROUND]
        self.numbers = _numbers(rng)

    def level(self) -> Level | None:
        """Return a level, or None where an object found no place."""
        joins, order = self._tree()
        locked = self._locked(order)
        doors, parts = self._doors(joins, order, locked)
        start, goal = [order[0]], [order[-1]]
        errands, things = self._things([self.cells[cell] for cell in doors[: len(locked)]], parts)
        if not all(self._place(code, rooms) for code, rooms in [(GOAL, goal), *things]):
            return None
        free = [cell for cell in self.site.cells[start[0]] if self.cells[cell] == FLOOR]
        position = free[self._below(len(free))]
        return Level(self.site.width, bytes(self.cells), position, self._below(4), tuple(doors), errands)

    def _tree(self) -> tuple[dict[int, _Join], list[int]]:
        """Join the rooms as a tree; return each room's join to the one before, and the rooms from start to goal."""
        start = self._below(self.settings.rooms)
        depth, joins = {start: 0}, {}
        frontier = [(start, side) for side in self.site.walls[start]]
        while frontier:
            room, side = frontier.pop(self._below(len(frontier)))
            if side.beyond not in depth:
                depth[side.beyond] = depth[room] + 1
                joins[side.beyond] = _Join(room, side)
                frontier += [(side.beyond, further) for further in self.site.walls[side.beyond]]
        goal = max(depth, key=lambda room: depth[room])
        return joins, [*(room for room in depth if room != goal), goal]

    def _locked(self, order: list[int]) -> list[int]:
        """Return the rooms whose door is locked, in the order in which they open; the goal's is the last."""
        if not self.settings.locked:
            return []
        pool = order[1:-1]
        chosen = [self._take(pool) for _ in range(self.settings.locked - 1)]
        return [room for room in order if room in chosen or room == order[-1]]

    def _doors(self, joins: dict[int, _Join], order: list[int], locked: list[int]) -> tuple[list[int], dict[int, int]]:
        """Put the doors in; return their cells, locked ones first, and how many locks lead to each room."""
        cells, parts, colours = {}, {order[0]: 0}, list(range(GREY))
        for room in order[1:]:
            before, side = joins[room]
            cells[room] = cell = side.wall[self._below(len(side.wall))]
            self.near_doors.update((cell - side.step, cell + side.step))
            if room in locked:
                parts[room] = locked.index(room) + 1
                self.cells[cell] = door(self._take(colours), LOCKED)
            else:
                parts[room] = parts[before]
                self.cells[cell] = door(GREY, CLOSED)
        ordered = [*locked, *(room for room in order[1:] if room not in locked)]
        return [cells[room] for room in ordered], parts

    def _things(self, locks: list[int], parts: dict[int, int]) -> tuple[tuple[int, ...], list[Placing]]:
        """Draw the objects; return the balls to fetch, and every object with the rooms that it may stand in."""
        settings, anywhere = self.settings, list(parts)
        keys = [(UNLOCKS[code], [room for room in parts if parts[room] == part]) for part, code in enumerate(locks)]
        spare_keys = [key(colour) for colour in range(len(COLOURS)) if key(colour) not in [code for code, _ in keys]]
        spare_balls = [ball(colour) for colour in range(len(COLOURS))]
        errands = tuple(self._take(spare_balls) for _ in range(settings.subgoals))
        balls, lids = [(code, anywhere) for code in errands], list(range(len(COLOURS)))
        things = []
        for _ in range(settings.boxes):
            hidden = keys or balls
            inside, rooms = self._take(hidden) if hidden else (FLOOR, anywhere)
            things.append((box(self._take(lids), inside), rooms))
        spare = spare_keys + spare_balls
        return errands, [*things, *keys, *balls, *((self._take(spare), anywhere) for _ in range(settings.distractors))]

    def _place(self, code: int, rooms: list[int]) -> bool:
        """Put an object where it separates nothing, away from doors and other objects; tell whether there was room."""
        cells, around = self.cells, self.around
        for _ in range(TRIES_TO_PLACE):
            room = self.site.cells[rooms[self._below(len(rooms))]]
            cell = room[self._below(len(room))]
            if cells[cell] != FLOOR or cell in self.near_doors:
                continue
            ring = [cells[cell + step] for step in around]
            if max(ring[1::2]) <= WALL and FILLABLE[_bits(ring)]:
                cells[cell] = code
                return True
        return False

    def _below(self, count: int) -> int:
        """Return a number in ``range(count)``."""
        return int(next(self.numbers) * count)

    def _take(self, pool: list[T]) -> T:
        """Take one of ``pool`` out."""
        return pool.pop(self._below(len(pool)))


def _numbers(rng: np.random.Generator) -> Iterator[float]:
    while True:
        yield from rng.random(CHUNK).tolist()
