"""Quest in words: what is seen in a room, of a thing and in the hands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .level import CLOSED, GONE, HELD, LOCKED, NO_DOOR, OPEN, Level
from .names import COOKS, FORMS, RAW, TERRACE, WAYS, WHOLE
from .state import State, sees

OUTSIDE = (TERRACE, "porch")


@lru_cache(maxsize=1024)
def a(name: str) -> str:
    """Return a name with its indefinite article."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def listed(things: Iterable[str]) -> str:
    """Return things as a list in a sentence."""
    *first, last = things
    return f"{', '.join(first)} and {last}" if first else last


def room(state: State) -> str:
    """Return what is seen in the agent's room."""
    level, here = state.level, state.room
    inside: dict[int, list[str]] = {}
    for item, place in enumerate(state.where):
        if level.room_of[place] == here:
            inside.setdefault(place, []).append(item_name(state, item))
    first = len(level.rooms)
    seen = [
        _standing(state, fixture, inside.get(first + fixture, []))
        for fixture in level.standing[here]
        if level.fixtures[fixture].kind != "door"
    ]
    name = level.rooms[here]
    lines = [f"You are {'on' if name in OUTSIDE else 'in'} the {name}. You see {'; '.join(seen)}."]
    if here in inside:
        lines.append(f"On the floor: {', '.join(inside[here])}.")
    lines.append(f"Exits: {'; '.join(_exit(state, *way) for way in level.exits[here])}.")
    return "\n".join(lines)


def item_name(state: State, item: int) -> str:
    """Return an item with its article and, of a food, what was done to it."""
    name = a(state.level.items[item].name)
    if item >= state.level.foods or (state.forms[item] == WHOLE and state.ways[item] == RAW):
        return name
    return f"{name} ({_treated(state, item)})"


def inventory(state: State) -> str:
    """Return what the agent carries."""
    held = [item_name(state, item) for item, place in enumerate(state.where) if place == HELD]
    return f"You carry {listed(held)}." if held else "You carry nothing."


def lock_of(level: Level, fixture: int) -> str:
    """Return what kind of lock a fixture has."""
    metal = level.items[level.fixtures[fixture].key].name.removesuffix(" key")
    return f"{metal} lock"


def fixture_seen(state: State, fixture: int) -> str:
    """Return what is seen of a fixture from near."""
    level, thing = state.level, state.level.fixtures[fixture]
    if thing.kind == "appliance":
        return f"You can {COOKS[level.heats[fixture]]} food with the {thing.name}."
    if thing.kind == "book":
        return f"The {thing.name} lies open. You can read it."
    place = len(level.rooms) + fixture
    inside = [item_name(state, item) for item, where in enumerate(state.where) if where == place]
    if thing.kind == "door":
        return f"The {thing.name} is {_status(state, fixture)}."
    return f"You see {_standing(state, fixture, inside)}."


def item_seen(state: State, item: int) -> str:
    """Return what is seen of an item from near."""
    level, (name, kind, _) = state.level, state.level.items[item]
    if kind == "part":
        key = level.items[level.part_of[item][0]].name
        return f"The {name} is one of two parts. With both in your hands you can craft the {key}."
    if kind == "key":
        return f"The {name} fits a lock of its metal."
    if kind == "food":
        return f"The {name} is {FORMS[state.forms[item]].replace('whole', 'uncut')} and {WAYS[state.ways[item]]}."
    told = {"treasure": "is a treasure", "coin": "is what you are looking for", "meal": "smells good"}
    return f"The {name} {told.get(kind, 'is nothing special')}."


def recipe(level: Level) -> str:
    """Return what is written in the cookbook."""
    names = {step.food: level.items[step.food].name for step in level.recipe}
    lines = [f"Recipe: {level.dish}.", f"Ingredients: {', '.join(names.values())}."]
    appliance = {way: level.fixtures[number].name for number, way in level.heats.items()}
    for food, form, way in level.recipe:
        cut = [f"cut it into {FORMS[form]}"] if form else ["leave it whole"]
        cooked = [f"{COOKS[way]} it ({appliance[way]})"] if way else ["leave it raw"]
        lines.append(f"- {names[food]}: {' and '.join(cut + cooked)}.")
    return "\n".join([*lines, "With all of this in your hands, prepare the meal in the kitchen and eat it."])


def place_name(level: Level, place: int) -> str:
    """Return where an item is: a room, a fixture, ``held`` or ``nowhere``."""
    if place < 0:
        return {HELD: "held", GONE: "nowhere"}[place]
    rooms = len(level.rooms)
    return level.rooms[place] if place < rooms else level.fixtures[place - rooms].name


def thing_seen(state: State, name: str) -> str:
    """Return what is seen of a thing of this name, or an empty text if it is not here."""
    items, fixtures = state.level.by_name
    if name in items and sees(state, items[name]):
        return item_seen(state, items[name])
    if name in fixtures and fixtures[name] in state.level.standing[state.room]:
        return fixture_seen(state, fixtures[name])
    return ""


def _treated(state: State, item: int) -> str:
    words = [FORMS[state.forms[item]]] if state.forms[item] else []
    return ", ".join([*words, WAYS[state.ways[item]]] if state.ways[item] else words)


def _standing(state: State, fixture: int, inside: list[str]) -> str:
    name, kind = state.level.fixtures[fixture][:2]
    if kind == "stand":
        return f"{a(name)} with {listed(inside)} on it" if inside else a(name)
    if kind != "box":
        return a(name)
    if state.status[fixture] != OPEN:
        return f"{a(name)} ({_status(state, fixture)})"
    return f"{a(name)} (open) with {listed(inside)} in it" if inside else f"{a(name)} (open, empty)"


def _status(state: State, fixture: int) -> str:
    status = state.status[fixture]
    if status == LOCKED:
        return f"locked, {lock_of(state.level, fixture)}"
    return "closed" if status == CLOSED else "open"


def _exit(state: State, direction: str, other: int, door: int) -> str:
    level = state.level
    known = f" to the {level.rooms[other]}" if state.visited >> other & 1 else ""
    if door == NO_DOOR:
        return direction + known
    return f"{direction}{known} through the {level.fixtures[door].name} ({_status(state, door)})"
