"""What mixing does: two things that react with each other become their product as soon as one beaker holds both."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from .level import Level
from .names import FOAM
from .state import State


def settled(level: Level, contents: Iterable[int]) -> tuple[tuple[int, ...], int]:
    """Return what a mixture becomes, and which products were made on the way, as bits."""
    held, made = sorted(set(contents)), 0
    while True:
        pair = next((pair for pair in combinations(held, 2) if pair in level.products_of), None)
        if pair is None:
            return tuple(held), made
        product = level.products_of[pair]
        made |= 1 << product - len(level.liquids)
        held = sorted({*held, product} - set(pair))


def foaming(state: State, beaker: int) -> bool:
    """Whether a beaker is full of the foam that hides what else it holds."""
    return len(state.level.liquids) in state.beakers[beaker] and state.level.products == (FOAM,)


def pour(state: State, liquid: int, beaker: int) -> State | str:
    """Pour some of a liquid into a beaker; there is always more."""
    if foaming(state, beaker):
        return "is foaming"
    return _filled(state, {beaker: (*state.beakers[beaker], liquid)})


def pour_over(state: State, source: int, beaker: int) -> State | str:
    """Pour all that one beaker holds into the other."""
    if source == beaker:
        return "same beaker"
    if not state.beakers[source]:
        return "is empty"
    if foaming(state, source) or foaming(state, beaker):
        return "is foaming"
    return _filled(state, {source: (), beaker: (*state.beakers[beaker], *state.beakers[source])})


def empty(state: State, beaker: int) -> State | str:
    """Throw away what a beaker holds."""
    return _filled(state, {beaker: ()}) if state.beakers[beaker] else "is empty"


def read_book(state: State) -> State | str:
    """Read the reactions."""
    return state._replace(read=True) if state.level.book else "no book"


def _filled(state: State, contents: dict[int, tuple[int, ...]]) -> State:
    beakers, made = list(state.beakers), state.made
    for beaker, held in contents.items():
        beakers[beaker], new = settled(state.level, held)
        made |= new
    return state._replace(beakers=tuple(beakers), made=made)
