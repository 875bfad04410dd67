"""The shortest way through a maze, exactly: breadth-first fields joined by the best order of the flags.

    distance(cell, {}) = d(cell, exit)
    distance(cell, F)  = min over f in F of d(cell, f) + distance(f, F - {f})

Flags that lie on the way are collected in passing, which the minimum covers.
"""

from __future__ import annotations

from .rules import Level, State, transition

COMMANDS = ("up", "down", "left", "right")


def distance(level: Level, cell: int, left: int) -> int:
    """Return the fewest moves from ``cell`` to the exit through every flag of the bit set ``left``."""
    return min([field[cell] + rest for field, rest in legs(level, left)])


def legs(level: Level, left: int) -> list[tuple[list[int], int]]:
    """Return, for each flag that may come first (or the exit), the way there from every cell and the way from there."""
    known = level.legs.get(left)
    if known is None:
        known = level.legs[left] = [
            (field, distance(level, level.flags[flag], left & ~(1 << flag)))
            for flag, field in enumerate(level.to_flag)
            if left >> flag & 1
        ] or [(level.to_exit, 0)]
    return known


def plan(state: State) -> list[str]:
    """Return a shortest list of commands that solves the maze from ``state``."""
    commands = []
    to_go = distance(*state)
    while to_go:
        for command in COMMANDS:
            after = transition(state, command)
            if distance(*after) < to_go:
                break
        commands.append(command)
        state, to_go = after, to_go - 1
    return commands
