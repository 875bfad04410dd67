"""What a household reports beside its text: facts about every object, the goal as facts, milestones."""

from __future__ import annotations

from collections.abc import Sequence

from .home import Level
from .rules import NOTHING, State, reached, solved
from .text import cleanliness, temperature

Fact = str | int | float | bool

WANTED: dict[str, dict[str, Fact]] = {
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
    level, at, held = state.level, state.at, state.held
    key, memo = state[4:], level.memo  # all but where the agent and the things are
    if memo.get("facts", ((),))[0] != key:
        memo["facts"] = key, _conditions(state)
    found: dict[str, Fact] = memo["facts"][1].copy()
    names, keys = level.once("places", lambda: _places(level))
    found["agent.place"] = names[at] if at >= 0 else "middle"
    found["agent.room"] = level.rooms[level.room_of(at)]
    found["agent.holding"] = level.thing_names[held] if held != NOTHING else "nothing"
    found.update(zip(keys, map(names.__getitem__, state.where), strict=True))
    found.update(_wanted(state))
    return found


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


def _places(level: Level) -> tuple[Sequence[str], Sequence[str]]:
    """Return the places' names, the agent's hand last, and the names of the facts that say where things are."""
    return (*level.place_names, "agent"), [f"{name}.place" for name in level.thing_names]


def _conditions(state: State) -> dict[str, Fact]:
    """Return the facts that are the same while nothing but places changes."""
    level = state.level
    found = level.once("fixed facts", lambda: _fixed(level)).copy()
    for thing, name in enumerate(level.thing_names):
        found[f"{name}.cleanliness"] = cleanliness(state, thing)
        found[f"{name}.temperature"] = temperature(state, thing)
        found[f"{name}.examined"] = state.examined >> thing & 1 > 0
        found[f"{name}.seen"] = state.seen >> thing & 1 > 0
    for place in level.lidded:
        found[f"{level.place_names[place]}.open"] = state.opened >> place & 1 > 0
    for lamp, name in enumerate(level.lamp_names):
        found[f"{name}.on"] = state.lit >> lamp & 1 > 0
    return found


def _fixed(level: Level) -> dict[str, Fact]:
    goal = level.goal
    found: dict[str, Fact] = {"goal.task": goal.task, "goal.object": goal.kind}
    if goal.target:
        found["goal.place"] = goal.target
    places, names = level.places, level.place_names
    found |= {f"{name}.room": level.rooms[place.room] for name, place in zip(names, places, strict=True)}
    found |= {f"{name}.kind": thing.kind for name, thing in zip(level.thing_names, level.things, strict=True)}
    return found | {f"{name}.place": names[at] for name, at in zip(level.lamp_names, level.lamps, strict=True)}
