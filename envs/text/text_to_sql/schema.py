"""What a database is made of: domains with tables and columns, what each is called in English, and the drawn schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

MISLED = 0.5
"""How probable it is that a column with a misleading name goes by it."""
TYPES = {"key": "INTEGER", "link": "INTEGER", "whole": "INTEGER", "money": "REAL"}


@dataclass(frozen=True)
class Column:
    """A column and how English speaks of it.

    Attributes:
        name: in a database without misleading names.
        kind: ``key``, ``link``, ``name``, ``choice``, ``whole``, ``money`` or ``date``.
        says: the noun phrase that names it.
        many: its plural, for choices.
        values: the pool of names or choices, or the least and the most of a number or year.
        odd: a misleading name, if it has one.
        optional: whether values may be missing.
        target: of a link, the table it leads to.
        up: what joins the plural of its table to the target: orders "placed by" a customer.
        down: what joins the plural of the target to its table: customers who "have placed" orders.
    """

    name: str
    kind: str
    says: str
    many: str = ""
    values: tuple[str | int, ...] = ()
    odd: str = ""
    optional: bool = False
    target: str = ""
    up: str = ""
    down: str = ""

    @property
    def type(self) -> str:
        """Its type in SQL."""
        return TYPES.get(self.kind, "TEXT")

    @property
    def has(self) -> str:
        """``down`` in the singular."""
        verb, *rest = self.down.split(" ")
        return " ".join([{"have": "has", "are": "is"}.get(verb, f"{verb}s"), *rest])


@dataclass(frozen=True)
class Table:
    """A table; its first column is its key.

    Attributes:
        name: in SQL.
        singular: in English.
        plural: in English.
        columns: in order.
        share: how many rows it has, next to others.
        people: whether its rows are people.
    """

    name: str
    singular: str
    plural: str
    columns: tuple[Column, ...]
    share: float = 1.0
    people: bool = False

    @property
    def key(self) -> Column:
        """The first column."""
        return self.columns[0]

    @property
    def who(self) -> str:
        """The relative pronoun."""
        return "who" if self.people else "that"

    @property
    def one(self) -> str:
        """The singular with its article."""
        return f"{'an' if self.singular[0] in 'aeiou' else 'a'} {self.singular}"

    def of_kind(self, *kinds: str) -> list[Column]:
        """Return its columns of these kinds."""
        return [column for column in self.columns if column.kind in kinds]


@dataclass(frozen=True)
class Domain:
    """A kind of business: tables in an order in which every link leads back."""

    name: str
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Schema:
    """The tables of one database.

    Attributes:
        domain: its name.
        tables: in the domain's order.
        misled: what a column that goes by a misleading name is called, by table and plain name.
    """

    domain: str
    tables: tuple[Table, ...]
    misled: Mapping[tuple[str, str], str]

    def table(self, name: str) -> Table:
        """Return the table of this name."""
        return next(table for table in self.tables if table.name == name)

    def called(self, table: Table, column: Column) -> str:
        """Return the name of a column in this database."""
        return self.misled.get((table.name, column.name), column.name)

    def links(self) -> Iterator[tuple[Table, Column, Table]]:
        """Yield each link: its table, its column, and the table it leads to."""
        for table in self.tables:
            for column in table.of_kind("link"):
                yield table, column, self.table(column.target)

    def names(self) -> frozenset[str]:
        """Return the names of all tables and columns."""
        called = {self.called(table, column) for table in self.tables for column in table.columns}
        return frozenset(called.union(table.name for table in self.tables))

    def script(self) -> str:
        """Return the statements that make the tables."""
        return "".join(f"{self.statement(table)};\n" for table in self.tables)

    def statement(self, table: Table) -> str:
        """Return the statement that makes a table."""
        parts = []
        for column in table.columns:
            part = f"{self.called(table, column)} {column.type}"
            if column.kind == "key":
                part += " PRIMARY KEY"
            elif column.kind == "link":
                target = self.table(column.target)
                part += f" REFERENCES {target.name}({self.called(target, target.key)})"
            parts.append(part if column.optional or column.kind == "key" else f"{part} NOT NULL")
        return f"CREATE TABLE {table.name} ({', '.join(parts)})"


def closed(domain: Domain, count: int) -> list[tuple[Table, ...]]:
    """Return all choices of ``count`` tables of a domain that leave out nothing they link to, and link something.

    Args:
        domain: what the database is about.
        count: of tables.
    """
    found = []
    for tables in combinations(domain.tables, count):
        names = {table.name for table in tables}
        targets = {column.target for table in tables for column in table.of_kind("link")}
        if targets and targets <= names:
            found.append(tables)
    return found


def draw_schema(rng: np.random.Generator, domains: Sequence[Domain], count: int, misleading: bool) -> Schema:
    """Draw a domain and some of its tables, all that they link to among them.

    Args:
        rng: the only source of chance.
        domains: what the database may be about.
        count: of tables; one link at least joins two of them.
        misleading: whether columns may go by misleading names.
    """
    options = [(domain, found) for domain in domains if (found := closed(domain, count))]
    domain, choices = options[int(rng.integers(len(options)))]
    tables = choices[int(rng.integers(len(choices)))]
    misled = {}
    for table in tables:
        taken = {column.name for column in table.columns}
        for column in table.columns:
            if misleading and column.odd and column.odd not in taken and rng.random() < MISLED:
                misled[table.name, column.name] = column.odd
                taken.add(column.odd)
    return Schema(domain.name, tables, misled)
