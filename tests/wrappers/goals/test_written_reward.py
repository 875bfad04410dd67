"""A reward written as code as a wrapper: what it reads, what it pays, and what becomes of its faults."""

from __future__ import annotations

import math

import gymnasium as gym
import numpy as np
import pytest

import turnwise
from turnwise.agents import ExpertAgent
from turnwise.agents.rollouts import rollout
from turnwise.wrappers import WrittenReward

NEARER = """
def reward(inputs):
    nearer = inputs["previous.channels.goal_distance"] - inputs["channels.goal_distance"]
    late = -0.1 * inputs["turn"]
    return nearer + late, {"nearer": nearer, "late": late}
"""
NEARER_READS = ["previous.channels.goal_distance", "channels.goal_distance", "turn"]


def episode(tools, distances=(4, 3, 3, 1), **opening):
    turns = [{"channels": {"goal_distance": each}, "facts": {"door.open": each < 3}} for each in distances[1:]]
    first = {"channels": {"goal_distance": distances[0]}, "facts": {"door.open": False}}
    return tools.Scripted(turns, {**first, **opening})


def paid(tools, env, turns=3):
    return tools.terms(tools.play(env, ["go", "stay", "go"][:turns]), "written")


def test_it_pays_what_the_code_returns_and_tells_its_components(tools):
    env = WrittenReward(episode(tools), NEARER, NEARER_READS, weight=2.0)
    for _ in range(2):
        assert paid(tools, env) == pytest.approx([2 * 0.9, 2 * -0.2, 2 * 1.7])
    env.reset()
    channels = env.step("go")[4]["channels"]
    assert channels == {"goal_distance": 3, "written.nearer": 1.0, "written.late": pytest.approx(-0.1)}


def test_every_kind_of_input_is_read(tools):
    names = ["observation", "previous.observation", "action", "turn", "terminated", "truncated", "success", "valid"]
    names += ["door.open", "previous.door.open", "channels.goal_distance", "milestones.half"]
    turns = [
        {
            "facts": {"door.open": False},
            "channels": {"goal_distance": 3},
            "milestones": {"half": False},
            "valid": False,
        },
        {
            "facts": {"door.open": True},
            "channels": {"goal_distance": 0},
            "milestones": {"half": True},
            "truncated": True,
        },
    ]
    env = tools.Scripted(
        turns, {"facts": {"door.open": False}, "channels": {"goal_distance": 4}, "milestones": {"half": False}}
    )
    env = WrittenReward(env, "def reward(inputs):\n    return 0\n", names)
    seen = []
    env.function = lambda values: seen.append(values) or (0.0, {})
    tools.play(env, ["go", "stay"])
    assert seen[0] == {
        "observation": "turn 1",
        "previous.observation": "turn 0",
        "action": "go",
        "turn": 1,
        "terminated": False,
        "truncated": False,
        "success": False,
        "valid": False,
        "door.open": False,
        "previous.door.open": False,
        "channels.goal_distance": 3,
        "milestones.half": False,
    }
    assert (seen[1]["previous.observation"], seen[1]["turn"], seen[1]["truncated"]) == ("turn 1", 2, True)
    assert (seen[1]["door.open"], seen[1]["previous.door.open"]) == (True, False)


def test_what_is_not_plain_is_given_as_text_and_what_is_missing_as_none(tools):
    env = tools.Scripted([{"facts": {"a.b": np.float32(0.5), "c.d": (1, 2)}}, {}], {"facts": {"a.b": 1, "c.d": 2}})
    env = WrittenReward(env, "def reward(inputs):\n    return 0\n", ["a.b", "c.d"])
    seen = []
    env.function = lambda values: seen.append(values) or (0.0, {})
    tools.play(env, ["go", "go"])
    assert seen == [{"a.b": 0.5, "c.d": "(1, 2)"}, {"a.b": None, "c.d": None}]
    assert type(seen[0]["a.b"]) is float


def test_a_turn_it_cannot_be_worked_out_on_pays_nothing_and_is_missing(tools):
    source = "def reward(inputs):\n    return 1 / (inputs['channels.goal_distance'] - 3)\n"
    env = WrittenReward(episode(tools, (4, 5, 3, 4)), source, ["channels.goal_distance"])
    assert paid(tools, env) == [0.5, 0.0, 1.0]
    env.reset()
    assert [env.step("go")[4].get("missing") for _ in range(3)] == [None, ["written"], None]


def test_its_checksum_stands_in_the_trace():
    layer = {"name": "WrittenReward", "source": NEARER, "inputs": NEARER_READS}
    env = turnwise.stack("turnwise/FrozenLake-v0", [layer])
    played = rollout(env, ExpertAgent(), seed=0)
    identity = played.opening["versions"]["written"]["identity"]
    assert identity == f"sha256:{env.function.id}"
    assert played.solved
    assert not any(math.isnan(value) for value in played.column("written"))
    assert turnwise.describe(env)["layers"] == [layer]


def test_what_the_environment_does_not_report_is_refused_at_the_reset(tools):
    env = WrittenReward(episode(tools), "def reward(inputs):\n    return 0\n", ["door.shut", "previous.channels.heat"])
    with pytest.raises(
        ValueError, match=r"declares the inputs \['door.shut', 'channels.heat'\], which are not reported"
    ):
        env.reset()


@pytest.mark.parametrize(
    ("source", "inputs", "words"),
    [
        ("import os\n" + NEARER, NEARER_READS, "only `import math` is allowed"),
        (NEARER, NEARER_READS[:2], "reads the undeclared input 'turn'"),
        ("def reward(inputs):\n    return 0\n", ["turn", "turn"], "named once each"),
        ("def reward(inputs):\n    return 0\n", ["previous.action"], "no previous values of"),
    ],
)
def test_a_source_that_may_not_be_is_refused(tools, source, inputs, words):
    with pytest.raises(ValueError, match=words):
        WrittenReward(episode(tools), source, inputs)


def test_it_works_on_environments_that_have_never_heard_of_it():
    env = gym.make("CartPole-v1")
    env = WrittenReward(env, "def reward(inputs):\n    return len(inputs['observation'])\n", ["observation"])
    env.reset(seed=0)
    assert env.step(0)[4]["reward_terms"]["written"] > 10
