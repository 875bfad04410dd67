"""Find a calculation in a text and do it."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable

LONGEST = 100
_CALCULATION = re.compile(r"[\d(.-][\d\s.,()+*/x×·−-]*[\d).]")
_SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def evaluate(text: str) -> float | None:
    """Return the result of the calculation in a text, None if there is none or it has none.

    Args:
        text: any; the longest stretch of numbers and signs is read.
    """
    found = max(_CALCULATION.findall(text[:500]), key=len, default="")
    sum_ = found.replace(",", "").replace("x", "*").replace("×", "*").replace("·", "*").replace("−", "-")
    if not 0 < len(sum_) <= LONGEST or not re.search(r"\d\D*[-+*/]", sum_):
        return None
    try:
        result = _value(ast.parse(sum_.strip(), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError, RecursionError, MemoryError):
        return None
    return result if abs(result) < 1e15 else None


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        return _SIGNS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    raise ValueError
