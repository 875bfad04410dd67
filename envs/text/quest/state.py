"""The state of a quest: where everything is, what is open, and how foods are treated."""

from __future__ import annotations

from typing import NamedTuple

from .level import HELD, OPEN, Level
from .names import RAW, WHOLE

READ, PREPARED, EATEN, LOST = 1, 2, 4, 8


class State(NamedTuple):
    """Where everything is.

    Attributes:
        level: the house.
        room: the agent's room.
        where: the place of each item, ``HELD`` or ``GONE``.
        status: ``OPEN``, ``CLOSED`` or ``LOCKED``, for each fixture.
        forms: into what each food is cut.
        ways: how each food is cooked.
        visited: bit r is set once the agent has been in room r.
        done: ``READ``, ``PREPARED``, ``EATEN`` and ``LOST``, as bits.
    """

    level: Level
    room: int
    where: tuple[int, ...]
    status: tuple[int, ...]
    forms: tuple[int, ...]
    ways: tuple[int, ...]
    visited: int
    done: int

    @property
    def solved(self) -> bool:
        """Whether the quest is done."""
        if self.level.quest == "cooking":
            return bool(self.done & EATEN)
        return self.where[self.level.goal] == HELD

    @property
    def lost(self) -> bool:
        """Whether something was done that can't be undone."""
        return bool(self.done & LOST)


After = State | str
"""The state after a command, or why it is not possible."""


def initial_state(level: Level) -> State:
    """Return the state in which an episode begins."""
    return State(
        level,
        level.start,
        tuple(item.place for item in level.items),
        tuple(fixture.status for fixture in level.fixtures),
        (WHOLE,) * level.foods,
        (RAW,) * level.foods,
        1 << level.start,
        0,
    )


def sees(state: State, item: int) -> bool:
    """Whether the agent holds the item or sees it lie in the room."""
    level, place = state.level, state.where[item]
    if place == HELD:
        return True
    inside = place - len(level.rooms)
    return level.room_of[place] == state.room and (inside < 0 or state.status[inside] == OPEN)


def ready(state: State) -> bool:
    """Whether every ingredient is in hand and treated as the recipe says."""
    where, forms, ways = state.where, state.forms, state.ways
    return all(
        where[food] == HELD and forms[food] == form and ways[food] == way for food, form, way in state.level.recipe
    )


def put_at(state: State, item: int, place: int) -> State:
    """Return the state with an item somewhere else."""
    where = state.where
    return state._replace(where=(*where[:item], place, *where[item + 1 :]))


def marked(state: State, mark: int) -> State:
    """Return the state with something done, as a bit."""
    return state._replace(done=state.done | mark)
