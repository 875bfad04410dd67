"""Maps for Quest: rooms on a grid in groups; within a group there may be several ways, between groups one door.

Since every door is the only way between what lies on its two sides, which doors a walk passes does not depend on the
way taken: that makes shortest plans cheap to find.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .level import NO_DOOR, Exit, Level
from .names import DIRECTIONS

LOOP = 0.25
"""The probability that two rooms of a group that lie side by side are connected beside the tree."""

WINDING = 0.8
"""In a house with long ways: the probability that a room is put beside the last one, and not beside any."""

Cell = tuple[int, int]


class Link(NamedTuple):
    """Two rooms side by side, the direction from the first to the second, and the door between or ``NO_DOOR``."""

    room: int
    other: int
    direction: str
    door: int


def draw_links(rng: np.random.Generator, rooms: int, doors: int, winding: float = 0.0) -> list[Link]:
    """Draw how rooms are connected.

    Args:
        rng: the only source of chance.
        rooms: how many rooms.
        doors: how many doors, fewer than rooms; they are numbered from 0.
        winding: how often a room is put beside the last one, which makes long ways with dead ends.
    """
    cells: list[Cell] = [(0, 0)]
    tree: list[tuple[int, int]] = []
    while len(cells) < rooms:
        last = winding > 0 and rng.random() < winding
        room = len(cells) - 1 if last else int(rng.integers(len(cells)))
        free = [cell for cell in _around(cells[room]) if cell not in cells]
        if free:
            tree.append((room, len(cells)))
            cells.append(free[int(rng.integers(len(free)))])
    closed = sorted(rng.permutation(len(tree))[:doors].tolist())
    group = _groups(rooms, [pair for number, pair in enumerate(tree) if number not in closed])
    links = [
        Link(room, other, _direction(cells, room, other), closed.index(number) if number in closed else NO_DOOR)
        for number, (room, other) in enumerate(tree)
    ]
    for room in range(rooms):
        for other in range(room + 1, rooms):
            near = cells[other] in _around(cells[room])
            if near and group[room] == group[other] and (room, other) not in tree and rng.random() < LOOP:
                links.append(Link(room, other, _direction(cells, room, other), NO_DOOR))
    return links


def exits_of(links: Sequence[Link], rooms: int) -> tuple[tuple[Exit, ...], ...]:
    """Return the ways out of each room, in the order of the directions."""
    back = dict(zip(DIRECTIONS, (*list(DIRECTIONS)[2:], *list(DIRECTIONS)[:2]), strict=True))
    found: list[list[Exit]] = [[] for _ in range(rooms)]
    for room, other, direction, door in links:
        found[room].append(Exit(direction, other, door))
        found[other].append(Exit(back[direction], room, door))
    order = list(DIRECTIONS)
    return tuple(tuple(sorted(ways, key=lambda way: order.index(way.direction))) for ways in found)


class Ways:
    """Shortest walks between rooms, all doors counted as open.

    Args:
        exits: the ways out of each room; every door the only way between its two sides.
    """

    def __init__(self, exits: Sequence[Sequence[Exit]]) -> None:
        self.exits = exits
        rooms = range(len(exits))
        self.distance = [[-1 for _ in rooms] for _ in rooms]
        self.doors: list[list[tuple[int, ...]]] = [[() for _ in rooms] for _ in rooms]
        for start in rooms:
            self.distance[start][start] = 0
            for room in (queue := [start]):
                for _, other, door in exits[room]:
                    if self.distance[start][other] < 0:
                        self.distance[start][other] = self.distance[start][room] + 1
                        passed = self.doors[start][room]
                        self.doors[start][other] = passed if door == NO_DOOR else (*passed, door)
                        queue.append(other)

    def next_exit(self, room: int, target: int) -> Exit:
        """Return the first way out on a shortest walk to another room."""
        return min(self.exits[room], key=lambda way: self.distance[way.room][target])


def ways_of(level: Level) -> Ways:
    """Return the walks in a level's house, worked out once."""
    ways = level.memo.get("ways")
    if ways is None:
        ways = level.memo["ways"] = Ways(level.exits)
    found: Ways = ways
    return found


def _around(cell: Cell) -> list[Cell]:
    return [(cell[0] + right, cell[1] + down) for right, down in DIRECTIONS.values()]


def _direction(cells: Sequence[Cell], room: int, other: int) -> str:
    step = (cells[other][0] - cells[room][0], cells[other][1] - cells[room][1])
    return next(name for name, found in DIRECTIONS.items() if found == step)


def _groups(rooms: int, links: Sequence[tuple[int, int]]) -> list[int]:
    """Return a number for each room, the same for two exactly if the links connect them."""
    group = list(range(rooms))
    for room, other in links:  # of a tree, in the order in which it grew: other is a room without followers yet
        group[other] = group[room]
    return group
