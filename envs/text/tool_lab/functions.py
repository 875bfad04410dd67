"""What a tool is made of: its names, what it takes and returns, how English speaks of its result, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..tool import Parameter
from .world import CATEGORIES, CURRENCIES, World

JOINED = ("euros", "price", "kilometres", "kilograms", "pieces", "inhabitants", "span")
"""The kinds of results that are numbers in one unit each, so that those of one kind can be added."""
NUMBERS = (*JOINED, "foreign", "length", "mass", "number")
LARGEST = 1e15
LENGTHS = {"miles": 0.621371, "metres": 1000.0, "yards": 1093.613}
MASSES = {"pounds": 2.204623, "grams": 1000.0, "ounces": 35.27396}
OPTIONS: dict[str, tuple[str, ...]] = {
    "category": CATEGORIES,
    "currency": CURRENCIES,
    "length unit": tuple(LENGTHS),
    "mass unit": tuple(MASSES),
}
KINDS = {"days": "integer", "percent": "number", "numbers": "array", "lines": "array"}


class FailedCallError(ValueError):
    """A tool cannot do what it is asked; the message says why, and is what the agent reads."""


@dataclass(frozen=True)
class Input:
    """An argument of a function.

    Attributes:
        kind: what it is: a person, a city, an amount of euros, ...
        names: that it may have.
        description: for the schema.
    """

    kind: str
    names: tuple[str, ...]
    description: str

    def parameter(self) -> Parameter:
        """Return the argument's schema."""
        kind = "number" if self.kind in NUMBERS else KINDS.get(self.kind, "string")
        items = {"numbers": Parameter("number"), "lines": None}.get(self.kind)
        return Parameter(kind, self.description, OPTIONS.get(self.kind, ()), items)


@dataclass(frozen=True)
class Function:
    """A tool before it is named.

    Attributes:
        server: what it belongs to.
        names: that it may have; the first is its own.
        description: one sentence.
        inputs: its arguments.
        output: the kind of its result; ``"same"`` for that of its first argument.
        phrase: what its result is in English, with a hole for each argument.
        each: the same for the results of a list's elements, if it may be asked for each.
        run: does it.
    """

    server: str
    names: tuple[str, ...]
    description: str
    inputs: tuple[Input, ...]
    output: str
    phrase: str
    run: Callable[..., Any]
    each: str = ""

    @property
    def name(self) -> str:
        """Its own name."""
        return self.names[0]

    def __reduce__(self) -> tuple[Callable[[str], Function], tuple[str]]:
        """Pickle as a name."""
        return named, (self.name,)

    def call(self, world: World, arguments: Sequence[Any]) -> Any:
        """Return the result, numbers rounded to two decimals.

        Args:
            world: what the tools know.
            arguments: in order.

        Raises:
            FailedCallError: the tool cannot do this.
        """
        result = self.run(world, *arguments)
        if isinstance(result, float) and not abs(result) < LARGEST:
            raise FailedCallError("the result is too large")
        return tidy(result) if isinstance(result, float) else result


def named(name: str) -> Function:
    """Return the function of a name."""
    from .servers import FUNCTIONS

    return next(function for function in FUNCTIONS if function.name == name)


def tidy(number: float) -> int | float:
    """Return a number with at most two decimals, a whole one if it is."""
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def found(known: Any, name: str, what: str) -> Any:
    """Return what is known by a name.

    Args:
        known: a mapping.
        name: in any case, with or without "the".
        what: it is, for the error.

    Raises:
        FailedCallError: nothing is.
    """
    wanted = " ".join(name.casefold().removeprefix("the ").split())
    for own, value in known.items():
        if own.casefold() == wanted:
            return value
    raise FailedCallError(f"there is no {what} called {name[:60]!r}")
