"""Equal values have one key, different ones have another, and what cannot be told apart is refused."""

from collections import deque
from dataclasses import dataclass, field

import gymnasium as gym
import numpy as np
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.reward_shaping.diagnostics.tabular.state_key import frozen, layers, memory, situation, stop_clocks
from turnwise.wrappers import GatedRewards, Milestones, PotentialShaping


@dataclass
class Point:
    x: float
    tags: list[str] = field(default_factory=list)


class Plain:
    def __init__(self, value):
        self.value = value


class Slotted:
    __slots__ = ("unset", "value")

    def __init__(self, value):
        self.value = value


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        (0.1 + 0.2, 0.3, 0.31),
        ([1, [2.0]], (1, (2,)), [1, [3]]),
        ({"a": 1, "b": [2]}, {"b": [2], "a": 1}, {"a": 1, "b": [3]}),
        ({1, 2}, {2, 1}, {1}),
        (np.arange(4.0), np.arange(4), np.arange(4).reshape(2, 2)),
        (deque([1, 2]), [1, 2], [2, 1]),
        (Point(1.0, ["a"]), Point(1.0, ["a"]), Point(1.0, ["b"])),
        (Plain([1]), Plain([1]), Plain([2])),
        (Slotted([1]), Slotted([1]), Slotted([2])),
        (np.float64("nan"), float("nan"), 0.0),
        (None, None, 0),
        (np.random.default_rng(0), np.random.default_rng(0), np.random.default_rng(1)),
    ],
)
def test_equal_values_have_one_key(one, same, other):
    assert hash(frozen(one)) == hash(frozen(same))
    assert frozen(one) == frozen(same)
    assert frozen(one) != frozen(other)


def test_what_cannot_be_told_apart_is_refused():
    with pytest.raises(TypeError, match="cannot tell states apart"):
        frozen([object()])


def test_the_layers_of_a_stack_end_with_the_environment():
    env = Milestones(gym.make("turnwise/FrozenLake-v0"))
    assert [type(layer).__name__ for layer in layers(env)] == [
        "Milestones",
        "TimeLimit",
        "OrderEnforcing",
        "PassiveEnvChecker",
        "FrozenLakeEnv",
    ]


def test_a_situation_is_the_state_without_what_only_the_expert_reads():
    env = gym.make("turnwise/FrozenLake-v0", size=4)
    env.reset(seed=0)
    before = situation(env.unwrapped)
    env.step("up")  # the shore
    assert env.unwrapped.state.steps == 1
    assert situation(env.unwrapped) == before
    env.step("down")
    assert situation(env.unwrapped) != before


class Counting(gym.Wrapper):
    """Declares no memory; every attribute counts."""

    def __init__(self, env):
        super().__init__(env)
        self.count = 0

    def step(self, action):
        self.count += 1
        return super().step(action)


def test_memory_is_what_is_declared_or_else_everything():
    env = GatedRewards(Milestones(Counting(gym.make("turnwise/FrozenLake-v0", size=4))), ["milestones"])
    env.reset(seed=0)
    env.step("right")
    known = memory(env)
    assert known["Counting.count"] == 1
    assert known["GatedRewards.totals"] == (0, 0)
    assert "GatedRewards.rows" not in known  # kept to write late values; no reward depends on it
    assert {name.partition(".")[0] for name in known} == {"GatedRewards", "Milestones", "Counting"}
    assert memory(env, turns=True)["TimeLimit._elapsed_steps"] == 1


def test_two_layers_of_one_class_are_kept_apart():
    inner = PotentialShaping(gym.make("turnwise/FrozenLake-v0", size=4), lambda observation, info: 1.0)
    env = PotentialShaping(inner, lambda observation, info: 2.0, name="second")
    env.reset(seed=0)
    assert sorted(memory(env).values()) == [1.0, 2.0]


def test_a_clock_that_was_put_off_cuts_nothing():
    env = gym.make("turnwise/FrozenLake-v0", max_episode_steps=1)
    env.reset(seed=0)
    stop_clocks(env)
    assert not env.step("up")[3]
    assert env.step("up")[3]
