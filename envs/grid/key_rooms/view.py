"""What the agent sees: MiniGrid's square in front of it, and the line of sight inside.

The view has ``size`` rows, the farthest first, and the agent stands in the middle of the last one and faces up.
Light spreads from the agent row by row: along a row as far as cells let it through, and from every lit clear cell to
the three cells before it. Walls and shut doors are lit but let nothing through. Cells outside the map are walls.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from .rules import CODES, FLOOR, OPAQUE, THINGS, State

UNSEEN = CODES
"""The code that stands for a cell out of sight, and for nothing else."""

FORWARD_STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0))
"""Direction → the row and column that one step forward adds."""

_KINDS = ("unseen", "floor", "wall", "?", "door", "key", "ball", "box", "goal")
IMAGE = np.array(
    [(_KINDS.index(thing.kind), thing.colour, thing.state) for thing in THINGS] + [(0, 0, 0)], dtype=np.uint8
)
"""Code → MiniGrid's three numbers: object, colour, state."""

Row = Callable[[bytes], tuple[int, ...]]
"""Takes one row of a view out of a map."""


@lru_cache(maxsize=64)
def rows(width: int, height: int, size: int) -> tuple[tuple[Row, ...], ...]:
    """Return, for ``position * 4 + direction``, the rows of the view from there, the agent's own first.

    The corner of the map, which is always wall, stands for what lies outside of it.
    """
    views = (view_cells(width, height, size, pose >> 2, pose & 3) for pose in range(4 * width * height))
    nearest_first = range(size * (size - 1), -1, -size)
    return tuple(tuple(itemgetter(*cells[start : start + size]) for start in nearest_first) for cells in views)


def view_cells(width: int, height: int, size: int, position: int, direction: int) -> list[int]:
    """Return the cells in view, row by row; 0 where the view leaves the map."""
    row, column = divmod(position, width)
    down, across = FORWARD_STEPS[direction]
    cells = []
    for far in range(size - 1, -1, -1):
        for side in range(-(size // 2), size // 2 + 1):
            there_row = row + far * down + side * across
            there_column = column + far * across - side * down
            inside = 0 <= there_row < height and 0 <= there_column < width
            cells.append(there_row * width + there_column if inside else 0)
    return cells


def lit(clear: int, entering: int, size: int) -> tuple[int, int]:
    """Spread light along a row and to the next one.

    Args:
        clear: bit i is 1 where cell i lets light through.
        entering: bit i is 1 where cell i is lit from the row behind.
        size: cells in a row.

    Returns:
        The lit cells of this row, and those it lights in the next.
    """
    full, seen, before = (1 << size) - 1, entering, 0
    while seen != before:
        before, through = seen, seen & clear
        seen |= (through << 1 | through >> 1) & full
    through = seen & clear
    return seen, (through | through << 1 | through >> 1) & full


def clear(row: tuple[int, ...]) -> int:
    """Return the bits of the cells of a row that let light through."""
    return sum(1 << place for place, code in enumerate(row) if not OPAQUE[code])


def rows_ahead(state: State, size: int) -> tuple[Row, ...]:
    """Return the rows of the view from where the agent stands, its own first."""
    level = state.level
    return rows(level.width, len(level.cells) // level.width, size)[state.position * 4 + state.direction]


def observe(state: State, size: int) -> list[int]:
    """Return the codes in sight, row by row from the far end, and ``UNSEEN`` where no light falls.

    The agent's own cell shows what it carries, as in MiniGrid.
    """
    shown: list[int] = []
    light = 1 << size // 2
    for take in rows_ahead(state, size):
        codes = take(state.cells)
        row, light = lit(clear(codes), light, size)
        shown = [code if row >> place & 1 else UNSEEN for place, code in enumerate(codes)] + shown
    shown[size * size - size // 2 - 1] = state.carrying or FLOOR
    return shown


def image(state: State, size: int) -> NDArray[np.uint8]:
    """Return MiniGrid's observation.

    Returns:
        Shape (size, size, 3): column from the left, row from the far end, and object, colour and state.
    """
    seen: NDArray[np.uint8] = IMAGE[np.array(observe(state, size)).reshape(size, size).T]
    return seen
