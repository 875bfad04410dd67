"""N KeyRooms stepped together by NumPy: the rules as one table, the views as blocks of memory."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.vector import AutoresetMode
from numpy.typing import NDArray

from ..vector import Bools, GridVectorEnv, Ints
from .env import KeyRoomsEnv
from .rays import Codes, Rays
from .rules import (
    CODES,
    COLOURS,
    COMMANDS,
    DROP,
    FLOOR,
    FORWARD,
    GOAL,
    LOCKED,
    PASSABLE,
    PICK_UP,
    PORTABLE,
    THINGS,
    TOGGLE,
    TOGGLED,
    UNLOCKS,
    ball,
)

Observation = dict[str, NDArray[Any]]


class KeyRoomsVectorEnv(GridVectorEnv[Observation]):
    """N copies of :class:`~turnwise.envs.grid.key_rooms.env.KeyRoomsEnv`: same levels, same rules, MiniGrid's numbers.

    Actions are turn left, turn right, forward, pick up, drop, toggle as 0 to 5. An observation is a dictionary:
    ``image``, shape (N, view_size, view_size, 3), is MiniGrid's (column from the left, row from the far end; object,
    colour, state; 0 where nothing is seen); ``direction``, shape (N,), is 0 east, 1 south, 2 west, 3 north; with
    ``subgoals``, ``pending``, shape (N, 6), is 1 for each colour of ball that is still to be picked up.

    Args:
        num_envs: N.
        max_episode_steps: turn limit, or None.
        autoreset_mode: ``"next_step"``, ``"same_step"``, ``"disabled"`` or Gymnasium's ``AutoresetMode``.
        rooms: as in the single environment, like the arguments below.
        room_size: cells along a side of a room.
        locked: how many doors are locked.
        boxes: how many boxes.
        distractors: how many balls and keys that nothing needs.
        subgoals: how many balls must be picked up before the goal counts.
        min_solution: the least number of commands that a shortest solution takes.
        view_size: cells along a side of the view; an odd number, 3 to 9.
        split: ``"all"``, ``"train"`` or ``"test"``.
    """

    def __init__(
        self,
        num_envs: int = 1,
        *,
        max_episode_steps: int | None = None,
        autoreset_mode: str | AutoresetMode = "next_step",
        rooms: int = 4,
        room_size: int = 4,
        locked: int = 2,
        boxes: int = 1,
        distractors: int = 1,
        subgoals: int = 0,
        min_solution: int = 0,
        view_size: int = 7,
        split: str = "all",
    ) -> None:
        self.single = KeyRoomsEnv(
            rooms=rooms,
            room_size=room_size,
            locked=locked,
            boxes=boxes,
            distractors=distractors,
            subgoals=subgoals,
            min_solution=min_solution,
            view_size=view_size,
            split=split,
        )
        shown: dict[str, spaces.Space[Any]] = {
            "image": spaces.Box(0, 255, (view_size, view_size, 3), np.uint8),
            "direction": spaces.Discrete(4),
        }
        if subgoals:
            shown["pending"] = spaces.MultiBinary(len(COLOURS))
        super().__init__(
            num_envs,
            spaces.Dict(shown),
            len(COMMANDS),
            max_episode_steps=max_episode_steps,
            autoreset_mode=autoreset_mode,
        )
        width, height = self.single.settings.width, self.single.settings.height
        self._rays = Rays(num_envs, width, height, view_size)
        self._moves = np.array((1, width, -1, -width))
        self._cells = np.zeros((num_envs, width * height), dtype=np.uint8)
        self._start = np.arange(num_envs) * (width * height)
        self._position = np.zeros(num_envs, dtype=np.int64)
        self._direction = np.zeros(num_envs, dtype=np.int64)
        self._carrying = np.zeros(num_envs, dtype=np.uint8)
        self._pending = np.zeros((num_envs, len(COLOURS)), dtype=np.int8)
        self._outcomes = _outcomes()

    def begin(self, rows: Ints) -> None:
        """Draw a level for each of ``rows``, as the single environment does."""
        for row in rows.tolist():
            self.single.np_random = self.rng(row)
            self.single.begin({})
            level = self.single.state.level
            self._cells[row] = np.frombuffer(level.cells, dtype=np.uint8)
            self._position[row] = level.position
            self._direction[row] = level.direction
            self._pending[row] = 0
            self._pending[row, [THINGS[code].colour for code in level.errands]] = 1
        self._carrying[rows] = FLOOR
        self._rays.fill(rows, self._cells[rows])

    def play(self, actions: Ints, active: Bools) -> tuple[Bools, Bools]:
        """Turn, step, pick up, drop or toggle in every row."""
        step = self._moves.take(self._direction)
        front = self._position + step
        place = self._start + front
        ahead = self._cells.take(place)
        case = (actions * CODES + ahead) * CODES + self._carrying
        walks, put, hand = self._outcomes
        after = put.take(case)
        self._position += step * walks.take(case)
        self._direction += TURN.take(actions)
        self._direction &= 3
        self._carrying = hand.take(case)
        changed = np.flatnonzero(after != ahead)
        if changed.size:
            before, now = ahead[changed], after[changed]
            self._cells.reshape(-1)[place[changed]] = now
            self._rays.put(changed, front[changed], before, now)
            self._fetch(changed[actions[changed] == PICK_UP])
        solved = self._cells.take(self._start + self._position) == GOAL
        if self.single.settings.subgoals:
            solved &= ~self._pending.any(axis=1)
        return solved, solved

    def observe(self) -> Observation:
        """Return what every row shows, in new arrays."""
        seen: Observation = {
            "image": self._rays.look(self._position * 4 + self._direction, self._carrying),
            "direction": self._direction.copy(),
        }
        if self.single.settings.subgoals:
            seen["pending"] = self._pending.copy()
        return seen

    def row_of(self, observation: Observation, row: int) -> Observation:
        """Return what one row shows."""
        return {name: values[row] for name, values in observation.items()}

    def _fetch(self, rows: Ints) -> None:
        """Cross off the balls that ``rows`` just picked up."""
        colours = self._carrying[rows].astype(np.int64) - ball(0)
        balls = (colours >= 0) & (colours < len(COLOURS))
        self._pending[rows[balls], colours[balls]] = 0


TURN = np.array((-1, 1, 0, 0, 0, 0))


@lru_cache(maxsize=1)
def _outcomes() -> tuple[NDArray[np.int64], Codes, Codes]:
    """Return what a command does, by ``(command * CODES + code ahead) * CODES + code in hand``.

    Returns:
        Whether the agent walks, the code that is ahead afterwards, and the code that is in hand afterwards.
    """
    shape = len(COMMANDS), CODES, CODES
    ahead, hand = np.arange(CODES)[:, None], np.arange(CODES)
    put, held = np.broadcast_to(ahead, shape).copy(), np.broadcast_to(hand, shape).copy()
    walks = np.zeros(shape, dtype=np.int64)
    walks[FORWARD] = _table(PASSABLE)[:, None]
    picks = (_table(PORTABLE)[:, None] > 0) & (hand == FLOOR)
    put[PICK_UP] = np.where(picks, FLOOR, ahead)
    held[PICK_UP] = np.where(picks, ahead, hand)
    drops = (ahead == FLOOR) & (hand != FLOOR)
    put[DROP] = np.where(drops, hand, ahead)
    held[DROP] = np.where(drops, FLOOR, hand)
    fits = _table(UNLOCKS)[:, None]
    put[TOGGLE] = np.where(fits > 0, np.where(fits == hand, ahead - LOCKED, ahead), _table(TOGGLED)[:, None])
    return walks.ravel(), put.astype(np.uint8).ravel(), held.astype(np.uint8).ravel()


def _table(codes: bytes) -> NDArray[np.int64]:
    return np.frombuffer(codes, dtype=np.uint8).astype(np.int64)
