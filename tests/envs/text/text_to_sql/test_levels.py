"""Drawn databases and questions: sound schemas, sound rows, questions that only the right query answers."""

import pickle
import re
from collections import Counter

import numpy as np
import pytest

from turnwise.envs.text.text_to_sql import engine
from turnwise.envs.text.text_to_sql.domains import DOMAINS
from turnwise.envs.text.text_to_sql.phrases import Draft
from turnwise.envs.text.text_to_sql.rows import draw_rows, image, literal, script
from turnwise.envs.text.text_to_sql.schema import closed, draw_schema
from turnwise.envs.text.text_to_sql.shapes import SHAPES


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_links_lead_to_tables_before_and_no_name_is_taken_twice(domain):
    for place, table in enumerate(domain.tables):
        assert {column.target for column in table.of_kind("link")} <= {other.name for other in domain.tables[:place]}
        assert table.columns[0].kind == "key"
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert all(column.odd != column.name for column in table.columns)
        assert all(column.many for column in table.of_kind("choice"))
        assert all(column.up and column.down for column in table.of_kind("link"))


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_schemas_hold_what_they_link_to_and_misled_names_are_free(count):
    for seed in range(40):
        schema = draw_schema(np.random.default_rng(seed), DOMAINS, count, True)
        assert len(schema.tables) == count
        assert list(schema.links())
        for table in schema.tables:
            called = [schema.called(table, column) for column in table.columns]
            assert len(set(called)) == len(called)
        engine.build(schema.script())


def test_five_tables_are_the_whole_domain():
    assert [len(closed(domain, 5)) for domain in DOMAINS] == [1] * 5


def test_rows_respect_keys_links_and_what_must_not_be_missing():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        schema = draw_schema(rng, DOMAINS, 5, False)
        rows = draw_rows(rng, schema, 24, missing=0.3, repeated=0.2)
        for table in schema.tables:
            keys = [row[0] for row in rows[table.name]]
            assert len(set(keys)) == len(keys)
            for place, column in enumerate(table.columns):
                values = {row[place] for row in rows[table.name]}
                assert column.optional or None not in values
                if column.kind == "link":
                    assert values <= {row[0] for row in rows[column.target]}


def test_missing_and_repeated_are_shares_of_the_rows():
    rng = np.random.default_rng(0)
    schema = draw_schema(rng, [domain for domain in DOMAINS if domain.name == "shop"], 5, False)
    for missing, repeated in [(0.0, 0.0), (0.5, 0.5)]:
        rows = draw_rows(rng, schema, 60, missing, repeated)
        empty = [row[4] is None for row in rows["products"]]
        again = sum(count - 1 for count in Counter(tuple(row[1:]) for row in rows["order_lines"]).values())
        assert (np.mean(empty) > 0.3) == (missing > 0)
        assert (again > 20) == (repeated > 0)


def test_the_script_builds_the_same_database_as_the_image(draw):
    (level,) = draw("join", 1)
    for table in level.schema.tables:
        asked = f"SELECT * FROM {table.name}"
        assert level.run(asked) == engine.run(engine.build(level.script()), asked)
    assert image(level.schema, level.visible) == level.image(0)
    assert script(level.schema, level.visible).count("INSERT") == 4


@pytest.mark.parametrize(("value", "written"), [(None, "NULL"), ("It's", "'It''s'"), (2, "2"), (1.5, "1.5")])
def test_values_are_written_as_sql_writes_them(value, written):
    assert literal(value) == written


def test_the_gold_query_runs_is_not_empty_and_tells_databases_apart(shape, draw):
    for level in draw(shape, 25):
        question = level.question
        assert question.shape == shape
        assert level.agreement(question.sql) == 1.0
        assert 0 < len(level.right().rows) <= 60
        rows = [engine.run(level.image(which), question.sql).rows for which in range(4)]
        assert len(set(rows)) > 1
        assert set(question.tables) <= {table.name for table in level.schema.tables}
        assert question.ordered == (shape == "order") == (" ORDER BY " in question.sql)


def test_hidden_databases_tell_queries_apart_that_the_visible_one_does_not(shape, draw):
    near = [(level, query) for level in draw(shape, 25) for query in level.question.near]
    assert not any(level.run(query).error for level, query in near)
    caught = np.mean([level.agreement(query) < 1 for level, query in near])
    seen = np.mean([not level.agrees(level.run(query)) for level, query in near])
    assert caught > 0.9
    assert seen < caught


def test_constants_read_off_the_visible_database_are_not_right(draw):
    for level in draw("aggregate", 30):
        ((value,),) = level.right().rows
        guess = f"SELECT {literal(value)}"
        assert level.agrees(level.run(guess))
        assert level.agreement(guess) < 1.0


def test_rows_read_off_the_visible_database_are_not_right(shape, draw):
    for level in draw(shape, 20):
        rows = ", ".join(f"({', '.join(map(literal, row))})" for row in level.right().rows)
        result = level.run(f"VALUES {rows}")
        assert level.agrees(result) or "too many things" in result.error
        assert level.agreement(f"VALUES {rows}") < 1.0


def equivalents(query):
    """Return the same query in other words."""
    yield f"SELECT * FROM ({query})"
    yield f"WITH found AS ({query}) SELECT * FROM found;".rstrip(";")
    yield re.sub(r"\b([a-z]\w*)\.([a-z]\w*)", r'"\1"."\2"', query)
    yield re.sub(r"(\S+) BETWEEN (\S+) AND (\S+)", r"\1 >= \2 AND \1 <= \3", query)
    yield re.sub(r"AVG\(([^()]*)\)", r"(SUM(\1) * 1.0 / COUNT(\1))", query)
    yield re.sub(r"(\S+) IN \(('[^']*'), ('[^']*')\)", r"(\1 = \2 OR \3 = \1)", query)
    yield query.replace("NOT IN (SELECT ", "NOT IN (SELECT DISTINCT ")
    yield re.sub(r"(?<!LEFT) JOIN", " INNER JOIN", query)


def test_the_same_query_in_other_words_is_right(shape, draw):
    for level in draw(shape, 12, conditions=3):
        for query in equivalents(level.question.sql):
            assert level.agreement(query) == 1.0, query


def test_questions_are_sentences_without_holes(shape, draw):
    for level in draw(shape, 40, tables=5, conditions=3):
        text = level.question.text
        assert text[0].isupper()
        assert text[-1] in ".?"
        assert "  " not in text
        assert not set("{}[]_") & set(text)
        assert " a a" not in text
        assert "None" not in text


def test_every_shape_can_be_drawn_from_every_schema(shape):
    for seed in range(30):
        rng = np.random.default_rng(seed)
        schema = draw_schema(rng, DOMAINS, 2 + seed % 4, True)
        rows = draw_rows(rng, schema, 8, missing=0.5, repeated=0.5)
        question = SHAPES[shape](Draft(rng, schema, rows, 3))
        result = engine.run(image(schema, rows), question.sql)
        assert not result.error


def test_levels_are_values(draw):
    one, other = draw("filter", 1), draw("filter", 1)
    assert one == other == pickle.loads(pickle.dumps(one))
    assert hash(one[0]) == hash(other[0])
    assert one != draw("filter", 1, seed=1)
    assert pickle.loads(pickle.dumps(one[0])).right() == one[0].right()
    assert one[0] != "level"


def test_conditions_are_at_most_as_many_as_asked_for(draw):
    assert max(level.question.text.count("whose") for level in draw("filter", 30, conditions=1)) == 1
    assert max(level.question.text.count("whose") for level in draw("filter", 30, conditions=3)) == 3


def test_names_mislead_only_if_asked_to(draw):
    assert all(not level.schema.misled for level in draw("filter", 10, misleading=False))
    assert any(level.schema.misled for level in draw("filter", 10, misleading=True))
