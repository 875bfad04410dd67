"""What is read: the task, the tables, the rows that a query returns."""

from __future__ import annotations

import re
from typing import Any

from ..commands import Command, Commands, Slot
from .engine import MOST_ROWS, Result
from .levels import Level
from .schema import Column, Table

LONGEST_CELL = 60
EXAMPLES = 3
_FENCE = re.compile(r"```(?:sql|sqlite)?\s(.*?)(?:```|\Z)", re.IGNORECASE | re.DOTALL)

COMMANDS = Commands(
    (
        Command("tables", ("tables", "list tables", "show tables"), "List the tables."),
        Command(
            "describe",
            ("describe {table}", "describe table {table}"),
            "Tell what the columns of a table hold.",
            {"table": Slot("word", "the name of a table")},
        ),
        Command("run", ("run {sql}",), "Run a query and see what it returns.", {"sql": Slot("text", "one SELECT")}),
        Command(
            "answer",
            ("answer {sql}", "answer: {sql}"),
            "Answer the question with a query.",
            {"sql": Slot("text", "one SELECT")},
        ),
    ),
    example="describe customers",
)

RULES = """\
How the question is meant:
- A missing value (NULL) meets no condition but "is missing". Averages, sums, the highest, the lowest and rankings \
leave missing values out. In groups they count as a value of their own.
- Give the columns that are asked for, in that order, and no others; what they are called does not matter. \
Don't round numbers.
- Give a row for each thing that is asked for, even where two rows look the same, unless the question says \
"different" or asks for groups. The order of rows matters only where the question asks for one."""


def query_of(text: str) -> str:
    """Return the query in what follows a command: without the marks of a block of code, without a semicolon."""
    fenced = _FENCE.search(text) if "```" in text else None
    return (fenced.group(1) if fenced else text).strip().rstrip(";` \n\t")


def opening(level: Level, shown: int, attempts: int) -> str:
    """Return the first observation."""
    others = level.size.hidden
    tried = f"this database and on {others} hidden ones of the same form with other rows" if others else "this database"
    once = "You can answer once." if attempts == 1 else f"You can answer {attempts} times."
    return (
        f"Here is an SQLite database of {_a(level.schema.domain)}. You can only read it. Answer this question with one "
        f"query:\n\n{level.question.text}\n\nThe query is tried on {tried}; it must return the right rows on each. "
        f"{once}\n\n{RULES}\n\nNames of columns may mislead; `describe` tells what a column holds. One command a "
        "message:\n"
        "tables: lists the tables\n"
        "describe {table}: tells what its columns hold, with examples\n"
        f"run {{sql}}: runs a query and shows at most {shown} rows\n"
        "answer {sql}: answers the question with a query"
    )


def tables(level: Level) -> str:
    """Return the names of the tables and how many rows each has."""
    rows = level.visible
    return "The tables:\n" + "\n".join(f"{table.name} ({len(rows[table.name])} rows)" for table in level.schema.tables)


def description(level: Level, table: Table) -> str:
    """Return what the columns of a table hold."""
    lines = [f"{table.name}: {len(level.visible[table.name])} rows, one for each {table.singular}."]
    for place, column in enumerate(table.columns):
        found = dict.fromkeys(row[place] for row in level.visible[table.name] if row[place] is not None)
        some = ", ".join(map(str, list(found)[:EXAMPLES]))
        lines.append(f"{level.schema.called(table, column)} {column.type}: {_holds(level, column)}. Such as {some}.")
    return "\n".join(line.replace(" Such as .", "") for line in lines)


def ran(result: Result, shown: int) -> str:
    """Return what a query returned."""
    if result.error:
        return f"The query fails: {result.error}."
    count = len(result.rows)
    lines = [" | ".join(map(_cell, row)) for row in (result.columns, *result.rows[:shown])]
    rest = f" The first {shown} are shown." if count > shown else ""
    return "\n".join([f"{count} row{'' if count == 1 else 's'}.{rest}", *lines])


def wrong(result: Result, left: int) -> str:
    """Return what is told of a wrong answer: nothing but that it is wrong."""
    failed = f"The query fails: {result.error}."
    why = failed if result.error else "It does not return the right rows on every database."
    more = f" You can answer {left} more time{'' if left == 1 else 's'}." if left else ""
    return f"That is not the answer. {why}{more}"


def no_table(level: Level, name: str) -> str:
    """Return that there is no such table."""
    known = ", ".join(table.name for table in level.schema.tables)
    return f"There is no table {name[:LONGEST_CELL]!r}; the tables are {known}."


RIGHT = "That is the answer: the query returns the right rows on every database."
EMPTY = f"There is no query after the command. A query is one SELECT that returns at most {MOST_ROWS} rows."


def _holds(level: Level, column: Column) -> str:
    says = column.says
    if column.kind == "key":
        says += " (primary key)"
    if column.kind == "link":
        target = level.schema.table(column.target)
        says += f" (refers to {target.name}.{level.schema.called(target, target.key)})"
    return f"{says}; may be missing" if column.optional else says


def _cell(cell: Any) -> str:
    text = "NULL" if cell is None else f"{cell:.10g}" if isinstance(cell, float) else str(cell)
    text = text.replace("\n", " ")
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
