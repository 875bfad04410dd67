"""What can be reached: the shortest walk to face a cell, and proof that something is out of reach for good."""

from __future__ import annotations

from collections import deque

from .instructions import ANYWHERE
from .rules import FORWARD, LEFT, LOCKED, RIGHT, TOGGLE, State

Pose = tuple[int, int]
"""A cell and a facing."""


class NoWayError(Exception):
    """Nothing that is known leads there."""


def hopeless(state: State) -> bool:
    """Whether no moves can do what is wished first, not even if only walls, lava and locked doors were in the way.

    A locked door counts as open once a key of its colour, boxed or not, is in reach. False proves nothing.
    """
    wishes = state.level.task.wishes(state)
    if not wishes:
        return True
    if any(errand.cell == ANYWHERE for errand in wishes[0]):
        return False
    keys: set[str] = set()
    found = _colours(state, {state.carrying, *map(state.grid.__getitem__, _within_reach(state, keys))})
    while found - keys:
        keys |= found
        reached = _within_reach(state, keys)
        found = _colours(state, {state.grid[cell] for cell in reached})
    reached = _within_reach(state, keys)
    things = state.level.things
    for errand in wishes[0]:
        thing = things[state.grid[errand.cell]]
        barred = errand.move == TOGGLE and thing.state == LOCKED and thing.colour not in keys
        if errand.cell in reached and not barred:
            return False
    return True


def _colours(state: State, codes: set[int]) -> set[str]:
    """Return the colours of the keys among the codes and in the boxes among them."""
    things = [state.level.things[code] for code in codes]
    things += [state.level.things[thing.content] for thing in things]
    return {thing.colour for thing in things if thing.kind == "key"}


def _within_reach(state: State, keys: set[str]) -> set[int]:
    """Return the cells that could be walked to or faced if only walls, lava and doors without a key were in the way."""
    level, front = state.level, [state.at]
    known = {state.at}
    while front:
        cell = front.pop()
        thing = level.things[state.grid[cell]]
        if thing.kind in ("wall", "lava") or (thing.state == LOCKED and thing.colour not in keys):
            continue
        for stride in level.strides:
            if cell + stride not in known:
                known.add(cell + stride)
                front.append(cell + stride)
    return known


def approach(state: State, target: int) -> list[int]:
    """Return the fewest moves after which the agent faces a cell, walking over what can be entered as things are.

    Raises:
        NoWayError: if the cell can't be faced.
    """
    level, grid = state.level, state.grid
    strides = level.strides
    start = state.at, state.facing
    came: dict[Pose, tuple[Pose, int]] = {}
    queue = deque([start])
    while queue:
        pose = queue.popleft()
        at, facing = pose
        front = at + strides[facing]
        if front == target:
            return _moves(came, start, pose)
        ahead = grid[front]
        poses = [((at, (facing + 3) % 4), LEFT), ((at, (facing + 1) % 4), RIGHT)]
        if level.entered[ahead] and not level.ending[ahead]:
            poses.append(((front, facing), FORWARD))
        for other, move in poses:
            if other not in came and other != start:
                came[other] = pose, move
                queue.append(other)
    raise NoWayError


def _moves(came: dict[Pose, tuple[Pose, int]], start: Pose, pose: Pose) -> list[int]:
    moves = []
    while pose != start:
        pose, move = came[pose]
        moves.append(move)
    return moves[::-1]
