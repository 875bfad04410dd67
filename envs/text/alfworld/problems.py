"""Write a home as a problem of ALFWorld's planning domain, and read what a problem's goal wants."""

from __future__ import annotations

import re
from typing import NamedTuple

from .homes import ABLE, DONE, ROOMS, THINGS, Home


class Goal(NamedTuple):
    """What a problem's goal wants.

    Attributes:
        things: kinds of objects, with their number.
        place: the kind of receptacle, or an empty text.
        done: predicates that must hold of the object, as ``isclean``.
        light: whether a lamp has to be on.
    """

    things: tuple[tuple[str, int], ...]
    place: str
    done: tuple[str, ...]
    light: bool


def problem(home: Home) -> str:
    """Return the problem's text.

    Args:
        home: a home and its task.
    """
    spots = {name: f"loc_{number}" for number, name in enumerate(home.receptacles, 1)}
    kinds = sorted({*home.receptacles.values()})
    things = sorted({*home.objects.values()})
    objects = ["agent1 - agent", "loc_0 - location", *(f"{spot} - location" for spot in spots.values())]
    objects += [f"{name} - receptacle" for name in home.receptacles] + [f"{name} - object" for name in home.objects]
    objects += [f"{kind}Type - rtype" for kind in kinds] + [f"{kind}Type - otype" for kind in things]
    facts = ["(atLocation agent1 loc_0)", "(= (total-cost) 0)"]
    for name, kind in home.receptacles.items():
        facts += [f"(receptacleType {name} {kind}Type)", f"(receptacleAtLocation {name} {spots[name]})"]
        facts += [f"(openable {name})"] * _opens(kind)
    for name, kind in home.objects.items():
        where = home.lies[name]
        facts += [f"(objectType {name} {kind}Type)", f"(inReceptacle {name} {where})"]
        facts += [f"(objectAtLocation {name} {spots[where]})", *_abilities(name, kind)]
    facts += [f"(canContain {place}Type {kind}Type)" for kind in things for place in kinds if _fits(place, kind)]
    told = "\n    ".join
    return (
        f"(define (problem home)\n  (:domain alfred)\n  (:objects\n    {told(objects)}\n  )\n"
        f"  (:init\n    {told(facts)}\n  )\n  (:goal {goal(home)})\n  (:metric minimize (total-cost))\n)\n"
    )


def _opens(kind: str) -> bool:
    return any(receptacles[kind][2] for receptacles in ROOMS.values() if kind in receptacles)


def _fits(place: str, kind: str) -> bool:
    return kind in THINGS and place in THINGS[kind][2]


def _abilities(name: str, kind: str) -> list[str]:
    if kind not in THINGS:
        return [f"(toggleable {name})"]
    return [f"(pickupable {name})", *(f"({ABLE[each]} {name})" for each in THINGS[kind][1].split())]


def goal(home: Home) -> str:
    """Return the goal of a home's task."""
    if home.task == "examine":
        lit = "(exists (?lamp - object ?a - agent ?l - location) (and (objectType ?lamp DeskLampType) "
        lit += "(toggleable ?lamp) (isToggled ?lamp) (objectAtLocation ?lamp ?l) (atLocation ?a ?l)))"
        return f"(and {lit} (exists (?o - object ?a - agent) (and (objectType ?o {home.thing}Type) (holds ?a ?o))))"
    place = f"(receptacleType ?r {home.place}Type)"
    if home.task == "two":
        each = " ".join(f"(objectType ?o{n} {home.thing}Type) (inReceptacle ?o{n} ?r)" for n in (1, 2))
        return f"(exists (?r - receptacle ?o1 - object ?o2 - object) (and {place} {each} (not (= ?o1 ?o2))))"
    done = f" ({DONE[home.task]} ?o)" if home.task in DONE else ""
    wanted = f"(objectType ?o {home.thing}Type){done} (inReceptacle ?o ?r)"
    return f"(exists (?r - receptacle ?o - object) (and {place} {wanted}))"


def sentence(home: Home) -> str:
    """Return the task in words."""
    thing, place = words(home.thing), words(home.place)
    told = {
        "place": f"put some {thing} on {place}",
        "clean": f"clean some {thing} and put it in {place}",
        "heat": f"heat some {thing} and put it in {place}",
        "cool": f"cool some {thing} and put it in {place}",
        "examine": f"look at {thing} under the desklamp",
        "two": f"find two {thing} and put them in {place}",
    }
    return f"{told[home.task]}."


def words(kind: str) -> str:
    """Return a kind as ALFWorld says it, one small word."""
    return kind.lower()


def read_goal(text: str) -> Goal:
    """Return what the goal of a problem wants.

    Args:
        text: the whole problem.
    """
    _, _, wanted = text.partition("(:goal")
    kinds = re.findall(r"\(objectType \?\w+ (\w+)Type\)", wanted)
    things = [kind for kind in kinds if "Lamp" not in kind]
    place = re.search(r"\(receptacleType \?\w+ (\w+)Type\)", wanted)
    done = [name.lower() for name in ("isClean", "isHot", "isCool", "isSliced") if f"({name} " in wanted]
    counted = tuple((kind.lower(), things.count(kind)) for kind in dict.fromkeys(things))
    return Goal(counted, place[1].lower() if place else "", tuple(done), "(isToggled " in wanted or "(isOn " in wanted)


def names_of(text: str) -> dict[str, str]:
    """Return what the things of a problem are called: ``cabinet 1``, ``apple 2``.

    ALFRED's problems call a thing by its kind and its place in the scene; those of one kind are numbered in order.

    Args:
        text: the whole problem.
    """
    found = re.findall(
        r"^\s*\(?(?:objects?\s+)?([\w|.-]+) - (?:receptacle|object)\b", text.partition("(:init")[0], re.M
    )
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for entity in found:
        own = re.fullmatch(r"([a-z]+)_(\d+)", entity)
        kind = own[1] if own else re.match(r"[A-Za-z]*", entity)[0].lower()  # type: ignore[index]
        counts[kind] = counts.get(kind, 0) + 1
        names[entity] = f"{kind} {own[2] if own else counts[kind]}"
    return names
