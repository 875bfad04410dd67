"""Who solves which task: search, planner, BabyAI's bot or, among rolling balls, a careful walk."""

from __future__ import annotations

from collections import deque

from . import planner
from .instructions import Instructed
from .rules import FORWARD, LEFT, MOVES, RIGHT, State, initial_state
from .search import search
from .tasks import Avoid

EXACT = 10_000
"""Situations up to which the fewest moves are searched for."""
LAST_RESORT = 60_000
"""Situations searched where nothing else knows a way."""


def solve(state: State) -> list[int] | None:
    """Return moves that accomplish the task from a state that is not over; None where nothing known does.

    Small levels are solved breadth-first, with the fewest moves; larger ones by the planner. BabyAI's missions are
    followed by its bot, and by the planner where the bot fails. Among rolling balls the next move alone is returned.
    """
    if isinstance(state.level.task, Avoid):
        return walk(state)
    if isinstance(state.level.task, Instructed):
        from .bot import advise

        found, complete = advise(state), False
    else:
        found, complete = search(state, EXACT)
    if found or complete:
        return found
    return planner.plan(state) or search(state, LAST_RESORT)[0]


def fewest(state: State) -> int | None:
    """Return the fewest moves from the level's beginning; None where it is too large to know, or can't be solved."""
    memo = state.level.memo
    if "fewest" not in memo:
        exact = not isinstance(state.level.task, (Avoid, Instructed))
        found = search(initial_state(state.level), EXACT)[0] if exact else None
        memo["fewest"] = len(found) if found else None
    length: int | None = memo["fewest"]
    return length


def walk(state: State) -> list[int]:
    """Return the next move of the shortest way to the goal around the balls as they lie; turn where there is none.

    Walking onto a cell that is free before the balls roll never ends the episode, so this never fails, and given time
    it arrives with probability 1.
    """
    level, grid = state.level, state.grid
    start = state.at, state.facing
    first: dict[tuple[int, int], int] = {start: LEFT}
    queue = deque([start])
    while queue:
        at, facing = pose = queue.popleft()
        if level.things[grid[at]].kind == "goal":
            return [first[pose]]
        front = at + level.strides[facing]
        poses = [((at, (facing + 3) % 4), LEFT), ((at, (facing + 1) % 4), RIGHT)]
        if level.entered[grid[front]]:
            poses.append(((front, facing), FORWARD))
        for other, move in poses:
            if other not in first:
                first[other] = move if pose == start else first[pose]
                queue.append(other)
    return [LEFT]


def named(moves: list[int]) -> list[str]:
    """Return moves as commands."""
    return [MOVES[move] for move in moves]
