"""Queries written to do harm end in a process of their own, of which nothing is left; ordinary ones return the same."""

from __future__ import annotations

import contextlib
import copy
import marshal
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from turnwise.reward_shaping.tools import Database, sql_query
from turnwise.reward_shaping.tools.sql_query import LIMITS, ask, opened

SCRIPT = "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'é'), (2.5, NULL), (-9223372036854775808, x'00ff');"


def chain(links):
    """Return common table expressions of which each reads the one before it twice."""
    more = "".join(f", c{i} AS (SELECT a.x FROM c{i - 1} a, c{i - 1} b)" for i in range(1, links))
    return f"WITH c0 AS (SELECT 1 AS x){more} SELECT count(*) FROM c{links - 1}"


SEARCH = "instr(hex(zeroblob(499990)), hex(zeroblob(250000)) || '1')"
HARMFUL = {
    "one function": f"SELECT {SEARCH}",
    "many functions": f"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT {SEARCH} FROM n",
    "replace": "SELECT replace(hex(zeroblob(499990)), hex(zeroblob(250000)) || '1', 'x')",
    "padding": "SELECT printf('%.*c', 999999999, 'x')",
    "compiling": chain(40),
    "memory": f"SELECT {', '.join(f'hex(zeroblob(499000 + {i})) AS c{i}' for i in range(180))}",
}


def children():
    """Return the processes that this one has started and that are there, dead ones among them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if stat.read_text().rpartition(")")[2].split()[1] == str(os.getpid()):
                found.append(stat.parent.name)
    return sorted(found)


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_query_has_failed_and_leaves_nothing(name):
    before = children()
    rows, error = Database(script=SCRIPT, seconds=0.3).run(HARMFUL[name])
    assert rows is None
    assert error
    assert children() == before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM t",
        "SELECT a, count(*) FROM t GROUP BY a ORDER BY a DESC",
        "SELECT 1e999, -0.0, 0.1 + 0.2, 'x', x'', NULL",
        "SELECT * FROM t WHERE 0",
        "SELECT zeroblob(999000)",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 5000) SELECT x FROM n",
        "SELECT nothing",
        "DROP TABLE t",
        "PRAGMA table_info(t)",
        "SELECT '\ud800'",
        "SELECT ?",
        "",
    ],
)
def test_rows_and_errors_are_the_same_in_a_process_and_here(query):
    assert Database(script=SCRIPT).run(query) == Database(script=SCRIPT, isolate=False).run(query)


def test_the_largest_result_passes():
    query = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 620000) SELECT x FROM n"
    rows, error = Database().run(query)
    assert not error
    assert len(rows) == 620_000


def test_a_sort_larger_than_the_memory_may_use_files():
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 200000)"
    query = f"{many} SELECT max(x) FROM (SELECT x, hex(zeroblob(100)) || x % 1009 AS k FROM n ORDER BY k LIMIT 150000)"
    assert Database(memory=48 * 2**20).run(query) == Database(isolate=False).run(query)


def test_memory_is_bounded():
    assert Database(memory=2**20).run(HARMFUL["memory"])[1].startswith("MemoryError")


def test_the_kernel_ends_a_process_that_nobody_kills():
    job = marshal.dumps(("", "", HARMFUL["many functions"], 20_000, 0.2, 2**27))
    process = subprocess.run([sys.executable, "-I", "-S", sql_query.__file__], input=job)
    assert process.returncode == -signal.SIGALRM


def test_an_interrupted_run_kills_its_process(monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    before = children()
    monkeypatch.setattr(subprocess.Popen, "communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Database(script=SCRIPT).run(HARMFUL["many functions"])
    assert children() == before


def test_a_database_is_copied_and_pickled():
    database = Database(script=SCRIPT, memory=2**26)
    for again in (copy.deepcopy(database), pickle.loads(pickle.dumps(database))):
        assert again == database
        assert again.run("SELECT a FROM t WHERE a = 1") == ([(1,)], "")


def test_a_guarded_connection_has_its_limits():
    connection = opened("", SCRIPT)
    assert ask(connection, "SELECT count(*) FROM t", 10, 1.0) == ([(3,)], "")
    assert {limit: connection.getlimit(limit) for limit in LIMITS} == LIMITS
    connection.close()
