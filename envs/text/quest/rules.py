"""The rules of Quest: walk, open, take, craft. No text.

A command leads to a state or to a word that says why it is not possible (the key of a sentence in ``told.REFUSALS``).
Two things can't be undone and end the quest: taking a treasure that is not the one asked for, and treating an
ingredient of the recipe otherwise than the recipe says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import kitchen
from .level import CLOSED, GONE, HELD, LOCKED, OPEN
from .state import LOST, After, State, marked, put_at


def transition(state: State, command: str, *arguments: Any) -> After:
    """Return the state after a command, or why it is not possible.

    Args:
        state: the state before.
        command: one of ``COMMANDS``.
        arguments: what stands in its signature below: a direction, or numbers of items, fixtures and forms. Items that
            are not seen and fixtures that stand elsewhere are for the caller to refuse.
    """
    return COMMANDS[command](state, *arguments)


def go(state: State, direction: str) -> After:
    """Leave through an exit whose door, if any, is open."""
    level, _, where, status, forms, ways, visited, done = state
    for way, room, door in level.exits[state.room]:
        if way == direction:
            if door >= 0 and status[door] != OPEN:
                return "door"
            return State(level, room, where, status, forms, ways, visited | 1 << room, done)
    return "no exit"


def set_status(state: State, fixture: int, status: int) -> State:
    """Return the state with a fixture open, closed or locked."""
    every = state.status
    return state._replace(status=(*every[:fixture], status, *every[fixture + 1 :]))


def open_(state: State, fixture: int) -> After:
    """Open a box or a door."""
    if state.level.fixtures[fixture].kind not in ("box", "door"):
        return "no lid"
    if state.status[fixture] != CLOSED:
        return "locked" if state.status[fixture] == LOCKED else "is open"
    return set_status(state, fixture, OPEN)


def close(state: State, fixture: int) -> After:
    """Close a box or a door."""
    if state.level.fixtures[fixture].kind not in ("box", "door"):
        return "no lid"
    return set_status(state, fixture, CLOSED) if state.status[fixture] == OPEN else "is closed"


def unlock(state: State, fixture: int, key: int) -> After:
    """Unlock a box or a door with its key, which is kept; it stays closed."""
    if state.status[fixture] != LOCKED:
        return "not locked"
    if state.where[key] != HELD:
        return "not held"
    return set_status(state, fixture, CLOSED) if state.level.fixtures[fixture].key == key else "wrong key"


def take(state: State, item: int) -> After:
    """Take an item that is seen; a treasure that was not asked for ends the quest."""
    if state.where[item] == HELD:
        return "is held"
    after = put_at(state, item, HELD)
    wrong = state.level.items[item].kind == "treasure" and item != state.level.goal
    return marked(after, LOST) if wrong else after


def drop(state: State, item: int) -> After:
    """Let go of an item."""
    return put_at(state, item, state.room) if state.where[item] == HELD else "not held"


def put(state: State, item: int, fixture: int) -> After:
    """Put an item on a stand or into an open box."""
    if state.where[item] != HELD:
        return "not held"
    if state.level.fixtures[fixture].kind not in ("stand", "box"):
        return "no holder"
    return put_at(state, item, len(state.level.rooms) + fixture) if state.status[fixture] == OPEN else "shut"


def craft(state: State, key: int) -> After:
    """Join the two parts of a key."""
    parts = next((parts for made, *parts in state.level.crafts if made == key), None)
    if parts is None or any(state.where[part] != HELD for part in parts):
        return "no parts"  # whatever there is: what was not found yet is not told
    return put_at(put_at(put_at(state, parts[0], GONE), parts[1], GONE), key, HELD)


COMMANDS: dict[str, Callable[..., After]] = {
    "go": go,
    "open": open_,
    "close": close,
    "unlock": unlock,
    "take": take,
    "drop": drop,
    "put": put,
    "craft": craft,
    "read": kitchen.read,
    "cut": kitchen.cut,
    "cook": kitchen.cook,
    "prepare_meal": kitchen.prepare,
    "eat": kitchen.eat,
}
