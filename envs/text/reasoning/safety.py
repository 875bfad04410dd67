"""What answers a verifier may see: some of reasoning-gym's evaluate them as Python, so those are read here first.

An answer that is turned away counts as wrong. What is let through has no names but those of mathematics, no calls but
of mathematical functions, and no powers that take long to expand.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping
from typing import Any

from .integrals import may_be_antiderivative

LONGEST = 20_000
LONGEST_OF = {"propositional_logic": 200, "rubiks_cube": 1_000}
"""Datasets whose verifier needs long for long answers."""

LONG_NUMBER = {"rubiks_cube": re.compile(r"\d{2}"), "rush_hour": re.compile(r"\d{2}")}
"""Datasets whose verifier makes as many moves as a number in the answer says, and what is too large a number there."""

LONGEST_FORMULA = 300
MOST_DEGREE = 60
MOST_GROWTH = 10_000

LISTS = frozenset({"string_insertion", "spiral_matrix", "binary_matrix", "n_queens"})
"""Datasets whose verifier evaluates an answer that is no text as it expects: lists of plain values are let through."""

SUMS = frozenset({"puzzle24", "countdown"})
"""Datasets whose verifier computes the answer: numbers and the four operations are let through."""

FORMULAS = frozenset({"polynomial_multiplication", "simple_integration", "intermediate_integration"})
"""Datasets whose verifier expands the answer: formulas are let through."""

INTEGRALS = frozenset({"simple_integration", "intermediate_integration"})
"""Datasets whose verifier simplifies the answer: of formulas, those are let through that numbers do not refute."""

_NAMES = "sin cos tan sec csc cot asin acos atan sinh cosh tanh asinh acosh atanh exp log ln sqrt Abs Rational"
FUNCTIONS = frozenset(_NAMES.split())

_HUGE = re.compile(r"[0-9.][eE][+-]?[0-9]{4}")
"""Numbers whose exponent is so large that exact arithmetic with them does not end."""

_PLAIN = re.compile(r"[\w\s,.|'\"-]*")
_SUM = re.compile(r"[0-9+*/().\s-]*")


def may_be_verified(dataset: str, answer: str, metadata: Mapping[str, Any]) -> bool:
    """Whether the dataset's verifier may be given this answer.

    Args:
        dataset: its name.
        answer: as the agent gave it.
        metadata: of the task, as the dataset gives it.
    """
    if len(answer) > LONGEST_OF.get(dataset, LONGEST) or _HUGE.search(answer):
        return False
    if dataset in LONG_NUMBER and LONG_NUMBER[dataset].search(answer):
        return False
    if dataset in LISTS:
        return bool(_PLAIN.fullmatch(answer)) or _is_literal(answer)
    if dataset in SUMS:
        return len(answer) <= LONGEST_FORMULA and bool(_SUM.fullmatch(answer)) and "**" not in answer
    if dataset not in FORMULAS:
        return True
    refuted = dataset in INTEGRALS and not may_be_antiderivative(answer, metadata["variable"], metadata["integrand"])
    return not refuted and _is_formula(answer)


def _is_literal(answer: str) -> bool:
    try:
        ast.literal_eval(answer)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return False
    return True


def _is_formula(answer: str) -> bool:
    """Whether the answer is an expression of names, numbers, the operations and known functions, of low degree."""
    if len(answer) > LONGEST_FORMULA:
        return False
    try:
        tree = ast.parse(answer.strip(), mode="eval")
        return _degree(tree.body) <= MOST_DEGREE
    except (ArithmeticError, ValueError, SyntaxError, MemoryError, RecursionError):
        return False


def _degree(node: ast.expr) -> int:
    """Return a bound of the degree of an expression.

    Raises:
        ValueError: it holds something else than a formula.
    """
    match node:
        case ast.Constant(value=bool()):
            raise ValueError("a truth value")
        case ast.Constant(value=int() | float()):
            return 1
        case ast.Name(id=name) if "_" not in name:
            return 1
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
            return _degree(inner)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return max(_degree(left), _degree(right))
        case ast.BinOp(left=left, op=ast.Mult() | ast.Div(), right=right):
            return _degree(left) + _degree(right)
        case ast.BinOp(left=left, op=ast.Pow() | ast.BitXor(), right=right):
            return _degree(left) * _exponent(right)
        case ast.Call(func=ast.Name(id="exp"), args=[inner], keywords=[]) if _size(inner) <= MOST_GROWTH:
            return _degree(inner)
        case ast.Call(func=ast.Name(id=name), args=[*inner], keywords=[]) if name in FUNCTIONS - {"exp"} and inner:
            return max(map(_degree, inner))
        case _:
            raise ValueError("no formula")


def _exponent(node: ast.expr) -> int:
    """Return a bound of the size of an exponent: numbers and names, their sums and products, parts of them.

    Raises:
        ValueError: it holds something else, of which sympy might make a number of any size.
    """
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return max(math.ceil(abs(value)), 1)
        case ast.Name(id=name) if "_" not in name:
            return 1
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
            return _exponent(inner)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return _exponent(left) + _exponent(right)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _exponent(left) * _exponent(right)
        case ast.BinOp(left=left, op=ast.Div(), right=ast.Constant(value=int() as value)) if abs(value) >= 1:
            return _exponent(left)
    raise ValueError("no plain exponent")


def _size(node: ast.expr) -> int:
    """Return a bound of the numbers in the argument of an exponential: the product of all that stand in it."""
    numbers = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant)]
    return math.prod(max(math.ceil(abs(value)), 1) for value in numbers if isinstance(value, int | float))
