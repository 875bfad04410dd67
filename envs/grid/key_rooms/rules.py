"""KeyRooms' rules, which are MiniGrid's: what a cell holds, the state, and what each command does.

A map is ``bytes``, one code a cell, row by row. A code says everything about its cell: a door's colour and state, a
box's colour and what is inside. Source of the rules: MiniGrid (Chevalier-Boisvert et al., 2023), ``minigrid_env.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

COLOURS = ("red", "green", "blue", "purple", "yellow", "grey")
GREY = 5
DIRECTIONS = ("east", "south", "west", "north")
DOOR_STATES = ("open", "closed", "locked")
OPEN, CLOSED, LOCKED = range(3)

LEFT, RIGHT, FORWARD, PICK_UP, DROP, TOGGLE = range(6)
COMMANDS = ("turn left", "turn right", "forward", "pick up", "drop", "toggle")
TURNS = (-1, 1)
COMMAND_NUMBERS = {name: number for number, name in enumerate(COMMANDS)}

FLOOR, WALL, GOAL = 0, 1, 2
_DOOR, _KEY, _BALL, _BOX = 3, 21, 27, 33
_INSIDE = 13
"""What a box may hold: nothing, one of six keys, one of six balls."""

CODES = _BOX + 6 * _INSIDE


class Thing(NamedTuple):
    """What a code stands for.

    Attributes:
        kind: floor, wall, goal, door, key, ball or box.
        colour: index into ``COLOURS`` (MiniGrid's numbers).
        state: a door's index into ``DOOR_STATES``, else 0.
        inside: the code of what a box holds, else 0.
    """

    kind: str
    colour: int
    state: int = 0
    inside: int = FLOOR


def door(colour: int, state: int) -> int:
    """Return the code of a door."""
    return _DOOR + 3 * colour + state


def key(colour: int) -> int:
    """Return the code of a key."""
    return _KEY + colour


def ball(colour: int) -> int:
    """Return the code of a ball."""
    return _BALL + colour


def box(colour: int, inside: int = FLOOR) -> int:
    """Return the code of a box that holds the key or ball ``inside``, or nothing."""
    return _BOX + _INSIDE * colour + (inside - _KEY + 1 if inside else 0)


def _thing(code: int) -> Thing:
    if code < _DOOR:
        return (Thing("floor", 0), Thing("wall", GREY), Thing("goal", 1))[code]
    if code < _KEY:
        return Thing("door", *divmod(code - _DOOR, 3))
    if code < _BOX:
        return Thing("key", code - _KEY) if code < _BALL else Thing("ball", code - _BALL)
    colour, inside = divmod(code - _BOX, _INSIDE)
    return Thing("box", colour, 0, inside + _KEY - 1 if inside else FLOOR)


THINGS = tuple(_thing(code) for code in range(CODES))
"""Code → what it stands for."""

PASSABLE = bytes(thing.kind in ("floor", "goal") or (thing.kind == "door" and not thing.state) for thing in THINGS)
PORTABLE = bytes(thing.kind in ("key", "ball", "box") for thing in THINGS)
OPAQUE = bytes(thing.kind == "wall" or (thing.kind == "door" and thing.state != OPEN) for thing in THINGS)


def _toggled(code: int) -> int:
    thing = THINGS[code]
    if thing.kind == "box":
        return thing.inside
    return door(thing.colour, 1 - thing.state) if thing.kind == "door" and thing.state != LOCKED else code


TOGGLED = bytes(_toggled(code) for code in range(CODES))
"""Code → the code after ``toggle`` with no matching key in hand."""

UNLOCKS = bytes(key(thing.colour) if thing.kind == "door" and thing.state == LOCKED else 0 for thing in THINGS)
"""Code of a locked door → the code of its key; 0 for all else."""


@dataclass(frozen=True)
class Level:
    """A map and a task, as they are at the start.

    Attributes:
        width: columns, outer walls included; a cell is ``row * width + column``.
        cells: one code a cell.
        position: the agent's cell.
        direction: index into ``DIRECTIONS``.
        doors: the cells of the doors; those locked at the start come first, in the order in which they can be opened.
        errands: the codes of the balls to pick up before the goal counts.
    """

    width: int
    cells: bytes
    position: int
    direction: int
    doors: tuple[int, ...]
    errands: tuple[int, ...] = ()

    @cached_property
    def moves(self) -> tuple[int, int, int, int]:
        """What one step in each direction adds to the position."""
        return 1, self.width, -1, -self.width

    @cached_property
    def bits(self) -> dict[int, int]:
        """Code of a ball to fetch → its bit in ``State.fetched``."""
        return {code: 1 << number for number, code in enumerate(self.errands)}

    @cached_property
    def measured(self) -> dict[tuple[bytes, int, int], dict[str, bool]]:
        """Milestones of the arrangements (cells, carrying, fetched) that were asked about; the agent walks far more."""
        return {}

    @cached_property
    def locks(self) -> tuple[tuple[int, int], ...]:
        """Cell and colour of each door that is locked at the start."""
        things = [(cell, THINGS[self.cells[cell]]) for cell in self.doors]
        return tuple((cell, thing.colour) for cell, thing in things if thing.state == LOCKED)


class State(NamedTuple):
    """One position of the game.

    Attributes:
        level: the level as it was at the start.
        cells: one code a cell, now.
        position: the agent's cell.
        direction: index into ``DIRECTIONS``.
        carrying: code of the object in hand, or 0.
        fetched: bits of the errands that are done.
    """

    level: Level
    cells: bytes
    position: int
    direction: int
    carrying: int
    fetched: int


_state = tuple.__new__
"""Makes a state in a third of the time that ``State`` takes."""


def initial_state(level: Level) -> State:
    """Return the state at the start of ``level``."""
    return State(level, level.cells, level.position, level.direction, 0, 0)


def transition(state: State, command: int) -> State:
    """Return the state after a command; the same object where it changes nothing.

    Args:
        state: the present state.
        command: index into ``COMMANDS``.
    """
    level, cells, position, direction, carrying, fetched = state
    if command < FORWARD:
        return _state(State, (level, cells, position, direction + TURNS[command] & 3, carrying, fetched))
    front = position + level.moves[direction]
    ahead = cells[front]
    if command == FORWARD:
        return _state(State, (level, cells, front, direction, carrying, fetched)) if PASSABLE[ahead] else state
    put = ahead
    if command == PICK_UP:
        if PORTABLE[ahead] and not carrying:
            put, carrying, fetched = FLOOR, ahead, fetched | level.bits.get(ahead, 0)
    elif command == DROP:
        if carrying and ahead == FLOOR:
            put, carrying = carrying, FLOOR
    elif UNLOCKS[ahead]:
        put = ahead - LOCKED if UNLOCKS[ahead] == carrying else ahead
    else:
        put = TOGGLED[ahead]
    if put == ahead:
        return state
    return State(level, cells[:front] + bytes((put,)) + cells[front + 1 :], position, direction, carrying, fetched)


def solved(state: State) -> bool:
    """Whether the agent stands on the goal with every errand done."""
    return state.cells[state.position] == GOAL and state.fetched + 1 == 1 << len(state.level.errands)
