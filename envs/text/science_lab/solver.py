"""The experiments that bring something about, solved exactly: best-first search over what matters to each.

What matters is small: the target's flask and the devices, the two beakers, or the pot. Every other command is an hour
that passes, so ``wait`` stands for it.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from . import growing, heat, mixing, rules
from .level import Level
from .names import BEAKERS, BENCH, GROWING, HEAT, POT, SOILS, SPOTS, STATION_OF
from .state import HEALTHY, NONE, ON_BENCH, ROOM, RUNNING, WRONG, Pot, Sample, State

LOST = 1_000
"""The distance of a state in which the wrong thing was delivered."""

MEMO_SIZE = 20_000

Core = Any
"""The part of a state that matters."""

Moves = Iterator[tuple[str, Core]]
"""Commands that may be useful, and what they lead to."""


def distance(state: State) -> int:
    """Return the fewest commands to the end of the experiment; ``LOST`` if it failed."""
    if state.verdict != RUNNING:
        return LOST if state.verdict == WRONG else 0
    return len(plan(state))


def plan(state: State) -> list[str]:
    """Return a shortest list of commands that does the experiment."""
    level = state.level
    kind = STATION_OF[level.experiment]
    core, moves, bound = STATIONS[kind]
    here = core(state)
    ways = level.memo.setdefault("ways", {})
    if here not in ways:
        if len(ways) > MEMO_SIZE:
            ways.clear()
        _search(level, here, moves, bound, ways)
    commands = []
    while (step := ways[here]) is not None:
        command, here = step
        commands.append(command)
    return [*commands, f"deliver {_delivered(level, here)}"]


def _search(
    level: Level,
    start: Core,
    moves: Callable[[Level, Core], Moves],
    bound: Callable[[Level, Core], int],
    ways: dict[Core, tuple[str, Core] | None],
) -> None:
    """Write into ``ways`` the step to take from the start and from everything on a shortest way from it."""
    order = count()
    heap = [(bound(level, start), next(order), 0, start)]
    came: dict[Core, tuple[int, str, Core]] = {start: (0, "", None)}
    while heap:
        _, _, spent, here = heapq.heappop(heap)
        if bound(level, here) == 0:
            break
        if spent > came[here][0]:
            continue
        for command, after in moves(level, here):
            if after not in came or came[after][0] > spent + 1:
                came[after] = (spent + 1, command, here)
                heapq.heappush(heap, (spent + 1 + bound(level, after), next(order), spent + 1, after))
    ways[here] = None
    while here != start:
        _, command, before = came[here]
        ways[before] = (command, here)
        here = before


def _heat_core(state: State) -> tuple[Sample, tuple[int, ...]]:
    return state.samples[state.level.target], state.temperatures


def _heat_moves(level: Level, core: tuple[Sample, tuple[int, ...]]) -> Moves:
    sample, temperatures = core
    name = level.substances[level.target].name
    yield "wait", (heat.warmed(sample, temperatures), temperatures)
    if sample.place != ON_BENCH:
        yield f"put {name} on {BENCH}", (heat.warmed(sample._replace(place=ON_BENCH), temperatures), temperatures)
    for number, device in enumerate(level.devices):
        if sample.place != number:
            moved = heat.warmed(sample._replace(place=number), temperatures)
            yield f"put {name} on {device.name}", (moved, temperatures)
        if device.temperature is not None and temperatures[number] == ROOM:
            heated = (*temperatures[:number], device.temperature, *temperatures[number + 1 :])
            yield f"turn on {device.name}", (heat.warmed(sample, heated), heated)


def _heat_bound(level: Level, core: tuple[Sample, tuple[int, ...]]) -> int:
    phase = heat.phase(level.substances[level.target], core[0].temperature)
    return int(phase != rules.WANTED_PHASE[level.experiment])


def _mixing_moves(level: Level, beakers: tuple[tuple[int, ...], ...]) -> Moves:
    for number, beaker in enumerate(BEAKERS):
        other = 1 - number
        for liquid in _needed(level):
            held, _ = mixing.settled(level, (*beakers[number], liquid))
            if held != beakers[number]:
                yield f"pour {level.stuffs[liquid]} into {beaker}", _both(number, held, beakers[other])
        if beakers[number]:
            yield f"empty {beaker}", _both(number, (), beakers[other])
            held, _ = mixing.settled(level, (*beakers[number], *beakers[other]))
            yield f"pour {beaker} into {BEAKERS[other]}", _both(number, (), held)


def _both(number: int, held: tuple[int, ...], other: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    return (held, other) if number == 0 else (other, held)


def _needed(level: Level) -> list[int]:
    """Return the liquids that the product is made of."""
    return sorted(_made_of(level)[level.target])


def _made_of(level: Level) -> list[frozenset[int]]:
    """Return, for each stuff, the liquids that are in it; products come after what they are made of."""
    known: list[frozenset[int]] | None = level.memo.get("made of")
    if known is None:
        known = level.memo["made of"] = [frozenset([liquid]) for liquid in range(len(level.liquids))]
        for first, second, _ in sorted(level.reactions, key=lambda reaction: reaction.product):
            known.append(known[first] | known[second])
    return known


def _mixing_bound(level: Level, beakers: tuple[tuple[int, ...], ...]) -> int:
    """Return how many liquids at least have to be poured yet."""
    if (level.target,) in beakers:
        return 0
    made_of = _made_of(level)
    there = frozenset().union(*(made_of[stuff] for held in beakers for stuff in held))
    return max(len(made_of[level.target] - there), 1)


def _pot_moves(level: Level, pot: Pot) -> Moves:
    species, every = level.species[level.target], level.species
    yield "wait", growing.grown(pot, every)
    if pot.soil != species.soil:
        filled = pot._replace(soil=species.soil, moisture=growing.DRY)
        yield f"fill {POT} with {SOILS[species.soil]}", growing.grown(filled, every)
    if pot.spot != species.spot:
        yield f"put {POT} on {SPOTS[species.spot]}", growing.grown(pot._replace(spot=species.spot), every)
    if pot.soil == NONE:
        return
    if pot.species == NONE:
        planted = pot._replace(species=level.target, growth=0, health=HEALTHY)
        yield f"plant {species.name}", growing.grown(planted, every)
    else:
        yield f"empty {POT}", Pot(NONE, NONE, growing.DRY, pot.spot, 0, HEALTHY)
    watered = pot._replace(moisture=min(pot.moisture + growing.WATER, growing.SOGGY))
    yield f"water {POT}", growing.grown(watered, every)


def _pot_bound(level: Level, pot: Pot) -> int:
    return growing.FLOWERING - (pot.growth if pot.species == level.target and pot.health else 0)


STATIONS: dict[str, tuple[Any, Any, Any]] = {
    HEAT: (_heat_core, _heat_moves, _heat_bound),
    "mixing": (lambda state: state.beakers, _mixing_moves, _mixing_bound),
    GROWING: (lambda state: state.pot, _pot_moves, _pot_bound),
}


def _delivered(level: Level, core: Core) -> str:
    """Return the name of what is delivered at the end."""
    station = STATION_OF[level.experiment]
    if station == HEAT:
        return level.substances[level.target].name
    return POT if station == GROWING else BEAKERS[core.index((level.target,))]
