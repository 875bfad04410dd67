"""Expressions of a written reward, read into functions of a frame: no part of them is ever run as Python.

What the code may say is decided in :mod:`.language`; here each kind of expression gets its meaning, which is Python's.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from typing import Any

from .vocabulary import FUNCTIONS, MATH, METHODS, OPERATORS, CodeError, cost, fitting, weight

Value = Callable[["Frame"], Any]

COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "Eq": operator.eq,
    "NotEq": operator.ne,
    "Lt": operator.lt,
    "LtE": operator.le,
    "Gt": operator.gt,
    "GtE": operator.ge,
    "Is": operator.is_,
    "IsNot": operator.is_not,
    "In": lambda one, among: one in among,
    "NotIn": lambda one, among: one not in among,
}
SIGNS: dict[str, Callable[[Any], Any]] = {"Not": operator.not_, "USub": operator.neg, "UAdd": operator.pos}


class Frame:
    """What a running function knows: its names, and the work that is left to the whole run.

    Attributes:
        names: values by name.
        outer: constants and functions of the source.
        work: how much may still be done, in a list of one number that all frames of a run share.
    """

    __slots__ = ("names", "outer", "work")

    def __init__(self, names: dict[str, Any], outer: dict[str, Any], work: list[int]) -> None:
        self.names = names
        self.outer = outer
        self.work = work

    def spend(self, amount: int) -> None:
        """Do some of the work that is left.

        Raises:
            CodeError: none is left.
        """
        self.work[0] -= amount
        if self.work[0] < 0:
            raise CodeError("it did not end: the work that a reward may do is used up")

    def made(self, value: Any) -> Any:
        """Return ``value``; to make one with many parts is work, so that no loop fills the memory with them.

        Args:
            value: of any operation.

        Raises:
            CodeError: it is too large, or no work is left.
        """
        if isinstance(value, str | list | tuple | dict):
            self.spend(weight(value))
        return fitting(value)


def expression(node: ast.expr | None) -> Value:
    """Return a function that gives the value of an expression.

    Args:
        node: an expression of the language; None is the value None.
    """
    if node is None:
        return lambda frame: None
    return _READERS[type(node)](node)


def _constant(node: ast.Constant) -> Value:
    value = node.value
    return lambda frame: value


def _name(node: ast.Name) -> Value:
    name = node.id

    def named(frame: Frame) -> Any:
        if name in frame.names:
            return frame.names[name]
        if name in frame.outer:
            return frame.outer[name]
        raise CodeError(f"the name {name!r} has no value here")

    return named


def _operation(node: ast.BinOp) -> Value:
    return operation(type(node.op).__name__, expression(node.left), expression(node.right))


def operation(name: str, left: Value, right: Value) -> Value:
    """Return a function that gives the value of ``left name right``.

    Args:
        name: of the operator, as :mod:`ast` has it.
        left: its left side.
        right: its right side.
    """
    apply = OPERATORS[name]

    def applied(frame: Frame) -> Any:
        one, other = left(frame), right(frame)
        if isinstance(one, str | list | tuple | dict):
            frame.spend(cost((one, other)))
        return frame.made(apply(one, other))

    return applied


def _sign(node: ast.UnaryOp) -> Value:
    apply, operand = SIGNS[type(node.op).__name__], expression(node.operand)
    return lambda frame: apply(operand(frame))


def _junction(node: ast.BoolOp) -> Value:
    parts, until = [expression(part) for part in node.values], isinstance(node.op, ast.Or)

    def joined(frame: Frame) -> Any:
        for part in parts:
            value = part(frame)
            if bool(value) is until:
                return value
        return value

    return joined


def _comparison(node: ast.Compare) -> Value:
    compare = [COMPARISONS[type(each).__name__] for each in node.ops]
    operands = [expression(each) for each in (node.left, *node.comparators)]

    def compared(frame: Frame) -> Any:
        left = operands[0](frame)
        for holds, operand in zip(compare, operands[1:], strict=True):
            right = operand(frame)
            frame.spend(cost((left, right)))
            if not holds(left, right):
                return False
            left = right
        return True

    return compared


def _choice(node: ast.IfExp) -> Value:
    test, one, other = expression(node.test), expression(node.body), expression(node.orelse)
    return lambda frame: one(frame) if test(frame) else other(frame)


def _attribute(node: ast.Attribute) -> Value:
    value = MATH[node.attr]
    return lambda frame: value


def _entry(node: ast.Subscript) -> Value:
    owner, key = expression(node.value), expression(node.slice)

    def entry(frame: Frame) -> Any:
        items, at = owner(frame), key(frame)
        if isinstance(at, slice):
            frame.spend(cost((items,)))
        return items[at]

    return entry


def _slice(node: ast.Slice) -> Value:
    lower, upper, step = expression(node.lower), expression(node.upper), expression(node.step)
    return lambda frame: slice(lower(frame), upper(frame), step(frame))


def _together(node: ast.List | ast.Tuple) -> Value:
    parts, kind = [expression(part) for part in node.elts], list if isinstance(node, ast.List) else tuple
    return lambda frame: frame.made(kind(part(frame) for part in parts))


def _dictionary(node: ast.Dict) -> Value:
    pairs = [(expression(key), expression(value)) for key, value in zip(node.keys, node.values, strict=True)]
    return lambda frame: frame.made({key(frame): value(frame) for key, value in pairs})


def _comprehension(node: ast.ListComp | ast.GeneratorExp | ast.DictComp) -> Value:
    loops = [(each, expression(each.iter), [expression(test) for test in each.ifs]) for each in node.generators]
    parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    made = [expression(part) for part in parts]

    def rounds(frame: Frame, depth: int = 0) -> Iterator[tuple[Any, ...]]:
        if depth == len(loops):
            yield tuple(part(frame) for part in made)
            return
        loop, items, tests = loops[depth]
        for item in items(frame):
            frame.spend(size)
            assign(loop.target, item, frame)
            if all(test(frame) for test in tests):
                yield from rounds(frame, depth + 1)

    size = sum(1 for _ in ast.walk(node))

    def comprehended(frame: Frame) -> Any:
        inner = Frame(dict(frame.names), frame.outer, frame.work)
        if isinstance(node, ast.DictComp):
            return frame.made(dict(rounds(inner)))
        return frame.made([value for (value,) in rounds(inner)])

    return comprehended


def _call(node: ast.Call) -> Value:
    given = [expression(each) for each in node.args]
    named = {str(each.arg): expression(each.value) for each in node.keywords}
    called = node.func
    if isinstance(called, ast.Attribute) and not _is_math(called):
        owner, name = expression(called.value), called.attr
        return lambda frame: _method(frame, owner(frame), name, [each(frame) for each in given])
    function = MATH[called.attr] if isinstance(called, ast.Attribute) else FUNCTIONS.get(called.id)  # type: ignore[attr-defined]

    def call(frame: Frame) -> Any:
        values = [each(frame) for each in given]
        frame.spend(cost(values))
        own = frame.outer.get(called.id) if isinstance(called, ast.Name) else None
        if own is not None:
            return own(frame, values)
        return frame.made(function(*values, **{key: value(frame) for key, value in named.items()}))  # type: ignore[misc]

    return call


def _method(frame: Frame, owner: Any, name: str, given: list[Any]) -> Any:
    """Return what a method of a text, a list, a tuple or a dictionary returns."""
    kind = next((kind for kind in METHODS if isinstance(owner, kind)), None)
    method = METHODS[kind].get(name) if kind else None
    if method is None:
        raise CodeError(f"a {type(owner).__name__} has no method {name!r} here")
    frame.spend(cost([owner, *given]))
    if hasattr(owner, "declared") and name == "get":
        return owner[given[0]]
    return frame.made(method(owner, *given))


def _is_math(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "math"


def assign(target: ast.expr, value: Any, frame: Frame) -> None:
    """Give a value to a name, or the parts of one to several.

    Args:
        target: a name, or a tuple or list of targets.
        value: what they get.
        frame: where.

    Raises:
        CodeError: there are more or fewer values than names.
    """
    if isinstance(target, ast.Name):
        frame.names[target.id] = value
        return
    targets, values = target.elts, list(value)  # type: ignore[attr-defined] # the language allows no other
    if len(targets) != len(values):
        raise CodeError(f"{len(values)} values cannot be given to {len(targets)} names")
    for each, part in zip(targets, values, strict=True):
        assign(each, part, frame)


_READERS: dict[type[ast.expr], Callable[[Any], Value]] = {
    ast.Attribute: _attribute,
    ast.BinOp: _operation,
    ast.BoolOp: _junction,
    ast.Call: _call,
    ast.Compare: _comparison,
    ast.Constant: _constant,
    ast.Dict: _dictionary,
    ast.DictComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.IfExp: _choice,
    ast.List: _together,
    ast.ListComp: _comprehension,
    ast.Name: _name,
    ast.Slice: _slice,
    ast.Subscript: _entry,
    ast.Tuple: _together,
    ast.UnaryOp: _sign,
}
