"""FrozenLake solved: breadth-first on dry ice, dynamic programming where it slips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


def distances(neighbours: Mapping[str, Sequence[int]], holes: Sequence[int], goal: int) -> tuple[int, ...]:
    """Return the steps from each cell to ``goal``, the number of cells where no way leads there.

    Args:
        neighbours: command → the cell it leads to from each cell; every step can be taken back.
        holes: cells that cannot be entered.
        goal: a cell.
    """
    around = list(zip(*neighbours.values(), strict=True))
    count = len(around)
    found = [count] * count
    unseen = bytearray(b"\1") * count
    for hole in holes:
        unseen[hole] = 0
    found[goal] = unseen[goal] = 0
    ring, distance = [goal], 0
    while ring:
        distance += 1
        further = []
        for cell in ring:
            for other in around[cell]:
                if unseen[other]:
                    unseen[other] = 0
                    found[other] = distance
                    further.append(other)
        ring = further
    return tuple(found)


def slip_values(
    neighbours: Mapping[str, Sequence[int]], holes: Sequence[int], goal: int, turns: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    r"""Return the best probability of reaching the goal in time, and how.

        V_k(s) = max_a 1/3 \sum_{d in {left of a, a, right of a}} V_{k-1}(s + d),   V_k(goal) = 1,   V_k(hole) = 0

    Args:
        neighbours: command → the cell it leads to from each cell, in the order in which directions are neighbours.
        holes: cells that end the episode.
        goal: the cell to reach.
        turns: K, the most steps.

    Returns:
        Values of shape (K + 1, cells): row k with k steps left; and the best command's index, of the same shape.
    """
    targets = np.array(list(neighbours.values()))
    values = np.zeros((turns + 1, targets.shape[1]))
    best = np.zeros(values.shape, dtype=np.int64)
    values[:, goal] = 1.0
    for left in range(1, turns + 1):
        reached = values[left - 1][targets]
        expected = (np.roll(reached, 1, axis=0) + reached + np.roll(reached, -1, axis=0)) / 3
        best[left] = expected.argmax(axis=0)
        values[left] = expected.max(axis=0)
        values[left, list(holes)] = 0.0
        values[left, goal] = 1.0
    return values, best
