"""Draw laboratories: an experiment with its hidden properties, and stations that it does not need."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import names
from .level import Device, Level, Reaction, Species, Substance
from .names import CIRCUIT, GROWING, HEAT, MIXING, STATION_OF, STATIONS

CANDIDATES = tuple(range(40, 301, 20))
"""The melting points that are possible where it is asked for."""

OTHERS = 3
"""How many things a station has that the experiment does not need."""


def generate(rng: np.random.Generator, experiment: str, *, substances: int, distractors: int, steps: int) -> Level:
    """Draw a laboratory for an experiment.

    Args:
        rng: the only source of chance.
        experiment: one of ``names.EXPERIMENTS``.
        substances: how many substances, objects, liquids or species the experiment's station has.
        distractors: how many other stations there are.
        steps: how many reactions a mixture takes.
    """
    station = STATION_OF[experiment]
    spare = [name for name in STATIONS if name != station]
    there = {station, *_some(rng, spare, distractors)}
    drawn: dict[str, Any] = {}
    for name in STATIONS:
        if name in there:
            asked = experiment if name == station else ""
            drawn |= DRAW[name](rng, asked, substances if asked else OTHERS, steps)
    return Level(experiment, **drawn)


def heat(rng: np.random.Generator, experiment: str, count: int, steps: int) -> dict[str, Any]:
    """Draw devices and substances; of the first substance, points that make the experiment possible."""
    chosen = _some(rng, range(count), 1)[0] if experiment else -1
    asked = experiment == "melting_point"
    heaters = [_device(rng, name, names.HEATERS) for name in _kept(rng, names.HEATERS, 1 if asked else 3)]
    coolers = [_device(rng, name, names.COOLERS) for name in _kept(rng, names.COOLERS, 1 if asked else 2)]
    devices = [*heaters, *coolers, *([Device(names.OVEN, None)] if asked else [])]
    substances = []
    for number, name in enumerate(_some(rng, names.SUBSTANCES, count)):
        kind = experiment if number == chosen else ("melt", "boil", "freeze")[int(rng.integers(3))]
        melting, boiling = _points(rng, kind, heaters, coolers)
        substances.append(Substance(name, melting, boiling))
    found: dict[str, Any] = {"devices": tuple(devices), "substances": tuple(substances)}
    if experiment:
        found |= {"target": chosen, "candidates": CANDIDATES if asked else ()}
    return found


def circuit(rng: np.random.Generator, experiment: str, count: int, steps: int) -> dict[str, Any]:
    """Draw objects, some of which conduct, and which battery is charged."""
    return {
        "objects": tuple(_some(rng, names.OBJECTS, count)),
        "conducts": tuple(bool(drawn) for drawn in rng.integers(2, size=count)),
        "charged": int(rng.integers(len(names.BATTERIES))),
    }


def mixing(rng: np.random.Generator, experiment: str, count: int, steps: int) -> dict[str, Any]:
    """Draw liquids and what reacts: one hidden pair, or a book of reactions that lead to a product, and others."""
    liquids = tuple(_some(rng, names.LIQUIDS, count))
    if experiment == "reaction":
        first, second = sorted(_some(rng, range(count), 2))
        return {"liquids": liquids, "products": (names.FOAM,), "reactions": (Reaction(first, second, count),)}
    reactions = _chain(rng, count, min(steps, count - 1))
    goal = reactions[-1].product
    taken = {(reaction.first, reaction.second) for reaction in reactions}
    free = [(one, other) for one in range(count) for other in range(one + 1, count) if (one, other) not in taken]
    for one, other in _some(rng, free, min(count - 1, len(names.PRODUCTS) - len(reactions))):
        reactions.append(Reaction(one, other, count + len(reactions)))
    products = tuple(_some(rng, names.PRODUCTS, len(reactions)))
    found = {"liquids": liquids, "products": products, "reactions": tuple(_some(rng, reactions, 99)), "book": True}
    return found | ({"target": goal} if experiment else {})


def growing(rng: np.random.Generator, experiment: str, count: int, steps: int) -> dict[str, Any]:
    """Draw species and what they need; none likes the cupboard."""
    needs = zip(
        rng.integers(len(names.SOILS), size=count).tolist(),
        rng.integers(len(names.SPOTS) - 1, size=count).tolist(),
        rng.integers(1, 3, size=count).tolist(),
        strict=True,
    )
    species = tuple(Species(name, *need) for name, need in zip(_some(rng, names.SPECIES, count), needs, strict=True))
    return {"species": species} | ({"target": int(rng.integers(count))} if experiment else {})


DRAW = {HEAT: heat, CIRCUIT: circuit, MIXING: mixing, GROWING: growing}


def _some(rng: np.random.Generator, every: Any, count: int) -> list[Any]:
    """Return some of the things, in any order."""
    things = list(every)
    return [things[index] for index in rng.permutation(len(things))[:count].tolist()]


def _kept(rng: np.random.Generator, every: Any, count: int) -> list[Any]:
    """Return some of the things, in their order."""
    kept = _some(rng, every, count)
    return [thing for thing in every if thing in kept]


def _device(rng: np.random.Generator, name: str, ranges: dict[str, tuple[int, int]]) -> Device:
    least, most = ranges[name]
    return Device(name, least + 10 * int(rng.integers((most - least) // 10 + 1)))


def _points(rng: np.random.Generator, experiment: str, heaters: list[Device], coolers: list[Device]) -> tuple[int, int]:
    """Return a melting and a boiling point such that at least one device brings about what is wanted."""
    if experiment == "melting_point":
        melting = CANDIDATES[int(rng.integers(len(CANDIDATES)))]
        return melting, melting + 500
    if experiment == "freeze":
        steps = [device.temperature or 0 for device in coolers]
        which = int(rng.integers(len(steps)))
        warmer = ([15, *steps])[which]
        return _between(rng, steps[which] + 1, warmer), _between(rng, 60, 1200)
    steps = [device.temperature or 0 for device in heaters]
    which = int(rng.integers(len(steps)))
    colder = ([30, *steps])[which]
    if experiment == "boil":
        boiling = _between(rng, colder + 1, steps[which])
        return _between(rng, -150, boiling - 10), boiling
    return _between(rng, colder + 1, steps[which]), _between(rng, steps[which] + 1, steps[which] + 600)


def _between(rng: np.random.Generator, least: int, most: int) -> int:
    """Return a whole number from ``least`` to ``most``."""
    return least + int(rng.integers(max(most - least, 0) + 1))


def _chain(rng: np.random.Generator, liquids: int, steps: int) -> list[Reaction]:
    """Return reactions of which each takes what those before made, with liquids that none has used."""
    fresh = _some(rng, range(liquids), liquids)
    open_: list[int] = []
    found: list[Reaction] = []
    for step in range(steps):
        branch = (step, steps) == (1, 3) and bool(rng.integers(2))
        if len(open_) > 1:
            pair = [open_.pop(), open_.pop()]
        elif open_ and not branch:
            pair = [open_.pop(), fresh.pop()]
        else:
            pair = [fresh.pop(), fresh.pop()]
        open_.append(liquids + step)
        found.append(Reaction(min(pair), max(pair), open_[-1]))
    return found
