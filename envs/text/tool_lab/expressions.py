"""What is asked for, as expressions over tools: what it is called in English, its calls, and its value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from .functions import Function

LISTS = {"people": "person", "products": "product"}
"""The kinds of lists, and of their elements."""
NAMED = ("product",)
"""Kinds whose constants have an article in English."""


class Step(NamedTuple):
    """A call that a task needs: the function's own name and the arguments in order, as JSON."""

    function: str
    arguments: str

    @property
    def values(self) -> list[Any]:
        """The arguments."""
        return list(json.loads(self.arguments))


Known = Mapping[Step, Any]
"""The results of calls."""


class Unknown:
    """Stands for a value that is not known yet."""


UNKNOWN = Unknown()


@dataclass(frozen=True)
class Constant:
    """A value that the question tells."""

    kind: str
    value: Any

    def phrase(self) -> str:
        """Return it in English."""
        if self.kind == "title":
            return f"'{self.value}'"
        return f"the {self.value}" if self.kind in NAMED else str(self.value)

    def resolve(self, known: Known, ready: list[Step]) -> Any:
        """Return the value."""
        return self.value


@dataclass(frozen=True)
class Apply:
    """A function of expressions; a list of them stands for one argument that is a list."""

    function: Function
    arguments: tuple[Expression | tuple[Expression, ...], ...]

    @property
    def kind(self) -> str:
        """The kind of the result."""
        if self.function.output != "same":
            return self.function.output
        first = self.arguments[0]
        first = first[0] if isinstance(first, tuple) else first
        return first.kind

    def phrase(self) -> str:
        """Return it in English."""
        return self.function.phrase.format(*(_phrase(argument) for argument in self.arguments))

    def resolve(self, known: Known, ready: list[Step]) -> Any:
        """Return the value, if the results that are known give it.

        Args:
            known: results of calls.
            ready: takes up the calls that are not known, but whose arguments are.
        """
        values = [_resolve(argument, known, ready) for argument in self.arguments]
        if any(value is UNKNOWN for value in values):
            return UNKNOWN
        return _look_up(self.function, values, known, ready)


@dataclass(frozen=True)
class Each:
    """A function of each element of a list."""

    function: Function
    source: Expression

    @property
    def kind(self) -> str:
        """The kind of each result."""
        return self.function.output

    def phrase(self) -> str:
        """Return it in English."""
        return self.function.each.format(self.source.phrase())

    def resolve(self, known: Known, ready: list[Step]) -> Any:
        """Return the values, as :meth:`Apply.resolve` does."""
        elements = self.source.resolve(known, ready)
        if elements is UNKNOWN:
            return UNKNOWN
        values = [_look_up(self.function, [element], known, ready) for element in elements]
        return UNKNOWN if any(value is UNKNOWN for value in values) else values


Expression = Constant | Apply | Each


def functions_of(expression: Expression) -> Iterator[Function]:
    """Yield the functions of an expression."""
    if isinstance(expression, Each):
        yield expression.function
        yield from functions_of(expression.source)
    elif isinstance(expression, Apply):
        yield expression.function
        for argument in expression.arguments:
            for part in argument if isinstance(argument, tuple) else (argument,):
                yield from functions_of(part)


def listed(words: Sequence[str]) -> str:
    """Return words as a list in English."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def step(function: Function, values: Sequence[Any]) -> Step:
    """Return a call of a function."""
    return Step(function.name, json.dumps(list(values), ensure_ascii=False))


def _phrase(argument: Expression | tuple[Expression, ...]) -> str:
    return listed([each.phrase() for each in argument]) if isinstance(argument, tuple) else argument.phrase()


def _resolve(argument: Expression | tuple[Expression, ...], known: Known, ready: list[Step]) -> Any:
    if not isinstance(argument, tuple):
        return argument.resolve(known, ready)
    values = [each.resolve(known, ready) for each in argument]
    return UNKNOWN if any(value is UNKNOWN for value in values) else values


def _look_up(function: Function, values: Sequence[Any], known: Known, ready: list[Step]) -> Any:
    wanted = step(function, values)
    if wanted in known:
        return known[wanted]
    if wanted not in ready:
        ready.append(wanted)
    return UNKNOWN
