"""Homes drawn from a seed: rooms, places, lamps, things and what is to be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from .catalogue import FLAT, LAMP_STANDS, PLACES, REQUIRED, ROOMS, THINGS, TOOLS
from .home import TASKS, Goal, Level, Place, Thing
from .wordings import wordings

MOST_ROOMS = len(ROOMS)
MOST_RECEPTACLES = 30
NOWHERE_CLEAN = ("waste bin",)
"""Kinds of places to which nothing is brought that was cleaned, heated or cooled before."""

Option = TypeVar("Option")


def generate(
    rng: np.random.Generator, *, task: str, receptacles: int, objects: int, copies: int, rooms: int, goal: str
) -> Level:
    """Draw a home and a task in it that can be done and is not done yet.

    Args:
        rng: the only source of chance.
        task: one of ``TASKS``, or ``"any"``.
        receptacles: how many places there are.
        objects: how many things there are.
        copies: how many of them are of the kind that is asked for, beyond those that are needed.
        rooms: how many rooms.
        goal: ``"plain"`` or ``"paraphrased"``.
    """
    task = _pick(rng, TASKS) if task == "any" else task
    names = _draw_rooms(rng, rooms)
    places = _draw_places(rng, names, receptacles)
    kind, target = _draw_goal(rng, task, places)
    things = _draw_things(rng, places, _sources(task, kind, target, places), kind, 1 + (task == "pair") + copies)
    others = _draw_others(rng, places, kind, objects - len(things))
    lamps = _draw_lamps(rng, places)
    wording = int(rng.random() * wordings(task)) if goal == "paraphrased" else 0
    return Level(
        rooms=names,
        doors=tuple((int(rng.random() * room), room) for room in range(1, rooms)),
        places=places,
        things=tuple(sorted([*things, *others])),
        lamps=lamps,
        start=int(rng.random() * rooms),
        goal=Goal(task, kind, target, wording),
    )


def _pick(rng: np.random.Generator, options: Sequence[Option]) -> Option:
    return options[int(rng.random() * len(options))]


def _draw_rooms(rng: np.random.Generator, count: int) -> tuple[str, ...]:
    """Return the kitchen and others in random order, or the flat."""
    if count == 1:
        return (FLAT,)
    others = rng.permutation(len(ROOMS) - 1)[: count - 1] + 1
    return tuple(ROOMS[index] for index in rng.permutation([0, *others]).tolist())


def _draw_places(rng: np.random.Generator, rooms: tuple[str, ...], count: int) -> tuple[Place, ...]:
    """Return what every home needs, something for every room, and more; numbered room by room, kind by kind."""
    flat = rooms == (FLAT,)
    free = [kind for kind, facts in PLACES.items() if flat or any(room in facts.rooms for room in rooms)]
    free = [kind for kind in free for _ in range(PLACES[kind].most)]
    drawn: list[tuple[int, str]] = []

    def add(kind: str, room: int) -> None:
        free.remove(kind)
        drawn.append((room, kind))

    for kind in REQUIRED:
        add(kind, 0 if flat else rooms.index(ROOMS[0]))
    for room, name in enumerate(rooms):
        if not flat and name != ROOMS[0]:
            add(_pick(rng, [kind for kind in free if name in PLACES[kind].rooms]), room)
    while len(drawn) < count:
        kind = _pick(rng, free)
        add(kind, 0 if flat else _pick(rng, [at for at, name in enumerate(rooms) if name in PLACES[kind].rooms]))
    number: dict[str, int] = {}
    places = []
    for room, kind in sorted(drawn):
        number[kind] = number.get(kind, 0) + 1
        places.append(Place(kind, number[kind], room))
    return tuple(places)


def _draw_goal(rng: np.random.Generator, task: str, places: Sequence[Place]) -> tuple[str, str]:
    """Return a kind of thing and a kind of place to which it may be brought; none for a thing to examine."""
    if task == "examine":
        return _pick(rng, [kind for kind, facts in THINGS.items() if task in facts.uses]), ""
    needed = task if task in TOOLS else None
    targets = _targets(task, places)
    groups = {group for kind in targets for group in PLACES[kind].groups}
    fit = [kind for kind, facts in THINGS.items() if facts.group in groups and (not needed or needed in facts.uses)]
    kind = _pick(rng, fit)
    return kind, _pick(rng, [target for target in targets if THINGS[kind].group in PLACES[target].groups])


def _targets(task: str, places: Sequence[Place]) -> list[str]:
    """Return the kinds of places to which a task may bring things."""
    if task not in TOOLS:
        barred: tuple[str, ...] = ()
    elif task == "clean":
        barred = (*TOOLS["clean"], *NOWHERE_CLEAN)
    else:
        barred = (*TOOLS["heat"], *TOOLS["cool"], *NOWHERE_CLEAN)
    return sorted({place.kind for place in places} - set(barred))


def _sources(task: str, kind: str, target: str, places: Sequence[Place]) -> list[int]:
    """Return where things of the wanted kind may be at first, so that the task is not done or half done."""
    barred = {"place": (target,), "pair": (target,), "cool": TOOLS["cool"]}.get(task, ())
    allowed = [index for index, place in enumerate(places) if place.kind not in barred]
    return [index for index in allowed if THINGS[kind].group in PLACES[places[index].kind].groups] or allowed


def _draw_things(
    rng: np.random.Generator, places: Sequence[Place], sources: Sequence[int], kind: str, count: int
) -> list[Thing]:
    return [Thing(kind, number + 1, _pick(rng, sources)) for number in range(count)]


def _draw_others(rng: np.random.Generator, places: Sequence[Place], wanted: str, count: int) -> list[Thing]:
    """Return things of other kinds, each at a place for its group where there is one."""
    kinds = [kind for kind in THINGS if kind != wanted]
    number: dict[str, int] = {}
    found = []
    for _ in range(count):
        kind = _pick(rng, kinds)
        number[kind] = number.get(kind, 0) + 1
        found.append(Thing(kind, number[kind], _pick(rng, _sources("", kind, "", places))))
    return found


def _draw_lamps(rng: np.random.Generator, places: Sequence[Place]) -> tuple[int, ...]:
    """Return one or two places that a lamp stands on."""
    stands = [index for index, place in enumerate(places) if place.kind in LAMP_STANDS]
    order = rng.permutation(len(stands)).tolist()
    return tuple(sorted(stands[index] for index in order[: 1 + (rng.random() < 0.5)]))
