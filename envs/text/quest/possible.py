"""The commands that are possible in a state of Quest, without those that look at single things."""

from __future__ import annotations

from typing import Any

from . import kitchen, rules
from .level import CLOSED, GONE, HELD, OPEN, Level
from .names import FORMS, RAW, WHOLE
from .state import State


def commands(state: State) -> list[str]:
    """Return the commands that are possible now."""
    level, here, where, status = state.level, state.room, state.where, state.status
    words = level.memo.get("words") or _words(level)
    found = ["look", "inventory"]
    for direction, _, door in level.exits[here]:
        if door < 0 or status[door] == OPEN:
            found.append(f"go {direction}")
    for fixture in level.lids[here]:
        if status[fixture] == OPEN:
            found.append(words["close"][fixture])
        elif status[fixture] == CLOSED:
            found.append(words["open"][fixture])
        elif where[level.fixtures[fixture].key] == HELD:
            found.append(words["unlock"][fixture])
    seen, held = _items(state)
    take = words["take"]
    found += [take[item] for item in seen]
    return found + _with_held(state, held, words) if held or level.recipe else found


def _items(state: State) -> tuple[list[int], list[int]]:
    """Return the items that can be taken and those in hand."""
    level, here, status = state.level, state.room, state.status
    room_of, rooms, seen, held = level.room_of, len(level.rooms), [], []
    for item, place in enumerate(state.where):
        if place == HELD:
            held.append(item)
        elif room_of[place] == here and (place < rooms or status[place - rooms] == OPEN):
            seen.append(item)
    return seen, held


def _with_held(state: State, held: list[int], words: dict[str, Any]) -> list[str]:
    """Return what can be done with the things in hand."""
    level, status = state.level, state.status
    holders = [fixture for fixture in level.holders[state.room] if status[fixture] == OPEN]
    found = []
    for item in held:
        found.append(words["drop"][item])
        put = words["put"][item]
        found += [put[fixture] for fixture in holders]
    for key, *_ in level.crafts:
        if state.where[key] == GONE and not isinstance(rules.craft(state, key), str):
            found.append(f"craft {level.items[key].name}")
    return found + _cooking(state, held) if level.recipe else found


def _cooking(state: State, held: list[int]) -> list[str]:
    level = state.level
    found = []
    if level.book in level.standing[state.room]:
        found.append("read cookbook")
        if not isinstance(kitchen.prepare(state), str):
            found.append("prepare meal")
    for item in held:
        if item < level.foods:
            found += _treatments(state, item)
        elif item == level.goal:
            found.append("eat meal")
    return found


def _treatments(state: State, food: int) -> list[str]:
    level, name = state.level, state.level.items[food].name
    found = [f"eat {name}"]
    if state.forms[food] == WHOLE and state.where[level.knife] == HELD:
        found += [f"cut {name} into {form}" for form in FORMS[1:]]
    if state.ways[food] == RAW or food in level.wanted:
        found += [f"cook {name} with {level.fixtures[fixture].name}" for fixture in level.appliances[state.room]]
    return found


def _words(level: Level) -> dict[str, Any]:
    """Return the commands about the level's things, by command and thing."""
    items, fixtures = [item.name for item in level.items], level.fixtures
    words: dict[str, Any] = {
        "open": [f"open {fixture.name}" for fixture in fixtures],
        "close": [f"close {fixture.name}" for fixture in fixtures],
        "unlock": [f"unlock {fixture.name} with {items[fixture.key]}" for fixture in fixtures],
        "take": [f"take {name}" for name in items],
        "drop": [f"drop {name}" for name in items],
        "put": [
            [f"put {name} {'in' if fixture.kind == 'box' else 'on'} {fixture.name}" for fixture in fixtures]
            for name in items
        ],
    }
    level.memo["words"] = words
    return words
