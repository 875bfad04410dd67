"""Run a query that an agent wrote: it may read, for so long, and nothing it holds raises.

Bounds are counted in instructions and calls, not in seconds, so that the same query always ends in the same way. What
SQLite does not look at while it compiles a query or runs one function is bounded by the query's text: its length, its
joins, how often common table expressions multiply one another, and how long a text may get.
"""

from __future__ import annotations

import contextlib
import math
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from .tokens import tokens

LONGEST_QUERY = 2_000
MOST_ROWS = 500
MOST_SIGNS = 100_000
MOST_COPIES = 32
"""How many copies of common table expressions a query may unfold to."""
MOST_COMPOUND = 6
"""How many set operations it may unfold to; SQLite makes a copy of a join for each side of one inside."""
COMPOUND = ("union", "intersect", "except")
MOST_SOURCES = 16
INSTRUCTIONS = 200_000
LOOK = 200
DATE_CALLS = 1_000
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 1_500,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 4 * LONGEST_QUERY,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 60,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 20_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 60,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 8,
    sqlite3.SQLITE_LIMIT_COLUMN: 60,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 16,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 0,
}
ACTIONS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
DATES = ("date", "strftime", "julianday")
FUNCTIONS = frozenset(
    re.findall(
        r"\w+",
        """abs avg cast coalesce count dense_rank first_value glob group_concat ifnull iif instr lag last_value lead
        length like lower ltrim max min nth_value ntile nullif rank replace round row_number rtrim sign substr substring
        sum total trim typeof upper date strftime julianday""",
    )
)
OFFSET = 1.7e-7
ERRORS = (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError)
_HERE_AND_NOW = re.compile(r"now|localtime|utc|subsec|auto", re.IGNORECASE)


class Result(NamedTuple):
    """What a query returned: its columns and rows, or why there are none."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    error: str = ""


def build(script: str) -> bytes:
    """Return the image of the database that a script builds."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(script)
        return bytes(connection.serialize())


def run(image: bytes, query: str) -> Result:
    """Return what a query reads from a database.

    Args:
        image: of the database.
        query: whatever the agent wrote.
    """
    refusal = refused(query)
    if refusal:
        return Result(error=refusal)
    with contextlib.ExitStack() as opened:
        connection = _opened(opened)
        try:
            connection.deserialize(image)
            _guard(connection, opened)
            cursor = connection.execute(query)
            if cursor.description is None:
                return Result(error="the query returns no rows")
            rows = cursor.fetchmany(MOST_ROWS + 1)
        except ERRORS as error:
            return Result(error=_said(error))
    if len(rows) > MOST_ROWS:
        return Result(error=f"the query returns more than {MOST_ROWS} rows")
    if sum(len(cell) for row in rows for cell in row if isinstance(cell, str | bytes)) > MOST_SIGNS:
        return Result(error="the query returns too much text")
    return Result(tuple(str(column[0]) for column in cursor.description), tuple(rows))


def refused(query: str) -> str:
    """Return why a query is not even compiled, or an empty text."""
    if len(query) > LONGEST_QUERY:
        return f"the query is longer than {LONGEST_QUERY} characters"
    words = tokens(query)
    count = Counter(words)
    if count["join"] + count[","] > 4 * MOST_SOURCES or count["join"] > MOST_SOURCES:
        return "the query joins or lists too many things"
    unfolded, set_operations = copies(words), sum(count[word] for word in COMPOUND)
    if unfolded > MOST_COPIES or unfolded * set_operations > MOST_COMPOUND:
        return "the query has too many set operations, or too many copies of its common table expressions"
    return ""


def copies(words: Sequence[str]) -> int:
    """Return at most how many copies of its common table expressions a query unfolds to.

    Args:
        words: its tokens.
    """
    words = [word.strip("'") for word in words]  # a name may stand in the quotes of a text
    named = {_defined(words, place) for place, word in enumerate(words) if word == "as" and _opens(words, place + 1)}
    uses = Counter(word for word, after in zip(words, [*words[1:], ""], strict=False) if after != "." and word in named)
    return math.prod(max(1, count - 1) for count in uses.values())


def _opens(words: Sequence[str], place: int) -> bool:
    """Whether the body of a common table expression stands here."""
    for word in words[place : place + 3]:
        if word not in ("not", "materialized"):
            return word == "("
    return False


def _defined(words: Sequence[str], place: int) -> str:
    """Return the name before ``as`` at this place, and before a list of columns in brackets."""
    before = place - 1
    if before >= 0 and words[before] == ")":
        while before >= 0 and words[before] != "(":
            before -= 1
        before -= 1
    return words[before] if before >= 0 else ""


def _opened(stack: contextlib.ExitStack) -> sqlite3.Connection:
    """Return an empty database in memory that is closed with the stack."""
    return stack.enter_context(contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)))


def _guard(connection: sqlite3.Connection, opened: contextlib.ExitStack) -> None:
    """Let a connection read, so much and no more."""
    ticks = iter(range(INSTRUCTIONS // LOOK))

    def authorise(action: int, first: str | None, second: str | None, *rest: str | None) -> int:
        allowed = action in ACTIONS and (action != sqlite3.SQLITE_FUNCTION or str(second).lower() in FUNCTIONS)
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    for limit, most in LIMITS.items():
        connection.setlimit(limit, most)
    connection.text_factory = _text
    connection.set_progress_handler(lambda: next(ticks, None) is None, LOOK)
    _fix_dates(connection, opened)
    connection.set_authorizer(authorise)


def _fix_dates(connection: sqlite3.Connection, opened: contextlib.ExitStack) -> None:
    """Let date functions know neither the present time nor this machine's zone, and be called so often and no more."""
    left = iter(range(DATE_CALLS))
    plain: list[sqlite3.Connection] = []  # does the work; opened at the first call

    def dated(name: str) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            if next(left, None) is None or not given or any(_HERE_AND_NOW.search(str(each)) for each in given):
                raise ValueError
            if not plain:
                plain.append(_opened(opened))
            return plain[0].execute(f"SELECT {name}({','.join('?' * len(given))})", given).fetchone()[0]

        return call

    for name in DATES:
        connection.create_function(name, -1, dated(name))


def _said(error: Exception) -> str:
    """Return what is told of an error."""
    text = str(error)
    if text == "interrupted":
        return "the query takes too long"
    if "not authorized" in text or text.startswith("access to"):
        return f"{text}: a query may only read the tables, with the usual functions"
    if text.startswith("user-defined function"):
        return "a date function needs a date of the database, and knows no present time"
    return text.rstrip(".")


def _text(found: bytes) -> str:
    return found.decode("utf-8", "replace")


def same(found: Result, right: Result, ordered: bool) -> bool:
    """Whether two results hold the same rows, as often, and in the same order if that matters.

    Numbers are the same if they are equal to six decimals; names of columns do not matter.

    Args:
        found: one result; with an error it is like no other.
        right: the other.
        ordered: whether the order matters.
    """
    if found.error or right.error or len(found.rows) != len(right.rows):
        return False
    one, other = ([tuple(map(_rounded, row)) for row in result.rows] for result in (found, right))
    return one == other if ordered else Counter(one) == Counter(other)


def _rounded(cell: Any) -> Any:
    """Return a cell with six decimals; averages of cents lie on no bound of this rounding, however they are summed."""
    return round(cell + OFFSET, 6) if isinstance(cell, int | float) else cell
