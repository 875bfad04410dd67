"""Typed tools: what they take, as JSON schema and in words, and whether a call's arguments are that."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .literals import written

if TYPE_CHECKING:
    from .function_calls import FunctionCall

SHOWN = 80
"""How many signs of a wrong value an error shows."""

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list, tuple),
    "object": (dict,),
}
_SAMPLES = {"string": '"…"', "integer": "1", "number": "1.5", "boolean": "True", "array": "[…]", "object": "{…}"}


@dataclass(frozen=True)
class Parameter:
    """What an argument, an element of an array or a property of an object may be.

    Attributes:
        kind: ``"string"``, ``"integer"``, ``"number"``, ``"boolean"``, ``"array"`` or ``"object"``.
        description: for the schema and the listing.
        options: the only values allowed, or none for any.
        items: of an array; None for any.
        properties: of an object; none for any.
        required: the properties that must be there; None for all.
    """

    kind: str = "string"
    description: str = ""
    options: tuple[Any, ...] = ()
    items: Parameter | None = None
    properties: Mapping[str, Parameter] = field(default_factory=dict)
    required: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse an unknown kind."""
        if self.kind not in _TYPES:
            raise ValueError(f"Parameter needs kind to be one of {list(_TYPES)}; got kind={self.kind!r}.")

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema."""
        told: dict[str, Any] = {"type": self.kind}
        if self.description:
            told["description"] = self.description
        if self.options:
            told["enum"] = list(self.options)
        if self.items is not None:
            told["items"] = self.items.schema()
        if self.properties:
            told |= _object_schema(self.properties, self.required)
        return told

    def words(self) -> str:
        """Return what is allowed, in words."""
        if self.options:
            return f"one of {', '.join(written(option) for option in self.options)}"
        if self.items is not None:
            return f"array, each element {self.items.words()}"
        if self.properties:
            return "object with " + ", ".join(f"{name} ({each.words()})" for name, each in self.properties.items())
        return self.kind

    def check(self, where: str, value: Any) -> str:
        """Return what is wrong with ``value``, or an empty text.

        Args:
            where: the tool and the argument, for the error.
            value: what is given.
        """
        fits = isinstance(value, _TYPES[self.kind]) and isinstance(value, bool) == (self.kind == "boolean")
        if not fits or (isinstance(value, float) and not math.isfinite(value)) or not self._allowed(value):
            shown = written(value)
            shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
            return f"{where} must be {self.words() if self.options else f'of type {self.words()}'}; got {shown}."
        if self.items is not None:
            found = (self.items.check(f"{where}[{index}]", each) for index, each in enumerate(value))
            return next(filter(None, found), "")
        return _check_named(where, self.properties, self.required, value) if self.properties else ""

    def _allowed(self, value: Any) -> bool:
        return not self.options or any(type(value) is type(option) and value == option for option in self.options)


@dataclass(frozen=True)
class Tool:
    """A tool with typed arguments.

    Attributes:
        name: in snake case.
        description: what it does, one sentence.
        parameters: by name, in the order in which they are told.
        required: the names that a call must give; None for all.
    """

    name: str
    description: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    required: tuple[str, ...] | None = None

    def schema(self) -> dict[str, Any]:
        """Return the tool in the JSON form of function calling."""
        parameters = {"type": "object", **_object_schema(self.parameters, self.required)}
        function = {"name": self.name, "description": self.description, "parameters": parameters}
        return {"type": "function", "function": function}

    def check(self, arguments: Mapping[str, Any]) -> str:
        """Return what is wrong with the arguments of a call, or an empty text. None stands for an argument left out."""
        given = {name: value for name, value in arguments.items() if not (value is None and self._may_lack(name))}
        return _check_named(self.name, self.parameters, self.required, given)

    def given(self, call: FunctionCall) -> FunctionCall:
        """Return a call without the arguments that are None because they are left out."""
        kept = {name: value for name, value in call.arguments.items() if value is not None}
        return call._replace(arguments=kept)

    def line(self) -> str:
        """Return how the tool is called, what it does and what its arguments mean, on one line."""
        required = self.parameters if self.required is None else self.required
        told = [f"{name}{'' if name in required else '?'}: {each.words()}" for name, each in self.parameters.items()]
        meanings = [f"{name} is {each.description}" for name, each in self.parameters.items() if each.description]
        return f"{self.name}({', '.join(told)}): {self.description}" + "".join(f" {text}." for text in meanings)

    def example(self) -> str:
        """Return a call with values of the right kinds."""
        required = self.parameters if self.required is None else self.required
        given = [
            f"{name}={written(each.options[0]) if each.options else _SAMPLES[each.kind]}"
            for name, each in self.parameters.items()
            if name in required
        ]
        return f"{self.name}({', '.join(given)})"

    def _may_lack(self, name: str) -> bool:
        return name in self.parameters and self.required is not None and name not in self.required


def _object_schema(properties: Mapping[str, Parameter], required: tuple[str, ...] | None) -> dict[str, Any]:
    return {
        "properties": {name: each.schema() for name, each in properties.items()},
        "required": list(properties if required is None else required),
        "additionalProperties": False,
    }


def _check_named(
    where: str, allowed: Mapping[str, Parameter], required: tuple[str, ...] | None, given: Mapping[str, Any]
) -> str:
    """Return what is wrong with values by name, or an empty text."""
    for name in given:
        if name not in allowed:
            takes = ", ".join(allowed) or "none"
            return f"{where} takes no argument {name}; it takes {takes}."
    for name in allowed if required is None else required:
        if name not in given:
            return f"{where} needs the argument {name} ({allowed[name].words()}); it is missing."
    found = (allowed[name].check(f"{where}: {name}", value) for name, value in given.items())
    return next(filter(None, found), "")
