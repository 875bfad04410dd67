"""Minigrid's rules as a pure function of an immutable state. No text; minigrid itself is not needed here.

A cell holds a code, an index into the level's things: 0 is free floor, 1 the wall that also surrounds the map, a door
has three codes in a row (open, closed, locked), and every key, ball and box has a code of its own, so that the grid
says where each of them is. A test compares every move on every id with minigrid's own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from .tasks import Task

MOVES = ("turn left", "turn right", "forward", "pick up", "drop", "toggle", "done")
LEFT, RIGHT, FORWARD, PICK_UP, DROP, TOGGLE, DONE = range(7)
"""Minigrid's seven actions, by its own numbers."""

FACINGS = ("east", "south", "west", "north")

FREE, WALL = 0, 1
OPEN, CLOSED, LOCKED = "open", "closed", "locked"
DOOR_STATES = (OPEN, CLOSED, LOCKED)
PORTABLE = frozenset({"key", "ball", "box"})
ENTERED = frozenset({"", "floor", "goal", "lava"})

COLOURS = ("red", "green", "blue", "purple", "yellow", "grey")
KINDS = ("wall", "floor", "door", "key", "ball", "box", "goal", "lava")
UNSEEN = 255
"""How a cell looks that is out of sight."""

GOING_ON, SUCCESS, FAILURE, COLLISION = range(4)
"""How a move left the episode. A failure ends it with nothing; minigrid pays -1 for a collision."""


class Thing(NamedTuple):
    """What a code stands for.

    Attributes:
        kind: minigrid's type (``"wall"``, ``"door"``, ``"key"``, …); empty for free floor.
        colour: minigrid's colour.
        state: ``"open"``, ``"closed"`` or ``"locked"`` for doors, else empty.
        content: the code of what a box holds, 0 for nothing.
    """

    kind: str
    colour: str = ""
    state: str = ""
    content: int = 0

    @property
    def name(self) -> str:
        """Colour and kind, such as ``yellow key``; goals, walls and lava go without their colour."""
        return self.kind if self.kind in ("goal", "wall", "lava") else f"{self.colour} {self.kind}"


LOOKS = (
    Thing(""),
    *(
        Thing(kind, colour, state)
        for kind in KINDS
        for colour in COLOURS
        for state in (DOOR_STATES if kind == "door" else ("",))
    ),
)
"""Everything that the eye can tell apart; a look is an index."""


@dataclass(frozen=True)
class Level:
    """Everything that an episode does not change.

    Attributes:
        env_id: minigrid's id.
        stride: cells in a row, the surrounding wall on both sides included.
        start: the code of every cell, row by row, at the beginning.
        things: what each code stands for.
        place: the cell where the agent begins.
        facing: the direction it begins with, an index of :data:`FACINGS`.
        carrying: the code of what it begins with, 0 for nothing.
        mission: what the agent is told to do.
        task: when the mission is accomplished or failed.
        max_moves: minigrid's own limit of moves; here it only scales minigrid's reward.
        see_through: whether walls and closed doors hide nothing.
        sight: cells on a side of the agent's view.
    """

    env_id: str
    stride: int
    start: bytes
    things: tuple[Thing, ...]
    place: int
    facing: int
    carrying: int
    mission: str
    task: Task
    max_moves: int
    see_through: bool
    sight: int

    @cached_property
    def strides(self) -> tuple[int, int, int, int]:
        """What to add to a cell to go east, south, west, north."""
        return 1, self.stride, -1, -self.stride

    @cached_property
    def entered(self) -> tuple[bool, ...]:
        """Whether the agent can walk onto each code."""
        return tuple(thing.kind in ENTERED or thing.state == OPEN for thing in self.things)

    @cached_property
    def portable(self) -> tuple[bool, ...]:
        """Whether the agent can pick each code up."""
        return tuple(thing.kind in PORTABLE for thing in self.things)

    @cached_property
    def ending(self) -> tuple[int, ...]:
        """What walking onto each code does to the episode."""
        return tuple({"goal": SUCCESS, "lava": FAILURE}.get(thing.kind, GOING_ON) for thing in self.things)

    @cached_property
    def looks(self) -> bytes:
        """The look of each code, as a table for ``bytes.translate``."""
        looks = {look: index for index, look in enumerate(LOOKS)}
        return bytes(looks[thing._replace(content=0)] for thing in self.things).ljust(256, b"\0")

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What others have computed about the level; no part of it, and not pickled."""
        return {}

    def __getstate__(self) -> dict[str, Any]:
        """Return the fields alone."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def row(self, cell: int) -> int:
        """Return the cell's row, counted from 0 at the top, as minigrid counts."""
        return cell // self.stride - 1

    def column(self, cell: int) -> int:
        """Return the cell's column, counted from 0 at the left, as minigrid counts."""
        return cell % self.stride - 1

    def cell(self, column: int, row: int) -> int:
        """Return the cell at minigrid's coordinates."""
        return (row + 1) * self.stride + column + 1


class State(NamedTuple):
    """One moment of an episode.

    Attributes:
        level: what does not change.
        grid: the code of every cell.
        at: the agent's cell.
        facing: its direction, an index of :data:`FACINGS`.
        carrying: the code of what it carries, 0 for nothing.
        progress: what the task remembers.
        verdict: how the last move left the episode.
        moves: moves played.
        paid: what minigrid would have paid so far.
    """

    level: Level
    grid: bytes
    at: int
    facing: int
    carrying: int
    progress: Hashable
    verdict: int = GOING_ON
    moves: int = 0
    paid: float = 0.0

    @property
    def front(self) -> int:
        """The cell in front of the agent."""
        return self.at + self.level.strides[self.facing]

    @property
    def situation(self) -> tuple[Hashable, ...]:
        """What the future depends on: all but the counts."""
        return self[1:6]


def initial_state(level: Level) -> State:
    """Return the state in which an episode on ``level`` begins."""
    return State(level, level.start, level.place, level.facing, level.carrying, level.task.begin(level))


def transition(state: State, move: int, rng: np.random.Generator | None = None) -> State:
    """Return the state after one of the seven moves; a move that has no effect counts all the same.

    Args:
        state: a state with verdict :data:`GOING_ON`.
        move: an index of :data:`MOVES`.
        rng: what moves the obstacles, in a task that has them.
    """
    level, grid, at, facing, carrying, progress, _, moves, paid = state
    task = level.task
    move = task.meaning[move]
    if rng is not None and task.stirs:
        grid, progress = task.stir(state, rng)
    verdict = GOING_ON
    if move == LEFT:
        facing = (facing + 3) % 4
    elif move == RIGHT:
        facing = (facing + 1) % 4
    else:
        front = at + level.strides[facing]
        code = grid[front]
        if move == FORWARD:
            if level.entered[code]:
                at = front
                verdict = level.ending[code]
        elif move != DONE:
            grid, carrying = _ACTS[move](level, grid, front, code, carrying)
    moves += 1
    after = State(level, grid, at, facing, carrying, progress, verdict, moves, paid)
    if task.judges:
        verdict, progress = task.judge(state, after, move)
    elif not verdict:
        return after
    paid += payment(verdict, moves, level.max_moves)
    return State(level, grid, at, facing, carrying, progress, verdict, moves, paid)


def payment(verdict: int, moves: int, max_moves: int) -> float:
    """Return what minigrid pays: 1 - 0.9 moves / max_moves for success in time, -1 for a collision, else 0."""
    if verdict == COLLISION:
        return -1.0
    return 1.0 - 0.9 * moves / max_moves if verdict == SUCCESS and moves <= max_moves else 0.0


def place(grid: bytes, cell: int, code: int) -> bytes:
    """Return the grid with ``code`` in ``cell``."""
    return grid[:cell] + bytes((code,)) + grid[cell + 1 :]


def toggled(level: Level, code: int, carrying: int) -> int:
    """Return what becomes of a code that is toggled: doors open, close or are unlocked, boxes give what they hold."""
    thing = level.things[code]
    if thing.kind == "box":
        return thing.content
    if thing.state == LOCKED:
        key = level.things[carrying]
        return code - 2 if key.kind == "key" and key.colour == thing.colour else code
    return code + 1 if thing.state == OPEN else code - 1 if thing.state == CLOSED else code


def base(level: Level, code: int) -> int:
    """Return the code that stands for a thing whatever its state: a door's first, else the code itself."""
    state = level.things[code].state
    return code - DOOR_STATES.index(state) if state else code


def _pick_up(level: Level, grid: bytes, front: int, code: int, carrying: int) -> tuple[bytes, int]:
    if carrying or not level.portable[code]:
        return grid, carrying
    return place(grid, front, FREE), code


def _drop(level: Level, grid: bytes, front: int, code: int, carrying: int) -> tuple[bytes, int]:
    if code or not carrying:
        return grid, carrying
    return place(grid, front, carrying), 0


def _toggle(level: Level, grid: bytes, front: int, code: int, carrying: int) -> tuple[bytes, int]:
    after = toggled(level, code, carrying)
    return (grid if after == code else place(grid, front, after)), carrying


_ACTS: dict[int, Callable[[Level, bytes, int, int, int], tuple[bytes, int]]] = {
    PICK_UP: _pick_up,
    DROP: _drop,
    TOGGLE: _toggle,
}
