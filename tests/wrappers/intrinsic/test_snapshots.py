"""Snapshot and restore bring back what was remembered, exactly, for every method and scope."""

from __future__ import annotations

import gymnasium as gym
import pytest

import turnwise
from turnwise.wrappers import CrossTurnNovelty, Curiosity, NoveltyArchive
from turnwise.wrappers.intrinsic.memory import Memory

METHODS = [
    "counts",
    "first_visit",
    "e3b",
    "pseudo_counts",
    "re3",
    "ride",
    "noveld",
    "e3b_noveld",
    "archive",
    "coverage",
]
LAKE = "turnwise/FrozenLake-v0"
MESSAGES = ["down", "right", "what?", "up", "down", "left", "down", "right"]


def lake(turns=None):
    return gym.make(LAKE, size=5, holes=0.0, max_episode_steps=turns)


def go_on(env, messages=MESSAGES, seed=11):
    """Play on over the end of an episode; return what every turn paid."""
    paid = []
    for message in messages:
        _, _, terminated, truncated, info = env.step(message)
        paid.append(info["reward_terms"])
        if terminated or truncated:
            env.reset(seed=seed)
    return paid


@pytest.mark.parametrize("scope", ["episode", "task", "run", "both"])
@pytest.mark.parametrize("method", METHODS)
def test_the_same_turns_pay_the_same_again(method, scope):
    env = Curiosity(lake(6), method, scope=scope, dimension=16, normalise=True, decay=0.01)
    env.reset(seed=1)
    go_on(env, MESSAGES * 2)
    state = turnwise.snapshot(env)
    first = go_on(env, MESSAGES * 2)
    for _ in range(2):
        turnwise.restore(env, state)
        assert go_on(env, MESSAGES * 2) == first
    twin = Curiosity(lake(6), method, scope=scope, dimension=16, normalise=True, decay=0.01)
    twin.reset(seed=99)
    go_on(twin, MESSAGES)
    turnwise.restore(twin, state)
    assert go_on(twin, MESSAGES * 2) == first


@pytest.mark.parametrize("wrap", [NoveltyArchive, CrossTurnNovelty])
def test_the_terms_by_name_are_brought_back_too(wrap):
    env = wrap(lake(6), scope="run", **({"exploit": 1} if wrap is NoveltyArchive else {}))
    env.reset(seed=1)
    go_on(env, MESSAGES * 2)
    state = turnwise.snapshot(env)
    first = go_on(env, MESSAGES * 3)
    turnwise.restore(env, state)
    assert go_on(env, MESSAGES * 3) == first


def test_a_transition_that_was_tried_and_taken_back_is_counted_once():
    env = Curiosity(lake(), feature=["agent.row", "agent.column"], weight=1.0)
    env.reset(seed=1)
    state = turnwise.snapshot(env)
    for _ in range(5):
        assert env.step("down")[4]["reward_terms"]["curiosity"] == 1.0
        turnwise.restore(env, state)
    env.step("down")
    places = env.shared.state()["places"]
    assert list(places["curiosity/0/counts"][""]["visits"].values()) == [1, 1]


def test_a_shared_memory_goes_back_for_all_who_share_it():
    memory = Memory()
    one, other = (Curiosity(lake(), feature="facts", weight=1.0, memory=memory) for _ in range(2))
    for env in (one, other):
        env.reset(seed=1)
    state = turnwise.snapshot(one)
    one.step("down")
    other.step("down")
    turnwise.restore(one, state)
    assert one.shared is other.shared is memory
    assert one.step("down")[4]["reward_terms"]["curiosity"] == 1.0


def test_a_memory_that_only_an_episode_needs_is_not_copied():
    env = Curiosity(lake(), scope="episode")
    env.reset(seed=1)
    assert env.recalled.state[-1] is None
    env = Curiosity(lake(), scope="run")
    env.reset(seed=1)
    assert env.recalled.state[-1] is env.recalled.state[-1]
