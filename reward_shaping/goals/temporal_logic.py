r"""Temporal formulas over facts, on finite traces (LTLf): what a whole episode is to do.

    a, b ::= condition | not a | a and b | a or b | a -> b | X a | F a | G a | a U b | a W b

    X a    a holds at the next state, and there is one
    F a    a holds at some state from now on
    G a    a holds at every state from now on
    a U b  b holds at some state from now on, and a at every state before it
    a W b  a U b, or G a

``X F G not`` bind tightest, then ``U W`` (to the right), ``and``, ``or``, ``->`` (to the right; ``a -> b`` is read as
``not a or b``). Conditions are those of :mod:`.conditions`; ``->``, and ``X F G U W`` as words, are the formula's own.
``str`` prints a formula so that :func:`parse` reads the same one.

    G (agent.fallen == False) and F (agent.room == "2" and F (door.open == True))

Certainty: recalled (De Giacomo and Vardi 2013 for the logic on finite traces; as rewards, Camacho et al. 2019). The
next operator is the strong one: at the last state ``X a`` is false whatever a is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .conditions import Condition


@dataclass(frozen=True, slots=True)
class Atom:
    """A condition on the state now."""

    condition: Condition

    def __str__(self) -> str:
        return self.condition.text


@dataclass(frozen=True, slots=True)
class Not:
    """``not of``."""

    of: Formula

    def __str__(self) -> str:
        return f"not {_within(self.of)}"


@dataclass(frozen=True, slots=True)
class And:
    """All of at least two parts."""

    parts: tuple[Formula, ...]

    def __str__(self) -> str:
        return " and ".join(map(_within, self.parts))


@dataclass(frozen=True, slots=True)
class Or:
    """Any of at least two parts."""

    parts: tuple[Formula, ...]

    def __str__(self) -> str:
        return " or ".join(map(_within, self.parts))


@dataclass(frozen=True, slots=True)
class Next:
    """``X of``."""

    of: Formula

    def __str__(self) -> str:
        return f"X {_within(self.of)}"


@dataclass(frozen=True, slots=True)
class Eventually:
    """``F of``."""

    of: Formula

    def __str__(self) -> str:
        return f"F {_within(self.of)}"


@dataclass(frozen=True, slots=True)
class Always:
    """``G of``."""

    of: Formula

    def __str__(self) -> str:
        return f"G {_within(self.of)}"


@dataclass(frozen=True, slots=True)
class Until:
    """``left U right``."""

    left: Formula
    right: Formula

    def __str__(self) -> str:
        return f"{_within(self.left)} U {_within(self.right)}"


@dataclass(frozen=True, slots=True)
class WeakUntil:
    """``left W right``."""

    left: Formula
    right: Formula

    def __str__(self) -> str:
        return f"{_within(self.left)} W {_within(self.right)}"


Formula = Atom | Not | And | Or | Next | Eventually | Always | Until | WeakUntil


def _within(formula: Formula) -> str:
    """Return a formula as it stands inside another: in parentheses, but for prefixes and single words."""
    text = str(formula)
    return text if isinstance(formula, Not | Next | Eventually | Always) or " " not in text else f"({text})"


TOKEN = re.compile(r"""\s*(->|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[A-Za-z_][\w.]*|\d[\w.]*|[<>=!]=|//|\S)""")
PREFIXES: dict[str, Any] = {"not": Not, "X": Next, "F": Eventually, "G": Always}
INFIXES: dict[str, Any] = {"U": Until, "W": WeakUntil}
ENDS = {"and", "or", "->", ")", *INFIXES}


def parse(text: str) -> Formula:
    """Read a formula.

    Args:
        text: in the syntax of this module.

    Raises:
        ValueError: the text is no formula.
    """
    found = list(TOKEN.finditer(text))
    reader = _Reader(text, [match[1] for match in found], [match.span(1) for match in found])
    try:
        formula = reader.implication()
        if reader.at < len(reader.tokens):
            raise ValueError(f"nothing is expected before {text[reader.spans[reader.at][0] :]!r}")
    except (ValueError, RecursionError) as error:
        raise ValueError(f"The temporal formula {text!r} cannot be read: {error}") from error
    return formula


@dataclass(slots=True)
class _Reader:
    """Reads tokens from left to right."""

    text: str
    tokens: list[str]
    spans: list[tuple[int, int]]
    at: int = 0

    def token(self, ahead: int = 0) -> str:
        """Return a token, "" after the last one."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def implication(self) -> Formula:
        """Read ``a -> b`` or what binds tighter."""
        left = self.joined("or", Or)
        if self.token() != "->":
            return left
        self.at += 1
        return Or((Not(left), self.implication()))

    def joined(self, word: str, kind: Any) -> Formula:
        """Read parts joined by ``word``."""
        parts = [self.joined("and", And) if word == "or" else self.until()]
        while self.token() == word:
            self.at += 1
            parts.append(self.joined("and", And) if word == "or" else self.until())
        return parts[0] if len(parts) == 1 else kind(tuple(parts))

    def until(self) -> Formula:
        """Read ``a U b`` or what binds tighter."""
        left = self.prefixed()
        kind = INFIXES.get(self.token())
        if kind is None:
            return left
        self.at += 1
        formula: Formula = kind(left, self.until())
        return formula

    def prefixed(self) -> Formula:
        """Read a prefix and its formula, a formula in parentheses, or a condition."""
        kind = PREFIXES.get(self.token())
        if kind is not None:
            self.at += 1
            formula: Formula = kind(self.prefixed())
            return formula
        if self.token() == "(" and self._group_ends() in (*ENDS, ""):
            self.at += 1
            inner = self.implication()
            if self.token() != ")":
                raise ValueError("a parenthesis is not closed")
            self.at += 1
            return inner
        return self.condition()

    def condition(self) -> Formula:
        """Read a condition: everything up to a word of the formula's own."""
        first, depth = self.at, 0
        while self.token() and (depth or self.token() not in ENDS):
            depth += (self.token() in "([") - (self.token() in ")]")
            self.at += 1
        if first == self.at:
            raise ValueError(
                f"a condition is missing before {self.token()!r}." if self.token() else "it ends too soon."
            )
        return Atom(Condition(self.text[self.spans[first][0] : self.spans[self.at - 1][1]]))

    def _group_ends(self) -> str:
        """Return what stands behind the parenthesis that opens here; "(" if it is not closed."""
        depth = 0
        for ahead in range(len(self.tokens) - self.at):
            depth += (self.token(ahead) == "(") - (self.token(ahead) == ")")
            if not depth:
                return self.token(ahead + 1)
        return "("
