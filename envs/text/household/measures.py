"""What a household reports beside its text: facts about every object, the goal as facts, milestones."""

from __future__ import annotations

from typing import Any

from .home import Level
from .rules import NOTHING, State, reached, solved
from .text import cleanliness, temperature

Fact = str | int | float | bool

WANTED = {
    "place": {},
    "clean": {"cleanliness": "clean"},
    "heat": {"temperature": "hot"},
    "cool": {"temperature": "cold"},
    "examine": {"examined": True},
    "pair": {},
}
"""Task → what is true of a thing when it is done, beside the place where it is."""


def facts(state: State) -> dict[str, Fact]:
    """Return every object's attributes."""
    level, where, held = state.level, state.where, state.held
    names, (keys, fixed) = level.place_names, _keys(level)
    places = [names[place] if place >= 0 else "agent" for place in where]
    values: list[Fact] = [
        names[state.at] if state.at >= 0 else "middle",
        level.rooms[level.room_of(state.at)],
        level.thing_names[held] if held != NOTHING else "nothing",
    ]
    values += places
    clean, hot, cold, examined, seen = state[6:]
    for thing in range(len(where)):
        bit = 1 << thing
        values += (
            "clean" if clean & bit else "unwashed",
            "hot" if hot & bit else "cold" if cold & bit else "room",
            examined & bit > 0,
            seen & bit > 0,
        )
    values += [state.opened >> place & 1 > 0 for place in _lidded(level)]
    values += [state.lit >> lamp & 1 > 0 for lamp in range(len(level.lamps))]
    return {**fixed, **dict(zip(keys, values, strict=True)), **_wanted(state)}


def goal_facts(level: Level) -> dict[str, dict[str, Fact]]:
    """Return the goal in the form of facts: object → attribute → value.

    The objects are ``wanted_1`` and, where two belong together, ``wanted_2``. In :func:`facts` they stand for the
    things of the right kind that are nearest to being as the goal wants them.
    """
    goal = level.goal
    if goal.task == "pair":
        return {f"wanted_{number}": {"place_kind": goal.target, "together": True} for number in (1, 2)}
    return {"wanted_1": {**WANTED[goal.task], **({"place_kind": goal.target} if goal.target else {})}}


def milestones(state: State) -> dict[str, bool]:
    """Return the sub-goals of the task and whether each holds now."""
    level, task = state.level, state.level.goal.task
    found = sum(state.seen >> thing & 1 for thing in level.wanted)
    held = state.held in level.wanted
    told = {"found": found > 0, "holding": held}
    if task == "examine":
        lamps = range(len(level.lamps))
        told["lamp_found"] = any(state.seen >> (len(level.things) + lamp) & 1 for lamp in lamps)
        told["lamp_on"] = state.lit > 0
        return told | {"examined": solved(state)}
    if task == "pair":
        return told | {"found_two": found > 1, "one_placed": bool(reached(state)), "placed": solved(state)}
    if task != "place":
        [(attribute, value)] = WANTED[task].items()
        measure = cleanliness if attribute == "cleanliness" else temperature
        told[str(value)] = any(measure(state, thing) == value for thing in level.wanted)
    return told | {"placed": solved(state)}


def _wanted(state: State) -> dict[str, Fact]:
    """Return the facts of the things that stand for the goal's."""
    level = state.level
    pair = level.goal.task == "pair"
    best = sorted(level.wanted, key=lambda thing: -_likeness(state, thing, pair))[: 1 + pair]
    found: dict[str, Fact] = {}
    together = pair and len({state.where[thing] for thing in best}) == 1 and state.where[best[0]] >= 0
    for number, thing in enumerate(best, start=1):
        name, place = f"wanted_{number}", state.where[thing]
        found[f"{name}.name"] = level.thing_names[thing]
        found[f"{name}.place_kind"] = level.places[place].kind if place >= 0 else "agent"
        found[f"{name}.cleanliness"] = cleanliness(state, thing)
        found[f"{name}.temperature"] = temperature(state, thing)
        found[f"{name}.examined"] = state.examined >> thing & 1 > 0
        if pair:
            found[f"{name}.together"] = together
    return found


def _likeness(state: State, thing: int, pair: bool) -> int:
    """Return how many of the goal's attributes a thing has; of a pair, how many are with it in a right place."""
    level, place = state.level, state.where[thing]
    if pair:
        return sum(state.where[other] == place for other in level.wanted) if place in level.targets else 0
    done = {"clean": state.clean, "heat": state.hot, "cool": state.cold, "examine": state.examined}
    return (place in level.targets) + (done.get(level.goal.task, 0) >> thing & 1)


def _lidded(level: Level) -> tuple[int, ...]:
    """Return the places that can be opened and closed."""
    if "lidded" not in level.memo:
        level.memo["lidded"] = tuple(place for place in range(len(level.places)) if level.lids >> place & 1)
    places: tuple[int, ...] = level.memo["lidded"]
    return places


def _keys(level: Level) -> tuple[list[str], dict[str, Fact]]:
    """Return the names of the facts that change, in the order in which they are worked out, and those that don't."""
    if "keys" not in level.memo:
        keys = ["agent.place", "agent.room", "agent.holding"]
        keys += [f"{name}.place" for name in level.thing_names]
        for name in level.thing_names:
            keys += [f"{name}.{attribute}" for attribute in ("cleanliness", "temperature", "examined", "seen")]
        keys += [f"{level.place_names[place]}.open" for place in _lidded(level)]
        keys += [f"{name}.on" for name in level.lamp_names]
        level.memo["keys"] = keys, _fixed(level)
    known: tuple[list[str], dict[str, Fact]] = level.memo["keys"]
    return known


def _fixed(level: Level) -> dict[str, Fact]:
    goal = level.goal
    found: dict[str, Fact] = {"goal.task": goal.task, "goal.object": goal.kind}
    if goal.target:
        found["goal.place"] = goal.target
    named: Any = zip(level.place_names, level.places, strict=True)
    found |= {f"{name}.room": level.rooms[place.room] for name, place in named}
    found |= {f"{name}.kind": thing.kind for name, thing in zip(level.thing_names, level.things, strict=True)}
    return found | {f"{name}.place": level.place_names[at] for name, at in zip(level.lamp_names, level.lamps, strict=True)}
