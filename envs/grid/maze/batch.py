"""N mazes walked together by NumPy: one flat array of cells, look-ups and bit flips."""

from __future__ import annotations

import gymnasium as gym
import numpy as np
from gymnasium.vector import AutoresetMode
from numpy.typing import NDArray

from ..vector import Bools, GridVectorEnv, Ints
from .env import MazeEnv
from .rules import State
from .solver import COMMANDS

EXIT, FLAG, AGENT, WALL = 1, 2, 4, 8


class MazeVectorEnv(GridVectorEnv[NDArray[np.uint8]]):
    """N copies of :class:`~turnwise.envs.grid.maze.env.MazeEnv`: same mazes, same rules, observed as numbers.

    Actions are up, down, left, right as 0 to 3. An observation is an array of shape (N, size, size) whose entries are
    8 for a wall, else the sum of 1 for the exit, 2 for a flag that is left and 4 for the agent.

    Args:
        num_envs: N.
        max_episode_steps: turn limit, or None.
        autoreset_mode: ``"next_step"``, ``"same_step"``, ``"disabled"`` or Gymnasium's ``AutoresetMode``.
        size: as in the single environment, like the arguments below.
        flags: flags to collect before the exit opens.
        loops: walls opened beyond a spanning tree.
        algorithm: ``"backtracker"`` or ``"wilson"``.
        min_solution: fewest moves of a shortest solution, or None.
        max_solution: most moves of a shortest solution, or None.
        split: ``"all"``, ``"train"`` or ``"test"``.
    """

    def __init__(
        self,
        num_envs: int = 1,
        *,
        max_episode_steps: int | None = None,
        autoreset_mode: str | AutoresetMode = "next_step",
        size: int = 11,
        flags: int = 1,
        loops: int = 2,
        algorithm: str = "backtracker",
        min_solution: int | None = None,
        max_solution: int | None = 40,
        split: str = "all",
    ) -> None:
        self.single = MazeEnv(
            size=size,
            flags=flags,
            loops=loops,
            algorithm=algorithm,
            min_solution=min_solution,
            max_solution=max_solution,
            split=split,
        )
        super().__init__(
            num_envs,
            gym.spaces.Box(0, WALL, (size, size), np.uint8),
            len(COMMANDS),
            max_episode_steps=max_episode_steps,
            autoreset_mode=autoreset_mode,
        )
        self._shape = num_envs, size, size
        self._cells = np.full(num_envs * size * size, WALL, dtype=np.uint8)
        self._first = np.arange(num_envs) * size * size
        self._agent = self._first.copy()
        self._left = np.zeros(num_envs, dtype=np.int64)
        self._steps = np.array([-size, size, -1, 1])

    def begin(self, rows: Ints) -> None:
        """Draw a maze for each of ``rows``, as the single environment does."""
        for row in rows.tolist():
            self.single.np_random = self.rng(row)
            self.single.begin({})
            state = self.single.state
            self._cells.reshape(self._shape)[row] = encode(state)
            self._agent[row] = self._first[row] + state.cell
            self._left[row] = len(state.level.flags)

    def play(self, actions: Ints, active: Bools) -> tuple[Bools, Bools]:
        """Walk in every row."""
        cells = self._cells
        ahead = self._agent + self._steps[actions]
        walks = cells[ahead] < WALL
        cells[self._agent] ^= AGENT
        self._agent = np.where(walks, ahead, self._agent)
        here = cells[self._agent]
        self._left -= (here & FLAG) != 0
        cells[self._agent] = (here & ~np.uint8(FLAG)) | AGENT
        solved = ((here & EXIT) != 0) & (self._left == 0)
        return solved, solved

    def observe(self) -> NDArray[np.uint8]:
        """Return every maze."""
        return self._cells.reshape(self._shape).copy()


def encode(state: State) -> NDArray[np.uint8]:
    """Return the observation of a row whose single environment is in ``state``, of shape (size, size)."""
    level = state.level
    cells = np.where(np.frombuffer(level.grid, dtype=np.uint8) == 1, 0, WALL).astype(np.uint8)
    cells[level.exit] |= EXIT
    cells[[cell for bit, cell in enumerate(level.flags) if state.left >> bit & 1]] |= FLAG
    cells[state.cell] |= AGENT
    return cells.reshape(level.size, level.size)
