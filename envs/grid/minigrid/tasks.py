"""What minigrid's own environments ask for: when each ends, with what, and what is still to do.

A task is judged after every move (:meth:`Task.judge`); what it has to remember is part of the state
(``State.progress``). :meth:`Task.wishes` says what is left to do, for the planner and for the distance to the goal.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from .rules import (
    COLLISION,
    DONE,
    DROP,
    FAILURE,
    FORWARD,
    FREE,
    MOVES,
    PICK_UP,
    SUCCESS,
    TOGGLE,
    Level,
    State,
    place,
)

Verdict = tuple[int, Hashable]
"""A verdict and what the task remembers from now on."""


class Errand(NamedTuple):
    """Face a cell, then make a move."""

    move: int
    cell: int


@dataclass(frozen=True)
class Task:
    """Reach a goal cell (Empty, DoorKey, MultiRoom, the crossings, …); lava fails. The base of the other tasks."""

    meaning: ClassVar[tuple[int, ...]] = tuple(range(len(MOVES)))
    """What each move does here."""
    stirs: ClassVar[bool] = False
    """Whether things move by themselves."""
    judges: ClassVar[bool] = False
    """Whether :meth:`judge` has anything to add to goals and lava."""

    def begin(self, level: Level) -> Hashable:
        """Return what is remembered at the beginning."""
        return ()

    def stir(self, state: State, rng: np.random.Generator) -> tuple[bytes, Hashable]:
        """Return the grid and the memory after what moves by itself has moved."""
        return state.grid, state.progress

    def judge(self, before: State, after: State, move: int) -> Verdict:
        """Return the verdict on a move and what is remembered after it."""
        return after.verdict, after.progress

    def wishes(self, state: State) -> list[list[Errand]]:
        """Return what is left to do, in order; of each inner list one errand is enough. Empty if nothing can do."""
        goals = [Errand(FORWARD, cell) for cell in cells(state, "goal")]
        return [goals] if goals else []


def cells(state: State, kind: str, colour: str = "") -> list[int]:
    """Return the cells with a thing of this kind and, if given, colour, in order."""
    wanted = {code for code, thing in enumerate(state.level.things) if thing.kind == kind}
    if colour:
        wanted = {code for code in wanted if state.level.things[code].colour == colour}
    return [cell for cell, code in enumerate(state.grid) if code in wanted]


@dataclass(frozen=True)
class Avoid(Task):
    """Reach the goal among balls that roll about (Dynamic-Obstacles); walking into anything else ends the episode.

    Attributes:
        balls: the code of each ball, in the order in which they move.
    """

    balls: tuple[int, ...]
    meaning = (0, 1, 2, 0, 0, 0, 0)
    stirs = True
    judges = True
    tries: ClassVar[int] = 101

    def begin(self, level: Level) -> Hashable:
        """Remember where the balls are."""
        return tuple(level.start.index(bytes((ball,))) for ball in self.balls)

    def stir(self, state: State, rng: np.random.Generator) -> tuple[bytes, Hashable]:
        """Roll each ball to a free cell drawn from the nine around it, as minigrid draws."""
        level, grid, at = state.level, state.grid, state.at
        width, height = level.stride - 2, len(grid) // level.stride - 2
        now: list[int] = []
        balls: Any = state.progress
        for ball, cell in zip(self.balls, balls, strict=True):
            left, top = max(level.column(cell) - 1, 0), max(level.row(cell) - 1, 0)
            right, bottom = min(left + 3, width), min(top + 3, height)
            for _ in range(self.tries):
                to = level.cell(int(rng.integers(left, right)), int(rng.integers(top, bottom)))
                if grid[to] == FREE and to != at:
                    grid, cell = place(place(grid, to, ball), cell, FREE), to
                    break
            now.append(cell)
        return grid, tuple(now)

    def judge(self, before: State, after: State, move: int) -> Verdict:
        """End with a collision if the way was not free before the balls rolled."""
        ahead = before.level.things[before.grid[before.front]].kind
        if move == FORWARD and ahead not in ("", "goal"):
            return COLLISION, after.progress
        return after.verdict, after.progress


@dataclass(frozen=True)
class DoorsInOrder(Task):
    """Open one door, then another (RedBlueDoors); the other way round fails.

    Attributes:
        first: the first code of the door to open first.
        second: the first code of the other door.
    """

    first: int
    second: int
    judges = True

    def judge(self, before: State, after: State, move: int) -> Verdict:
        """Succeed when the second door is open and the first was open before."""
        if self.second in after.grid:
            return (SUCCESS if self.first in before.grid else FAILURE), ()
        return after.verdict, ()

    def wishes(self, state: State) -> list[list[Errand]]:
        """Toggle the doors that are not open yet."""
        return [[Errand(TOGGLE, _door(state, door))] for door in (self.first, self.second) if door not in state.grid]


def _door(state: State, door: int) -> int:
    return next(cell for cell, code in enumerate(state.grid) if door <= code <= door + 2)


@dataclass(frozen=True)
class Lift(Task):
    """Pick one certain thing up (KeyCorridor, UnlockPickup, BlockedUnlockPickup, ObstructedMaze).

    Attributes:
        target: its code.
    """

    target: int
    judges = True

    def judge(self, before: State, after: State, move: int) -> Verdict:
        """Succeed when it has been picked up."""
        lifted = move == PICK_UP and after.carrying == self.target
        return (SUCCESS if lifted else after.verdict), ()

    def wishes(self, state: State) -> list[list[Errand]]:
        """Pick the thing up."""
        return [[Errand(PICK_UP, cell) for cell, code in enumerate(state.grid) if code == self.target]]


@dataclass(frozen=True)
class Unlock(Task):
    """Open a door (Unlock).

    Attributes:
        door: its first code.
    """

    door: int
    judges = True

    def judge(self, before: State, after: State, move: int) -> Verdict:
        """Succeed when the door is open after a toggle."""
        opened = move == TOGGLE and self.door in after.grid
        return (SUCCESS if opened else after.verdict), ()

    def wishes(self, state: State) -> list[list[Errand]]:
        """Toggle the door."""
        return [[Errand(TOGGLE, _door(state, self.door))]]


@dataclass(frozen=True)
class SayDone(Task):
    """Say ``done`` beside a target (GoToDoor, GoToObject); saying it elsewhere fails, and so does a toggle.

    Attributes:
        target: the cell to stand beside.
    """

    target: int
    judges = True

    def judge(self, before: State, after: State, move: int) -> Verdict:
        """Judge ``done`` and ``toggle``."""
        if move == DONE:
            beside = abs(after.at - self.target) in (1, after.level.stride)
            return (SUCCESS if beside else FAILURE), ()
        return (FAILURE if move == TOGGLE else after.verdict), ()

    def wishes(self, state: State) -> list[list[Errand]]:
        """Face the target, say ``done``."""
        return [[Errand(DONE, self.target)]]


@dataclass(frozen=True)
class Fetch(Task):
    """Pick up anything of a kind and colour (Fetch); picking anything else up fails.

    Attributes:
        kind: what to fetch.
        colour: its colour.
    """

    kind: str
    colour: str
    judges = True

    def judge(self, before: State, after: State, move: int) -> Verdict:
        """Judge what is carried."""
        if not after.carrying:
            return after.verdict, ()
        thing = after.level.things[after.carrying]
        return (SUCCESS if (thing.kind, thing.colour) == (self.kind, self.colour) else FAILURE), ()

    def wishes(self, state: State) -> list[list[Errand]]:
        """Pick one up."""
        return [[Errand(PICK_UP, cell) for cell in cells(state, self.kind, self.colour)]]


@dataclass(frozen=True)
class PutNear(Task):
    """Put one thing within a step, also diagonally, of a place (PutNear); the first drop or a wrong pick-up ends it.

    Attributes:
        kind: what to move.
        colour: its colour.
        target: the cell to put it near.
    """

    kind: str
    colour: str
    target: int
    judges = True

    def judge(self, before: State, after: State, move: int) -> Verdict:
        """Judge pick-ups and drops."""
        if move == DROP and before.carrying:
            return (SUCCESS if not after.carrying and self._near(after.level, after.front) else FAILURE), ()
        if move == PICK_UP and after.carrying and not self._wanted(after.level, after.carrying):
            return FAILURE, ()
        return after.verdict, ()

    def wishes(self, state: State) -> list[list[Errand]]:
        """Pick the thing up, put it near the target."""
        free = [cell for cell, code in enumerate(state.grid) if not code]
        near = [Errand(DROP, cell) for cell in free if self._near(state.level, cell)]
        if state.carrying and self._wanted(state.level, state.carrying):
            return [near]
        return [[Errand(PICK_UP, cell) for cell in cells(state, self.kind, self.colour)], near]

    def _near(self, level: Level, cell: int) -> bool:
        apart = level.row(cell) - level.row(self.target), level.column(cell) - level.column(self.target)
        return max(map(abs, apart)) <= 1

    def _wanted(self, level: Level, code: int) -> bool:
        return (level.things[code].kind, level.things[code].colour) == (self.kind, self.colour)


@dataclass(frozen=True)
class Remember(Task):
    """Go to the end of the hallway that has the thing seen at the start (Memory); the other end fails.

    Attributes:
        right: the cell beside the matching thing.
        wrong: the cell beside the other.
    """

    right: int
    wrong: int
    meaning = (0, 1, 2, TOGGLE, 4, 5, 6)
    judges = True

    def judge(self, before: State, after: State, move: int) -> Verdict:
        """Judge where the agent stands."""
        return {self.right: SUCCESS, self.wrong: FAILURE}.get(after.at, after.verdict), ()

    def wishes(self, state: State) -> list[list[Errand]]:
        """Walk to the right end."""
        return [[Errand(FORWARD, self.right)]]
