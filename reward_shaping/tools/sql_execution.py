r"""Run a query that an agent wrote on an SQLite database, so that it can read and do nothing else.

The database is a file, opened read-only, or a script that builds one in memory for this query alone. Only reading is
authorised: no writing, attaching, pragmas or extensions, and no function that draws at random. A query ends after so
many instructions of SQLite's machine, so many seconds, or a result too large, and then has failed as one with an
error has. Nothing that a query holds raises. What it reads of the clock is not hidden from it.

Doubt: neither bound is looked at while a query is compiled, or while one function runs. ``instr`` or ``printf`` on the
longest texts takes seconds, and some twenty common table expressions, each of which reads the one before it twice,
take seconds and hundreds of megabytes to compile, twice as much for each more. Where messages are written to do harm,
run environments in processes that are limited from outside.

Certainty: ours.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .sql_text import sql_tokens

ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
FORBIDDEN = {"random", "randomblob", "load_extension", "fts3_tokenizer"}
LONGEST = 1_000_000
"""Bytes of a query, a text or a row, and of the cells of a result."""
PATTERN = 1_000
"""Bytes of a pattern of LIKE or GLOB, which is compared within one instruction."""
LOOK = 100
"""Instructions after which the bounds are looked at."""

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Database:
    """An SQLite database: a file or the script that builds it.

    Attributes:
        path: of the file.
        script: statements that build a database in memory.
        instructions: of SQLite's machine, after which a query has failed, in thousands.
        seconds: after which it has failed, where its instructions are slow ones.
    """

    path: str = ""
    script: str = ""
    instructions: int = 20_000
    seconds: float = 5.0

    def run(self, query: str) -> tuple[Rows | None, str]:
        """Run a query; return its rows, or None and why there are none.

        Args:
            query: one statement.
        """
        try:
            with self._open() as connection:
                self._guard(connection)
                cursor = connection.execute(query)
                if cursor.description is None:
                    return None, "the query returns no rows"
                return _bounded(cursor), ""
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError) as error:
            return None, f"{type(error).__name__}: {error}"

    def schema(self) -> dict[str, list[str]]:
        """Return the columns of each table and view.

        Raises:
            ValueError: the database cannot be opened or built.
        """
        try:
            with self._open() as connection:
                names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
                read = "SELECT name FROM pragma_table_info(?)"
                return {name: [row[0] for row in connection.execute(read, (name,))] for (name,) in names}
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise ValueError(
                f"{self.path or 'The script'} is no SQLite database: {error}. Give the path of a file, or a script "
                "that builds one."
            ) from error

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that is closed afterwards."""
        source = f"{Path(self.path).resolve().as_uri()}?mode=ro" if self.path else ":memory:"
        connection = sqlite3.connect(source, uri=bool(self.path), isolation_level=None)
        try:
            if self.script and not self.path:
                connection.executescript(self.script)
            yield connection
        finally:
            connection.close()

    def _guard(self, connection: sqlite3.Connection) -> None:
        """Let a connection read, so much and no more."""
        end, ticks = time.monotonic() + self.seconds, iter(range(self.instructions * 1000 // LOOK))

        def spent() -> bool:
            return next(ticks, None) is None or time.monotonic() > end

        def authorise(action: int, first: str | None, second: str | None, *rest: str | None) -> int:
            refused = action not in ALLOWED or (action == sqlite3.SQLITE_FUNCTION and second in FORBIDDEN)
            return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK

        connection.text_factory = bytes
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, PATTERN)
        connection.set_progress_handler(spent, LOOK)
        connection.set_authorizer(authorise)


def _bounded(cursor: sqlite3.Cursor) -> Rows:
    """Return all rows.

    Raises:
        ValueError: there are more of them than a reward should read.
    """
    rows, size = [], 0
    for row in cursor:
        size += sum(len(cell) if isinstance(cell, bytes) else 8 for cell in row) + 8
        if size > 10 * LONGEST:
            raise ValueError("the result is too large")
        rows.append(row)
    return rows


def same_result(rows: Rows, gold: Rows, *, ordered: bool = False) -> bool:
    """Whether two results hold the same rows, as often, and in the same order if that matters.

    Args:
        rows: of a query.
        gold: of another.
        ordered: whether the order matters.
    """
    return rows == gold if ordered else Counter(rows) == Counter(gold)


def is_ordered(query: str) -> bool:
    """Whether a query asks for an order of its result, outside of any brackets.

    Args:
        query: one statement.
    """
    depth, tokens = 0, sql_tokens(query)
    for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
        depth += (token == "(") - (token == ")")
        if not depth and (token, after) == ("order", "by"):
            return True
    return False
