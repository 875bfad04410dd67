"""The database of a company: tables of rows, never changed in place, and the log of what was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..function_calls import FunctionCall

Row = Mapping[str, Any]
"""A record by field: texts, numbers, truth values, None, and tuples and mappings of such. Never changed in place."""


class ToolRefusalError(Exception):
    """A tool does not do what it is asked to; the message says why, in words for the agent."""


@dataclass(frozen=True)
class Database:
    """Tables of rows by key, and every write in the order in which it was made.

    Attributes:
        tables: table → key → row.
        log: the writes.
    """

    tables: Mapping[str, Mapping[str, Row]]
    log: tuple[FunctionCall, ...] = ()

    def row(self, table: str, key: str) -> Row:
        """Return a row.

        Raises:
            ToolRefusalError: there is none.
        """
        found = self.tables[table].get(key)
        if found is None:
            raise ToolRefusalError(f"There is no entry {key} among the {table}.")
        return found

    def put(self, table: str, key: str, **changes: Any) -> Database:
        """Return the database in which some fields of a row are others."""
        rows = self.tables[table]
        changed = {**rows, key: {**rows[key], **changes}}
        return replace(self, tables={**self.tables, table: changed})

    def logged(self, call: FunctionCall) -> Database:
        """Return the database with one more write in its log."""
        return replace(self, log=(*self.log, call))

    def owned(self, table: str, customer_id: str) -> list[Row]:
        """Return the rows of a table that belong to a customer, in the order of their keys."""
        return [row for row in self.tables[table].values() if row.get("customer_id") == customer_id]

    def same(self, other: Database) -> bool:
        """Whether the two are equal but for the order of the log; this is when a final database is accepted."""
        return self.tables == other.tables and sorted(map(repr, self.log)) == sorted(map(repr, other.log))
