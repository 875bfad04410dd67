"""Terms for tools in recorded runs and in stacks: components as columns, budgets, and farming that does not pay."""

from __future__ import annotations

import itertools
import json

import pytest

import turnwise
from turnwise.agents import ReplayAgent
from turnwise.agents.rollouts import Episode, collect, read_run
from turnwise.wrappers import (
    CostBudget,
    CostReward,
    GatedRewards,
    GaussianClick,
    KnowledgeBoundary,
    SQLReward,
    ToolCallReward,
    ToolUse,
)


def run(tools, wrap, said, path, record=("channels",), **last):
    """Play what is said in a wrapped script, write it down, and read the episode back."""
    turns = [{} for _ in said]
    turns[-1] = {"terminated": True, **last}
    agent = ReplayAgent([Episode(actions=list(said))])
    collect(lambda: wrap(tools.Scripted(turns)), agent, seeds=[0], out=path, record=list(record))
    return read_run(path)[0]


def say(name, **parameters):
    return "<tool_call>" + json.dumps({"name": name, "parameters": parameters}) + "</tool_call>"


EXPECTED = [[{"name": "find", "parameters": {"query": "x"}}], []]


def test_format_and_correctness_are_columns(tools, tmp_path):
    said = [say("find", query="x"), "then " + say("find")]
    episode = run(tools, lambda env: ToolCallReward(env, EXPECTED), said, tmp_path / "run")
    assert episode.channels == {"tool_calls.format": [1.0, 0.0], "tool_calls.correctness": [3.0, 0.0]}
    assert episode.paid["tool_calls"] == [4.0, 0.0]


def test_calls_that_nobody_knows_are_missing(tools, tmp_path):
    episode = run(tools, lambda env: ToolCallReward(env, lambda history, info: None), ["a", "b"], tmp_path / "run")
    assert episode.paid["tool_calls"] == [None, None]


def test_the_parts_of_a_query_are_columns_on_the_last_turn(tools, tmp_path):
    def wrap(env):
        return SQLReward(env, "SELECT 1 AS one", script="CREATE TABLE t (one)")

    episode = run(tools, wrap, ["hm", "SELECT 1 AS one"], tmp_path / "run")
    assert {name: column[0] for name, column in episode.channels.items()} == dict.fromkeys(episode.channels)
    assert [episode.channels[f"sql.{part}"][1] for part in ("execution", "syntax", "schema", "ngram")] == [1.0] * 4


def test_a_point_leaves_its_coverage_missing(tools, tmp_path):
    episode = run(
        tools, lambda env: GaussianClick(env, [0, 0, 2, 2]), ["(1, 1)", "[0, 0, 2, 2]", "?"], tmp_path / "run"
    )
    assert episode.channels == {"click.point": [1.0, 1.0, None], "click.coverage": [None, 1.0, None]}
    assert episode.paid["click"] == [1.0, 2.0, 0.0]


def test_the_budget_cuts_the_recorded_episode(tools, tmp_path):
    episode = run(tools, lambda env: CostBudget(env, 2.0, limit=4.0), ["a", "b", "c"], tmp_path / "run")
    assert (len(episode.actions), episode.terminated, episode.truncated) == (2, False, True)
    assert episode.channels == {"budget.spent": [2.0, 4.0], "budget.left": [2.0, 0.0]}


def test_a_charge_for_a_cost_that_is_missing_is_missing(tools, tmp_path):
    episode = run(
        tools, lambda env: CostReward(env, lambda action, info: float("nan") if action == "b" else 2.0), "abc", tmp_path
    )
    assert episode.paid["cost"] == [-2.0, None, -2.0]
    assert episode.rewards == [-2.0, 0.0, -2.0]


def total(tools, wrap, messages, **last):
    turns = [{} for _ in messages]
    turns[-1] = {"terminated": True, **last}
    return sum(row[1] for row in tools.play(wrap(tools.Scripted(turns)), messages))


def test_searching_again_and_again_earns_no_more_than_once(tools):
    once = total(tools, KnowledgeBoundary, ["<search>q</search>", "x"])
    often = total(tools, KnowledgeBoundary, ["<search>q</search>"] * 9 + ["x"])
    assert once == often == 0.05


def test_calling_a_tool_again_costs_efficiency(tools):
    act, end = "<think>a</think><tool>b</tool>", "<think>a</think><response>c</response>"
    earned = [total(tools, ToolUse, [*[act] * count, end], success=True) for count in (1, 2, 4)]
    assert earned == [pytest.approx(1.0), pytest.approx(0.75), pytest.approx(0.625)]


def test_spraying_calls_never_pays(tools):
    aim = [[{"name": "find", "parameters": {"query": "x"}}]]
    guesses = [{"name": "find", "parameters": {"query": letter}} for letter in "uvwx"]
    sprayed = "<tool_call>" + json.dumps(guesses) + "</tool_call>"
    one = total(tools, lambda env: ToolCallReward(env, aim), [say("find", query="x")])
    many = total(tools, lambda env: ToolCallReward(env, aim), [sprayed])
    none = total(tools, lambda env: ToolCallReward(env, aim), ["<think>hm</think>"])
    assert none < many < one


def test_naming_many_places_earns_the_last_one(tools):
    spray = " ".join(f"({x}, {x})" for x in range(20))
    assert total(tools, lambda env: GaussianClick(env, [0, 0, 2, 2]), [spray]) < 1e-6


def test_a_query_that_lists_the_schema_earns_little(tools):
    script = "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2);"

    def wrap(env):
        return SQLReward(env, "SELECT a FROM t WHERE b > 1", script=script)

    assert total(tools, wrap, ["t a b"]) < 1.2 < total(tools, wrap, ["SELECT a FROM t"])


def test_cheap_failure_beats_dear_failure_unless_only_successes_are_charged(tools):
    def charged(solved_only):
        def wrap(env):
            return CostReward(env, 0.1, per="episode", solved_only=solved_only)

        return [total(tools, wrap, ["x"] * count, success=False) for count in (1, 5)]

    assert charged(False) == [pytest.approx(-0.1), pytest.approx(-0.5)]
    assert charged(True) == [0.0, 0.0]


def test_charges_may_not_hide_behind_a_gate(tools):
    for inner in (CostReward(tools.Scripted([{}]), 1.0), ToolCallReward(tools.Scripted([{}]), EXPECTED)):
        with pytest.raises(ValueError, match="negative"):
            GatedRewards(inner, [inner.term])
    gate = GatedRewards(SQLReward(tools.Scripted([{}]), "SELECT 1", script="SELECT 1;"), ["sql"])
    assert not gate.env.can_be_negative


def test_a_budget_is_spent_by_what_a_channel_reports():
    layers = [{"name": "CostBudget", "cost": "state_changed", "limit": 2.0}]
    env = turnwise.stack("turnwise/FrozenLake-v0", layers)
    env.reset(seed=0)
    spent = []
    for message in itertools.chain(["nonsense"], env.unwrapped.expert()):
        *_, terminated, truncated, info = env.step(message)
        spent.append(info["channels"]["budget.spent"])
        if terminated or truncated:
            break
    assert (spent, truncated) == ([0.0, 1.0, 2.0], True)


def test_restoring_a_fork_gives_the_money_back():
    env = turnwise.stack("turnwise/KeyRooms-v0", [{"name": "CostBudget", "cost": 1.0, "limit": 3.0}])
    env.reset(seed=0)
    env.step("look")
    state = turnwise.snapshot(env)
    assert [env.step("look")[3] for _ in range(2)] == [False, True]
    turnwise.restore(env, state)
    assert [env.step("look")[3] for _ in range(2)] == [False, True]
