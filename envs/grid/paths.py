"""Shortest ways over a grid whose border cannot be entered."""

from __future__ import annotations

from collections.abc import Sequence

UNREACHED = -1


def distances(grid: Sequence[int], size: int, source: int) -> list[int]:
    """Return every cell's walking distance to ``source``, by breadth-first search.

    Args:
        grid: the cells row by row, 0 where nobody can go; the whole border is 0.
        size: cells in a row.
        source: the cell to count from.

    Returns:
        Steps, one number a cell; -1 where there is no way.
    """
    found = [UNREACHED] * len(grid)
    found[source] = 0
    queue = [source]
    for cell in queue:
        reach = found[cell] + 1
        for near in (cell - size, cell + size, cell - 1, cell + 1):
            if grid[near] and found[near] < 0:
                found[near] = reach
                queue.append(near)
    return found
