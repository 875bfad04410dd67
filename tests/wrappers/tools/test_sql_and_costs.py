"""Queries and costs as terms: parts by hand, budgets that end episodes, and what is refused."""

from __future__ import annotations

import copy
import pickle
import sqlite3

import pytest

import turnwise
from turnwise.wrappers import CostBudget, CostReward, SQLReward

ENDS = [(True, False), (False, True), (True, True)]
SCRIPT = "CREATE TABLE city (name TEXT, people INTEGER); INSERT INTO city VALUES ('Ulm', 126), ('Bonn', 331);"
GOLD = "SELECT name FROM city WHERE people > 200"


def gold_of(info):
    return GOLD


def ask(tools, messages, end=(True, False), opening=None, **arguments):
    turns = [{} for _ in messages]
    turns[-1] = {"terminated": end[0], "truncated": end[1]}
    given = {"gold": GOLD, "script": SCRIPT, "isolate": False, **arguments}
    env = SQLReward(tools.Scripted(turns, opening), **given)
    env.reset()
    return [env.step(message)[4] for message in messages]


@pytest.mark.parametrize("end", ENDS)
def test_the_last_message_s_query_is_paid_with_its_parts_as_channels(tools, end):
    first, last = ask(tools, ["wait", "So:\n```sql\nSELECT name, people FROM city\n```"], end)
    assert first["reward_terms"]["sql"] == 0.0
    assert "channels" not in first
    assert last["channels"] == {
        "sql.execution": 0.0,
        "sql.syntax": 1.0,
        "sql.schema": 1.0,
        "sql.ngram": pytest.approx(2 / (5 + 7 - 2)),
    }
    assert last["reward_terms"]["sql"] == pytest.approx(2.2)


def test_by_turn_every_query_is_paid(tools):
    rewards = [info["reward_terms"]["sql"] for info in ask(tools, [GOLD, "DROP TABLE city", GOLD], per="turn")]
    assert rewards == [6.0, pytest.approx(1 / 3), 6.0]


def test_a_judge_s_opinion_is_a_part(tools):
    (info,) = ask(tools, [GOLD], judge=lambda history, info: 0.5)
    assert info["reward_terms"]["sql"] == pytest.approx(6.5)
    assert info["channels"]["sql.judge"] == 0.5
    (info,) = ask(tools, [GOLD], judge=lambda history, info: None)
    assert (info["reward_terms"]["sql"], info["missing"]) == (0.0, ["sql"])
    (info,) = ask(tools, [GOLD], judge=lambda history, info: None, weights={"execution": 1.0})
    assert info["reward_terms"]["sql"] == 1.0


def test_a_query_in_a_process_earns_the_same_and_a_harmful_one_has_failed(tools):
    wide = "SELECT " + ", ".join(f"hex(zeroblob(499000 + {i}))" for i in range(180))
    messages = [GOLD, "SELECT name FROM city", "DROP TABLE city", "", wide]
    here, apart = (ask(tools, messages, per="turn", isolate=isolate) for isolate in (False, True))
    assert [info["channels"] for info in here] == [info["channels"] for info in apart]
    assert [info["channels"]["sql.syntax"] for info in apart] == [1.0, 1.0, 0.0, 0.0, 0.0]


def test_a_copy_runs_its_own_queries(tools):
    env = SQLReward(tools.Scripted([{}, {"terminated": True}]), GOLD, script=SCRIPT)
    env.reset()
    for again in (copy.deepcopy(env), pickle.loads(pickle.dumps(env))):
        again.step("wait")
        assert again.step(GOLD)[4]["reward_terms"]["sql"] == 6.0


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "cities.db"
    connection = sqlite3.connect(path)
    connection.executescript(SCRIPT)
    connection.close()
    return str(path)


def test_a_file_may_be_given_or_reported_or_looked_up(tools, file):
    for arguments in (
        {"database": file},
        {"opening": {"task": {"database": file}, "answer": GOLD}, "gold": None},
        {"database": lambda info: file, "gold": gold_of},
    ):
        (info,) = ask(tools, ["SELECT 'Bonn'"], script="", **arguments)
        assert info["channels"]["sql.execution"] == 1.0


def test_dotted_paths_name_callables(tools):
    env = SQLReward(tools.Scripted([{}]), "wrapper_cases.tools:gold_query", script=SCRIPT)
    env.reset()
    assert env.query == "SELECT name FROM city"


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        ({"gold": None}, "needs a gold query"),
        ({"script": ""}, "needs a gold query"),
        ({"gold": "SELECT area FROM city"}, "cannot run the gold query .* no such column: area"),
        ({"script": "CREATE nonsense"}, "is no SQLite database"),
        ({"script": "", "database": "/nowhere/at all.db"}, "is no SQLite database"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_the_reset(tools, arguments, match):
    with pytest.raises(ValueError, match=match):
        ask(tools, ["x"], **arguments)


@pytest.mark.parametrize("arguments", [{"per": "step"}, {"weights": {"style": 1.0}}, {"database": "a.db"}])
def test_wrong_sql_rewards_are_refused(tools, arguments):
    with pytest.raises(ValueError, match="SQLReward needs per"):
        SQLReward(tools.Scripted([{}]), GOLD, script=SCRIPT, **arguments)


def test_it_states_whether_it_can_be_negative(tools):
    assert not SQLReward(tools.Scripted([{}]), GOLD, script=SCRIPT).can_be_negative
    assert SQLReward(tools.Scripted([{}]), GOLD, script=SCRIPT, weights={"ngram": -1.0}).can_be_negative


def costs(tools, wrapper, prices, end=(True, False), success=False, **arguments):
    turns = [{"channels": {"cost": price}} for price in prices]
    turns[-1] |= {"terminated": end[0], "truncated": end[1], "success": success}
    env = wrapper(tools.Scripted(turns, {"channels": {"cost": 0.0}}), **arguments)
    env.reset()
    return [env.step("go") for _ in prices]


def paid(steps, term):
    return [step[4]["reward_terms"][term] for step in steps]


@pytest.mark.parametrize("end", ENDS)
def test_costs_are_charged_by_turn_or_in_the_end(tools, end):
    assert paid(costs(tools, CostReward, [1, 2, 3], end, weight=0.5, scale=10), "cost") == pytest.approx(
        [-0.05, -0.1, -0.15]
    )
    assert paid(costs(tools, CostReward, [1, 2], end, per="episode"), "cost") == [0.0, -3.0]


def test_only_solved_episodes_may_be_charged(tools):
    for success, charged in [(True, -3.0), (False, 0.0)]:
        steps = costs(tools, CostReward, [1, 2], success=success, per="episode", solved_only=True)
        assert paid(steps, "cost") == [0.0, charged]


def test_a_missing_cost_is_missing_and_in_the_sum_makes_it_missing(tools):
    nan = float("nan")
    steps = costs(tools, CostReward, [1, nan])
    assert paid(steps, "cost") == [-1.0, 0.0]
    assert [step[4].get("missing") for step in steps] == [None, ["cost"]]
    (_, last) = costs(tools, CostReward, [nan, 1], per="episode")
    assert last[4]["missing"] == ["cost"]


def test_a_price_and_a_callable(tools):
    assert paid(costs(tools, CostReward, [9, 9], cost=0.25), "cost") == [-0.25, -0.25]
    assert paid(costs(tools, CostReward, [9, 9], cost=lambda action, info: len(action)), "cost") == [-2.0, -2.0]


@pytest.mark.parametrize("arguments", [{"scale": 0.0}, {"per": "step"}, {"solved_only": True}])
def test_wrong_cost_rewards_are_refused(tools, arguments):
    with pytest.raises(ValueError, match="CostReward needs"):
        CostReward(tools.Scripted([{}]), **arguments)


@pytest.mark.parametrize(("wrapper", "arguments"), [(CostReward, {}), (CostBudget, {"limit": 1.0})])
def test_a_channel_that_is_not_reported_is_refused_at_the_reset(tools, wrapper, arguments):
    with pytest.raises(ValueError, match="needs the channel 'cost'"):
        wrapper(tools.Scripted([{}]), **arguments).reset()


def flags(steps):
    return [step[2:4] for step in steps]


def test_an_episode_ends_when_its_budget_is_spent(tools):
    steps = costs(tools, CostBudget, [3, 3, 3], limit=5.0)
    assert flags(steps)[:2] == [(False, False), (False, True)]
    assert [step[4]["channels"]["budget.left"] for step in steps[:2]] == [2.0, -1.0]
    assert steps[1][4]["channels"]["budget.spent"] == 6.0
    assert paid(steps, "budget") == [0.0] * 3


def test_ten_tenths_are_spent_after_ten_turns(tools):
    steps = costs(tools, CostBudget, [0.1] * 11, limit=1.0)
    assert [step[3] for step in steps[:10]] == [False] * 9 + [True]


def test_an_end_wins_over_the_budget(tools):
    (step,) = costs(tools, CostBudget, [9], limit=1.0)
    assert step[2:4] == (True, False)


def test_outcome_and_term_sum_to_the_boundary_score(tools):
    turns = [{}, {"reward": 0.7, "terminated": True}]
    env = CostBudget(tools.Scripted(turns), 1.5, limit=99.0, boundary=[1, 10])
    record = tools.play(env, ["a", "b"])
    assert tools.terms(record, "budget") == [0.0, pytest.approx(-0.5 * 2 / 9)]
    assert sum(row[1] for row in record) == pytest.approx(0.588889, abs=1e-6)


def test_a_spent_budget_is_charged_too(tools):
    steps = costs(tools, CostBudget, [4, 4, 4], limit=8.0, boundary=[0, 16], weight=1.0)
    assert paid(steps, "budget")[:2] == [0.0, -0.5]


def test_the_boundary_may_depend_on_the_task(tools):
    steps = costs(tools, CostBudget, [4], limit=9.0, boundary=lambda info: (2.0, 6.0))
    assert paid(steps, "budget") == [-0.25]
    with pytest.raises(ValueError, match="boundary to be two costs"):
        costs(tools, CostBudget, [4], limit=9.0, boundary=lambda info: (6.0, 2.0))


def test_a_second_episode_has_the_whole_budget_again(tools):
    env = CostBudget(tools.Scripted([{}] * 5), 1.0, limit=2.0)
    assert [row[3] for row in tools.play(env, ["a"] * 5)] == [False, True]
    assert [row[3] for row in tools.play(env, ["a"] * 5)] == [False, True]


def test_a_missing_cost_spends_nothing(tools):
    steps = costs(tools, CostBudget, [float("nan"), 2.0], limit=2.5)
    assert [step[4]["channels"]["budget.spent"] for step in steps] == [0.0, 2.0]


def test_the_budget_holds_in_a_real_environment():
    env = turnwise.stack("turnwise/KeyRooms-v0", [{"name": "CostBudget", "cost": 1.0, "limit": 3.0}])
    env.reset(seed=0)
    assert [env.step("look")[3] for _ in range(3)] == [False, False, True]


@pytest.mark.parametrize(
    "arguments", [{"limit": 0.0}, {"limit": 1.0, "boundary": [1.0]}, {"limit": 1.0, "boundary": [2.0, 1.0]}]
)
def test_wrong_budgets_are_refused(tools, arguments):
    with pytest.raises(ValueError, match="CostBudget needs"):
        CostBudget(tools.Scripted([{}]), 1.0, **arguments)
