"""Sokoban in words: what is read and which words move."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ..grammar import Grammar
from .geometry import BOX, COMMANDS, FLOOR, LINE_END, PLAYER, TARGET, WALL, Level
from .rules import State

GRAMMAR = Grammar(
    {
        "up": ("north", "move up", "go up", "push up"),
        "down": ("south", "move down", "go down", "push down"),
        "left": ("west", "move left", "go left", "push left"),
        "right": ("east", "move right", "go right", "push right"),
    }
)

SIGNS = {
    FLOOR: ".",
    TARGET: "O",
    BOX: "X",
    BOX + TARGET: "*",
    PLAYER: "P",
    PLAYER + TARGET: "S",
    WALL: "#",
    LINE_END: "\n",
}
"""What a cell holds → its sign on a map."""

LEGEND = "P is you, X a box, O a target, * a box on a target, S you on a target, . floor, # a wall.\n"
AROUND = 2
"""Cells that the egocentric view shows in each direction."""

SOLVED = "\nEvery box is on a target."
NAMES = {".": "floor", "O": "a target", "X": "a box", "*": "a box on a target", "#": "a wall"}

TABLE = bytes(ord(SIGNS.get(what, "?")) for what in range(256))
"""``cells.translate(TABLE)`` turns what cells hold into their signs."""


def opening(state: State, style: str, moves_per_turn: int) -> str:
    """Return the first observation: task, rules, how to act, and what is seen."""
    told = instructions(len(state.boxes), style, moves_per_turn)
    room = f"{floor_plan(state.level)}\n" if style in ("coordinates", "sentences") else ""
    return f"{told}{room}{view(state, style)}"


@lru_cache(maxsize=64)
def instructions(boxes: int, style: str, moves_per_turn: int) -> str:
    """Return the part of the first observation that is the same in every level."""
    goal = "the box onto the target" if boxes == 1 else f"each of the {boxes} boxes onto a target, whichever you like"
    legend = {
        "ascii": LEGEND,
        "egocentric": f"You see {AROUND} cells around you, what is outside the room as a wall: {LEGEND}",
    }.get(style, "Cells are (row, column), counted from (0, 0) at the top left.\n")
    return (
        f"You are in a warehouse. Push {goal}.\n"
        "You walk up, down, left or right. Walking into a box pushes it one cell on, if that cell is free. You can't "
        "push two boxes at once, push a box into a wall, or pull; a move that can't be made changes nothing.\n"
        f"{legend}{GRAMMAR.accepted(moves_per_turn)}\n\n"
    )


def view(state: State, style: str) -> str:
    """Return what is seen in ``state``."""
    seen = VIEWS[style](state)
    return seen + SOLVED if state.solved else seen


def board(level: Level, player: int, boxes: tuple[int, ...]) -> str:
    """Return the map, one line a row."""
    cells = bytearray(level.cells)
    cells[player] |= PLAYER
    for box in boxes:
        cells[box] |= BOX
    return cells.translate(TABLE)[:-1].decode("ascii")


def floor_plan(level: Level) -> str:
    """Return where the floor is, in words; everything else is wall."""
    runs = []
    for row in range(level.rows):
        line = level.cells[row * level.stride : row * level.stride + level.cols]
        columns = [column for column, what in enumerate(line) if what < WALL]
        if columns:
            runs.append(f"row {row}: column{'s' * (len(columns) > 1)} {_ranges(columns)}")
    return f"The room has {level.rows} rows and {level.cols} columns. Its floor is {'; '.join(runs)}. The rest is wall."


def _ranges(numbers: list[int]) -> str:
    """Return ascending numbers with runs written as ``a-b``."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}-{part[-1]}" for part in parts)


def _place(level: Level, cell: int) -> str:
    row, column = divmod(cell, level.cols + 1)
    return f"({row}, {column})"


def _ascii(state: State) -> str:
    return board(*state)


def _coordinates(state: State) -> str:
    level, player, boxes = state
    cells = level.cells
    where = ", ".join(
        [f"{_place(level, box)} on a target" if cells[box] == TARGET else _place(level, box) for box in boxes]
    )
    targets = ", ".join([_place(level, target) for target in level.targets])
    return f"you: {_place(level, player)}\nboxes: {where}\ntargets: {targets}"


def _sentences(state: State) -> str:
    level, player, boxes = state
    sentences = [f"You are at {_place(level, player)}."]
    for number, box in enumerate(boxes, start=1):
        on = ", on a target" if level.cells[box] == TARGET else ""
        sentences.append(f"Box {number} is at {_place(level, box)}{on}, {_way(level, player, box)}.")
    for number, target in enumerate(level.targets, start=1):
        where = "under you" if target == player else _way(level, player, target)
        sentences.append(f"Target {number} is at {_place(level, target)}, {where}.")
    around = []
    for command in COMMANDS:
        what = level.cells[player + level.steps[command]] | BOX * (player + level.steps[command] in boxes)
        around.append(f"{command} is {NAMES[SIGNS[what]]}")
    sentences.append(f"{', '.join(around).capitalize()}.")
    return " ".join(sentences)


def _way(level: Level, start: int, end: int) -> str:
    """Say how far ``end`` is from ``start``, in rows and columns."""
    (row, column), (to_row, to_column) = divmod(start, level.stride), divmod(end, level.stride)
    rows, columns = to_row - row, to_column - column
    parts = []
    if rows:
        parts.append(f"{abs(rows)} {'down' if rows > 0 else 'up'}")
    if columns:
        parts.append(f"{abs(columns)} {'right' if columns > 0 else 'left'}")
    return f"{' and '.join(parts)} of you"


def _egocentric(state: State) -> str:
    level, player, _ = state
    row, column = divmod(player, level.stride)
    edge, width = "#" * (AROUND - 1), 2 * AROUND + 1
    lines = [edge + line + edge for line in board(*state).split("\n")]
    outside = ["#" * len(lines[0])] * (AROUND - 1)
    lines = [*outside, *lines, *outside][row - 1 : row - 1 + width]
    return "\n".join([line[column - 1 : column - 1 + width] for line in lines])


VIEWS: dict[str, Callable[[State], str]] = {
    "ascii": _ascii,
    "coordinates": _coordinates,
    "sentences": _sentences,
    "egocentric": _egocentric,
}
