"""What a condition may say: Python's expressions without calls, read into functions of the facts."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any, Protocol


class Facts(Protocol):
    """What conditions read: facts by name; what is not reported raises ``KeyError``."""

    def __getitem__(self, name: str, /) -> Any:
        """Return the value of a fact."""
        ...


Value = Callable[[Facts], Any]

ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, among: one in among,
    ast.NotIn: lambda one, among: one not in among,
}
SIGNS: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.Not: operator.not_,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
ALLOWED = (
    "Allowed are comparisons, and, or, not, + - * / // %, numbers, strings, True, False, lists of these after `in`, "
    'and names of facts (door.open, or facts["..."] for a name that Python cannot write).'
)


def fact_name(node: ast.expr) -> str | None:
    """Return the fact that ``node`` names, None if it names none.

    Args:
        node: ``door``, ``door.open`` or ``facts["..."]``.
    """
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = fact_name(node.value)
        return None if owner is None else f"{owner}.{node.attr}"
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "facts":
        key = node.slice
        return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None
    return None


class Reader:
    """Reads expressions into functions of the facts, and notes the facts they name.

    Attributes:
        names: the facts read, in the order of reading.
        optional: those whose presence is asked about.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self.optional: list[str] = []

    def value(self, node: ast.expr) -> Value:
        """Return a function of the facts that gives the value of ``node``.

        Args:
            node: an expression.

        Raises:
            ValueError: it says something that conditions may not say.
        """
        name = fact_name(node)
        if name is not None:
            return self._fact(name)
        read = _READERS.get(type(node))
        if read is None:
            raise ValueError(f"{ast.unparse(node)!r} may not stand in a condition. {ALLOWED}")
        return read(self, node)

    def _fact(self, name: str) -> Value:
        if name not in self.names:
            self.names.append(name)
        return lambda facts: facts[name]

    def _constant(self, node: ast.Constant) -> Value:
        constant = node.value
        if not isinstance(constant, str | int | float):
            raise ValueError(f"{ast.unparse(node)!r} may not stand in a condition. {ALLOWED}")
        return lambda facts: constant

    def _list(self, node: ast.List | ast.Tuple) -> Value:
        parts = [self.value(part) for part in node.elts]
        return lambda facts: [part(facts) for part in parts]

    def _sign(self, node: ast.UnaryOp) -> Value:
        sign, operand = SIGNS.get(type(node.op)), self.value(node.operand)
        if sign is None:
            raise ValueError(f"{ast.unparse(node)!r} may not stand in a condition. {ALLOWED}")
        return lambda facts: sign(operand(facts))

    def _arithmetic(self, node: ast.BinOp) -> Value:
        apply, left, right = ARITHMETIC.get(type(node.op)), self.value(node.left), self.value(node.right)
        if apply is None:
            raise ValueError(f"{ast.unparse(node)!r} may not stand in a condition. {ALLOWED}")
        return lambda facts: apply(_number(left(facts)), _number(right(facts)))

    def _junction(self, node: ast.BoolOp) -> Value:
        parts, until = [self.value(part) for part in node.values], isinstance(node.op, ast.Or)

        def joined(facts: Facts) -> bool:
            return until if any(bool(part(facts)) is until for part in parts) else not until

        return joined

    def _comparison(self, node: ast.Compare) -> Value:
        presence = self._presence(node)
        if presence is not None:
            return presence
        compare = [COMPARISONS.get(type(each)) for each in node.ops]
        operands = [self.value(each) for each in (node.left, *node.comparators)]
        if None in compare:
            raise ValueError(f"{ast.unparse(node)!r} may not stand in a condition. {ALLOWED}")

        def compared(facts: Facts) -> bool:
            left = operands[0](facts)
            for holds, operand in zip(compare, operands[1:], strict=True):
                right = operand(facts)
                if not holds(left, right):  # type: ignore[misc] # None is refused above
                    return False
                left = right
            return True

        return compared

    def _presence(self, node: ast.Compare) -> Value | None:
        """Return whether a fact is reported, if that is what ``node`` asks."""
        left, among = node.left, node.comparators[0]
        asks = isinstance(left, ast.Constant) and isinstance(among, ast.Name) and among.id == "facts"
        if not asks or not isinstance(node.ops[0], ast.In | ast.NotIn) or len(node.ops) > 1:
            return None
        name, wanted = str(left.value), isinstance(node.ops[0], ast.In)  # type: ignore[attr-defined] # a constant
        self.optional.append(name)
        return lambda facts: reported(facts, name) is wanted


def reported(facts: Facts, name: str) -> bool:
    """Whether a fact is reported.

    Args:
        facts: the values, by name.
        name: of the fact.
    """
    try:
        facts[name]
    except KeyError:
        return False
    return True


def _number(value: Any) -> Any:
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    return value


_READERS: dict[type[ast.expr], Callable[[Reader, Any], Value]] = {
    ast.Constant: Reader._constant,
    ast.List: Reader._list,
    ast.Tuple: Reader._list,
    ast.UnaryOp: Reader._sign,
    ast.BinOp: Reader._arithmetic,
    ast.BoolOp: Reader._junction,
    ast.Compare: Reader._comparison,
}
