"""What a credit program is written in: columns, steps and calls of operators, as expressions that can be printed."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn, TypeAlias

Operand: TypeAlias = Annotated[Any, "operand"]
"""An expression where a program is written (a column, a step, a number or what an operator made of them); a `Value` or
a float where it runs."""
OPERATORS: dict[str, Any] = {}
"""Every operator by name."""
SIGNS: dict[str, str] = {"+": "Add", "-": "Sub", "*": "Mult", "/": "Div", "**": "Pow", ">": "Gt", ">=": "GtE",
                         "<": "Lt", "<=": "LtE"}  # fmt: skip
"""Signs that stand for an operator, and their names in Python's syntax tree."""


class Expression:
    """A column yet to be computed; made by ``p["column"]``, ``p.step``, operators, and arithmetic on these."""

    def tree(self) -> ast.expr:
        """Return the expression as Python's syntax tree."""
        raise NotImplementedError

    def parts(self) -> Sequence[Expression]:
        """Return the expressions it is made of."""
        return ()

    def __str__(self) -> str:
        """Return the text, which parses to the same expression."""
        return ast.unparse(self.tree())

    __repr__ = __str__

    def __bool__(self) -> NoReturn:
        """Refuse: an expression has no truth value."""
        raise ValueError(
            f"{self} is a column yet to be computed and neither true nor false; use where(condition, a, b)."
        )

    def __add__(self, other: Operand) -> Expression:
        return sign("+", self, other)

    def __radd__(self, other: Operand) -> Expression:
        return sign("+", other, self)

    def __sub__(self, other: Operand) -> Expression:
        return sign("-", self, other)

    def __rsub__(self, other: Operand) -> Expression:
        return sign("-", other, self)

    def __mul__(self, other: Operand) -> Expression:
        return sign("*", self, other)

    def __rmul__(self, other: Operand) -> Expression:
        return sign("*", other, self)

    def __truediv__(self, other: Operand) -> Expression:
        return sign("/", self, other)

    def __rtruediv__(self, other: Operand) -> Expression:
        return sign("/", other, self)

    def __pow__(self, other: Operand) -> Expression:
        return sign("**", self, other)

    def __rpow__(self, other: Operand) -> Expression:
        return sign("**", other, self)

    def __neg__(self) -> Expression:
        return sign("*", -1.0, self)

    def __gt__(self, other: Operand) -> Expression:
        return sign(">", self, other)

    def __ge__(self, other: Operand) -> Expression:
        return sign(">=", self, other)

    def __lt__(self, other: Operand) -> Expression:
        return sign("<", self, other)

    def __le__(self, other: Operand) -> Expression:
        return sign("<=", self, other)


@dataclass(frozen=True, repr=False, eq=False)
class Column(Expression):
    """A column of the table, written ``p["name"]``."""

    name: str

    def tree(self) -> ast.expr:
        """Return the expression as Python's syntax tree."""
        return ast.Subscript(ast.Name("p"), ast.Constant(self.name))


@dataclass(frozen=True, repr=False, eq=False)
class Step(Expression):
    """An earlier step of the program, written ``p.name``."""

    name: str

    def tree(self) -> ast.expr:
        """Return the expression as Python's syntax tree."""
        return ast.Attribute(ast.Name("p"), self.name)


@dataclass(frozen=True, repr=False, eq=False)
class Call(Expression):
    """An operator and its arguments."""

    operator: Any
    operands: tuple[Operand, ...]
    arguments: Mapping[str, Any]

    def parts(self) -> Sequence[Expression]:
        """Return the expressions it is made of."""
        given = (*self.operands, *self.arguments.values())
        return [operand for operand in given if isinstance(operand, Expression)]

    def tree(self) -> ast.expr:
        """Return the expression as Python's syntax tree; arguments that have their default value are left out."""
        return self._tree(full=False)

    def _tree(self, *, full: bool) -> ast.expr:
        operands = [_literal(operand, full) for operand in self.operands]
        name = self.operator.name
        if name in SIGNS:
            left, right = operands
            kind = getattr(ast, SIGNS[name])()
            return ast.BinOp(left, kind, right) if name[0] not in "<>" else ast.Compare(left, [kind], [right])
        defaults = self.operator.defaults
        named = [
            ast.keyword(key, _literal(value, full))
            for key, value in self.arguments.items()
            if full or key not in defaults or isinstance(value, Expression) or value != defaults[key]
        ]
        return ast.Call(ast.Name(name), operands, named)


def full_tree(expression: Operand) -> ast.expr:
    """Return an expression as Python's syntax tree with every argument written out, defaults too.

    Args:
        expression: an expression or a plain value.
    """
    return _literal(expression, True)


def _literal(value: Operand, full: bool) -> ast.expr:
    """Return an argument as Python's syntax tree."""
    if isinstance(value, Call):
        return value._tree(full=full)
    if isinstance(value, Expression):
        return value.tree()
    if isinstance(value, tuple):
        return ast.Tuple([_literal(item, full) for item in value])
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if _negative(value) else ast.Constant(value)


def _negative(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.copysign(1, value) < 0


def sign(name: str, left: Operand, right: Operand) -> Expression:
    """Return the expression of a sign between two operands.

    Args:
        name: one of `SIGNS`.
        left: before it.
        right: after it.
    """
    made: Expression = OPERATORS[name](left, right)
    return made
