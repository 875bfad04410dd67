"""A reward written as code: checked, named by its checksum, and worked out without running it as Python.

The source is checked (:mod:`.language`) and read once into functions of our own (:mod:`.statements`); calling it walks
those. Nothing of it is ever compiled or executed by Python, so it reaches nothing but its inputs. The work of a call
is bounded, so it always ends; the constants are worked out anew in every call, so it remembers nothing.
"""

from __future__ import annotations

import ast
import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .expressions import Frame, assign, expression
from .language import problems
from .statements import function
from .vocabulary import CodeError

WORK = 200_000
"""How much one call may do: nodes of the source that are gone through in loops and calls."""


class Written(NamedTuple):
    """What a written reward returned.

    Attributes:
        total: the reward.
        components: what it is made of, by name; empty where it does not say.
    """

    total: float
    components: dict[str, float]


class Inputs(dict[str, Any]):
    """The declared inputs of one turn; any other name is an error, also for ``get``."""

    declared = True

    def __missing__(self, name: object) -> Any:
        raise CodeError(f"reads the undeclared input {name!r}; declared are {list(self)}")


class WrittenFunction:
    """A reward written as code.

    Args:
        source: with a function ``reward(inputs)``; see :mod:`.language`.
        inputs: the names it reads.

    Raises:
        ValueError: the source says what it may not.

    Attributes:
        id: the SHA-256 of the source, in hexadecimal.
    """

    def __init__(self, source: str, inputs: Sequence[str]) -> None:
        found = problems(source, inputs)
        if found:
            raise ValueError("The written reward is refused: " + "; ".join(found) + ".")
        self.source = source
        self.inputs = list(inputs)
        self.id = source_id(source)
        self._functions: dict[str, Any] = {}
        self._constants: list[tuple[list[ast.expr], Any]] = []
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef):
                self._functions[node.name] = function(node)
            elif isinstance(node, ast.Assign):
                self._constants.append((node.targets, expression(node.value)))
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                self._constants.append(([node.target], expression(node.value)))

    def __call__(self, values: Mapping[str, Any]) -> Written:
        """Return the reward of a turn.

        Args:
            values: of the inputs, by name.

        Raises:
            CodeError: it raises, does not end, grows too large, reads an undeclared input, or returns no finite number.
        """
        outer = dict(self._functions)
        frame = Frame({}, outer, [WORK])
        try:
            for targets, value in self._constants:
                result = value(frame)
                for target in targets:
                    assign(target, result, frame)
            outer |= frame.names
            returned = outer["reward"](Frame({}, outer, frame.work), [Inputs(values)])
        except CodeError:
            raise
        except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
            raise CodeError(f"raises {type(error).__name__}: {error}") from error
        return read_result(returned)

    def __reduce__(self) -> tuple[type[WrittenFunction], tuple[str, list[str]]]:
        return WrittenFunction, (self.source, self.inputs)


def source_id(source: str) -> str:
    """Return the SHA-256 of a source, in hexadecimal: what a written reward is registered by.

    Args:
        source: of a reward.
    """
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


def read_result(returned: Any) -> Written:
    """Return what a reward returned, as total and components.

    Args:
        returned: a number, or a number and a dictionary of numbers.

    Raises:
        CodeError: it is neither, or some number is not finite.
    """
    total, components = returned if isinstance(returned, list | tuple) and len(returned) == 2 else (returned, {})
    if not isinstance(components, dict) or not all(isinstance(name, str) for name in components):
        raise CodeError(f"returned {returned!r:.100}, which is no number nor a number and a dictionary of components")
    for value in (total, *components.values()):
        if not isinstance(value, int | float):
            raise CodeError(f"returned {value!r:.100}, which is no number")
        if not _finite(value):
            raise CodeError(f"returned {value!r:.100}, which is not finite")
    return Written(float(total), {name: float(value) for name, value in components.items()})


def _finite(value: float) -> bool:
    """Whether a number is one that a float can hold."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return False
