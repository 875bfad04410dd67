"""A lower bound on the commands that are left in KeyRooms, exact but for objects in the way.

The relaxed task has KeyRooms' walls, doors and single hand, but no object blocks a cell, and a needed key that is put
down can be taken up again from anywhere in that room. Its solutions are short chains of errands: take an object, open
a door, reach the goal. Relaxed tasks that differ only in objects that nothing needs are one and the same, so that few
are solved. The rooms must form a tree, as those of :mod:`.levels` do, and no two locked doors may share a colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .rules import LOCKED, OPEN, THINGS, UNLOCKS, Level, State, box
from .walls import BOX, NEVER, OTHER, Steps, Walls

ANYWHERE = -1
"""Where an object is that is in a carried box; a key that was put down in room ``r`` is at ``-2 - r``."""


class Wanted(NamedTuple):
    """A key or ball that is needed: its code, its cell (or see ``ANYWHERE``), and 1 if a box holds it."""

    code: int
    cell: int
    boxed: int


class Task(NamedTuple):
    """What is left to do, without where in its room the agent is.

    Attributes:
        region: the agent's room.
        shut: bits of the doors that must be opened.
        locked: those that need a key.
        wanted: the objects that must be taken up.
        hand: the code of a needed key, ``OTHER``, ``BOX`` or 0.
    """

    region: int
    shut: int
    locked: int
    wanted: tuple[Wanted, ...]
    hand: int


class Relaxation:
    """The relaxed tasks of a level and their solutions.

    Args:
        level: the level; what is learned about it is kept.
    """

    def __init__(self, level: Level) -> None:
        self.level = level
        self.walls = Walls(level)
        self._options: dict[Task, list[tuple[Steps, int]]] = {}
        self._tasks: dict[tuple[bytes, int, int, int], list[tuple[Steps, int]]] = {}

    def bound(self, state: State) -> int:
        """Return a number of commands that no solution from ``state`` undercuts; ``NEVER`` if there is none."""
        region = self.walls.regions[state.position]
        key = (state.cells, state.carrying, state.fetched, region)
        options = self._tasks.get(key)
        if options is None:
            options = self._tasks[key] = self._open_options(self._task(state, region))
        pose = state.position * 4 + state.direction
        return min([steps[pose] + cost for steps, cost in options], default=NEVER)

    def _task(self, state: State, region: int) -> Task:
        """Return the relaxed task that ``state`` poses: what is needed, and what that needs in turn."""
        walls, cells = self.walls, state.cells
        doors = [THINGS[cells[cell]] for cell in self.level.doors]
        balls = [_wanted(state, code) for code, bit in self.level.bits.items() if not state.fetched & bit]
        wanted = [ball for ball in balls if ball]
        hand = 0 if not state.carrying else BOX if THINGS[state.carrying].kind == "box" else OTHER
        rooms = [walls.regions[walls.goal], *(walls.regions[ball.cell] for ball in wanted if ball.cell >= 0)]
        shut = locked = 0
        for room in rooms:  # grows while it is read
            for number, door in enumerate(doors):
                bit = 1 << number
                if not walls.barriers[region][room] & ~shut & bit or door.state == OPEN:
                    continue
                shut |= bit
                if door.state != LOCKED:
                    continue
                locked |= bit
                key = _wanted(state, UNLOCKS[cells[self.level.doors[number]]])
                if key is None:
                    continue
                if key.code == state.carrying:
                    hand = key.code
                else:
                    wanted.append(key)
                    rooms += [walls.regions[key.cell]] if key.cell >= 0 else []
        return Task(region, shut, locked, tuple(sorted(wanted)), hand)

    def _open_options(self, task: Task) -> list[tuple[Steps, int]]:
        """Return, for each first thing to do, the distances to where it is done and what remains from there."""
        known = self._options.get(task)
        if known is not None:
            return known
        least: dict[int, tuple[Steps, int]] = {}
        for steps, cost in (*self._goal(task), *self._takes(task), *self._openings(task)):
            if cost < NEVER and cost < least.get(id(steps), (steps, NEVER))[1]:
                least[id(steps)] = (steps, cost)
        options = self._options[task] = list(least.values())
        return options

    def _from(self, pose: int, task: Task) -> int:
        """Return the commands that ``task`` takes from a pose in its room."""
        return min([steps[pose] + cost for steps, cost in self._open_options(task)], default=NEVER)

    def _near(self, task: Task, pose: int) -> bool:
        return not self.walls.barriers[task.region][self.walls.regions[pose >> 2]] & task.shut

    def _goal(self, task: Task) -> Iterator[tuple[Steps, int]]:
        balls_left = any(THINGS[thing.code].kind == "ball" for thing in task.wanted)
        if not balls_left and self._near(task, self.walls.goal * 4):
            yield self.walls.to_goal, 0

    def _takes(self, task: Task) -> Iterator[tuple[Steps, int]]:
        """Take up a needed object; a key that was put down is taken where its door is opened."""
        walls = self.walls
        for thing in task.wanted:
            is_key = THINGS[thing.code].kind == "key"
            hand = thing.code if is_key else OTHER
            if thing.cell >= 0:
                for pose in walls.facing(thing.cell):
                    for emptied in self._emptied(task, pose):
                        after = _without(emptied, thing.code)._replace(region=walls.regions[pose >> 2], hand=hand)
                        yield walls.steps(pose, task.hand), 1 + thing.boxed + self._from(pose, after)
            elif not is_key:
                after = _without(task, thing.code)._replace(hand=hand)
                for steps, further in self._open_options(after):
                    yield steps, 1 + thing.boxed + bool(task.hand) + further

    def _openings(self, task: Task) -> Iterator[tuple[Steps, int]]:
        """Open a needed door, with its key if it is locked; the hand may be emptied on the way there."""
        walls = self.walls
        for number, cell in enumerate(self.level.doors):
            bit = 1 << number
            if not task.shut & bit:
                continue
            code = UNLOCKS[self.level.cells[cell]] if task.locked & bit else 0
            left = task._replace(shut=task.shut & ~bit, locked=task.locked & ~bit)
            for pose in walls.facing(cell):
                if not self._near(task, pose):
                    continue
                left = left._replace(region=walls.regions[pose >> 2])
                if not code or code == task.hand:
                    yield walls.steps(pose), 1 + self._from(pose, left._replace(hand=OTHER if code else task.hand))
                if not code and task.hand:
                    for emptied in self._emptied(task, pose):
                        after = left._replace(hand=0, wanted=emptied.wanted)
                        yield walls.steps(pose, task.hand), 1 + self._from(pose, after)
                if code:
                    yield from self._taken_again(task, code, pose, left)

    def _taken_again(self, task: Task, code: int, pose: int, left: Task) -> Iterator[tuple[Steps, int]]:
        """Take up a key that was put down, in its room, and open its door from ``pose``."""
        walls = self.walls
        for thing in task.wanted:
            if thing.code != code or thing.cell >= 0:
                continue
            room = task.region if thing.cell == ANYWHERE else -2 - thing.cell
            if room == task.region:  # a box that is in hand is opened where it is put down: no need to turn
                steps = walls.steps(pose, 0 if thing.cell == ANYWHERE else task.hand)
                cost = 2 + thing.boxed + (thing.cell == ANYWHERE and task.hand > 0)
                stop = pose
            else:
                stop = walls.entry(task.region, room)
                steps, cost = walls.steps(stop, task.hand), 2 + walls.steps(pose)[stop]
            for emptied in self._emptied(task, stop):
                after = left._replace(wanted=_without(emptied, code).wanted, hand=OTHER)
                yield steps, cost + self._from(pose, after)

    def _emptied(self, task: Task, pose: int) -> Iterator[Task]:
        """Yield ``task`` with nothing in hand, a needed key put down in any room on the way to ``pose``."""
        if not self._near(task, pose):
            return
        if task.hand <= BOX:
            yield task._replace(hand=0)
            return
        ways = self.walls.barriers[task.region]
        for room, way in enumerate(ways):
            if not way & ~ways[self.walls.regions[pose >> 2]]:
                yield task._replace(wanted=tuple(sorted((*task.wanted, Wanted(task.hand, -2 - room, 0)))), hand=0)


def _without(task: Task, code: int) -> Task:
    """Return ``task`` without ``code`` among what is wanted."""
    return task._replace(wanted=tuple(thing for thing in task.wanted if thing.code != code))


def _wanted(state: State, code: int) -> Wanted | None:
    """Find an object that is needed: on the map, in hand, or in a box."""
    for boxed, holder in enumerate((code, *(box(colour, code) for colour in range(6)))):
        cell = state.cells.find(holder)
        if cell >= 0 or state.carrying == holder:
            return Wanted(code, cell, min(boxed, 1))
    return None
