"""Draw Sokoban levels that are solvable by construction: carve a room, then pull each box away from its target.

Every pull, played backwards, is a push, so the pulls are a solution. For one box at a time all places that pulls
lead to are found (breadth-first over the box's cell and the part of the room where the player is shut in), and one
of the far ones is chosen; with several boxes this is done twice, so that their ways cross.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .geometry import FLOOR, LINE_END, TARGET, WALL, Level, members, push_distances, reachable
from .solver import follow, search

MAX_DRAWS = 1000
TURNING, TURNS = 7, 20
"""The carving walk turns, in any direction, on 7 of 20 steps."""

SHAPES = (0b000_111_000, 0b010_010_010, 0b000_110_010, 0b000_110_110, 0b000_011_010)
"""What the walk carves around each cell, 3 by 3: a bar, a post, two corners, a block."""

CANDIDATES = 2
"""Cells drawn for each target; the one is kept from where a box can be pulled farthest."""

FILTER_NODES = 2000
"""Nodes that the solver opens to learn the length of a drawn level's shortest solution."""


class Place(NamedTuple):
    """Somewhere a box was pulled to.

    Attributes:
        box: its cell.
        region: the cells where the player can walk then, as bits.
        parent: index of the place it was pulled from; -1 for none.
        step: what the pull added to the cell's number.
    """

    box: int
    region: int
    parent: int
    step: int


def draw_level(
    rng: np.random.Generator, size: tuple[int, int], boxes: int, fewest: int = 1, most: int | None = None
) -> Level:
    """Draw a level whose boxes all start away from the targets.

    Args:
        rng: the environment's generator.
        size: rows and columns of the room, walls included; at least 5 each.
        boxes: number of boxes and of targets.
        fewest: least number of moves of the shortest solution.
        most: most moves of the shortest solution; None for any number.

    Raises:
        ValueError: if no such level is found in :data:`MAX_DRAWS` draws.
    """
    rows, cols = size
    for _ in range(MAX_DRAWS):
        chance = iter(rng.random(2 * (rows + cols) + (CANDIDATES + 2) * boxes + 6).tolist())
        level = pull_apart(chance, rows, cols, carve(chance, rows, cols), boxes)
        if level is not None and _within(level, fewest, level.cap**2 if most is None else most):
            return level
    limit = "" if most is None else f" to {most}"
    raise ValueError(
        f"Sokoban found no level with size={size}, boxes={boxes} and a shortest solution of {fewest}{limit} moves "
        f"in {MAX_DRAWS} draws. Enlarge the room, take fewer boxes or widen min_solution and max_solution."
    )


def carve(chance: Iterator[float], rows: int, cols: int) -> int:
    """Return the floor that a turning walk carves out of a solid room, as bits; it is connected.

    Args:
        chance: numbers in [0, 1); one a step of the walk, 2 * (rows + cols) steps at most, and four.
        rows: rows of the room.
        cols: columns of the room.
    """
    stride = cols + 1
    inside, shapes = _stencils(rows, cols)
    wanted = (0.6 + 0.35 * next(chance)) * (rows - 2) * (cols - 2)
    row, col = 1 + int(next(chance) * (rows - 2)), 1 + int(next(chance) * (cols - 2))
    direction = int(next(chance) * 4)
    floor = 0
    for _ in range(2 * (rows + cols)):
        turn, shape = divmod(int(next(chance) * 4 * TURNS * len(shapes)), len(shapes))
        if turn < 4 * TURNING:
            direction = turn % 4
        if direction < 2:
            row = min(max(row + 2 * direction - 1, 1), rows - 2)
        else:
            col = min(max(col + 2 * direction - 5, 1), cols - 2)
        floor |= shapes[shape] << ((row - 1) * stride + col - 1) & inside
        if floor.bit_count() >= wanted:
            break
    return floor


@lru_cache(maxsize=256)
def _stencils(rows: int, cols: int) -> tuple[int, tuple[int, ...]]:
    """Return the cells inside the outer walls, and :data:`SHAPES` around the cell in row 1, column 1, all as bits."""
    stride = cols + 1
    inside = sum(((1 << cols - 2) - 1) << (row * stride + 1) for row in range(1, rows - 1))
    return inside, tuple((shape & 7) | (shape >> 3 & 7) << stride | (shape >> 6) << 2 * stride for shape in SHAPES)


def pull_apart(chance: Iterator[float], rows: int, cols: int, floor: int, boxes: int) -> Level | None:
    """Return a level in the room ``floor``: targets drawn, boxes pulled away from them, player let in.

    Args:
        chance: numbers in [0, 1).
        rows: rows of the room.
        cols: columns of the room.
        floor: the cells that aren't walls, as bits.
        boxes: number of boxes.

    Returns:
        None where a box doesn't get away from every target.
    """
    stride = cols + 1
    open_cells = list(members(pullable(floor, stride)))
    if len(open_cells) < boxes or floor.bit_count() <= boxes:
        return None
    targets, tables = [], []
    for _ in range(boxes):
        drawn = [open_cells[int(next(chance) * len(open_cells))] for _ in range(CANDIDATES)]
        around = {cell: push_distances(floor, cell, stride, rows * cols) for cell in drawn}
        target = max(drawn, key=lambda cell: max(far for far in around[cell] if far < rows * cols))
        open_cells.remove(target)
        targets.append(target)
        tables.append(around[target])
    nearest = tables[0] if boxes == 1 else list(map(min, *tables))
    here = list(targets)
    region = _component(floor & ~sum(1 << cell for cell in here), next(chance), stride)
    pushes: list[tuple[int, int]] = []
    for box in list(range(boxes)) * min(boxes, 2):
        others = sum(1 << cell for cell in here) ^ 1 << here[box]
        places = pulls(Place(here[box], region, -1, 0), floor & ~others, stride)
        index = _far(places, nearest, next(chance))
        here[box], region = places[index].box, places[index].region
        pushes = _undone(places, index) + pushes
    if any(cell in targets for cell in here):
        return None
    walkable = list(members(region))
    player = walkable[int(next(chance) * len(walkable))]
    cells = bytearray(([WALL] * cols + [LINE_END]) * rows)
    for cell in members(floor):
        cells[cell] = FLOOR
    for cell in targets:
        cells[cell] = TARGET
    return Level(rows, cols, bytes(cells), player, tuple(here), tuple(pushes))


def pullable(floor: int, stride: int) -> int:
    """Return the cells of ``floor`` from where a lone box can be pulled in some direction, as bits."""
    across = floor >> 1 & floor >> 2 | floor << 1 & floor << 2
    return floor & (across | floor >> stride & floor >> 2 * stride | floor << stride & floor << 2 * stride)


def pulls(start: Place, free: int, stride: int) -> list[Place]:
    """Return every place that pulling one box leads to, nearest first, ``start`` included.

    Args:
        start: where the box and the player are.
        free: the cells that hold neither a wall nor another box, as bits.
        stride: cells from one row to the next.
    """
    places = [start]
    seen = {start.box: start.region}
    moves = (-stride, stride, -1, 1)
    for parent, (box, region, _, _) in enumerate(places):  # grows while it is walked
        for step in moves:
            pulled, player = box + step, box + 2 * step
            if not region >> pulled & 1 or not free >> player & 1 or seen.get(pulled, 0) >> player & 1:
                continue
            walk = reachable(1 << player, free & ~(1 << pulled), stride)
            seen[pulled] = seen.get(pulled, 0) | walk
            places.append(Place(pulled, walk, parent, step))
    return places


def _within(level: Level, fewest: int, most: int) -> bool:
    """Whether the shortest solution is known to have from ``fewest`` to ``most`` moves; solves only where it must."""
    start = sum(1 << box for box in level.boxes), level.player
    known = follow(level, start, level.pushes)
    if known is None or len(known) < fewest:
        return False
    bound = level.goal_distance(level.boxes)
    if bound >= fewest and len(known) <= most:
        return True
    if bound > most:
        return False
    found = search(level, start, 1, FILTER_NODES)
    return found.pushes is not None and fewest <= found.moves <= most


def _far(places: list[Place], nearest: list[int], chance: float) -> int:
    """Return the index of one of the places that are far from every target: at least 3/4 of the farthest."""
    most = max([nearest[place.box] for place in places])
    far = [index for index, place in enumerate(places) if 4 * nearest[place.box] >= 3 * most]
    return far[int(chance * len(far))]


def _undone(places: list[Place], index: int) -> list[tuple[int, int]]:
    """Return the pushes, in order, that bring the box back: the cell it is pushed from, and the step."""
    pushes = []
    while places[index].parent >= 0:
        box, _, parent, step = places[index]
        pushes.append((box, -step))
        index = parent
    return pushes


def _component(free: int, chance: float, stride: int) -> int:
    """Return one of the parts that ``free`` falls into, as bits; larger ones more often."""
    cells = list(members(free))
    return reachable(1 << cells[int(chance * len(cells))], free, stride)
