"""What questions are put together from: conditions and columns, each in English and in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from .rows import Rows, literal
from .schema import Column, Schema, Table

Bound = tuple[str, str, Any]
"""A table, one of its columns (by the name that does not mislead) and a value that a question tells apart."""


class Question(NamedTuple):
    """A question with its query.

    Attributes:
        shape: the kind of query.
        text: in English.
        sql: the query that answers it.
        near: queries that miss something: a condition, a bound, rows that occur twice.
        tables: the names of those that it reads.
        ordered: whether the question asks for an order of rows.
        bounds: the constants in it, each with its table and column.
    """

    shape: str
    text: str
    sql: str
    near: tuple[str, ...]
    tables: tuple[str, ...]
    ordered: bool = False
    bounds: tuple[Bound, ...] = ()


class Condition(NamedTuple):
    """A condition: in SQL, in English after a plural noun, what is nearly the same in SQL, and its constants."""

    sql: str
    says: str
    near: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True)
class Draft:
    """What a question is drawn from.

    Attributes:
        rng: the only source of chance.
        schema: the tables.
        rows: of the database that can be read, from which constants are taken.
        most: conditions of a question.
    """

    rng: np.random.Generator
    schema: Schema
    rows: Rows
    most: int

    def pick(self, among: Sequence[Any]) -> Any:
        """Return one of some things."""
        return among[int(self.rng.integers(len(among)))]

    def several(self, among: Sequence[Any], count: int) -> list[Any]:
        """Return ``count`` different ones of some things, or all if there are fewer, in their order."""
        return [among[place] for place in sorted(self.rng.permutation(len(among))[:count].tolist())]

    def likely(self, share: float) -> bool:
        """Whether something that is this probable comes true."""
        return bool(self.rng.random() < share)

    def table(self, *kinds: str) -> Table:
        """Return a table that has columns of one of these kinds."""
        return self.pick([table for table in self.schema.tables if table.of_kind(*kinds)])  # type: ignore[no-any-return]

    def link(self) -> tuple[Table, Column, Table]:
        """Return a table, its link, and the table that it leads to."""
        return self.pick(list(self.schema.links()))  # type: ignore[no-any-return]

    def ref(self, table: Table, column: Column, alias: str = "") -> str:
        """Return a column as SQL names it."""
        return f"{alias or table.name}.{self.schema.called(table, column)}"

    def on(self, child: Table, link: Column, parent: Table) -> str:
        """Return the condition that joins two tables."""
        return f"{self.ref(child, link)} = {self.ref(parent, parent.key)}"

    def shown(self, table: Table, count: int) -> list[Column]:
        """Return columns to list: one that names the row, and others."""
        naming = self.pick([table.key, *table.of_kind("name")])
        others = [column for column in table.of_kind("choice", "whole", "money", "date", "name") if column != naming]
        return [naming, *self.several(others, count - 1)]

    def conditions(self, table: Table, least: int = 0, besides: Sequence[Column] = ()) -> list[Condition]:
        """Return conditions on different columns of a table, ``least`` to ``most`` of them, on none of some."""
        columns = [column for column in table.of_kind(*COMPARED) if column not in besides]
        count = int(self.rng.integers(least, self.most + 1))
        return [self.condition(table, column) for column in self.several(columns, count)]

    def condition(self, table: Table, column: Column) -> Condition:
        """Return a condition on a column."""
        ref, says = self.ref(table, column), column.says
        place = table.columns.index(column)
        known = sorted({row[place] for row in self.rows[table.name] if row[place] is not None})
        if not known or (column.optional and self.likely(0.25)):
            sql, other = f"{ref} IS NULL", f"{ref} IS NOT NULL"
            if not known or self.likely(0.5):
                return Condition(sql, f"whose {says} is missing", (other, f"{ref} = ''"))
            return Condition(other, f"whose {says} is not missing", (sql,))
        made = self._chosen(ref, says, known) if column.kind == "choice" else self._compared(ref, column, known)
        return made._replace(bounds=tuple((table.name, column.name, value) for *_, value in made.bounds))

    def _chosen(self, ref: str, says: str, known: Sequence[str]) -> Condition:
        one, other = (self.several(known, 2) * 2)[:2]
        equal = f"{ref} = {literal(one)}"
        draw, bounds = self.rng.random(), (("", "", one), ("", "", other))
        if draw < 0.6 or one == other:
            return Condition(equal, f"whose {says} is {one}", (f"{ref} = {literal(other)}",), bounds)
        if draw < 0.8:
            return Condition(f"{ref} <> {literal(one)}", f"whose {says} is known and not {one}", (equal,), bounds)
        both = f"{ref} IN ({literal(one)}, {literal(other)})"
        return Condition(both, f"whose {says} is {one} or {other}", (equal,), bounds)

    def _compared(self, ref: str, column: Column, known: Sequence[Any]) -> Condition:
        middle = known[len(known) // 5 : max(len(known) * 4 // 5, len(known) // 5 + 1)]
        value = self.pick(middle)
        said, dated, bounds = told(column, value), column.kind == "date", (("", "", value),)
        draw = self.rng.random()
        if dated and draw < 0.3:
            year = value[:4]
            sql = f"{ref} BETWEEN '{year}-01-01' AND '{year}-12-31'"
            ends = tuple(("", "", f"{year}{day}") for day in ("-01-01", "-12-31"))
            return Condition(sql, f"whose {column.says} is in {year}", (f"{ref} > '{year}-01-01'",), ends)
        if not dated and draw < 0.2 and known[-1] > value:
            most = self.pick([other for other in known if other > value])
            sql = f"{ref} BETWEEN {literal(value)} AND {literal(most)}"
            near = f"{ref} > {literal(value)} AND {ref} < {literal(most)}"
            says = f"whose {column.says} is from {said} to {told(column, most)}"
            return Condition(sql, says, (near,), (*bounds, ("", "", most)))
        sign, words = self.pick((("<", "before"), (">", "after")) if dated else SIGNS)
        loose = sign.replace("=", "") if "=" in sign else f"{sign}="
        turned = (">" if "<" in sign else "<") + "=" * ("=" in sign)
        others = (f"{ref} {loose} {literal(value)}", f"{ref} {turned} {literal(value)}")
        return Condition(f"{ref} {sign} {literal(value)}", f"whose {column.says} is {words} {said}", others, bounds)


COMPARED = ("choice", "whole", "money", "date")
"""The kinds of columns that conditions are about."""
SIGNS = (("<", "less than"), (">", "more than"), (">=", "at least"), ("<=", "at most"))


def told(column: Column, value: Any) -> str:
    """Return a value in English."""
    return f"{value:.2f}" if column.kind == "money" else str(value)


def listed(words: Sequence[str]) -> str:
    """Return noun phrases as a list in English."""
    said = [f"the {word}" for word in words]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def bounds_of(*groups: Sequence[Condition]) -> tuple[Bound, ...]:
    """Return the constants of conditions."""
    return tuple(bound for group in groups for condition in group for bound in condition.bounds)


def where(conditions: Sequence[str], joint: str = "AND") -> str:
    """Return the clause of some conditions, or nothing."""
    return f" WHERE {f' {joint} '.join(conditions)}" if conditions else ""


def misses(conditions: Sequence[Condition]) -> list[list[str]]:
    """Return the conditions in SQL with one left out or replaced by what is nearly the same."""
    whole = [condition.sql for condition in conditions]
    found = []
    for place, condition in enumerate(conditions):
        rest = whole[:place], whole[place + 1 :]
        found.append([*rest[0], *rest[1]])
        found += [[*rest[0], near, *rest[1]] for near in condition.near]
    return found
