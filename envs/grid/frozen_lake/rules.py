"""FrozenLake's rules: walk on ice, fall into holes, slip sideways. No text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np

from .solver import distances

STEPS = {"left": (0, -1), "down": (1, 0), "right": (0, 1), "up": (-1, 0)}
"""Command → (rows, columns); each command's neighbours in this order are the directions it can slip to."""

COMMANDS = tuple(STEPS)
MAX_DRAWS = 10_000


@dataclass(frozen=True)
class Level:
    """A square lake. The start is the first cell, the goal the last; cells are numbered row by row.

    Attributes:
        size: cells on a side.
        holes: the cells with a hole, ascending.
        slippery: whether a step goes to either side with probability 1/3 each.
    """

    size: int
    holes: tuple[int, ...]
    slippery: bool

    @property
    def goal(self) -> int:
        """The last cell."""
        return self.size * self.size - 1

    @property
    def neighbours(self) -> Mapping[str, tuple[int, ...]]:
        """Command → the cell it leads to from each cell; the shore stops a step."""
        return neighbours(self.size)

    @cached_property
    def distances(self) -> tuple[int, ...]:
        """Steps from each cell to the goal around the holes; the number of cells where there is no way."""
        return distances(self.neighbours, self.holes, self.goal)


@cache
def neighbours(size: int) -> Mapping[str, tuple[int, ...]]:
    """Return, for each command, the cell it leads to from each cell of a square; the edge stops a step."""
    edge = size - 1
    cells = [divmod(cell, size) for cell in range(size * size)]
    return {
        command: tuple(min(max(r + dr, 0), edge) * size + min(max(c + dc, 0), edge) for r, c in cells)
        for command, (dr, dc) in STEPS.items()
    }


class State(NamedTuple):
    """Where the agent stands, and how many steps it has taken."""

    level: Level
    cell: int = 0
    steps: int = 0

    @property
    def fallen(self) -> bool:
        """Whether the agent is in a hole."""
        return self.cell in self.level.holes

    @property
    def solved(self) -> bool:
        """Whether the agent is on the goal."""
        return self.cell == self.level.goal


def initial_state(rng: np.random.Generator, size: int, holes: float, slippery: bool, min_solution: int = 0) -> State:
    """Draw a lake that can be crossed.

    Args:
        rng: the environment's generator.
        size: cells on a side.
        holes: probability of a hole in each cell but the first and the last.
        slippery: whether steps slip.
        min_solution: the fewest steps that the shortest dry way may take.

    Raises:
        ValueError: if no lake of these settings can be crossed in that many steps.
    """
    for _ in range(MAX_DRAWS):
        drawn = np.flatnonzero(rng.random(size * size) < holes).tolist()
        level = Level(size, tuple(cell for cell in drawn if 0 < cell < size * size - 1), slippery)
        if min_solution <= level.distances[0] < size * size:
            return State(level)
    raise ValueError(
        f"FrozenLake found no lake that can be crossed with size={size}, holes={holes}, min_solution={min_solution}; "
        "change `holes` or lower `min_solution`."
    )


def transition(state: State, command: str, slip: int = 0) -> State:
    """Return the state after a step.

    Args:
        state: not fallen, not solved.
        command: one of :data:`COMMANDS`.
        slip: -1, 0 or 1; which way the step slips.
    """
    level, cell, steps = state
    if slip:
        command = COMMANDS[(COMMANDS.index(command) + slip) % 4]
    return State(level, neighbours(level.size)[command][cell], steps + 1)
