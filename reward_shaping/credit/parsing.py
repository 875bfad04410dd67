"""Read a credit program from its text: Python's grammar, of which only assignments of known operators are accepted."""

from __future__ import annotations

import ast
import operator as signs
from typing import Any

from .expression import SIGNS, Column, Expression, Operand, Step, sign
from .operators import find_operator

_SIGNS = {name: text for text, name in SIGNS.items()}


def read_header(statement: ast.stmt) -> str:
    """Return the name in ``p = Program("name")``.

    Args:
        statement: the first statement.

    Raises:
        ValueError: it is another statement.
    """
    match statement:
        case ast.Assign(
            targets=[ast.Name(id="p")],
            value=ast.Call(func=ast.Name(id="Program"), args=[ast.Constant(value=str(name))], keywords=[]),
        ):
            return name
    raise ValueError(f"a credit program starts with p = Program('name'); got {ast.unparse(statement)!r}.")


def read_step(statement: ast.stmt) -> tuple[str, Operand]:
    """Return name and expression of ``p.name = expression``.

    Args:
        statement: a statement.

    Raises:
        ValueError: it is something else, or uses what a program may not.
    """
    match statement:
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="p"), attr=name)], value=value):
            return name, read(value)
    raise ValueError(f"a step of a credit program is written p.name = expression; got {ast.unparse(statement)!r}.")


def read(node: ast.expr) -> Operand:
    """Return the expression or plain value a syntax tree stands for.

    Args:
        node: the tree.

    Raises:
        ValueError: it uses anything but columns, steps, operators and plain data.
    """
    match node:
        case ast.Constant(value=value) if value is None or isinstance(value, bool | int | float | str):
            return value
        case ast.Tuple(elts=items) | ast.List(elts=items):
            return tuple(read(item) for item in items)
        case ast.Subscript(value=ast.Name(id="p"), slice=ast.Constant(value=str(name))):
            return Column(name)
        case ast.Attribute(value=ast.Name(id="p"), attr=name):
            return Step(name)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if all(word.arg for word in keywords):
            operator = find_operator(name)
            if len({word.arg for word in keywords}) < len(keywords):
                raise ValueError(f"an argument is given twice in {ast.unparse(node)!r}.")
            return operator(*map(read, args), **{str(word.arg): read(word.value) for word in keywords})
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return signs.neg(read(operand))
        case ast.BinOp(left=left, op=op, right=right) if type(op).__name__ in _SIGNS:
            return _sign(op, read(left), read(right))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op).__name__ in _SIGNS:
            return _sign(op, read(left), read(right))
    raise ValueError(
        f"a credit program has columns p['name'], steps p.name, operators, arithmetic and plain data only; "
        f"got {ast.unparse(node)!r}."
    )


def _sign(op: Any, left: Operand, right: Operand) -> Operand:
    """Return the expression of a sign; arithmetic on two plain numbers is refused, for it has nothing to do here."""
    if not isinstance(left, Expression) and not isinstance(right, Expression):
        raise ValueError(
            f"a credit program writes a number as one number; got {left} {_SIGNS[type(op).__name__]} {right}."
        )
    return sign(_SIGNS[type(op).__name__], left, right)
