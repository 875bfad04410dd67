"""The rows of a database, drawn for a schema."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .schema import Column, Schema, Table

Rows = Mapping[str, Sequence[list[Any]]]
"""The rows of each table, by its name."""

PLANTED = 0.12
CHILDLESS = 0.2
"""The share of rows that no link leads to."""


def draw_rows(rng: np.random.Generator, schema: Schema, count: int, missing: float, repeated: float) -> Rows:
    """Draw the rows of every table.

    Args:
        rng: the only source of chance.
        schema: the tables.
        count: rows of a table with share 1.
        missing: how probable it is that an optional value is missing.
        repeated: how probable it is that a row repeats an earlier one in all but its key.
    """
    found: dict[str, list[list[Any]]] = {}
    for table in schema.tables:
        size = max(3, round(count * table.share * rng.uniform(0.8, 1.2)))
        keys = (np.sort(rng.permutation(3 * size)[:size]) + 1).tolist()
        columns = [keys, *(_values(rng, column, size, found, missing) for column in table.columns[1:])]
        rows = [list(row) for row in zip(*columns, strict=True)]
        _sort_dates(table, rows)
        for index in np.flatnonzero(rng.random(size) < repeated).tolist():
            rows[index][1:] = rows[int(rng.integers(index + 1))][1:]
        found[table.name] = rows
    return found


def plant(rng: np.random.Generator, schema: Schema, rows: Rows, bounds: Sequence[tuple[str, str, Any]]) -> None:
    """Put values that a question tells apart into some of the rows.

    Args:
        rng: the only source of chance.
        schema: the tables.
        rows: of each of them; some are changed.
        bounds: tables, columns and values.
    """
    for name, column, value in bounds:
        place = [each.name for each in schema.table(name).columns].index(column)
        for index in np.flatnonzero(rng.random(len(rows[name])) < PLANTED).tolist():
            rows[name][index][place] = value


def _values(rng: np.random.Generator, column: Column, size: int, found: Rows, missing: float) -> list[Any]:
    """Draw the values of a column."""
    values: list[Any]
    if column.kind == "link":
        keys = [row[0] for row in found[column.target]]
        led = rng.permutation(len(keys))[: max(1, round(len(keys) * (1 - CHILDLESS)))]
        values = [keys[index] for index in rng.choice(led, size).tolist()]
    elif column.kind in ("choice", "name"):
        values = [column.values[index] for index in rng.integers(len(column.values), size=size).tolist()]
    else:
        least, most = (int(bound) for bound in column.values)
        values = _numbers(rng, column.kind, least, most, size)
    if column.optional:
        values = [None if gone else value for gone, value in zip(rng.random(size) < missing, values, strict=True)]
    return values


def _numbers(rng: np.random.Generator, kind: str, least: int, most: int, size: int) -> list[Any]:
    if kind == "money":
        return [cents / 100 for cents in rng.integers(100 * least, 100 * most + 1, size=size).tolist()]
    if kind == "whole":
        return rng.integers(least, most + 1, size=size).tolist()  # type: ignore[no-any-return]
    first = datetime.date(least, 1, 1).toordinal()
    last = datetime.date(most, 12, 31).toordinal()
    return [datetime.date.fromordinal(day).isoformat() for day in rng.integers(first, last + 1, size=size).tolist()]


def _sort_dates(table: Table, rows: Sequence[list[Any]]) -> None:
    """Let the later of two dates of a row be the one that comes later in the table."""
    places = [place for place, column in enumerate(table.columns) if column.kind == "date"]
    for row in rows if len(places) == 2 else ():
        first, second = places
        if row[second] is not None and row[second] < row[first]:
            row[first], row[second] = row[second], row[first]


def image(schema: Schema, rows: Rows) -> bytes:
    """Return the image of the database with these rows."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript("BEGIN;" + schema.script())
        for table in schema.tables:
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows[table.name])
        connection.execute("COMMIT")
        return bytes(connection.serialize())


def script(schema: Schema, rows: Rows) -> str:
    """Return the statements that build the database with these rows."""
    lines = [schema.script()]
    for table in schema.tables:
        values = ",\n".join(f"({', '.join(map(literal, row))})" for row in rows[table.name])
        lines.append(f"INSERT INTO {table.name} VALUES\n{values};\n")
    return "".join(lines)


def literal(value: Any) -> str:
    """Return how SQL writes a value."""
    if value is None:
        return "NULL"
    return f"""'{value.replace("'", "''")}'""" if isinstance(value, str) else repr(value)
