"""Maze in words: what is read and which words move.

The styles ``ascii``, ``coordinates`` and ``sentences`` tell the whole maze; ``egocentric`` shows two cells around.
"""

from __future__ import annotations

import re

from ..grammar import Grammar
from .rules import Level, State

GRAMMAR = Grammar(
    {
        "up": ("north", "move up", "go up"),
        "down": ("south", "move down", "go down"),
        "left": ("west", "move left", "go left"),
        "right": ("east", "move right", "go right"),
    }
)

STRETCH = re.compile(b"\x01+")

SIGHT = 2
"""How many cells away the egocentric style sees."""

LEGENDS = {
    "ascii": "P is you, # a wall, . floor, E the exit{flags}.",
    "egocentric": "You see two cells around you: P is you, # a wall or outside, . floor, E the exit{flags}.",
    "coordinates": "Cells are (row, column), counted from 0 at the top left.",
    "sentences": "Rows are counted from 0 at the top, columns from 0 at the left.",
}


def opening(state: State, style: str, moves_per_turn: int) -> str:
    """Return the first observation: task, rules, how to act, and what is seen."""
    count = len(state.level.flags)
    collect = {0: "", 1: "collect the flag by walking onto it, and then "}.get(
        count, f"collect all {count} flags by walking onto them, in any order, and then "
    )
    signs = ", a digit a flag" if count else ""
    return (
        f"You are in a maze of {state.level.size} by {state.level.size} cells: {collect}walk to the exit.\n"
        f"A step goes to the next cell up, down, left or right; walls stop you.\n"
        f"{LEGENDS[style].format(flags=signs)}\n{GRAMMAR.accepted(moves_per_turn)}\n\n{view(state, style)}"
    )


def view(state: State, style: str) -> str:
    """Return what is seen in ``state``."""
    return VIEWS[style](state) + ("\nYou reached the exit." if state.solved else "")


def flags_left(state: State) -> list[int]:
    """Return the numbers, counted from 1, of the flags that have not been collected."""
    return [index + 1 for index in range(len(state.level.flags)) if state.left >> index & 1]


def _picture(state: State) -> str:
    """Return the map, the agent in it."""
    level, cell, left = state
    picture = level.pictures.get(left)
    if picture is None:
        signs = ["." if walkable else "#" for walkable in level.grid]
        signs[level.exit] = "E"
        for number in flags_left(state):
            signs[level.flags[number - 1]] = str(number)
        rows = ("".join(signs[start : start + level.size]) for start in range(0, len(signs), level.size))
        picture = level.pictures[left] = "\n".join(rows)
    place = cell + cell // level.size
    return f"{picture[:place]}P{picture[place + 1 :]}"


def _status(state: State) -> str:
    below = "\nYou stand on the exit." if state.cell == state.level.exit and state.left else ""
    if not state.level.flags:
        return below
    left = ", ".join(map(str, flags_left(state)))
    return f"\n{f'Flags left: {left}. The exit is closed.' if left else 'The exit is open.'}{below}"


def _ascii(state: State) -> str:
    return _picture(state) + _status(state)


def _egocentric(state: State) -> str:
    size = state.level.size
    row, column = divmod(state.cell, size)
    outside = ["#" * (size + 2 * SIGHT)] * SIGHT
    beside = "#" * SIGHT
    lines = [*outside, *(f"{beside}{line}{beside}" for line in _picture(state).split("\n")), *outside]
    seen = [line[column : column + 2 * SIGHT + 1] for line in lines[row : row + 2 * SIGHT + 1]]
    return "\n".join(seen) + _status(state)


def _place(level: Level, cell: int) -> str:
    return f"({cell // level.size}, {cell % level.size})"


def _coordinates(state: State) -> str:
    level = state.level
    lines = [f"you: {_place(level, state.cell)}", f"exit: {_place(level, level.exit)}, {_open(state)}"]
    lines += [f"flag {number}: {_place(level, level.flags[number - 1])}" for number in flags_left(state)]
    lines += [
        f"floor in row {row}: columns {', '.join(str(a) if a == b else f'{a}-{b}' for a, b in runs)}"
        for row, runs in _floor(level)
    ]
    return "\n".join(lines)


def _sentences(state: State) -> str:
    level = state.level
    parts = [
        f"You are in {_words(level, state.cell)}.",
        f"The exit is in {_words(level, level.exit)} and is {_open(state)}.",
    ]
    parts += [f"Flag {number} lies in {_words(level, level.flags[number - 1])}." for number in flags_left(state)]
    for row, runs in _floor(level):
        spans = [str(a) if a == b else f"{a} to {b}" for a, b in runs]
        parts.append(f"Row {row} has floor in columns {', '.join(spans)}.")
    return " ".join(parts)


def _open(state: State) -> str:
    return "closed" if state.left else "open"


def _words(level: Level, cell: int) -> str:
    return f"row {cell // level.size}, column {cell % level.size}"


def _floor(level: Level) -> list[tuple[int, list[tuple[int, int]]]]:
    """Return, for each row inside the border, the first and last column of each stretch of floor."""
    rows = []
    for row in range(1, level.size - 1):
        line = level.grid[row * level.size : (row + 1) * level.size]
        rows.append((row, [(run.start(), run.end() - 1) for run in STRETCH.finditer(line)]))
    return rows


VIEWS = {"ascii": _ascii, "coordinates": _coordinates, "sentences": _sentences, "egocentric": _egocentric}
