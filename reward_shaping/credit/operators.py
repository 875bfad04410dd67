"""Operators of credit programs: functions of columns, registered by a decorator.

An operator is written on numbers and called on expressions:

    @operator
    def squared(x: Operand) -> Value:
        "Return the square."
        return column(x).like(column(x).data ** 2)

From then on ``p.y = squared(p["reward"])`` is a step, is printed as ``squared(p['reward'])`` and is parsed from it. Its
arguments are operands (annotated `Operand`: expressions, columns or numbers) or plain data (numbers, strings, booleans,
None, tuples of strings), which is checked against ``Literal`` annotations when the program is written.
"""

from __future__ import annotations

import difflib
import functools
import inspect
import math
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, Literal, ParamSpec, get_args, get_origin

from .expression import OPERATORS, Call, Expression, Operand
from .value import Value

P = ParamSpec("P")


class Operator:
    """A named function of columns: how it is called, checked and run.

    Args:
        name: what it is called in a program.
        run: what computes it; its operands are `Value`s or floats.
    """

    def __init__(self, name: str, run: Callable[..., Any]) -> None:
        self.name = name
        self.run = run
        self.signature = inspect.signature(run)
        parameters = self.signature.parameters.values()
        hints = typing.get_type_hints(run, include_extras=True)
        self.operands = [name for name, hint in hints.items() if hint is Operand or Operand in get_args(hint)]
        self.defaults = {each.name: each.default for each in parameters if each.default is not each.empty}
        self.choices = {name: _choices(hint) for name, hint in hints.items() if _choices(hint)}
        self.kinds = {name: _kinds(hint) for name, hint in hints.items()}

    def __call__(self, *args: Operand, **kwargs: Operand) -> Call:
        """Return the expression of a call.

        Raises:
            ValueError: an argument is missing, unknown or not allowed.
        """
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            known = ", ".join(str(each.replace(annotation=each.empty)) for each in self.signature.parameters.values())
            raise ValueError(f"{self.name}({known}): {error}.{self._meant(kwargs)}") from None
        bound.apply_defaults()
        operands: list[Operand] = []
        arguments: dict[str, Any] = {}
        for name, given in bound.arguments.items():
            kind = self.signature.parameters[name].kind
            if kind is inspect.Parameter.VAR_POSITIONAL:
                operands += [self._operand(name, value) for value in given]
            elif name in self.operands and name not in self.defaults:
                operands.append(self._operand(name, given))
            else:
                arguments[name] = self._argument(name, given)
        return Call(self, tuple(operands), arguments)

    def _operand(self, name: str, value: Any) -> Operand:
        """Return an operand: an expression, or a number as a float."""
        if isinstance(value, Expression):
            return value
        value = _item(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValueError(
                f"{self.name} needs {name} to be a column (p['name'], p.step), an expression or a finite number; "
                f"got {value!r}."
            )
        return float(value) + 0.0  # no negative zero

    def _argument(self, name: str, value: Any) -> Any:
        """Return an argument as plain data, or as an operand where it may be one."""
        if isinstance(value, Expression) or (name in self.operands and value is not None):
            if name not in self.operands:
                raise ValueError(f"{self.name} needs {name} as plain data, not as a column; got {value}.")
            return self._operand(name, value)
        value = _as(self.kinds.get(name, ()), tuple(value) if isinstance(value, list) else _item(value))
        if name in self.choices and value not in self.choices[name]:
            close = difflib.get_close_matches(str(value), [str(choice) for choice in self.choices[name]], 1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise ValueError(f"{self.name} needs {name} to be one of {list(self.choices[name])}; got {value!r}.{hint}")
        if not _plain(value):
            raise ValueError(f"{self.name} needs {name} as plain data (a number, string, tuple); got {value!r}.")
        if self.kinds.get(name) and not isinstance(value, self.kinds[name]):
            allowed = " or ".join(kind.__name__.replace("NoneType", "None") for kind in self.kinds[name])
            raise ValueError(f"{self.name} needs {name} to be {allowed}; got {value!r}.")
        return value

    def _meant(self, given: Mapping[str, Any]) -> str:
        """Return a suggestion for an argument's name that is unknown."""
        for name in given:
            close = difflib.get_close_matches(name, self.signature.parameters, 1)
            if name not in self.signature.parameters and close:
                return f" Did you mean {close[0]!r}?"
        return ""


def _choices(hint: Any) -> tuple[Any, ...]:
    """Return the values a ``Literal`` (or a union of it with None) allows; empty for any other hint."""
    parts = [hint] if get_origin(hint) is Literal else [part for part in get_args(hint) if get_origin(part) is Literal]
    values = tuple(value for part in parts for value in get_args(part))
    return (*values, None) if values and type(None) in get_args(hint) else values


def _kinds(hint: Any) -> tuple[type, ...]:
    """Return the types of plain data a hint allows; empty where it says anything else."""
    union = get_origin(hint) in (typing.Union, types.UnionType)
    parts = [get_origin(part) or part for part in (get_args(hint) if union else (hint,))]
    return tuple(parts) if all(part in (str, bool, int, float, tuple, type(None)) for part in parts) else ()


def _as(kinds: tuple[type, ...], value: Any) -> Any:
    """Return a number as the type that is asked for where that loses nothing, so that equal arguments print alike."""
    number = next((kind for kind in kinds if kind in (bool, int, float)), None)
    if number is None or isinstance(value, str | tuple | None) or (type(value) in kinds and number is not float):
        return value
    same = math.isfinite(value) and number(value) == value
    return number(value) + 0.0 if same and number is float else number(value) if same else value


def _item(value: Any) -> Any:
    """Return a number of NumPy's as Python's."""
    return value.item() if hasattr(value, "item") else value


def _plain(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(_plain(item) for item in value)
    return value is None or isinstance(value, bool | str | int) or (isinstance(value, float) and math.isfinite(value))


def operator(run: Callable[P, Value]) -> Callable[P, Expression]:
    """Register a function of columns as an operator of credit programs, under its own name.

    Args:
        run: the function; parameters annotated `Operand` receive `Value`s or floats.

    Returns:
        A function of the same parameters that returns the expression of a call.

    Raises:
        ValueError: another operator has that name.
    """
    made = register(run.__name__, run)

    @functools.wraps(run)
    def call(*args: P.args, **kwargs: P.kwargs) -> Expression:
        return made(*args, **kwargs)

    return call


def register(name: str, run: Callable[..., Any]) -> Operator:
    """Return the operator of a name, new in the registry.

    Args:
        name: its name, or one of the signs.
        run: what computes it.

    Raises:
        ValueError: another operator has that name.
    """
    known = OPERATORS.get(name)
    if known is not None and (known.run.__module__, known.run.__qualname__) != (run.__module__, run.__qualname__):
        raise ValueError(f"there is an operator {name!r} already, of {known.run.__module__}; choose another name.")
    OPERATORS[name] = made = Operator(name, run)
    return made


def find_operator(name: str) -> Operator:
    """Return the operator of a name.

    Args:
        name: its name.

    Raises:
        ValueError: there is none.
    """
    if name not in OPERATORS:
        close = difflib.get_close_matches(name, OPERATORS, 1)
        hint = f" Did you mean {close[0]!r}?" if close else " Import the module that registers it."
        raise ValueError(f"there is no operator {name!r}.{hint}")
    found: Operator = OPERATORS[name]
    return found
