"""Who solves which task: search, planner, BabyAI's bot or, among rolling balls, a careful walk."""

from __future__ import annotations

from collections import deque

from . import planner
from .instructions import Instructed
from .reach import hopeless
from .rules import FORWARD, LEFT, MOVES, RIGHT, Level, State, initial_state
from .search import search
from .tasks import Avoid

EXACT = 4_000
"""Situations up to which the fewest moves are searched for."""
LAST_RESORT = 20_000
"""Situations searched where nothing else knows a way."""


def solve(state: State) -> list[int] | None:
    """Return moves that accomplish the task from a state that is not over; None where nothing known does.

    Small levels are solved breadth-first, with the fewest moves; larger ones by the planner. BabyAI's missions are
    followed by its bot, and by the planner where the bot fails. Among rolling balls the next move alone is returned.
    """
    if isinstance(state.level.task, Avoid):
        return walk(state)
    if hopeless(state):
        return None
    if isinstance(state.level.task, Instructed):
        from .bot import advise

        found, complete = advise(state), False
    else:
        found, complete = shortest(state)
    if found or complete:
        return found
    return planner.plan(state) or search(state, LAST_RESORT)[0]


def shortest(state: State) -> tuple[list[int] | None, bool]:
    """Return what :func:`search` finds within :data:`EXACT` situations; from a level's beginning it is kept."""
    level = state.level
    if state.situation != initial_state(level).situation:
        return search(state, EXACT)
    if "shortest" not in level.memo:
        level.memo["shortest"] = search(state, EXACT)
    moves, complete = level.memo["shortest"]
    return (list(moves) if moves else None), complete


def fewest(level: Level) -> int | None:
    """Return the fewest moves from the level's beginning; None where it is too large to know, or can't be solved."""
    state = initial_state(level)
    if isinstance(level.task, (Avoid, Instructed)) or hopeless(state):
        return None
    moves, _ = shortest(state)
    return len(moves) if moves else None


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
