"""How far a condition is from changing: its robustness, as a number in [0, 1]. The formula stands in ``conditions``."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from .condition_syntax import Facts, Reader

Degree = Callable[[Facts, float], float]


def degree(node: ast.expr) -> Degree:
    """Return a function of the facts and the scale that gives the degree of ``node``.

    Args:
        node: an expression that :class:`Reader` has read.
    """
    if isinstance(node, ast.BoolOp):
        parts, least = [degree(part) for part in node.values], min if isinstance(node.op, ast.And) else max
        return lambda facts, scale: least(part(facts, scale) for part in parts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = degree(node.operand)
        return lambda facts, scale: 1.0 - inner(facts, scale)
    if isinstance(node, ast.Compare) and all(type(each) in _LINKS for each in node.ops):
        links = [_LINKS[type(each)] for each in node.ops]
        operands = [Reader().value(each) for each in (node.left, *node.comparators)]
        return lambda facts, scale: _chain(links, [operand(facts) for operand in operands], scale)
    value = Reader().value(node)
    return lambda facts, scale: float(bool(value(facts)))


def _chain(links: list[Callable[[Any, Any, float], float]], values: list[Any], scale: float) -> float:
    """Return the least degree of a chain of comparisons."""
    return min(link(left, right, scale) for link, left, right in zip(links, values, values[1:], strict=False))


def _numbers(left: Any, right: Any) -> bool:
    return not any(isinstance(value, bool) or not isinstance(value, int | float) for value in (left, right))


def _equal(left: Any, right: Any, scale: float) -> float:
    if left == right:
        return 1.0
    return (1.0 - min(float(abs(left - right)) / scale, 1.0)) / 2 if _numbers(left, right) else 0.0


def _below(left: Any, right: Any, scale: float, *, strict: bool) -> float:
    if not _numbers(left, right):
        return float(left < right if strict else left <= right)
    return 0.5 + max(-1.0, min(float(right - left) / scale, 1.0)) / 2


_LINKS: dict[type[ast.cmpop], Callable[[Any, Any, float], float]] = {
    ast.Eq: _equal,
    ast.NotEq: lambda left, right, scale: 1.0 - _equal(left, right, scale),
    ast.Lt: lambda left, right, scale: _below(left, right, scale, strict=True),
    ast.LtE: lambda left, right, scale: _below(left, right, scale, strict=False),
    ast.Gt: lambda left, right, scale: _below(right, left, scale, strict=True),
    ast.GtE: lambda left, right, scale: _below(right, left, scale, strict=False),
}
