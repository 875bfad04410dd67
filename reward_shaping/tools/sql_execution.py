r"""Run a query that an agent wrote on an SQLite database, so that it can read and do nothing else.

The database is a file, opened read-only, or a script that builds one in memory for this query alone. What a query may
do stands in :mod:`.sql_query`. One that reaches a bound has failed, as one with an error has; nothing that a query
holds raises. What it reads of the clock is not hidden from it.

SQLite looks at its bounds neither while it compiles a query nor while one function runs: ``instr`` on the longest texts
takes seconds, and a chain of common table expressions, each of which reads the one before it twice, takes twice as
long and twice the memory for each more. So a query runs in a process of its own, which the kernel ends when its time
is up, and which can take only so much memory; that costs some twenty milliseconds a query. In this process, which
``isolate=False`` asks for, it costs a tenth of one, rows are the same, and the bounds hold only for queries that are
not written to do harm. The script is trusted, and is bounded in neither.

Certainty: ours.
"""

from __future__ import annotations

import contextlib
import marshal
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from . import sql_query
from .sql_query import Rows as Rows
from .sql_text import sql_tokens

PROGRAM = sql_query.__file__


@dataclass(frozen=True)
class Database:
    """An SQLite database: a file or the script that builds it.

    Attributes:
        path: of the file.
        script: statements that build a database in memory.
        instructions: of SQLite's machine, after which a query has failed, in thousands.
        seconds: after which it has failed, where its instructions are slow ones.
        isolate: run each query in a process of its own, which is killed a tenth of a second after that.
        memory: in bytes, what a query may take in that process.
    """

    path: str = ""
    script: str = ""
    instructions: int = 20_000
    seconds: float = 5.0
    isolate: bool = True
    memory: int = 128 * 2**20

    def run(self, query: str) -> tuple[Rows | None, str]:
        """Run a query; return its rows, or None and why there are none.

        Args:
            query: one statement.

        Raises:
            OSError: no process can be started.
        """
        if self.isolate:
            return self._apart(query)
        try:
            connection = sql_query.opened(self._source, self.script)
        except sql_query.ERRORS as error:
            return None, f"{type(error).__name__}: {error}"
        with contextlib.closing(connection):
            return sql_query.ask(connection, query, self.instructions, self.seconds)

    def schema(self) -> dict[str, list[str]]:
        """Return the columns of each table and view.

        Raises:
            ValueError: the database cannot be opened or built.
        """
        try:
            with contextlib.closing(sql_query.opened(self._source, self.script)) as connection:
                names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
                read = "SELECT name FROM pragma_table_info(?)"
                return {name: [row[0] for row in connection.execute(read, (name,))] for (name,) in names}
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise ValueError(
                f"{self.path or 'The script'} is no SQLite database: {error}. Give the path of a file, or a script "
                "that builds one."
            ) from error

    @property
    def _source(self) -> str:
        """The address of the file, if there is one."""
        return f"{Path(self.path).resolve().as_uri()}?mode=ro" if self.path else ""

    def _apart(self, query: str) -> tuple[Rows | None, str]:
        """Run a query in a process of its own."""
        bounds = (int(self.instructions), float(self.seconds), int(self.memory))
        job = (self._source, str(self.script), str(query), *bounds)
        ended = subprocess.run(
            [sys.executable, "-I", "-S", PROGRAM],
            input=marshal.dumps(job),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )
        if ended.returncode == -signal.SIGALRM:
            return None, f"the query did not end within {self.seconds:g} s"
        if ended.returncode:
            return None, f"the query ended its process with status {ended.returncode}"
        rows, error = marshal.loads(ended.stdout)
        return rows, error


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
