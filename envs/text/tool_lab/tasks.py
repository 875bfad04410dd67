"""Draw what is asked for: one call, calls side by side, calls on results, and several steps that meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .expressions import LISTS, NAMED, Apply, Constant, Each, Expression, functions_of
from .functions import JOINED, OPTIONS, Function
from .world import World, pick

TITLES = ("Summary", "Shopping list", "Travel plan", "Report for Monday", "Open points")
CLASSES = ("single", "parallel", "nested", "steps")
SPREADS = ("any", "one", "several")
AS_WELL = {"number": JOINED, "euros": ("euros", "price")}
"""What a call takes for an argument, where that is more than its own kind."""


def possible(spread: str, servers: int) -> tuple[str, ...]:
    """Return the classes of tasks that there are.

    Args:
        spread: whether a task needs ``"one"`` server, ``"several"`` or ``"any"`` number.
        servers: how many are offered.
    """
    if spread == "several":
        return CLASSES[1:] if servers > 1 else ()
    return CLASSES if spread == "any" and servers > 1 else CLASSES[:3]


@dataclass(frozen=True)
class Task:
    """What is asked for.

    Attributes:
        kind: one of :data:`CLASSES`.
        parts: whose values are the answer, in this order.
    """

    kind: str
    parts: tuple[Expression, ...]

    def text(self) -> str:
        """Return the task in English."""
        if len(self.parts) == 1:
            return f"Find {self.parts[0].phrase()}."
        phrases = "\n".join(f"{place}. {part.phrase()}" for place, part in enumerate(self.parts, 1))
        return f"Find these {len(self.parts)}, and answer with them in this order:\n{phrases}"

    def servers(self) -> tuple[str, ...]:
        """Return the servers that it needs."""
        return tuple(dict.fromkeys(function.server for part in self.parts for function in functions_of(part)))


class Grower:
    """Grows expressions from the functions that are offered.

    Args:
        rng: the only source of chance.
        world: constants are taken from it.
        functions: that may be used.
    """

    def __init__(self, rng: np.random.Generator, world: World, functions: Sequence[Function]) -> None:
        self.rng = rng
        self.functions = list(functions)
        self.constants: dict[str, Sequence[Any]] = {
            "person": list(world.people),
            "city": list(world.cities),
            "product": list(world.products),
            **OPTIONS,
            "days": range(3, 91),
            "percent": range(5, 61, 5),
            "title": TITLES,
        }

    def grow(self, kind: str, depth: int) -> Expression | None:
        """Return an expression of a kind in which ``depth`` calls depend on one another, or None.

        Args:
            kind: of its value.
            depth: 0 for a constant.
        """
        if depth == 0:
            return Constant(kind, pick(self.rng, self.constants[kind])) if kind in self.constants else None
        fitting = [each for each in self.functions if each.output in AS_WELL.get(kind, (kind,))]
        return self._first(fitting, lambda function: self.applied(function, depth))

    def applied(self, function: Function, depth: int) -> Apply | None:
        """Return a call of a function, one of whose arguments is as deep as it has to be, or None."""
        kinds = [each.kind for each in function.inputs]
        places = [place for place, kind in enumerate(kinds) if depth == 1 or kind not in NAMED]
        for place in self._shuffled(places):
            arguments = [self.grow(kind, depth - 1 if place == here else 0) for here, kind in enumerate(kinds)]
            known = tuple(argument for argument in arguments if argument is not None)
            same = any(isinstance(each, Apply) and each.function is function for each in known)
            if len(known) == len(kinds) == len(set(known)) and not (same and function.output != "person"):
                return Apply(function, known)
        return None

    def any(self, depth: int) -> Apply | None:
        """Return a call of any function whose result is no list, or None."""
        single = [each for each in self.functions if each.output not in LISTS]
        return self._first(single, lambda function: self.applied(function, depth))

    def numbers(self, count: int, deepest: int) -> tuple[Expression, ...] | None:
        """Return numbers of one kind, each of them the result of calls, or None."""
        for kind in self._shuffled(JOINED):
            found: list[Expression] = []
            for _ in range(3 * count):
                grown = self.grow(kind, int(self.rng.integers(1, deepest + 1)))
                if grown is not None and grown not in found:
                    found.append(grown)
                if len(found) == count:
                    return tuple(found)
        return None

    def each(self) -> Each | None:
        """Return a number for each element of a list, or None."""
        for kind in self._shuffled(list(LISTS)):
            source = self.grow(kind, 1)
            measures = [each for each in self.functions if each.each and each.inputs[0].kind == LISTS[kind]]
            if source is not None and measures:
                return Each(pick(self.rng, measures), source)
        return None

    def _first(self, functions: Sequence[Function], make: Callable[[Function], Apply | None]) -> Apply | None:
        for function in self._shuffled(functions):
            if (made := make(function)) is not None:
                return made
        return None

    def _shuffled(self, things: Sequence[Any]) -> list[Any]:
        return [things[place] for place in self.rng.permutation(len(things)).tolist()]


def draw_task(
    rng: np.random.Generator, world: World, functions: Sequence[Function], kind: str, depth: int
) -> Task | None:
    """Draw a task of a class, or None where the functions give none.

    Args:
        rng: the only source of chance.
        world: that the tools know.
        functions: that may be used.
        kind: one of :data:`CLASSES`.
        depth: the most calls that depend on one another, but for a last one that puts results together.
    """
    grower = Grower(rng, world, functions)
    parts: tuple[Expression | None, ...]
    if kind == "single":
        parts = (grower.any(1),)
    elif kind == "parallel":
        parts = tuple(dict.fromkeys(grower.any(1) for _ in range(int(rng.integers(2, 5)))))
    elif kind == "nested":
        parts = (grower.any(int(rng.integers(2, depth + 1))),)
    else:
        parts = (_steps(grower, depth),)
    known = tuple(part for part in parts if part is not None)
    if len(known) < len(parts) or (kind == "parallel" and len(known) < 2):
        return None
    return Task(kind, known)


def _steps(grower: Grower, depth: int) -> Apply | None:
    """Return a call on the results of several others, or None."""
    whole = [each for each in grower.functions if each.name in JOINS]
    return grower._first(whole, lambda function: JOINS[function.name](grower, function, depth))


def _over_numbers(grower: Grower, function: Function, depth: int) -> Apply | None:
    if grower.rng.random() < 0.4 and (each := grower.each()) is not None:
        return Apply(function, (each,))
    numbers = grower.numbers(int(grower.rng.integers(2, 4)), max(depth - 1, 1))
    return None if numbers is None else Apply(function, (numbers,))


def _of_two(grower: Grower, function: Function, depth: int) -> Apply | None:
    kind = function.inputs[0].kind
    one, other = (grower.grow(kind, int(grower.rng.integers(1, max(depth, 2)))) for _ in range(2))
    return None if one is None or other is None or one == other else Apply(function, (one, other))


def _note(grower: Grower, function: Function, depth: int) -> Apply | None:
    lines = tuple(dict.fromkeys(grower.any(1) for _ in range(int(grower.rng.integers(2, 4)))))
    if len(lines) < 2 or None in lines:
        return None
    return Apply(function, (Constant("title", pick(grower.rng, TITLES)), tuple(line for line in lines if line)))


JOINS: dict[str, Callable[[Grower, Function, int], Apply | None]] = {
    "add": _over_numbers,
    "largest": _over_numbers,
    "smallest": _over_numbers,
    "average": _over_numbers,
    "days_between": _of_two,
    "get_distance": _of_two,
    "write_note": _note,
}
"""What puts results together, by the function's own name."""
