"""SQL partial rewards by hand, and queries that must not do anything but read."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.tools import (
    Database,
    extract_sql,
    ngram_similarity,
    schema_linking,
    sql_parts,
    sql_reward,
)
from turnwise.reward_shaping.tools.sql_execution import is_ordered, same_result
from turnwise.reward_shaping.tools.sql_reward import WEIGHTS
from turnwise.reward_shaping.tools.sql_text import schema_items, sql_tokens

SCRIPT = """
CREATE TABLE city (id INTEGER, name TEXT, people INTEGER);
CREATE TABLE river (city INTEGER, "long name" TEXT);
INSERT INTO city VALUES (1, 'Ulm', 126), (2, 'Bonn', 331), (3, 'Ulm', 5);
INSERT INTO river VALUES (1, 'Donau'), (2, 'Rhein');
"""
SMALL = Database(script=SCRIPT, instructions=200, isolate=False)
SCHEMA = {"city": ["id", "name", "people"], "river": ["city", "long name"]}
GOLD = "SELECT name FROM city WHERE people > 100"


def parts(query, gold=GOLD):
    rows, error = SMALL.run(gold)
    assert not error
    return sql_parts(query, gold, rows, SMALL, SCHEMA)


def test_the_schema_is_read():
    assert SMALL.schema() == SCHEMA


def test_the_gold_query_earns_everything():
    assert parts(GOLD) == {"execution": 1.0, "syntax": 1.0, "schema": 1.0, "ngram": 1.0}
    assert sql_reward(parts(GOLD), WEIGHTS) == 6.0


def test_parts_by_hand():
    query = "SELECT name, id FROM city"
    # of 5 and 7 bigrams two are shared, "select name" and "from city"; of the names "city" and "name"
    assert sql_tokens(query) == ["select", "name", ",", "id", "from", "city"]
    assert parts(query) == {
        "execution": 0.0,
        "syntax": 1.0,
        "schema": pytest.approx(2 / 4),
        "ngram": pytest.approx(2 / (5 + 7 - 2)),
    }
    assert sql_reward(parts(query), {"schema": 2.0, "judge": 1.0}) == pytest.approx(1.0)


def test_a_query_that_looks_right_and_does_not_run():
    found = parts("SELECT name FROM city WHERE people > 100 AND")
    assert (found["execution"], found["syntax"]) == (0.0, 0.0)
    assert found["ngram"] > 0.8


@pytest.mark.parametrize(
    "query", ["DROP TABLE city", "SELECT name FROM city WHERE people < 100", "SELECT nonsense", GOLD + " LIMIT 1", ""]
)
def test_a_wrong_query_earns_less_than_a_right_one_however_written(query):
    right = sql_reward(parts("SELECT c.name FROM city AS c WHERE NOT c.people <= 100"), WEIGHTS)
    assert sql_reward(parts(query), WEIGHTS) < 4.0 <= right


def test_rows_count_as_often_as_they_occur_and_in_order_where_asked():
    assert same_result([(1,), (2,)], [(2,), (1,)])
    assert not same_result([(1,), (2,)], [(2,), (1,)], ordered=True)
    assert not same_result([(1,)], [(1,), (1,)])
    assert parts("SELECT DISTINCT name FROM city", "SELECT name FROM city")["execution"] == 0.0
    gold = "SELECT name FROM city ORDER BY people"
    assert parts("SELECT name FROM city ORDER BY people DESC", gold)["execution"] == 0.0
    assert parts("SELECT name FROM city ORDER BY people ASC", gold)["execution"] == 1.0


def test_an_order_inside_brackets_is_no_order_of_the_result():
    assert is_ordered("SELECT a FROM t ORDER  BY a")
    assert not is_ordered("SELECT a FROM (SELECT a FROM t ORDER BY a)")
    assert not is_ordered("SELECT 'order by' FROM t -- order by a")


HOSTILE = [
    "DROP TABLE city",
    "DELETE FROM city",
    "INSERT INTO city VALUES (4, 'x', 1)",
    "UPDATE city SET people = 0",
    "CREATE TABLE t (a)",
    "ATTACH 'other.db' AS other",
    "PRAGMA writable_schema = 1",
    "VACUUM INTO 'copy.db'",
    "SELECT load_extension('x')",
    "SELECT random()",
    "SELECT 1; DROP TABLE city",
    "SELECT zeroblob(1000000000)",
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n",
    "WITH RECURSIVE n(x) AS (SELECT zeroblob(999000) UNION ALL SELECT x FROM n) SELECT x FROM n",
    "SELECT " + "(" * 10_000,
    "SELECT hex(zeroblob(400000)) GLOB '*" + "[0-9]" * 9000 + "1'",
    "SELECT ?",
    "SELECT '\0'",
    "SELECT '\ud800'",
    "BEGIN",
    "",
    "--",
]


@pytest.mark.parametrize("isolate", [True, False])
@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_query_can_only_read_and_only_so_much(query, isolate, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "cities.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(SCRIPT)
    connection.close()
    before = file.read_bytes()
    database = Database(path=str(file), instructions=200, isolate=isolate)
    rows, error = database.run(query)
    assert rows is None
    assert error
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["cities.db"]
    assert database.run("SELECT count(*) FROM city") == ([(3,)], "")


@pytest.mark.parametrize("isolate", [True, False])
def test_a_slow_query_ends_by_the_clock(isolate):
    slow = Database(script=SCRIPT, seconds=0.0, isolate=isolate)
    query = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    assert slow.run(query) == (None, "OperationalError: interrupted")


@pytest.mark.parametrize("isolate", [True, False])
def test_a_database_that_is_none_is_refused(tmp_path, isolate):
    (tmp_path / "text").write_text("no database" * 100)
    for name in ("none", "text"):
        database = Database(path=str(tmp_path / name), isolate=isolate)
        assert database.run("SELECT 1 FROM city")[0] is None
        with pytest.raises(ValueError, match="is no SQLite database"):
            database.schema()
    with pytest.raises(ValueError, match="is no SQLite database"):
        Database(script="CREATE nonsense").schema()


@given(
    query=st.text()
    | st.lists(st.sampled_from(["SELECT", "'", '"', "/*", "--", "(", "city", "[", ";", "\n"])).map(" ".join)
)
def test_no_query_raises(query):
    found = parts(query)
    assert set(found) == {"execution", "syntax", "schema", "ngram"}
    assert all(0 <= value <= 1 for value in found.values())


@pytest.mark.parametrize(
    ("message", "query"),
    [
        ("SELECT 1;", "SELECT 1"),
        ("So:\n```sql\nSELECT 1\n```\nor\n```\nSELECT 2;\n```", "SELECT 2"),
        ("```SELECT 3```", "SELECT 3"),
        ("<think>x</think><sql> SELECT 4 </sql>", "SELECT 4"),
        ("<answer>SELECT 5</answer>", "SELECT 5"),
        ("```sql\nSELECT 6", "```sql\nSELECT 6"),
        ("answer SELECT 7", "SELECT 7"),
        ("I see.\n<action>Run: SELECT 8;</action>", "SELECT 8"),
        ("answers", "answers"),
        ("", ""),
    ],
)
def test_the_query_of_a_message(message, query):
    assert extract_sql(message) == query


@given(message=st.text() | st.lists(st.sampled_from(["```", "sql", "\n", "<sql>", "</sql>", "x"])).map("".join))
def test_no_message_raises(message):
    assert isinstance(extract_sql(message), str)


def test_tokens_of_quoted_names_texts_and_comments():
    query = """SELECT "Long Name", [Id], `x` FROM t /* a */ WHERE n='it''s' -- end"""
    assert sql_tokens(query) == ["select", "long name", ",", "id", ",", "x", "from", "t", "where", "n", "=", "'it''s'"]


def test_only_names_of_the_schema_link():
    assert schema_items("SELECT c.NAME AS people_, 'id' FROM City c", SCHEMA) == {"name", "city"}
    assert schema_linking("SELECT 1", "SELECT 2", SCHEMA) == 1.0
    assert schema_linking("SELECT id FROM city", "SELECT 1", SCHEMA) == 0.0


@given(one=st.text(max_size=30), other=st.text(max_size=30), n=st.integers(1, 4))
def test_ngrams_are_symmetric_and_alike_to_themselves(one, other, n):
    assert ngram_similarity(one, one, n) == 1.0
    assert ngram_similarity(one, other, n) == ngram_similarity(other, one, n)


def test_ngrams_need_a_length():
    with pytest.raises(ValueError, match="n >= 1"):
        ngram_similarity("a", "b", 0)
