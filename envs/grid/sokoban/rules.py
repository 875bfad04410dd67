"""Sokoban's rules: walk, and push one box at a time. No text."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .geometry import COMMANDS, TARGET, WALL, Level
from .levels import draw_level

__all__ = ["COMMANDS", "Level", "State", "initial_state", "transition"]


class State(NamedTuple):
    """Where the player and the boxes are.

    Attributes:
        level: the room, its targets and its start.
        player: the player's cell.
        boxes: the boxes' cells, in the order of ``level.boxes``.
    """

    level: Level
    player: int
    boxes: tuple[int, ...]

    @property
    def boxes_on_target(self) -> int:
        """The number of boxes on a target."""
        cells = self.level.cells
        return sum(cells[box] == TARGET for box in self.boxes)

    @property
    def solved(self) -> bool:
        """Whether every box is on a target."""
        cells = self.level.cells
        for box in self.boxes:  # noqa: SIM110 - read at every step; a generator takes twice as long
            if cells[box] != TARGET:
                return False
        return True


def initial_state(
    rng: np.random.Generator,
    size: tuple[int, int] = (6, 6),
    boxes: int = 1,
    fewest: int = 1,
    most: int | None = None,
) -> State:
    """Draw a level and stand at its start.

    Args:
        rng: the environment's generator.
        size: rows and columns of the room, walls included.
        boxes: number of boxes and of targets.
        fewest: least number of moves of the shortest solution.
        most: most moves of the shortest solution; None for any number.

    Raises:
        ValueError: if no such level is found.
    """
    level = draw_level(rng, size, boxes, fewest, most)
    return State(level, level.player, level.boxes)


def transition(state: State, command: str) -> State:
    """Return the state after a move: the same object where a wall or a second box is in the way.

    Args:
        state: any state.
        command: one of :data:`COMMANDS`.
    """
    level, player, boxes = state
    step = level.steps[command]
    ahead = player + step
    if level.cells[ahead] >= WALL:
        return state
    if ahead in boxes:
        beyond = ahead + step
        if level.cells[beyond] >= WALL or beyond in boxes:
            return state
        boxes = tuple([beyond if box == ahead else box for box in boxes])
    return State(level, ahead, boxes)
