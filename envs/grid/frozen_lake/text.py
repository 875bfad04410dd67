"""FrozenLake in words: what is read and which words move."""

from __future__ import annotations

from ..grammar import Grammar
from .rules import Level, State

GRAMMAR = Grammar(
    {
        "left": ("west", "move left", "go left"),
        "down": ("south", "move down", "go down"),
        "right": ("east", "move right", "go right"),
        "up": ("north", "move up", "go up"),
    }
)

SLIPPERY = "The ice is slippery: a step goes where you want one time in three, else to one of its two sides.\n"


def opening(state: State, style: str, moves_per_turn: int) -> str:
    """Return the first observation: task, rules, how to act, and what is seen."""
    level = state.level
    return (
        f"You are on a frozen lake of {level.size} by {level.size} cells. Walk to the goal in the bottom right corner "
        "and don't step into a hole: that ends the episode. The shore stops you.\n"
        f"{SLIPPERY if level.slippery else ''}{legend(style)}{GRAMMAR.accepted(moves_per_turn)}\n\n{view(state, style)}"
    )


def legend(style: str) -> str:
    """Say what the signs of a map mean."""
    if style == "ascii":
        return "P is you, . ice, O a hole, G the goal.\n"
    if style == "egocentric":
        return "You see two cells around you: P is you, . ice, O a hole, G the goal, # the shore.\n"
    return ""


def view(state: State, style: str) -> str:
    """Return what is seen in ``state``."""
    ending = "\nYou fell into a hole." if state.fallen else "\nYou reached the goal." if state.solved else ""
    return VIEWS[style](state) + ending


def _sign(level: Level, cell: int) -> str:
    return "G" if cell == level.goal else "O" if cell in level.holes else "."


def _place(state: State, cell: int) -> str:
    return f"({cell // state.level.size}, {cell % state.level.size})"


def _ascii(state: State) -> str:
    size = state.level.size
    signs = [_sign(state.level, cell) for cell in range(size * size)]
    signs[state.cell] = "P"
    return "\n".join("".join(signs[row * size : (row + 1) * size]) for row in range(size))


def _coordinates(state: State) -> str:
    level = state.level
    holes = ", ".join(_place(state, cell) for cell in level.holes) or "none"
    return (
        "Cells are (row, column), counted from 0 at the top left.\n"
        f"you: {_place(state, state.cell)}\ngoal: {_place(state, level.goal)}\nholes: {holes}"
    )


def _sentences(state: State) -> str:
    level = state.level
    rows, columns = (
        level.goal // level.size - state.cell // level.size,
        level.goal % level.size - state.cell % level.size,
    )
    around = []
    for command, cells in level.neighbours.items():
        cell = cells[state.cell]
        what = "the shore" if cell == state.cell else {"G": "the goal", "O": "a hole", ".": "ice"}[_sign(level, cell)]
        around.append(f"{command} of you is {what}" if command in ("left", "right") else f"{command} is {what}")
    return f"The goal is {rows} rows down and {columns} columns to the right. {', '.join(around).capitalize()}."


def _egocentric(state: State) -> str:
    size = state.level.size
    row, column = divmod(state.cell, size)
    lines = []
    for r in range(row - 2, row + 3):
        inside = [(0 <= r < size and 0 <= c < size, r * size + c) for c in range(column - 2, column + 3)]
        lines.append("".join(_sign(state.level, cell) if ok else "#" for ok, cell in inside))
    lines[2] = lines[2][:2] + "P" + lines[2][3:]
    return "\n".join(lines)


VIEWS = {"ascii": _ascii, "coordinates": _coordinates, "sentences": _sentences, "egocentric": _egocentric}
