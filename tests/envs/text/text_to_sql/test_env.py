"""Turns of an episode: exploring, failing queries, answers, what is measured, and SQLReward on top."""

import gymnasium as gym
import pytest

from turnwise.wrappers import SQLReward


def gold(env):
    return env.unwrapped.state.level.question.sql


def test_tables_and_descriptions_tell_what_there_is(make):
    env = make()
    level = env.unwrapped.state.level
    listed, _, _, _, info = env.step("tables")
    assert all(f"{table.name} ({len(level.visible[table.name])} rows)" in listed for table in level.schema.tables)
    assert info["milestones"]["tables_listed"]
    for table in level.schema.tables:
        told = env.step(f"describe {table.name.upper()}")[0]
        for column in table.columns:
            assert f"{level.schema.called(table, column)} {column.type}: {column.says}" in told
    assert env.unwrapped.state.described == tuple(table.name for table in level.schema.tables)


def test_a_table_that_does_not_exist_is_refused_with_those_that_do(make):
    env = make()
    observation, _, _, _, info = env.step("describe ghosts")
    assert not info["valid"]
    assert "There is no table 'ghosts'; the tables are " in observation


def test_results_are_cut_and_say_so(make):
    env = make(shown=3)
    counted = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r WHERE x < 5) SELECT x, NULL, 'a' FROM r"
    observation, _, _, _, info = env.step(f"run {counted}")
    assert observation == "5 rows. The first 3 are shown.\nx | NULL | 'a'\n1 | NULL | a\n2 | NULL | a\n3 | NULL | a"
    assert info["facts"]["query.rows"] == 5
    assert env.step("run SELECT 1 AS one")[0] == "1 row.\none\n1"


def test_a_query_that_fails_is_a_turn_and_its_error_is_seen(make):
    env = make()
    observation, reward, terminated, _, info = env.step("run SELECT 1 FROM nowhere")
    assert observation == "The query fails: no such table: nowhere."
    assert (info["valid"], reward, terminated) == (True, 0.0, False)
    assert info["channels"]["query_ran"] == 0.0
    assert info["facts"]["query.failed"] is True


@pytest.mark.parametrize(
    "message",
    ["answer {}", "answer {};", "answer\n```sql\n{}\n```", "I know.\n<action>answer {}</action>", "ANSWER: {}"],
)
def test_the_gold_query_is_right_however_it_is_written(make, message):
    env = make(seed=3)
    observation, reward, terminated, truncated, info = env.step(message.format(gold(env)))
    assert (reward, terminated, truncated, info["success"]) == (1.0, True, False, True)
    assert "That is the answer" in observation
    assert info["channels"]["databases_right"] == 1.0


def test_a_wrong_answer_ends_the_episode_and_tells_nothing_else(make):
    env = make()
    observation, reward, terminated, _, info = env.step("answer SELECT 1")
    assert (reward, terminated, info["success"]) == (0.0, True, False)
    assert observation == "That is not the answer. It does not return the right rows on every database."


def test_with_attempts_left_the_episode_goes_on(make):
    env = make(attempts=3)
    observation, _, terminated, _, _ = env.step("answer SELEC 1")
    assert "The query fails" in observation
    assert "You can answer 2 more times." in observation
    assert not terminated
    assert "You can answer 1 more time." in env.step("answer SELECT 1")[0]
    _, reward, terminated, _, _ = env.step(f"answer {gold(env)}")
    assert (reward, terminated) == (1.0, True)


def test_rows_that_are_right_here_but_not_on_hidden_databases_are_a_wrong_answer(make):
    for seed in range(30):
        env = make(seed=seed, shapes=["aggregate"])
        ((value,),) = env.unwrapped.state.level.right().rows
        _, reward, terminated, _, info = env.step(f"answer SELECT {value}")
        assert (reward, terminated) == (0.0, True)
        assert info["channels"]["right_rows"] == 1.0
        assert 0.25 <= info["channels"]["databases_right"] < 1.0
        assert info["milestones"]["right_rows_found"]


def test_without_hidden_databases_a_constant_is_right(make):
    env = make(shapes=["aggregate"], hidden=0)
    ((value,),) = env.unwrapped.state.level.right().rows
    assert env.step(f"answer SELECT {value}")[1] == 1.0


def test_channels_speak_of_the_turn_and_not_of_the_turn_before(make):
    env = make()
    asked = env.step(f"run {gold(env)}")[4]["channels"]
    assert asked == {
        "state_changed": 1.0, "query_ran": 1.0, "right_rows": 1.0, "name_overlap": 1.0, "pair_overlap": 1.0,
        "databases_right": 0.0,
    }  # fmt: skip
    looked = env.step("tables")[4]["channels"]
    assert looked == {**dict.fromkeys(asked, 0.0), "state_changed": 1.0}
    assert env.step("tables")[4]["channels"]["state_changed"] == 0.0


def test_milestones_of_the_expert_come_in_order(make):
    env = make(seed=5)
    seen = []
    for message in env.unwrapped.expert():
        info = env.step(message)[4]
        seen.append([name for name, holds in info["milestones"].items() if holds])
    assert seen[0] == ["tables_listed"]
    assert seen[-2] == ["tables_listed", "needed_tables_described"]
    assert len(seen[-1]) == 5
    assert len(seen) == info["task"]["expert_length"]


def test_the_expert_goes_on_from_what_was_seen(make):
    env = make(seed=5)
    level = env.unwrapped.state.level
    env.step("tables")
    for table in level.question.tables:
        env.step(f"describe {table}")
    assert next(env.unwrapped.expert()) == f"answer {level.question.sql}"


@pytest.mark.parametrize("per", ["turn", "episode"])
def test_sql_reward_reads_gold_query_and_database(make, per):
    env = SQLReward(gym.make("turnwise/TextToSQL-v0", shapes=["filter"]), isolate=False, per=per)
    env.reset(seed=1)
    query = gold(env)
    paid = [env.step(message)[4] for message in ("tables", f"answer {query}")]
    assert paid[1]["reward_terms"] == {"outcome": 1.0, "sql": pytest.approx(6.0)}
    assert paid[1]["channels"]["sql.execution"] == paid[1]["channels"]["sql.ngram"] == 1.0
    assert paid[0]["reward_terms"]["sql"] < 1.0


def test_sql_reward_pays_partly_for_a_query_that_is_nearly_right():
    env = SQLReward(gym.make("turnwise/TextToSQL-v0", shapes=["filter"]), isolate=False)
    env.reset(seed=1)
    query = gold(env)
    _, _, _, _, info = env.step(f"answer {query} LIMIT 0")
    parts = {name: info["channels"][f"sql.{name}"] for name in ("execution", "syntax", "schema", "ngram")}
    assert (parts["execution"], parts["syntax"], parts["schema"]) == (0.0, 1.0, 1.0)
    assert 0.5 < parts["ngram"] < 1.0
    assert info["channels"]["name_overlap"] == 1.0


def test_shapes_are_drawn_from_those_asked_for(make):
    shapes = {make(seed=seed, shapes=["sets", "group"]).unwrapped.state.level.question.shape for seed in range(12)}
    assert shapes == {"sets", "group"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"shapes": []}, {"shapes": "filter"}, {"shapes": ["riddle"]}, {"conditions": 4}, {"tables": 1}, {"rows": 7},
        {"missing": -0.1}, {"repeated": 0.6}, {"misleading": 1}, {"hidden": 9}, {"attempts": 0}, {"shown": 101},
    ],
)  # fmt: skip
def test_wrong_arguments_are_named(make, wrong):
    (name,) = wrong
    with pytest.raises(ValueError, match=f"TextToSQLEnv needs {name} to be"):
        make(**wrong)
