"""The rules of Maze: walk from the start to the exit, which opens when every flag has been collected.

A maze is a square of cells, walls all around. A flag is collected by walking onto its cell; the exit
may be walked over before it is open. States are immutable and hold their level.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from ..paths import distances


@dataclass(frozen=True)
class Level:
    """A maze with its start, exit and flags. Cells are numbered row by row.

    Attributes:
        size: cells a side, walls included.
        grid: one byte a cell, 1 where it can be walked on; its border is wall.
        start: cell of the agent at the beginning.
        exit: cell of the exit.
        flags: cells of the flags, in the order of their names (flag 1, flag 2, ...).
    """

    size: int
    grid: bytes
    start: int
    exit: int
    flags: tuple[int, ...] = ()

    @cached_property
    def steps(self) -> dict[str, int]:
        """Return what each command adds to the agent's cell."""
        return {"up": -self.size, "down": self.size, "left": -1, "right": 1}

    @cached_property
    def flag_at(self) -> dict[int, int]:
        """Return each flag's bit by its cell."""
        return {cell: 1 << index for index, cell in enumerate(self.flags)}

    @cached_property
    def to_exit(self) -> list[int]:
        """Return every cell's walking distance to the exit."""
        return distances(self.grid, self.size, self.exit)

    @cached_property
    def to_flag(self) -> list[list[int]]:
        """Return, for each flag, every cell's walking distance to it."""
        return [distances(self.grid, self.size, cell) for cell in self.flags]

    @cached_property
    def legs(self) -> dict[int, list[tuple[list[int], int]]]:
        """Return what :func:`.solver.legs` found already, by the flags left."""
        return {}

    @cached_property
    def texts(self) -> dict[tuple[str, int, int], str]:
        """Return views of this level that were written already, by style, cell and flags left."""
        return {}

    @cached_property
    def pictures(self) -> dict[int, str]:
        """Return maps without the agent that were drawn already, by the flags left."""
        return {}

    def started_at(self, start: int) -> Level:
        """Return this level with another start; what has been computed of its distances goes along."""
        level = replace(self, start=start)
        vars(level).update(to_exit=self.to_exit, to_flag=self.to_flag, legs=self.legs)
        return level


class State(NamedTuple):
    """Where the agent is and which flags are left.

    Attributes:
        level: the maze.
        cell: the agent's cell.
        left: bit i is set while flag i has not been collected.
    """

    level: Level
    cell: int
    left: int

    @property
    def solved(self) -> bool:
        """Whether the agent stands on the open exit."""
        return not self.left and self.cell == self.level.exit


def initial_state(level: Level) -> State:
    """Return the state in which an episode begins."""
    return State(level, level.start, (1 << len(level.flags)) - 1)


def transition(state: State, command: str) -> State:
    """Return the state after one command: ``up``, ``down``, ``left`` or ``right``. Walls leave it as it is."""
    level, cell, left = state
    cell += level.steps[command]
    if not level.grid[cell]:
        return state
    if left:
        left &= ~level.flag_at.get(cell, 0)
    return State(level, cell, left)
