"""What the code of a written reward may call, and how large its values may grow.

Nothing here can reach a file, a process, the network, a random number or the clock. Every value stays small: a text or
a number has a longest length, and what is put together is weighed with all that it holds, so that no few steps of
doubling fill the memory.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

MOST = 10_000
"""The most parts of anything that is put together, all that it holds counted."""

TEXT = 100
"""So many characters of a text count as one part."""

BITS = 1024
"""The longest whole number, in bits."""


class CodeError(ValueError):
    """A written reward could not be worked out; the message says why."""


def fitting(value: Any) -> Any:
    """Return ``value``.

    Args:
        value: of any operation.

    Raises:
        CodeError: it is too large.
    """
    if isinstance(value, int):
        if value.bit_length() > BITS:
            raise CodeError(f"a whole number grew over {BITS} bits")
    elif isinstance(value, str | list | tuple | dict) and weight(value) > MOST:
        raise CodeError(f"a value grew over {MOST} parts")
    return value


def weight(value: Any, most: int = MOST) -> int:
    """Return how many parts ``value`` has, or some number above ``most``.

    Args:
        value: a text, a number, or what is put together of them.
        most: where counting ends.
    """
    if isinstance(value, str):
        return 1 + len(value) // TEXT
    if not isinstance(value, list | tuple | dict):
        return 1
    total = 1
    for part in value.items() if isinstance(value, dict) else value:
        total += weight(part, most - total)
        if total > most:
            break
    return total


def _range(*bounds: int) -> list[int]:
    found = range(*bounds)
    if len(found) >= MOST:
        raise CodeError(f"a range has {MOST} numbers or more")
    return list(found)


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(base, int) and isinstance(exponent, int) and abs(exponent) > BITS:
        raise CodeError(f"an exponent is over {BITS}")
    return base**exponent


def _pure(call: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``call`` with its result as a list."""
    return lambda *given, **named: list(call(*given, **named))


def _times(left: Any, right: Any) -> Any:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str | list | tuple) and (not isinstance(other, int) or weight(one) * other > MOST):
            raise CodeError(f"a value grew over {MOST} parts")
    return left * right


def _modulo(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        raise CodeError("% takes numbers, not text")
    return left % right


def _sum(values: Any, start: Any = 0) -> Any:
    items = list(values)
    if not all(isinstance(item, int | float) for item in (start, *items)):
        raise CodeError("sum takes numbers alone")
    return sum(items, start)


def _round(value: Any, digits: Any = None) -> Any:
    if digits is not None and abs(digits) > 100:
        raise CodeError("round takes at most 100 digits")
    return round(value, digits)


def _text(value: Any = "") -> str:
    fitting(value)
    return str(value)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "all": all,
    "any": any,
    "bool": bool,
    "dict": dict,
    "enumerate": _pure(enumerate),
    "float": float,
    "int": int,
    "len": len,
    "list": list,
    "max": max,
    "min": min,
    "range": _range,
    "reversed": _pure(reversed),
    "round": _round,
    "sorted": sorted,
    "str": _text,
    "sum": _sum,
    "tuple": tuple,
    "zip": _pure(zip),
}
MATH: dict[str, Any] = {
    name: getattr(math, name)
    for name in (
        *("acos", "asin", "atan", "atan2", "ceil", "copysign", "cos", "dist", "e", "erf", "exp", "expm1", "fabs"),
        *("floor", "fmod", "fsum", "hypot", "inf", "isclose", "isfinite", "isinf", "isnan", "log", "log10", "log1p"),
        *("log2", "pi", "pow", "sin", "sqrt", "tan", "tanh", "tau", "trunc"),
    )
}
METHODS: dict[type, dict[str, Callable[..., Any]]] = {
    str: {
        name: getattr(str, name)
        for name in (
            *("casefold", "count", "endswith", "find", "isalpha", "isdigit", "lower", "lstrip", "rstrip"),
            *("split", "splitlines", "startswith", "strip", "title", "upper"),
        )
    },
    dict: {"get": dict.get, "items": _pure(dict.items), "keys": _pure(dict.keys), "values": _pure(dict.values)},
    list: {"append": lambda items, value: items.append(entry(items, value)), "count": list.count, "index": list.index},
    tuple: {"count": tuple.count, "index": tuple.index},
}
NAMES_OF_METHODS = sorted({name for methods in METHODS.values() for name in methods})
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "Add": lambda left, right: left + right,
    "Sub": lambda left, right: left - right,
    "Mult": _times,
    "Div": lambda left, right: left / right,
    "FloorDiv": lambda left, right: left // right,
    "Mod": _modulo,
    "Pow": _power,
}


def put(items: Any, key: Any, value: Any) -> None:
    """Set an entry of a list or a dictionary.

    Args:
        items: a list or a dictionary of the code's own.
        key: which entry.
        value: see :func:`entry`.

    Raises:
        CodeError: ``items`` is another, or the value is refused.
    """
    if type(items) not in (list, dict):
        raise CodeError(f"only lists and dictionaries can be changed, not a {type(items).__name__}")
    items[key] = entry(items, value)


def entry(items: Any, value: Any) -> Any:
    """Return ``value`` if it may become an entry of ``items``.

    Args:
        items: a list or a dictionary.
        value: a number, a text, or a small tuple of them; never a list or a dictionary, so that nothing holds itself.

    Raises:
        CodeError: the value is another, or there are too many entries.
    """
    if not _plain(value) or (isinstance(value, tuple) and weight(value, 100) > 100) or len(items) >= MOST:
        raise CodeError(f"an entry is a number, a text or a small tuple of them, and there are at most {MOST}")
    return value


def _plain(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_plain, value))
    return value is None or isinstance(value, str | int | float)


def cost(values: Iterable[Any]) -> int:
    """Return how much work it is to go through ``values``.

    Args:
        values: arguments or operands.
    """
    total = 1
    for value in values:
        if isinstance(value, str):
            total += len(value) // TEXT
        elif isinstance(value, list | tuple | dict):
            total += len(value)
    return total
