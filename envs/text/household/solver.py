"""Household solved exactly from any state, knowing where everything is.

A plan takes some things to some places by way of some tool, and the hand holds one thing. So once it is chosen which
things, in which order, which tool and which place, the stops of the way are fixed: where each thing is taken, treated
and put. What is held in vain is put down where the first thing is taken, which costs the one turn that it must cost
anywhere. The search goes over all the choices and counts the turns of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations, product
from typing import NamedTuple

from .home import Level
from .rules import NOTHING, Command, State, reached, solved


class Stop(NamedTuple):
    """What is done at a place; ``reach`` if it must be open for that."""

    place: int
    reach: bool
    commands: tuple[Command, ...]


def distance(state: State) -> int:
    """Return the fewest turns to the goal."""
    return 0 if solved(state) else min(turns(state, errand) for errand in errands(state))


def plan(state: State) -> list[Command]:
    """Return a shortest list of commands that reaches the goal."""
    if solved(state):
        return []
    return written(state, min(errands(state), key=lambda errand: turns(state, errand)))


def errands(state: State) -> Iterator[Sequence[Stop]]:
    """Yield the stops of every way to reach the goal that may be a shortest one."""
    task = state.level.goal.task
    if task == "pair":
        yield from _pairs(state)
        return
    for thing in state.level.wanted:
        fetched = _fetch(state, thing, state.held)
        for rest in _examine(state, thing) if task == "examine" else _deliver(state, thing):
            yield [*fetched, *rest]


def _deliver(state: State, thing: int) -> Iterator[Sequence[Stop]]:
    """Yield the stops from the hand by way of a tool, if one is needed, to a place of the right kind."""
    level = state.level
    task = level.goal.task
    done = {"clean": state.clean, "heat": state.hot, "cool": state.cold}.get(task, -1)
    treats: list[Sequence[Stop]] = [()]
    if not done >> thing & 1:
        treats = [(Stop(tool, False, (Command(task, thing, tool),)),) for tool in level.tools]
    for treat, target in product(treats, level.targets):
        yield [*treat, _bring(thing, target)]


def _examine(state: State, thing: int) -> Iterator[Sequence[Stop]]:
    """Yield the stop at each lamp, which may have to be turned on."""
    for lamp, place in enumerate(state.level.lamps):
        look = (Command("examine", thing),)
        yield [Stop(place, False, look if state.lit >> lamp & 1 else (Command("turn on", lamp), *look))]


def _pairs(state: State) -> Iterator[Sequence[Stop]]:
    """Yield the stops that bring what is missing of each pair to each place."""
    level, right = state.level, reached(state)
    for target in level.targets:
        there = [thing for thing in level.wanted if thing in right and state.where[thing] == target]
        others = [thing for thing in level.wanted if thing not in there]
        for things in permutations(others, 2 - len(there)):
            if state.held in things[1:]:
                continue  # what is held already is brought first
            held, stops = state.held, list[Stop]()
            for thing in things:
                stops += [*_fetch(state, thing, held), _bring(thing, target)]
                held = NOTHING
            yield stops


def _fetch(state: State, thing: int, held: int) -> Sequence[Stop]:
    """Return the stop that takes a thing into the hand, for which what it holds is put down."""
    if thing == held:
        return ()
    place = state.where[thing]
    drop = () if held == NOTHING else (Command("put", held, place),)
    return (Stop(place, True, (*drop, Command("take", thing, place))),)


def _bring(thing: int, place: int) -> Stop:
    return Stop(place, True, (Command("put", thing, place),))


def turns(state: State, stops: Sequence[Stop]) -> int:
    """Return how many turns the stops take."""
    level, at, opened = state.level, state.at, state.opened
    count = 0
    for place, reach, commands in stops:
        if place != at:
            count += 1 + level.hops[level.room_of(at)][level.places[place].room]
            at = place
        if reach and (level.lids & ~opened) >> place & 1:
            opened |= 1 << place
            count += 1
        count += len(commands)
    return count


def written(state: State, stops: Sequence[Stop]) -> list[Command]:
    """Return the commands of the stops with those between them."""
    level, at, opened = state.level, state.at, state.opened
    commands: list[Command] = []
    for place, reach, acts in stops:
        if place != at:
            commands += [*_walk(level, level.room_of(at), level.places[place].room), Command("go", place)]
            at = place
        if reach and (level.lids & ~opened) >> place & 1:
            opened |= 1 << place
            commands.append(Command("open", place))
        commands += acts
    return commands


def _walk(level: Level, room: int, end: int) -> Iterator[Command]:
    """Yield the rooms to go through from one to another."""
    doors = level.hops[end]
    while room != end:
        room = next(near for near in level.next_rooms[room] if doors[near] < doors[room])
        yield Command("enter", room)
