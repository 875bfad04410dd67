"""Whether a formula can be an antiderivative, by numbers: the verifiers of integrals simplify, which may take for ever.

A formula F is let through if (F(x + h) - F(x - h)) / 2h is f(x) at three of a few points x, for the verifier to prove;
not at all of them, since roots, logarithms and the like may have no real value, or jump.
"""

from __future__ import annotations

import ast
import cmath
import math
from collections.abc import Callable

POINTS = (0.031, 0.053, 0.071, 0.37, 0.83, 1.29, 2.11)
AGREED = 3
STEP = 1e-5
TOLERANCE = 1e-5

NUMBERS = {"pi": math.pi, "E": math.e, "I": 1j}
FUNCTIONS: dict[str, Callable[..., complex]] = {
    "sin": cmath.sin,
    "cos": cmath.cos,
    "tan": cmath.tan,
    "sec": lambda z: 1 / cmath.cos(z),
    "csc": lambda z: 1 / cmath.sin(z),
    "cot": lambda z: 1 / cmath.tan(z),
    "asin": cmath.asin,
    "acos": cmath.acos,
    "atan": cmath.atan,
    "sinh": cmath.sinh,
    "cosh": cmath.cosh,
    "tanh": cmath.tanh,
    "asinh": cmath.asinh,
    "acosh": cmath.acosh,
    "atanh": cmath.atanh,
    "exp": cmath.exp,
    "log": lambda z, base=math.e: cmath.log(z) / cmath.log(base),
    "ln": cmath.log,
    "sqrt": cmath.sqrt,
    "Abs": abs,
    "Rational": lambda p, q=1: p / q,
}


def may_be_antiderivative(answer: str, variable: str, integrand: str) -> bool:
    """Whether the derivative of a formula is the integrand at a few points, as far as numbers tell.

    Args:
        answer: a formula.
        variable: by which it is derived; all other names are constants.
        integrand: a formula.
    """
    try:
        formula, wanted = (ast.parse(text.strip(), mode="eval").body for text in (answer, integrand))
    except (MemoryError, RecursionError, SyntaxError, ValueError):
        return False
    return sum(_agrees(formula, wanted, variable, point) for point in POINTS) >= AGREED


def _agrees(formula: ast.expr, wanted: ast.expr, variable: str, point: float) -> bool:
    try:
        above, below = (_value(formula, {variable: point + step}) for step in (STEP, -STEP))
        slope, right = (above - below) / (2 * STEP), _value(wanted, {variable: point})
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
        return False
    return abs(slope - right) <= TOLERANCE * (1 + abs(right)) + 1e-15 / STEP * (abs(above) + abs(below))


def _value(node: ast.expr, names: dict[str, float]) -> complex:
    """Return the value of a formula.

    Raises:
        ValueError: it holds something else than a formula.
        ArithmeticError: it has no value that a number holds.
    """
    match node:
        case ast.Constant(value=int() | float() as value):
            return complex(value)
        case ast.Name(id=name):
            return names[name] if name in names else NUMBERS.get(name, 1 + len(name) / 7 + ord(name[0]) / 300)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, names)
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _value(inner, names)
        case ast.BinOp(left=left, op=operation, right=right):
            return _joined(_value(left, names), operation, _value(right, names))
        case ast.Call(func=ast.Name(id=name), args=inner):
            return FUNCTIONS[name](*(_value(each, names) for each in inner))
    raise ValueError("no formula")


def _joined(left: complex, operation: ast.operator, right: complex) -> complex:
    match operation:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
        case ast.Pow():
            return complex(left) ** right
    raise ValueError("no operation of a formula")
