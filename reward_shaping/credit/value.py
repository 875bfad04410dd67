"""A column while a program runs: numbers, the scope they belong to, and the table they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from .sequences import Array

if TYPE_CHECKING:
    from .table import Table

SCOPES = ("context", "token", "turn", "segment", "thread", "role", "episode", "group", "batch", "run")
"""What one value of a column may belong to, fine to coarse. A turn owns its kept tokens ("token") and, with what it
read, all its tokens ("context"); segments, threads and roles lie side by side between turn and episode."""
RANKS = dict(zip(SCOPES, (0, 0, 1, 2, 2, 2, 3, 4, 5, 6), strict=True))


def lies_within(fine: str, coarse: str) -> bool:
    """Return whether each row of one scope lies within one row of another.

    Args:
        fine: one of `SCOPES`.
        coarse: one of `SCOPES`.
    """
    return fine == coarse or RANKS[fine] < RANKS[coarse]


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """One column.

    Attributes:
        data: shape (rows of the scope,); NaN where a value is missing.
        scope: what one value belongs to, one of `SCOPES`.
        table: where its rows are.
        notes: counts worth telling the user, by name.
    """

    data: Array
    scope: str
    table: Table
    notes: Mapping[str, float] = field(default_factory=dict)

    def at(self, scope: str) -> Array:
        """Return the numbers broadcast to a finer scope (or the same).

        Args:
            scope: one of `SCOPES`.

        Raises:
            ValueError: the scope is coarser, or lies beside this one.
        """
        if scope == self.scope:
            return self.data
        if not lies_within(scope, self.scope):
            raise ValueError(
                f"a column of scope {self.scope!r} cannot be used at scope {scope!r}: values are only broadcast from "
                f"coarse to fine. Reduce it first: reduce(x, to={scope!r})."
            )
        return self.table.broadcast(self.data, self.scope, scope)

    def like(self, data: Array, notes: Mapping[str, float] | None = None) -> Value:
        """Return other numbers of the same scope.

        Args:
            data: shape (rows of the scope,).
            notes: counts worth telling.
        """
        return Value(data, self.scope, self.table, notes or {})

    @property
    def known(self) -> Array:
        """Which values are not missing."""
        return ~np.isnan(self.data)

    @property
    def complete(self) -> bool:
        """Whether no value is missing."""
        return is_complete(self.data)


def is_complete(data: Array) -> bool:
    """Return whether no value is missing; one pass that makes no array.

    Args:
        data: any shape.
    """
    return not data.size or not np.isnan(data.min())


def column(x: Value | float, like: Value | None = None) -> Value:
    """Return an operand as a column.

    Args:
        x: a column, or a number, which is the same everywhere.
        like: a column of the same table, for a number.

    Raises:
        ValueError: a number stands where a column is needed.
    """
    if isinstance(x, Value):
        return x
    if like is None:
        raise ValueError(f"a column is needed here; got the number {x}.")
    return Value(np.full(like.table.size("run"), x), "run", like.table)


def meet(*operands: Value | float) -> tuple[Value, list[Array]]:
    """Return one of the columns, at the scope where all meet, and each operand's numbers there.

    Columns meet at the finest of their scopes; segments, threads and roles meet at the turn. Numbers stay numbers.

    Args:
        operands: columns and numbers.

    Raises:
        ValueError: none is a column.
    """
    values = [operand for operand in operands if isinstance(operand, Value)]
    if not values:
        raise ValueError(f"at least one column is needed here; got the numbers {list(operands)}.")
    scope = min((value.scope for value in values), key=RANKS.__getitem__)
    if not all(lies_within(scope, value.scope) for value in values):
        if RANKS[scope] == 0:
            raise ValueError("kept tokens and all tokens do not meet: use kept(x) or to_context(x) on one of them.")
        scope = "turn"
    arrays = [operand.at(scope) if isinstance(operand, Value) else np.asarray(operand) for operand in operands]
    return Value(np.empty(0), scope, values[0].table), arrays
