"""What a table is given, checked and brought to arrays: columns, flags, counts and labels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .sequences import Array, Index

if TYPE_CHECKING:
    from .table import Table

EPISODE_KEYS = ("task", "group", "batch", "run", "env")


def flat(given: Any) -> Any:
    """Return nested lists, one an episode, as one list.

    Args:
        given: an array, a flat list, or one list or array an episode.
    """
    nested = not isinstance(given, np.ndarray) and any(isinstance(row, list | tuple | np.ndarray) for row in given)
    return [value for row in given for value in row] if nested else given


def fitting(table: Table, name: str, array: Array, scope: str) -> Array:
    """Return ``array`` if it has one value for each row of ``scope``.

    Args:
        table: the table.
        name: what the array is, for the error.
        array: what was given.
        scope: the scope it is for.

    Raises:
        ValueError: it has another shape.
    """
    rows = table.size(scope)
    if array.shape != (rows,):
        what = "token" if scope == "context" else scope
        raise ValueError(
            f"Table needs {name!r} of shape ({rows},), one value for each {what}; got shape {array.shape}."
        )
    return array


def numbers(table: Table, name: str, given: Any, scope: str) -> Array:
    """Return a column as floats: float32 stays, anything else becomes float64, None becomes NaN.

    Args:
        table: the table.
        name: the column's name.
        given: one value for each row of the scope, flat or one list an episode.
        scope: the scope it is for.
    """
    array = np.asarray(flat(given))
    if array.dtype != np.float32:
        array = array.astype(np.float64)
    return fitting(table, name, array, scope)


def flags(table: Table, name: str, given: ArrayLike | None, scope: str, *, default: bool = False) -> NDArray[np.bool_]:
    """Return a yes or no for each row of a scope.

    Args:
        table: the table.
        name: what the flags are, for the error.
        given: the flags; None for the default everywhere.
        scope: the scope they are for.
        default: what holds where nothing was given.
    """
    if given is None:
        return np.full(table.size(scope), default)
    return fitting(table, name, np.asarray(given, dtype=np.bool_), scope)


def counts(table: Table, tokens: ArrayLike | None) -> Index:
    """Return how many tokens each turn has.

    Args:
        table: the table.
        tokens: shape (turns,); None for none.
    """
    if tokens is None:
        return np.zeros(table.size("turn"), dtype=np.int64)
    return fitting(table, "tokens", np.asarray(flat(tokens), dtype=np.int64), "turn")


def labels(table: Table, name: str, given: Any) -> tuple[str, Index, int]:
    """Return the scope of a key, its labels as numbers in the order of their first appearance, and how many there are.

    Args:
        table: the table.
        name: the key's name.
        given: one label for each episode or turn.

    Raises:
        ValueError: not one label a row, or the name stands for something else.
    """
    if name in ("turn", "position", "episode"):
        raise ValueError(f"Table numbers {name!r} itself; give the key another name.")
    scope = "episode" if name in EPISODE_KEYS else "turn"
    codes, n = coded(given if isinstance(given, np.ndarray) else flat(given))
    return scope, fitting(table, name, codes, scope), n


def coded(given: Iterable[Any]) -> tuple[Index, int]:
    """Return labels as numbers in the order of their first appearance, and how many there are.

    Args:
        given: strings or numbers.
    """
    seen: dict[Any, int] = {}
    codes = [
        seen.setdefault(label, len(seen)) for label in (given.tolist() if isinstance(given, np.ndarray) else given)
    ]
    return np.array(codes, dtype=np.int64), len(seen)
