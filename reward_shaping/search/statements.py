"""Statements and functions of a written reward, read into functions of a frame."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from .expressions import Frame, assign, expression, operation
from .vocabulary import CodeError, put

GO_ON, BREAK, CONTINUE = object(), object(), object()
"""How a statement ends that returns nothing."""

Step = Callable[[Frame], Any]
"""Runs a statement: one of the three, or ``(value,)`` where it returns."""


def block(nodes: list[ast.stmt]) -> Step:
    """Return what runs statements one after another.

    Args:
        nodes: statements of the language.
    """
    steps = [_STATEMENTS[type(node)](node) for node in nodes]

    def run(frame: Frame) -> Any:
        for step in steps:
            ended = step(frame)
            if ended is not GO_ON:
                return ended
        return GO_ON

    return run


def function(node: ast.FunctionDef) -> Callable[[Frame, list[Any]], Any]:
    """Return a function of the source; it is called with the caller's frame and the arguments.

    Args:
        node: its definition.
    """
    names, body = [each.arg for each in node.args.args], block(node.body)
    size = sum(1 for _ in ast.walk(node))

    def call(caller: Frame, given: list[Any]) -> Any:
        if len(given) != len(names):
            raise CodeError(f"{node.name} takes {len(names)} arguments; got {len(given)}")
        caller.spend(size)
        ended = body(Frame(dict(zip(names, given, strict=True)), caller.outer, caller.work))
        return ended[0] if isinstance(ended, tuple) else None

    return call


def _return(node: ast.Return) -> Step:
    value = expression(node.value)
    return lambda frame: (value(frame),)


def _assign(node: ast.Assign | ast.AnnAssign) -> Step:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    value, setters = expression(node.value), [_setter(target) for target in targets]

    def assigned(frame: Frame) -> Any:
        result = value(frame)
        for setter in setters:
            setter(frame, result)
        return GO_ON

    return assigned


def _change(node: ast.AugAssign) -> Step:
    old: Any = node.target
    before = (
        ast.Name(old.id, ast.Load()) if isinstance(old, ast.Name) else ast.Subscript(old.value, old.slice, ast.Load())
    )
    value, setter = operation(type(node.op).__name__, expression(before), expression(node.value)), _setter(old)

    def changed(frame: Frame) -> Any:
        setter(frame, value(frame))
        return GO_ON

    return changed


def _setter(target: ast.expr) -> Callable[[Frame, Any], None]:
    """Return what gives a value to a target."""
    if isinstance(target, ast.Subscript):
        owner, key = expression(target.value), expression(target.slice)
        return lambda frame, value: put(owner(frame), key(frame), value)
    return lambda frame, value: assign(target, value, frame)


def _if(node: ast.If) -> Step:
    test, one, other = expression(node.test), block(node.body), block(node.orelse)
    return lambda frame: one(frame) if test(frame) else other(frame)


def _for(node: ast.For) -> Step:
    items, body = expression(node.iter), block(node.body)
    size = sum(1 for _ in ast.walk(node))

    def loop(frame: Frame) -> Any:
        for item in items(frame):
            frame.spend(size)
            assign(node.target, item, frame)
            ended = body(frame)
            if ended is BREAK:
                return GO_ON
            if isinstance(ended, tuple):
                return ended
        return GO_ON

    return loop


def _while(node: ast.While) -> Step:
    test, body = expression(node.test), block(node.body)
    size = sum(1 for _ in ast.walk(node))

    def loop(frame: Frame) -> Any:
        while test(frame):
            frame.spend(size)
            ended = body(frame)
            if ended is BREAK:
                return GO_ON
            if isinstance(ended, tuple):
                return ended
        return GO_ON

    return loop


def _only(node: ast.Expr) -> Step:
    value = expression(node.value)

    def run(frame: Frame) -> Any:
        value(frame)
        return GO_ON

    return run


_STATEMENTS: dict[type[ast.stmt], Callable[[Any], Step]] = {
    ast.AnnAssign: _assign,
    ast.Assign: _assign,
    ast.AugAssign: _change,
    ast.Break: lambda node: lambda frame: BREAK,
    ast.Continue: lambda node: lambda frame: CONTINUE,
    ast.Expr: _only,
    ast.For: _for,
    ast.If: _if,
    ast.Pass: lambda node: lambda frame: GO_ON,
    ast.Return: _return,
    ast.While: _while,
}
