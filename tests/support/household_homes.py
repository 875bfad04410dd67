"""Small homes for Household's tests: written by hand, and drawn."""

import numpy as np
from hypothesis import strategies as st

from turnwise.envs.text.household import levels, rules
from turnwise.envs.text.household.home import Goal, Level, Place, Thing
from turnwise.envs.text.household.rules import Command, first_state

COUNTER, DRAWER, FRIDGE, SINK, DESK, MICROWAVE = range(6)
MUG, OTHER_MUG, PENCIL = range(3)
KITCHEN, STUDY, HALL = range(3)

PLACES = (
    Place("counter", 1, KITCHEN),
    Place("drawer", 1, STUDY),
    Place("fridge", 1, KITCHEN),
    Place("sink", 1, KITCHEN),
    Place("desk", 1, STUDY),
    Place("microwave", 1, KITCHEN),
)


def home(task="place", kind="mug", target="drawer", rooms=2, where=(COUNTER, FRIDGE, DESK), wording=0):
    """Return a kitchen and a study beside it, or a flat: two mugs, a pencil, and a lamp on the desk."""
    names = ("kitchen", "study") if rooms == 2 else ("flat",)
    places = PLACES if rooms == 2 else tuple(place._replace(room=0) for place in PLACES)
    kinds = (("mug", 1), ("mug", 2), ("pencil", 1))
    things = tuple(Thing(*names, place) for names, place in zip(kinds, where, strict=True))
    doors = ((KITCHEN, STUDY),) if rooms == 2 else ()
    return Level(names, doors, places, things, (DESK,), 0, Goal(task, kind, target, wording))


def start(**settings):
    """Return the first state in :func:`home`."""
    return first_state(home(**settings))


SETTINGS = {"task": "any", "receptacles": 10, "objects": 8, "copies": 1, "rooms": 1, "goal": "plain"}


def drawn(seed, **settings):
    """Return the first state in a home drawn from ``seed``."""
    return first_state(levels.generate(np.random.default_rng(seed), **{**SETTINGS, **settings}))


def every_command(level):
    """Return every command that can be written about what is in a home."""
    places, things = range(len(level.places)), range(len(level.things))
    found = [Command(verb, place) for verb in ("go", "open", "close", "examine place") for place in places]
    found += [Command("enter", room) for room in range(len(level.rooms))]
    found += [
        Command(verb, thing, place)
        for verb in ("take", "put", "clean", "heat", "cool")
        for thing in things
        for place in places
    ]
    found += [Command("examine", thing) for thing in things]
    found += [
        Command(verb, lamp) for verb in ("turn on", "turn off", "examine lamp") for lamp in range(len(level.lamps))
    ]
    return [*found, Command("look"), Command("inventory")]


def walked(state, data, turns):
    """Return the state after some possible commands; the episode may not end."""
    for _ in range(turns):
        possible = [command for command in every_command(state.level) if not rules.refusal(state, command)]
        reached = rules.transition(state, data.draw(st.sampled_from(possible)))
        state = state if rules.solved(reached) else reached
    return state
