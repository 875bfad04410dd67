r"""Conditions on facts, written as text: ``door.open == True and agent.room == "2"``.

The text has Python's syntax. It is read through :mod:`ast` and never evaluated by Python: comparisons, ``and or not``,
``+ - * / // %`` on numbers, constants, and names of facts. A fact whose name is no Python name is written
``facts["box 1.state"]``; ``"door.open" in facts`` asks whether a fact is reported at all.

    holds(facts)     whether it is true; where a fact is not reported or values cannot be compared, it does not hold
    degree(facts)    robustness in [0, 1], 1/2 between true and false:
                         a <= b   ->   1/2 + clip((b - a) / scale, -1, 1) / 2       for numbers
                         a == b   ->   1 if equal, else (1 - min(|a - b| / scale, 1)) / 2
                         not x -> 1 - x,  x and y -> min,  x or y -> max,  anything else 1 or 0

The degree is the quantitative semantics of signal temporal logic (Donzé and Maler 2010), clipped at a scale and moved
to [0, 1]: a condition that holds has at least 1/2, one that does not at most 1/2.

Certainty: recalled for the semantics; the clipping, equality, and what a missing fact means are ours.
"""

from __future__ import annotations

import ast
from typing import Any

from .condition_degree import degree
from .condition_syntax import ALLOWED, Facts, Reader


class Condition:
    """A condition on facts. Two that are written alike are equal; a condition can be pickled.

    Args:
        text: the condition, in the syntax of this module.

    Raises:
        ValueError: the text is no condition.

    Attributes:
        text: the condition as Python writes it.
        names: the facts it reads, in the order of reading.
        optional: facts whose presence it asks about.
    """

    __slots__ = ("_degree", "_value", "names", "optional", "text")

    def __init__(self, text: str) -> None:
        try:
            node = ast.parse(text.strip(), mode="eval").body
            reader = Reader()
            self._value, self._degree, self.text = reader.value(node), degree(node), ast.unparse(node)
        except (SyntaxError, RecursionError, MemoryError) as error:
            raise ValueError(f"The condition {text!r} cannot be read: {error}. {ALLOWED}") from error
        except ValueError as error:
            raise ValueError(f"The condition {text!r} cannot be read: {error}") from error
        self.names, self.optional = reader.names, reader.optional

    def holds(self, facts: Facts) -> bool:
        """Return whether the condition is true.

        Args:
            facts: the values, by name.
        """
        try:
            return bool(self._value(facts))
        except (KeyError, TypeError, ArithmeticError):
            return False

    def degree(self, facts: Facts, scale: float = 1.0) -> float:
        """Return the robustness in [0, 1]; where a fact is missing or values cannot be compared, 0.

        Args:
            facts: the values, by name.
            scale: the difference of two numbers that counts as fully apart.
        """
        try:
            return self._degree(facts, scale)
        except (KeyError, TypeError, ArithmeticError):
            return 0.0

    def check(self, facts: Facts) -> None:
        """Check that the facts it reads are there and can be compared.

        Facts whose presence it asks about need not be there.

        Args:
            facts: of a first state.

        Raises:
            ValueError: they are not.
        """
        try:
            for name in self.names:
                if name not in self.optional:
                    facts[name]
            self._value(facts)
        except KeyError as error:
            if error.args[0] not in self.optional:
                raise ValueError(f"the condition `{self.text}` reads {error}, which is not reported") from error
        except (TypeError, ArithmeticError) as error:
            raise ValueError(f"the condition `{self.text}` cannot be worked out: {error}") from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Condition({self.text!r})"

    def __reduce__(self) -> tuple[type[Condition], tuple[str]]:
        return Condition, (self.text,)

    def __deepcopy__(self, memo: Any) -> Condition:
        return self
