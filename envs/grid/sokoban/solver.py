"""Sokoban solved: A* over pushes, counted in moves.

A node is the boxes' cells and the player's cell after a push; an edge is a shortest walk and one push. The bound
on what is left is the cheapest assignment of boxes to targets by push distance, which never overestimates, so the
first solution found is a shortest one (Junghanns and Schaeffer 2001). Pushes that leave a box on a dead square or in
a frozen group are dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from .geometry import Level, members, reachable

NODES = 20_000
"""Nodes that each search opens, for a shortest solution and then for any; with n > 4 boxes 1 / (n - 3) of them."""

GREED = 4
"""Weight of the bound when any solution will do."""

Push = tuple[int, int]
"""The cell of a box, and the step by which it is pushed."""

Node = tuple[int, int]
"""The boxes' cells as bits, and the player's cell."""


class Found(NamedTuple):
    """What a search ended with.

    Attributes:
        pushes: a solution, or None.
        moves: its moves, walks included.
        exhausted: whether everything that can be reached has been seen, so that None means there is no solution.
    """

    pushes: list[Push] | None
    moves: int
    exhausted: bool


class Solution(NamedTuple):
    """Moves that solve a state.

    Attributes:
        moves: commands.
        optimal: whether it is known that no solution has fewer moves.
    """

    moves: tuple[str, ...]
    optimal: bool


def solve(level: Level, player: int, boxes: Sequence[int], nodes: int | None = None) -> Solution | None:
    """Return a shortest solution; any, where that opens too many nodes; None where none is found.

    Args:
        level: the room and its targets.
        player: the player's cell.
        boxes: the boxes' cells.
        nodes: most nodes that the search for a shortest solution opens, and then the search for any; None for
            :data:`NODES`. Where both run out, the way the level was made, backwards, is tried.
    """
    if nodes is None:
        nodes = NODES // max(1, len(boxes) - 3)
    start = sum(1 << box for box in boxes), player
    found = search(level, start, 1, nodes)
    optimal = found.pushes is not None
    if found.pushes is None and not found.exhausted:
        found = search(level, start, GREED, nodes)
    pushes = found.pushes
    if pushes is None and not found.exhausted:
        pushes = remembered(level, start)
    moves = None if pushes is None else follow(level, start, pushes)
    return None if moves is None else Solution(moves, optimal)


def search(level: Level, start: Node, weight: int, nodes: int) -> Found:
    """Search for pushes that solve ``start``, by moves made plus ``weight`` times the bound on those left.

    Args:
        level: the room and its targets.
        start: where to begin.
        weight: 1 finds a shortest solution; more finds one sooner.
        nodes: most nodes opened.
    """
    goal = sum(1 << target for target in level.targets)
    bounds = {start[0]: bound(level, start[0])}
    fewest = {start: 0}
    came: dict[Node, tuple[Node, Push]] = {}
    queue = [(weight * bounds[start[0]], 0, start)]
    while queue and nodes:
        _, moves, node = heappop(queue)
        if -moves > fewest[node]:
            continue
        boxes, player = node
        if boxes == goal:
            return Found(_pushes(came, node), -moves, exhausted=False)
        nodes -= 1
        for box, step, walked in pushes_from(level, boxes, player):
            pushed = boxes ^ (1 << box | 1 << box + step)
            left = bounds.get(pushed)
            if left is None:
                left = bounds[pushed] = -1 if frozen(level, pushed, box + step) else bound(level, pushed)
            child, total = (pushed, box), walked + 1 - moves
            if left >= 0 and total < fewest.get(child, total + 1):
                fewest[child] = total
                came[child] = node, (box, step)
                heappush(queue, (total + weight * left, -total, child))
    return Found(None, 0, exhausted=not queue)


def bound(level: Level, boxes: int) -> int:
    """Return a lower bound on the moves that solve the boxes at ``boxes`` (bits); -1 where nothing does."""
    pushes = level.goal_distance(tuple(members(boxes)))
    return -1 if pushes >= level.cap else pushes


def pushes_from(level: Level, boxes: int, player: int) -> Iterator[tuple[int, int, int]]:
    """Yield each push that keeps the box off the dead squares: its cell, the step, and the moves of the walk to it.

    Args:
        level: the room.
        boxes: the boxes' cells, as bits.
        player: the player's cell.
    """
    stride, free = level.stride, level.floor & ~boxes
    alive = free & ~level.dead
    stands = (
        (-stride, (boxes & alive << stride) << stride & free),
        (stride, (boxes & alive >> stride) >> stride & free),
        (-1, (boxes & alive << 1) << 1 & free),
        (1, (boxes & alive >> 1) >> 1 & free),
    )
    wanted = stands[0][1] | stands[1][1] | stands[2][1] | stands[3][1]
    ring = seen = 1 << player
    walked = 0
    while ring and wanted:
        if ring & wanted:
            wanted &= ~ring
            for step, stand in stands:
                for cell in members(stand & ring):
                    yield cell + step, step, walked
        ring = (ring << 1 | ring >> 1 | ring << stride | ring >> stride) & free & ~seen
        seen |= ring
        walked += 1


def frozen(level: Level, boxes: int, box: int) -> bool:
    """Whether ``box`` can't be moved without a loss any more, and it or a box that holds it is off the targets."""
    group = _held(level, level.walls, boxes, box)
    return any(box not in level.targets for box in members(group))


def deadlocked(level: Level, boxes: Sequence[int]) -> bool:
    """Whether the boxes are seen to be lost: a dead square, a frozen group, or no assignment to targets.

    True means that no solution is left; False promises nothing.
    """
    cells = sum(1 << box for box in boxes)
    return bound(level, cells) < 0 or any(frozen(level, cells, box) for box in boxes)


def follow(level: Level, start: Node, pushes: Sequence[Push]) -> tuple[str, ...] | None:
    """Return the commands that make ``pushes``, with shortest walks between them; None where one can't be made."""
    boxes, player = start
    names = {step: command for command, step in level.steps.items()}
    moves: list[str] = []
    for box, step in pushes:
        free = level.floor & ~boxes
        way = walk(free, player, box - step, level.stride)
        if way is None or not boxes >> box & 1 or not free >> box + step & 1:
            return None
        moves += [names[taken] for taken in (*way, step)]
        boxes ^= 1 << box | 1 << box + step
        player = box
    return tuple(moves)


def walk(free: int, start: int, end: int, stride: int) -> list[int] | None:
    """Return the steps of a shortest walk over the cells ``free``, or None where there is none."""
    rings = [1 << start]
    seen = rings[0]
    while not rings[-1] >> end & 1:
        ring = rings[-1]
        ring = (ring << 1 | ring >> 1 | ring << stride | ring >> stride) & free & ~seen
        if not ring:
            return None
        seen |= ring
        rings.append(ring)
    steps: list[int] = []
    for ring in reversed(rings[:-1]):
        step = next(step for step in (-stride, stride, -1, 1) if ring >> end - step & 1)
        steps.append(step)
        end -= step
    return steps[::-1]


def remembered(level: Level, start: Node) -> list[Push] | None:
    """Return what is left of the level's known solution, if ``start`` is a state on its way."""
    boxes = sum(1 << box for box in level.boxes)
    found = None
    for index, (box, step) in enumerate(level.pushes):
        free = level.floor & ~boxes
        if boxes == start[0] and reachable(1 << start[1], free, level.stride) >> box - step & 1:
            found = list(level.pushes[index:])
        boxes ^= 1 << box | 1 << box + step
    return found


def _held(level: Level, walls: int, boxes: int, box: int) -> int:
    """Return the boxes, as bits, that hold ``box`` for good, itself included; 0 where it can move.

    Along each axis it is held by a wall, by dead squares on both sides, or by a box that is itself held while this
    one stands like a wall.
    """
    group = 1 << box
    walls |= group
    for axis in (1, level.stride):
        sides = 1 << box - axis | 1 << box + axis
        if walls & sides or level.dead & sides == sides:
            continue
        held = 0
        for side in members(boxes & sides):
            held = held or _held(level, walls, boxes, side)
        if not held:
            return 0
        group |= held
    return group


def _pushes(came: dict[Node, tuple[Node, Push]], node: Node) -> list[Push]:
    pushes = []
    while node in came:
        node, push = came[node]
        pushes.append(push)
    return pushes[::-1]
