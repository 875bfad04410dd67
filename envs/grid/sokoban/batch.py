"""N Sokoban rooms stepped together by NumPy: the rules as table look-ups, the maps as one string cut in N."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium.vector import AutoresetMode
from numpy.typing import NDArray

from ...text_space import TextSpace
from ..vector import Bools, GridVectorEnv, Ints
from . import text as words
from .env import SokobanEnv
from .geometry import BOX, COMMANDS, PLAYER, TARGET, WALL, steps


class SokobanVectorEnv(GridVectorEnv[NDArray[np.uint8] | tuple[str, ...]]):
    """N copies of :class:`~turnwise.envs.grid.sokoban.env.SokobanEnv`: same levels, same rules, same maps.

    Actions are up, down, left, right as 0 to 3. An observation is an array of shape (N, rows, columns) whose entries
    are 8 for a wall, else the sum of 1 for a target, 2 for a box and 4 for the player; or, with ``text``, a tuple of
    the N messages that single environments of style ``"ascii"`` would send.

    Args:
        num_envs: N.
        text: observe messages instead of arrays.
        max_episode_steps: turn limit, or None.
        autoreset_mode: ``"next_step"``, ``"same_step"``, ``"disabled"`` or Gymnasium's ``AutoresetMode``.
        size: as in the single environment, like the arguments below.
        boxes: boxes and targets.
        min_solution: fewest moves of the shortest solution.
        max_solution: most moves of the shortest solution, or None.
        split: ``"all"``, ``"train"`` or ``"test"``.
    """

    def __init__(
        self,
        num_envs: int = 1,
        *,
        text: bool = False,
        max_episode_steps: int | None = None,
        autoreset_mode: str | AutoresetMode = "next_step",
        size: int | Sequence[int] = 6,
        boxes: int = 1,
        min_solution: int = 7,
        max_solution: int | None = None,
        split: str = "all",
    ) -> None:
        self.single = SokobanEnv(
            size=size, boxes=boxes, min_solution=min_solution, max_solution=max_solution, split=split
        )
        self.single.require("text", text, isinstance(text, bool), "True or False")
        rows, cols = self.single.size
        self.text = text
        space: gym.Space[Any] = TextSpace() if text else gym.spaces.Box(0, WALL, (rows, cols), np.uint8)
        super().__init__(
            num_envs, space, len(COMMANDS), max_episode_steps=max_episode_steps, autoreset_mode=autoreset_mode
        )
        stride = cols + 1
        block = (rows + 1) * stride
        # A spare line before each room and after the last: two cells beyond the player is never another room.
        self._cells = np.zeros(num_envs * block + stride, dtype=np.uint8)
        self._start = stride + block * np.arange(num_envs)
        self._shape = num_envs, rows + 1, stride
        self._cuts = [(start, start + block - stride - 1) for start in self._start.tolist()]
        self._steps = np.array(list(steps(cols).values()))
        self._player = self._start.copy()
        self._home = np.zeros(num_envs, dtype=np.int64)
        self._openings: dict[int, str] = {}

    def begin(self, rows: Ints) -> None:
        """Draw a level for each of ``rows``, as the single environment does."""
        for row in rows.tolist():
            self.single.np_random = self.rng(row)
            self._openings[row] = self.single.begin({})
            level, player, boxes = self.single.state
            start = self._start[row]
            self._cells[start : start + len(level.cells)] = np.frombuffer(level.cells, dtype=np.uint8)
            self._cells[start + player] |= PLAYER
            self._cells[start + np.array(boxes)] |= BOX
            self._player[row] = start + player
            self._home[row] = 0

    def play(self, actions: Ints, active: Bools) -> tuple[Bools, Bools]:
        """Walk or push in every row."""
        self._openings = {}
        cells = self._cells
        step = self._steps[actions]
        ahead = self._player + step
        beyond = ahead + step
        met = (cells[ahead] << 4) | cells[beyond]
        walks, pushes = WALKS[met], PUSHES[met]
        cells[self._player] ^= walks
        cells[ahead] ^= walks | pushes
        cells[beyond] ^= pushes
        self._player += step * (walks != 0)
        self._home += GAINS[met]
        solved = self._home == self.single.boxes
        return solved, solved

    def observe(self) -> NDArray[np.uint8] | tuple[str, ...]:
        """Return the maps, as numbers or as messages."""
        if not self.text:
            return self._cells[self._shape[2] :].reshape(self._shape)[:, :-1, :-1].copy()
        signs = self._cells.tobytes().translate(words.TABLE).decode("ascii")
        seen = [signs[start:end] for start, end in self._cuts]
        for row in np.flatnonzero(self._home == self.single.boxes).tolist():
            seen[row] += words.SOLVED
        for row, opening in self._openings.items():
            seen[row] = opening
        return tuple(seen)


def _table(ahead: int, beyond: int) -> tuple[int, int, int]:
    """Return PLAYER if the player moves, BOX if it pushes, and the boxes that this brings home.

    Args:
        ahead: what the next cell holds.
        beyond: what the one after it holds.
    """
    pushes = bool(ahead & BOX) and not ahead & WALL
    if ahead & WALL or (pushes and beyond & (WALL | BOX)):
        return 0, 0, 0
    return PLAYER, BOX * pushes, pushes * ((beyond & TARGET) - (ahead & TARGET))


WALKS, PUSHES, GAINS = (
    np.array(column, dtype=kind)
    for column, kind in zip(
        zip(*(_table(ahead, beyond) for ahead in range(16) for beyond in range(16)), strict=True),
        (np.uint8, np.uint8, np.int64),
        strict=True,
    )
)
"""Indexed by what is ahead times 16 plus what is beyond."""
