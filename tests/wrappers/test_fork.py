"""Forking a stack: what an episode remembers is copied, shared things are not."""

from __future__ import annotations

import gymnasium as gym
import pytest

import turnwise
from turnwise.wrappers import Milestones, RepetitionPenalty

TURNS = [{"milestones": {"a": turn > 2}} for turn in range(8)]


@pytest.fixture
def env(tools):
    inner = gym.wrappers.TimeLimit(tools.Scripted(TURNS, {"milestones": {"a": False}}), 6)
    return RepetitionPenalty(Milestones(inner))


def go_on(env, messages):
    return [env.step(message)[1:4] for message in messages]


def test_the_same_turns_pay_the_same_again(env):
    env.reset()
    go_on(env, ["go", "left"])
    state = turnwise.snapshot(env)
    first = go_on(env, ["go", "right", "right", "left"])
    for _ in range(2):
        turnwise.restore(env, state)
        assert go_on(env, ["go", "right", "right", "left"]) == first
    assert first[-1][2]


def test_a_snapshot_is_not_changed_by_going_on(env):
    env.reset()
    state = turnwise.snapshot(env)
    go_on(env, ["go"] * 3)
    turnwise.restore(env, state)
    go_on(env, ["go"] * 3)
    turnwise.restore(env, state)
    assert env.turn_of == {}
    assert env.env.pending == {"a": 1.0}


def test_a_wrapper_that_declares_nothing_is_copied_whole(env):
    env.reset()
    go_on(env, ["go"] * 3)
    state = turnwise.snapshot(env)
    go_on(env, ["go"] * 2)
    turnwise.restore(env, state)
    assert [row[2] for row in go_on(env, ["go"] * 3)] == [False, False, True]


def test_the_methods_and_the_functions_are_the_same(env):
    env.reset()
    state = env.snapshot()
    first = go_on(env, ["go", "go"])
    env.restore(state)
    assert go_on(env, ["go", "go"]) == first


def test_another_number_of_wrappers_is_refused(env):
    env.reset()
    state = turnwise.snapshot(env)
    with pytest.raises(ValueError, match=r"of a stack of 3 wrappers, .* has 2"):
        turnwise.restore(env.env, state)


def test_an_environment_that_cannot_fork_says_so(tools):
    inner = tools.Scripted(TURNS)
    inner.can_fork = False
    with pytest.raises(NotImplementedError, match="cannot fork"):
        turnwise.snapshot(RepetitionPenalty(inner))
