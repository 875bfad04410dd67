"""What a written reward may say: the part of Python that is allowed, checked on the syntax tree before anything runs.

    import math

    WEIGHT = 0.1

    def reward(inputs):
        before = abs(inputs["previous.agent.row"] - inputs["goal.row"])
        now = abs(inputs["agent.row"] - inputs["goal.row"])
        parts = {"nearer": before - now, "late": -WEIGHT if inputs["turn"] > 20 else 0.0}
        return sum(parts.values()), parts

One function ``reward(inputs)`` returns a number, or a number and a dictionary of the components it is made of. It may
use constants and functions that stand above it, assignments, ``if for while``, comprehensions, arithmetic, the
functions and methods of :mod:`.vocabulary` and ``math``. No other import, no attribute, no ``class``, ``try``,
``with``, ``lambda``, ``global``, no default arguments, no recursion. Annotations are passed over.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .vocabulary import FUNCTIONS, MATH, NAMES_OF_METHODS, OPERATORS

LONGEST = 20_000
"""The most characters of a source."""

DEEPEST = 150
"""The most parts that stand one within another; Python's own limit on what is read by recursion is not far."""

PLAIN = (
    *(ast.Module, ast.arguments, ast.arg, ast.alias, ast.Return, ast.AugAssign, ast.If, ast.Break, ast.Continue),
    *(ast.Pass, ast.Expr, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.keyword, ast.Subscript),
    *(ast.Slice, ast.Tuple, ast.List, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.Load, ast.Store, ast.cmpop),
    *(ast.Not, ast.USub, ast.UAdd, ast.And, ast.Or),
)
"""Kinds of parts that may stand anywhere; others have rules of their own, or are refused."""


def problems(source: str, inputs: Sequence[str]) -> list[str]:
    """Return what a source says that it may not, one line each; empty if it may be run.

    Args:
        source: of a reward.
        inputs: the names it may read of ``inputs``.
    """
    if len(source) > LONGEST:
        return [f"the source is longer than {LONGEST} characters"]
    try:
        tree = ast.parse(source)
        return [*_top(tree), *_inside(tree, inputs)]
    except (SyntaxError, ValueError, MemoryError) as error:
        return [f"it is not Python: {error}"]
    except RecursionError:
        return ["it is nested too deeply"]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a part stands.

    Attributes:
        top: the statement of the module that holds it.
        called: the parts of that statement that are called, by their identity.
        known: the functions that may be called there.
    """

    top: ast.stmt
    called: frozenset[int]
    known: frozenset[str]


def _top(tree: ast.Module) -> Iterator[str]:
    """Yield what is wrong with the module as a whole."""
    reward = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "reward"]
    if len(reward) != 1 or len(reward[0].args.args) != 1:
        yield "it needs exactly one function `reward(inputs)` with one argument"
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        plain = isinstance(node, ast.Assign | ast.AnnAssign | ast.FunctionDef | ast.Import)
        text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not (plain or text) or not all(isinstance(target, ast.Name) for target in targets):
            yield f"line {node.lineno}: only functions, constants and `import math` stand outside of functions"


def _inside(tree: ast.Module, inputs: Sequence[str]) -> Iterator[str]:
    """Yield the faults of every part, each with its line."""
    above: list[str] = []
    for top in tree.body:
        parts = list(_parts(top))
        called = frozenset(id(node.func) for node in parts if isinstance(node, ast.Call))
        place = _Place(top, called, frozenset((*above, *FUNCTIONS)))
        is_reward = isinstance(top, ast.FunctionDef) and top.name == "reward"
        argument = top.args.args[0].arg if is_reward and top.args.args else ""  # type: ignore[attr-defined]
        for node in parts:
            line = getattr(node, "lineno", top.lineno)
            for fault in _faults(node, place):
                yield f"line {line}: {fault}"
            read = _input_read(node, argument)
            if read is not None and read not in inputs:
                yield f"line {line}: reads the undeclared input {read!r}; declared are {list(inputs)}"
        if isinstance(top, ast.FunctionDef):
            above.append(top.name)


def _parts(node: ast.AST, depth: int = 0) -> Iterator[ast.AST]:
    """Yield a part and all that it holds, but for annotations."""
    if depth > DEEPEST:
        raise RecursionError
    yield node
    for name, held in ast.iter_fields(node):
        if name not in ("annotation", "returns"):
            for part in held if isinstance(held, list) else [held]:
                if isinstance(part, ast.AST):
                    yield from _parts(part, depth + 1)


def _faults(node: ast.AST, place: _Place) -> Iterator[str]:
    """Yield what is wrong with one part."""
    rule = _RULES.get(type(node))
    if rule is not None:
        yield from rule(node, place)
    elif isinstance(node, ast.operator):
        if type(node).__name__ not in OPERATORS:
            yield f"the operator {type(node).__name__} is not allowed"
    elif not isinstance(node, PLAIN):
        yield f"{type(node).__name__} is not allowed"


def _import(node: ast.Import, place: _Place) -> Iterator[str]:
    if node is not place.top or [(each.name, each.asname) for each in node.names] != [("math", None)]:
        yield f"`{ast.unparse(node)}`: only `import math` is allowed"


def _function(node: ast.FunctionDef, place: _Place) -> Iterator[str]:
    given = node.args
    names = [node.name, *(each.arg for each in given.args)]
    if node is not place.top:
        yield "a function inside another is not allowed"
    more = (given.defaults, given.kwonlyargs, given.vararg, given.kwarg, given.posonlyargs, node.decorator_list)
    if any(more):
        yield f"{node.name} may have plain arguments only, without defaults or decorators"
    if any(name in place.known or name == "math" or name.startswith("__") for name in names):
        yield f"{node.name} and its arguments may not hide a function"


def _name(node: ast.Name, place: _Place) -> Iterator[str]:
    is_called = id(node) in place.called
    if node.id.startswith("__"):
        yield f"the name {node.id!r} is not allowed"
    elif isinstance(node.ctx, ast.Store) and (node.id in place.known or node.id == "math"):
        yield f"the function {node.id!r} may not be given another value"
    elif is_called and node.id not in place.known:
        yield f"{node.id!r} cannot be called; known are the functions above it and {sorted(FUNCTIONS)}"
    elif not is_called and isinstance(node.ctx, ast.Load) and node.id in place.known:
        yield f"the function {node.id!r} can only be called"


def _attribute(node: ast.Attribute, place: _Place) -> Iterator[str]:
    is_called = id(node) in place.called
    if isinstance(node.value, ast.Name) and node.value.id == "math" and isinstance(node.ctx, ast.Load):
        if node.attr not in MATH:
            yield f"math.{node.attr} is not allowed; known are {sorted(MATH)}"
        elif callable(MATH[node.attr]) is not is_called:
            yield f"math.{node.attr} {'cannot' if is_called else 'can only'} be called"
    elif not is_called or node.attr not in NAMES_OF_METHODS:
        yield f"the attribute {node.attr!r} is not allowed; methods are {NAMES_OF_METHODS}"


def _constant(node: ast.Constant, place: _Place) -> Iterator[str]:
    if not isinstance(node.value, str | int | float | None):
        yield f"the constant {node.value!r} is not allowed"


def _call(node: ast.Call, place: _Place) -> Iterator[str]:
    if any(each.arg is None for each in node.keywords):
        yield "** is not allowed"
    if not isinstance(node.func, ast.Name | ast.Attribute):
        yield "only functions and methods by their names can be called"
    elif node.keywords and not _takes_keywords(node.func):
        yield f"{ast.unparse(node.func)} takes its arguments by their places, without names"


def _takes_keywords(called: ast.Name | ast.Attribute) -> bool:
    """Whether arguments may be given by name: to Python's functions, not to methods or functions of the source."""
    if isinstance(called, ast.Name):
        return called.id in FUNCTIONS
    return isinstance(called.value, ast.Name) and called.value.id == "math"


def _dictionary(node: ast.Dict, place: _Place) -> Iterator[str]:
    if None in node.keys:
        yield "** is not allowed"


def _loop(node: ast.For | ast.While, place: _Place) -> Iterator[str]:
    if node.orelse:
        yield "`else` after a loop is not allowed"


def _assignment(node: ast.Assign | ast.AnnAssign, place: _Place) -> Iterator[str]:
    if node.value is None:
        yield "an annotation without a value is not allowed"


def _comprehension(node: ast.comprehension, place: _Place) -> Iterator[str]:
    if node.is_async:
        yield "async is not allowed"


_RULES: dict[type[ast.AST], Callable[[Any, _Place], Iterator[str]]] = {
    ast.AnnAssign: _assignment,
    ast.Assign: _assignment,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Constant: _constant,
    ast.Dict: _dictionary,
    ast.For: _loop,
    ast.FunctionDef: _function,
    ast.Import: _import,
    ast.Name: _name,
    ast.While: _loop,
    ast.comprehension: _comprehension,
}


def _input_read(node: ast.AST, argument: str) -> str | None:
    """Return the input that a part reads by a constant name, as an entry or with ``get``."""
    if not argument:
        return None
    key: ast.AST | None = None
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == argument:
        key = node.slice
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
        owner = node.func.value
        key = node.args[0] if isinstance(owner, ast.Name) and owner.id == argument else None
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None


def inputs_read(source: str) -> list[str]:
    """Return the inputs that ``reward`` reads by constant names, in the order of reading; none of what is no Python.

    Args:
        source: of a reward.
    """
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    reward = [node for node in body if isinstance(node, ast.FunctionDef) and node.name == "reward" and node.args.args]
    reads = [_input_read(node, top.args.args[0].arg) for top in reward for node in ast.walk(top)]
    return list(dict.fromkeys(name for name in reads if name is not None))
