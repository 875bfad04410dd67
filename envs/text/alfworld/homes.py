"""Homes for ALFWorld's domain: what stands and lies there, in its terms. The choice of words is ours."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

TASKS = ("place", "clean", "heat", "cool", "examine", "two")

ROOMS: dict[str, dict[str, tuple[int, int, bool]]] = {
    "kitchen": {
        "Cabinet": (2, 4, True),
        "CounterTop": (1, 2, False),
        "DiningTable": (1, 1, False),
        "Drawer": (1, 3, True),
        "Fridge": (1, 1, True),
        "Microwave": (1, 1, True),
        "SinkBasin": (1, 1, False),
        "GarbageCan": (1, 1, False),
    },
    "bedroom": {
        "Bed": (1, 1, False),
        "Desk": (1, 2, False),
        "Drawer": (2, 4, True),
        "Dresser": (1, 1, False),
        "Shelf": (1, 3, False),
        "SideTable": (1, 2, False),
    },
}
"""Room → receptacle → fewest, most, and whether it opens."""

THINGS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "Apple": (
        "kitchen",
        "clean heat cool",
        ("CounterTop", "DiningTable", "Fridge", "Microwave", "SinkBasin", "GarbageCan"),
    ),
    "Bread": ("kitchen", "heat cool", ("CounterTop", "DiningTable", "Fridge", "Microwave", "GarbageCan")),
    "Cup": ("kitchen", "clean heat cool", ("Cabinet", "CounterTop", "DiningTable", "Fridge", "Microwave", "SinkBasin")),
    "Egg": (
        "kitchen",
        "clean heat cool",
        ("CounterTop", "DiningTable", "Fridge", "Microwave", "SinkBasin", "GarbageCan"),
    ),
    "Fork": ("kitchen", "clean", ("CounterTop", "DiningTable", "Drawer", "SinkBasin")),
    "Mug": ("kitchen", "clean heat cool", ("Cabinet", "CounterTop", "DiningTable", "Fridge", "Microwave", "SinkBasin")),
    "Plate": (
        "kitchen",
        "clean heat cool",
        ("Cabinet", "CounterTop", "DiningTable", "Fridge", "Microwave", "SinkBasin"),
    ),
    "Potato": (
        "kitchen",
        "clean heat cool",
        ("CounterTop", "DiningTable", "Fridge", "Microwave", "SinkBasin", "GarbageCan"),
    ),
    "SaltShaker": ("kitchen", "", ("Cabinet", "CounterTop", "DiningTable", "Drawer")),
    "Book": ("bedroom", "", ("Bed", "Desk", "Drawer", "Dresser", "Shelf", "SideTable")),
    "CellPhone": ("bedroom", "", ("Bed", "Desk", "Drawer", "Dresser", "SideTable")),
    "CreditCard": ("bedroom", "", ("Desk", "Drawer", "Dresser", "Shelf", "SideTable")),
    "KeyChain": ("bedroom", "", ("Desk", "Drawer", "Dresser", "Shelf", "SideTable")),
    "Pencil": ("bedroom", "", ("Desk", "Drawer", "Dresser", "Shelf", "SideTable")),
    "Vase": ("bedroom", "", ("Desk", "Dresser", "Shelf", "SideTable")),
}
"""Object → its room, what can be done with it, and where it may lie."""

ABLE = {"clean": "cleanable", "heat": "heatable", "cool": "coolable"}
DONE = {"clean": "isClean", "heat": "isHot", "cool": "isCool"}


class Home(NamedTuple):
    """A home and a task in it.

    Attributes:
        task: one of :data:`TASKS`.
        thing: the kind of object that it is about.
        place: the kind of receptacle that it is brought to; empty for ``"examine"``.
        receptacles: name (``cabinet_1``) → kind.
        objects: name → kind.
        lies: the receptacle in which each object lies.
    """

    task: str
    thing: str
    place: str
    receptacles: dict[str, str]
    objects: dict[str, str]
    lies: dict[str, str]


def draw_home(rng: np.random.Generator, task: str, objects: int) -> Home:
    """Draw a home in which the task is not done yet.

    Args:
        rng: draws.
        task: one of :data:`TASKS`, or ``"any"``.
        objects: how many objects beside those that the task needs.
    """
    task = TASKS[int(rng.integers(len(TASKS)))] if task == "any" else task
    room = (
        "kitchen" if task in ABLE else "bedroom" if task == "examine" else ("kitchen", "bedroom")[int(rng.integers(2))]
    )
    receptacles: dict[str, str] = {}
    for kind, (least, most, _) in ROOMS[room].items():
        receptacles |= {f"{kind.lower()}_{number}": kind for number in range(1, int(rng.integers(least, most + 1)) + 1)}
    kinds = [kind for kind, (where, _, _) in THINGS.items() if where == room]
    fit = [kind for kind in kinds if task not in ABLE or task in THINGS[kind][1].split()]
    thing = fit[int(rng.integers(len(fit)))]
    places = [place for place in THINGS[thing][2] if place not in ("SinkBasin", "Microwave")]
    place = "" if task == "examine" else places[int(rng.integers(len(places)))]
    wanted = [thing] * (2 if task == "two" else 1)
    others = [kinds[int(index)] for index in rng.integers(len(kinds), size=objects)]
    counts: dict[str, int] = {}
    named, lies = {}, {}
    for kind in [*wanted, *(each for each in others if each != thing)]:
        counts[kind] = counts.get(kind, 0) + 1
        name = f"{kind.lower()}_{counts[kind]}"
        homes = [
            each for each, sort in receptacles.items() if sort in THINGS[kind][2] and (kind != thing or sort != place)
        ]
        named[name], lies[name] = kind, homes[int(rng.integers(len(homes)))]
    if room == "bedroom":
        named["desklamp_1"], lies["desklamp_1"] = "DeskLamp", "desk_1"
    return Home(task, thing, place, receptacles, named, lies)
