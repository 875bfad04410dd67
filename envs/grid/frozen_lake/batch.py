"""N frozen lakes walked together by NumPy; every row slips by its own generator."""

from __future__ import annotations

import gymnasium as gym
import numpy as np
from gymnasium.vector import AutoresetMode
from numpy.typing import NDArray

from ..vector import Bools, GridVectorEnv, Ints
from .env import FrozenLakeEnv
from .rules import COMMANDS, Level, State

GOAL, HOLE, AGENT = 1, 2, 4
BLOCK = 32
"""How many numbers a row draws ahead on slippery ice."""


class FrozenLakeVectorEnv(GridVectorEnv[NDArray[np.uint8]]):
    """N copies of :class:`~turnwise.envs.grid.frozen_lake.env.FrozenLakeEnv`, observed as numbers.

    Actions are left, down, right, up as 0 to 3. An observation is an array of shape (N, size, size) whose entries are
    the sum of 1 for the goal, 2 for a hole and 4 for the agent.

    Args:
        num_envs: N.
        max_episode_steps: turn limit, or None.
        autoreset_mode: ``"next_step"``, ``"same_step"``, ``"disabled"`` or Gymnasium's ``AutoresetMode``.
        size: as in the single environment, like the arguments below.
        holes: probability of a hole in a cell.
        slippery: whether steps slip.
        min_solution: the fewest steps that the shortest dry way may take.
        split: ``"all"``, ``"train"`` or ``"test"``.
    """

    def __init__(
        self,
        num_envs: int = 1,
        *,
        max_episode_steps: int | None = None,
        autoreset_mode: str | AutoresetMode = "next_step",
        size: int = 6,
        holes: float = 0.2,
        slippery: bool = False,
        min_solution: int = 0,
        split: str = "all",
    ) -> None:
        self.single = FrozenLakeEnv(size=size, holes=holes, slippery=slippery, min_solution=min_solution, split=split)
        super().__init__(
            num_envs,
            gym.spaces.Box(0, GOAL + HOLE + AGENT, (size, size), np.uint8),
            len(COMMANDS),
            max_episode_steps=max_episode_steps,
            autoreset_mode=autoreset_mode,
        )
        self._cells = np.zeros((num_envs, size * size), dtype=np.uint8)
        self._rows = np.arange(num_envs)
        self._agent = np.zeros(num_envs, dtype=np.int64)
        self._targets = np.array(list(Level(size, (), slippery).neighbours.values()))
        self._draws = np.zeros((num_envs, BLOCK))
        self._used = np.full(num_envs, BLOCK)
        self._drawn_from: list[np.random.Generator | None] = [None] * num_envs

    def begin(self, rows: Ints) -> None:
        """Draw a lake for each of ``rows``, as the single environment does."""
        for row in rows.tolist():
            rng = self.rng(row)
            if rng is self._drawn_from[row]:  # the single environment draws nothing ahead: give back the rest
                rng.bit_generator.advance(int(self._used[row]) - BLOCK)
            self.single.np_random = rng
            self.single.begin({})
            self._cells[row] = encode(self.single.state).ravel()
            self._agent[row] = self.single.state.cell
            self._refill(row)

    def play(self, actions: Ints, active: Bools) -> tuple[Bools, Bools]:
        """Step, and slip, in every row."""
        if self.single.slippery:
            actions = (actions + self._slips(active)) % len(COMMANDS)
        self._cells[self._rows, self._agent] ^= AGENT
        self._agent = self._targets[actions, self._agent]
        here = self._cells[self._rows, self._agent]
        self._cells[self._rows, self._agent] = here | AGENT
        return here != 0, (here & GOAL) != 0

    def observe(self) -> NDArray[np.uint8]:
        """Return every lake."""
        return self._cells.reshape(-1, self.single.size, self.single.size).copy()

    def _slips(self, active: Bools) -> Ints:
        """Return -1, 0 or 1 for every row; only active rows draw."""
        for row in np.flatnonzero(self._used == BLOCK).tolist():
            self._refill(row)
        slips: Ints = (self._draws[self._rows, self._used] * 3).astype(np.int64) - 1
        self._used += active
        return slips

    def _refill(self, row: int) -> None:
        if self.single.slippery:
            rng = self._drawn_from[row] = self.rng(row)
            self._draws[row] = rng.random(BLOCK)
            self._used[row] = 0


def encode(state: State) -> NDArray[np.uint8]:
    """Return the observation of a row whose single environment is in ``state``, of shape (size, size)."""
    cells = np.zeros(state.level.size**2, dtype=np.uint8)
    cells[list(state.level.holes)] = HOLE
    cells[state.level.goal] |= GOAL
    cells[state.cell] |= AGENT
    return cells.reshape(state.level.size, -1)
