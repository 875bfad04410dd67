"""What is measured of a quest: its milestones, its facts, and its goal as facts."""

from __future__ import annotations

from typing import Any

from . import text
from .errands import Errands
from .level import GONE, HELD, LOCKED, OPEN, Level
from .names import FORMS, WAYS
from .state import EATEN, PREPARED, READ, State, initial_state, sees

STATUS = ("open", "closed", "locked")

Facts = dict[str, str | int | float | bool]


def milestones(state: State) -> dict[str, bool]:
    """Return each sub-goal and whether it holds now."""
    level, where = state.level, state.where
    found: dict[str, bool] = {}
    for number in level.memo.get("needed") or _needed(level):
        fixture = level.fixtures[number]
        if fixture.key >= 0:
            unlocked = state.status[number] != LOCKED
            have = unlocked or where[fixture.key] == HELD
            for key, *parts in level.crafts:
                if key == fixture.key:
                    joined = have or where[key] != GONE
                    found |= {f"{_key(level.items[part].name)}_held": joined or where[part] == HELD for part in parts}
            found[f"{_key(level.items[fixture.key].name)}_held"] = have
            found[f"{_key(fixture.name)}_unlocked"] = unlocked
        found[f"{_key(fixture.name)}_opened"] = state.status[number] == OPEN
    if level.quest != "cooking":
        goal = _key(level.items[level.goal].name)
        return found | {f"{goal}_seen": sees(state, level.goal), f"{goal}_taken": state.solved}
    return found | _cooking(state)


def facts(state: State) -> Facts:
    """Return where everything is, what is open, and how foods are treated."""
    level = state.level
    names, places, lids = level.memo.get("fact names") or _names(level)
    values: list[str | int | float | bool] = [
        level.rooms[state.room],
        state.visited.bit_count(),
        *[places[place] for place in state.where],
        *[STATUS[state.status[fixture]] for fixture in lids],
    ]
    if level.recipe:
        values += [FORMS[form] for form in state.forms]
        values += [WAYS[way] for way in state.ways]
        values += [bool(state.done & mark) for mark in (READ, PREPARED, EATEN)]
    return dict(zip(names, values, strict=True))


def goal_facts(level: Level) -> dict[str, dict[str, Any]]:
    """Return what the facts say once the quest is done: object → attribute → value."""
    if level.quest == "cooking":
        return {"meal": {"eaten": True}}
    return {_key(level.items[level.goal].name): {"place": "held"}}


def _cooking(state: State) -> dict[str, bool]:
    prepared = bool(state.done & PREPARED)
    found = {"recipe_read": bool(state.done & READ)}
    for food, form, way in state.level.recipe:
        name = _key(state.level.items[food].name)
        found[f"{name}_held"] = prepared or state.where[food] == HELD
        if form or way:
            found[f"{name}_treated"] = state.forms[food] == form and state.ways[food] == way
    return found | {"meal_prepared": prepared, "meal_eaten": state.solved}


def _needed(level: Level) -> list[int]:
    """Return the doors and boxes that have to be opened, from the start."""
    level.memo["needed"] = needed = list(Errands(initial_state(level)).opens)
    return needed


def _names(level: Level) -> tuple[list[str], list[str], list[int]]:
    """Return the facts' names, the places' names (those of ``GONE`` and ``HELD`` last) and the fixtures with lids."""
    lids = [number for number, fixture in enumerate(level.fixtures) if fixture.kind in ("box", "door")]
    items = [_key(item.name) for item in level.items]
    names = ["agent.room", "agent.rooms_visited", *(f"{item}.place" for item in items)]
    names += [f"{_key(level.fixtures[number].name)}.status" for number in lids]
    if level.recipe:
        foods = items[: level.foods]
        names += [f"{food}.form" for food in foods] + [f"{food}.cooked" for food in foods]
        names += ["recipe.read", "meal.prepared", "meal.eaten"]
    places = [text.place_name(level, place) for place in (*range(len(level.rooms) + len(level.fixtures)), GONE, HELD)]
    level.memo["fact names"] = names, places, lids
    return names, places, lids


def _key(name: str) -> str:
    return name.replace(" ", "_").replace("'", "")
