"""Queries that an agent wrote: what they may do, and that nothing they hold raises or takes long."""

import math
import sqlite3
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.text_to_sql import engine
from turnwise.envs.text.text_to_sql.engine import Result, run, same
from turnwise.envs.text.text_to_sql.tokens import name_overlap, pair_overlap, tokens

LETTERS = string.ascii_lowercase
CHAIN = ",".join(
    f"{two} AS (SELECT 1 x FROM {one}, {one} z)" for one, two in zip("abcdefghijk", "bcdefghijkl", strict=True)
)
UNIONS = "(SELECT id FROM cats UNION ALL SELECT id FROM cats)"
HUGE = "WITH RECURSIVE r(n, x) AS (SELECT 1, 'aaaaaaaa' UNION ALL SELECT n + 1, x || x FROM r WHERE n < 7) "
HARMFUL = {
    "attach": "ATTACH 'other.db' AS other",
    "pragma": "PRAGMA table_info(cats)",
    "pragma as a table": "SELECT * FROM pragma_table_info('cats')",
    "write": "DELETE FROM cats",
    "drop": "DROP TABLE cats",
    "two statements": "SELECT 1; DROP TABLE cats",
    "vacuum": "VACUUM INTO 'other.db'",
    "transaction": "BEGIN",
    "extension": "SELECT load_extension('x')",
    "chance": "SELECT random()",
    "large blob": "SELECT zeroblob(2000000000)",
    "long text": "SELECT printf('%.1000000d', 1)",
    "endless": "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r",
    "endless text": "WITH RECURSIVE r(x) AS (SELECT 'aa' UNION ALL SELECT x || x FROM r) SELECT count(*) FROM r",
    "huge join": "SELECT count(*) FROM " + ", ".join(f"cats AS c{index}" for index in range(60)),
    "sorted join": "SELECT c0.name || c1.name FROM "
    + ", ".join(f"cats c{index}" for index in range(12))
    + " ORDER BY 1",
    "chain": f"WITH a AS (SELECT 1 x), {CHAIN} SELECT * FROM l",
    "chain in quotes": f"WITH a AS (SELECT 1 x), {CHAIN} SELECT * FROM l".replace(" b", " 'b'").replace(" c", " [c]"),
    "unions joined": "SELECT 1 FROM " + " JOIN ".join(f"{UNIONS} u{index}" for index in range(9)),
    "brackets": "SELECT " + "(" * 900 + "1",
    "signs": "SELECT " + "-" * 900 + "1",
    "functions on long texts": HUGE
    + "SELECT count(lower(upper(lower(p.x)))) FROM r p, r q, r s, r t, r u, r v, r w, r y",
    "patterns": HUGE + "SELECT count(*) FROM r p, r q, r s, r t, r u, r v, r w WHERE p.x LIKE '%a%a%a%a%a%a%b%a%b'",
    "long pattern": f"SELECT 'a' LIKE '{'%a' * 100}'",
    "windows": HUGE + "SELECT group_concat(p.x) OVER (ORDER BY q.n ROWS 999 PRECEDING) FROM r p, r q, r s, r t, r u",
    "many dates": HUGE + "SELECT count(strftime('%Y', '2020-01-01')) FROM r p, r q, r s, r t, r u",
    "much text": "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 400) SELECT replace("
    "'" + "a" * 250 + "', 'a', 'aaaa') FROM r",
    "parameter": "SELECT ?",
    "no character": "SELECT 1\0",
    "half a pair": "SELECT '\ud800'",
    "nothing": "",
    "not SQL": "please",
    "long": "SELECT 1" + " " * 3_000,
    "wide": "SELECT " + ", ".join(["1"] * 100),
    "overflow": "SELECT abs(-9223372036854775807 - 1)",
    "this moment": "SELECT date('n' || 'ow')",
    "this zone": "SELECT strftime('%H', '2020-01-01', 'localtime')",
    "no date": "SELECT date()",
}


@pytest.mark.parametrize("query", HARMFUL.values(), ids=HARMFUL)
def test_a_query_that_does_harm_fails_and_says_why(cats, query):
    result = run(cats, query)
    assert result.error
    assert result.rows == ()


@pytest.mark.parametrize("query", HARMFUL.values(), ids=HARMFUL)
def test_no_query_costs_more_instructions_than_the_bound(cats, query, monkeypatch):
    spent = []
    connect = sqlite3.connect

    def counting(*arguments, **named):
        connection = connect(*arguments, **named, factory=Counting)
        connection.spent = spent
        return connection

    class Counting(sqlite3.Connection):
        def set_progress_handler(self, over, every):
            def looked():
                self.spent.append(every)
                return over()

            super().set_progress_handler(looked, every)

    monkeypatch.setattr(engine.sqlite3, "connect", counting)
    run(cats, query)
    assert sum(spent) <= engine.INSTRUCTIONS + engine.LOOK


def test_what_a_query_returns(cats):
    assert run(cats, "SELECT name, weight FROM cats WHERE id < 3") == Result(
        ("name", "weight"), (("Mia", 4.5), ("Tom", 6.25)), ""
    )
    assert run(cats, "SELECT count(*), avg(weight) FROM cats").rows == ((3, 5.375),)
    assert run(cats, "SELECT strftime('%Y', born) AS y FROM cats ORDER BY y DESC").rows == (
        ("2021",),
        ("2020",),
        ("2019",),
    )
    assert run(cats, "SELECT cast(x'ff' AS TEXT)").rows == (("\ufffd",),)
    assert run(cats, "SELECT date(born, '+1 month') FROM cats WHERE id = 1").rows == (("2019-06-01",),)


def test_tables_can_be_joined_nested_and_named(cats):
    query = """
        WITH heavy AS (SELECT * FROM cats WHERE weight > 5),
        light(id) AS (SELECT id FROM cats EXCEPT SELECT id FROM heavy)
        SELECT c.name FROM cats c JOIN light l ON l.id = c.id LEFT JOIN heavy h ON h.id = c.id
        WHERE c.id IN (SELECT id FROM light)
    """
    assert run(cats, query).rows == (("Mia",), ("Mia",))


def test_a_result_of_more_rows_than_are_read_fails(cats):
    counted = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r WHERE x < {}) SELECT x FROM r"
    assert len(run(cats, counted.format(engine.MOST_ROWS)).rows) == engine.MOST_ROWS
    assert "more than 500 rows" in run(cats, counted.format(engine.MOST_ROWS + 1)).error


def test_one_query_leaves_nothing_to_the_next(cats):
    for query in HARMFUL.values():
        run(cats, query)
    assert run(cats, "SELECT count(*) FROM cats").rows == ((3,),)


@pytest.mark.parametrize(
    ("query", "copies"),
    [
        ("SELECT 1 AS (one)", 1),
        ("WITH a AS (SELECT 1) SELECT * FROM a", 1),
        ("WITH a AS (SELECT 1) SELECT a.x FROM a, a AS b", 2),
        ("WITH a(x) AS (SELECT 1), b AS NOT MATERIALIZED (SELECT * FROM a, a z) SELECT * FROM b, b y", 4),
        ("WITH 'a' AS (SELECT 1) SELECT * FROM \"a\", [a] z, `a` y", 3),
    ],
)
def test_how_often_common_table_expressions_are_copied(query, copies):
    assert engine.copies(tokens(query)) == copies


SIGNS = ["(", ")", ",", ";", "'a'", '"', "[", "`", "--", "/*", "*/", "||", "1", "(select 1)"]
NAMES = [
    "id",
    "name",
    "cats",
    "x",
    "as",
    "all",
    "select",
    "from",
    "where",
    "with",
    "recursive",
    "union",
    "join",
    "null",
]
WORDS = st.sampled_from([*SIGNS, *NAMES])


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=80))
def test_whatever_a_query_holds_it_returns_or_says_why_not(cats, query):
    result = run(cats, query)
    assert isinstance(result.error, str)
    assert result.columns or result.error


@pytest.mark.parametrize(
    ("one", "other", "ordered", "alike"),
    [
        (((1,), (2,)), ((2,), (1,)), False, True),
        (((1,), (2,)), ((2,), (1,)), True, False),
        (((1,), (1,)), ((1,),), False, False),
        (((0.1 + 0.2,),), ((0.3,),), True, True),
        (((3,),), ((3.0,),), False, True),
        (((3,),), (("3",),), False, False),
        (((None,),), ((0,),), False, False),
        ((), (), False, True),
        (((1 / 3,),), ((0.33,),), False, False),
    ],
)
def test_rows_are_compared_by_hand(one, other, ordered, alike):
    assert same(Result(rows=one), Result(rows=other), ordered) is alike


def test_averages_of_cents_are_the_same_however_they_are_summed():
    """An average over 32 rows ends in half a millionth, where rounding would part what is off by a hair."""
    for cents in range(1, 6400, 2):
        mean = cents / 100 / 32
        for other in (math.nextafter(mean, 0), math.nextafter(mean, 99), mean + 1e-12, mean - 1e-12):
            assert same(Result(rows=((mean,),)), Result(rows=((other,),)), False)


def test_a_query_that_fails_is_like_no_other():
    assert not same(Result(error="no"), Result(error="no"), False)


def test_tokens_leave_out_comments_and_the_quotes_of_names():
    assert tokens("SELECT \"A b\", [c], `d`, 'It''s' -- no\n/* no */ >= 1.5") == [
        "select", "a b", ",", "c", ",", "d", ",", "'it''s'", ">", "=", "1", ".", "5",
    ]  # fmt: skip


def test_overlaps_by_hand():
    names = frozenset({"cats", "name", "weight"})
    one, other = tokens("SELECT name FROM cats"), tokens("SELECT weight FROM cats")
    assert name_overlap(one, other, names) == pytest.approx(1 / 3)
    assert pair_overlap(one, other) == pytest.approx(1 / 5)
    assert name_overlap(one, one, names) == pair_overlap(one, one) == 1.0
    assert name_overlap([], [], names) == pair_overlap([], []) == 0.0
