r"""Run one query on an SQLite connection that may read, and only so much. Also the program of a process for one query.

Only reading is authorised: no writing, attaching, pragmas or extensions, and no function that draws at random. The
query ends after so many instructions of SQLite's machine, so many seconds, or a result too large; SQLite looks at
these bounds between instructions. As a program, :mod:`.sql_execution` starts it with ``-I -S``: it reads a job from its
input, opens the database, limits its own memory, files and time, and writes the rows, or why there are none. The
kernel ends it whatever SQLite does then, and whether or not anybody waits for it.

Certainty: ours.
"""

from __future__ import annotations

import marshal
import sqlite3
import sys
import time

TYPE_CHECKING = False  # typing would take a fifth of the time that the process takes
if TYPE_CHECKING:
    from typing import Any

ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
FORBIDDEN = {"random", "randomblob", "load_extension", "fts3_tokenizer"}
LONGEST = 1_000_000
"""Bytes of a text or a row, and a tenth of those of the cells of a result."""
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 50_000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 0,
}
"""Bytes of a text, of a query and of a pattern, instructions that a query compiles to, and its parameters."""
LOOK = 100
"""Instructions after which the bounds are looked at."""
GRACE = 0.1
"""Seconds after its time is up at which the process of a query is killed, if SQLite has not ended it by then."""

Rows = list[tuple["Any", ...]]
ERRORS = (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError)


def opened(source: str, script: str) -> sqlite3.Connection:
    """Return a connection to a file, or to a database in memory that a script has built.

    Args:
        source: the address of a file, or nothing.
        script: statements.

    Raises:
        sqlite3.Error: there is no such file, or the script is wrong.
    """
    connection = sqlite3.connect(source or ":memory:", uri=bool(source), isolation_level=None)
    if not source:
        try:
            connection.executescript(script)
        except ERRORS:
            connection.close()
            raise
    return connection


def ask(connection: sqlite3.Connection, query: str, instructions: int, seconds: float) -> tuple[Rows | None, str]:
    """Run a query on a connection that can do nothing else afterwards; return its rows, or None and why.

    Args:
        connection: just opened.
        query: one statement.
        instructions: after which it has failed, in thousands.
        seconds: after which it has failed.
    """
    try:
        _guard(connection, instructions, seconds)
        cursor = connection.execute(query)
        if cursor.description is None:
            return None, "the query returns no rows"
        return _bounded(cursor), ""
    except ERRORS as error:
        return None, f"{type(error).__name__}: {error}"


def _guard(connection: sqlite3.Connection, instructions: int, seconds: float) -> None:
    """Let a connection read, so much and no more."""
    end, ticks = time.monotonic() + seconds, iter(range(instructions * 1000 // LOOK))

    def spent() -> bool:
        return next(ticks, None) is None or time.monotonic() > end

    def authorise(action: int, first: str | None, second: str | None, *rest: str | None) -> int:
        refused = action not in ALLOWED or (action == sqlite3.SQLITE_FUNCTION and second in FORBIDDEN)
        return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK

    connection.text_factory = bytes
    for limit, most in LIMITS.items():
        connection.setlimit(limit, most)
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


def give_up(memory: int, seconds: float) -> None:
    """Limit this process for good: what it may add to its memory, its files, and when the kernel ends it.

    Args:
        memory: bytes, of memory and of each file that SQLite sorts in.
        seconds: of the clock; of the processor two more, in whole ones.
    """
    import resource
    import signal

    with open("/proc/self/statm") as pages:
        now = int(pages.read().split()[0]) * resource.getpagesize()
    processor = int(time.process_time() + seconds) + 2
    limits = {
        resource.RLIMIT_AS: now + memory,
        resource.RLIMIT_FSIZE: memory,
        resource.RLIMIT_CPU: processor,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM, signal.SIGXCPU])
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)


def answer(
    source: str, script: str, query: str, instructions: int, seconds: float, memory: int
) -> tuple[Rows | None, str]:
    """Return what a query returns, and why it returns nothing, in a process that can do nothing afterwards.

    Args:
        source: the address of a file, or nothing.
        script: statements that build the database.
        query: one statement.
        instructions: after which it has failed, in thousands.
        seconds: after which it has failed.
        memory: bytes.
    """
    try:
        connection = opened(source, script)
    except ERRORS as error:
        return None, f"{type(error).__name__}: {error}"
    give_up(memory, seconds)
    return ask(connection, query, instructions, seconds)


if __name__ == "__main__":
    sys.stdout.buffer.write(marshal.dumps(answer(*marshal.load(sys.stdin.buffer))))
