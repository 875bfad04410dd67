"""Walks in a budget: by forks and by playing again, both alike."""

import gymnasium as gym
import pytest
from corridor import Corridor

import turnwise
from turnwise.reward_shaping.diagnostics.farming import Explorer


@pytest.fixture(params=[True, False], ids=["fork", "replay"])
def explorer(request):
    return Explorer(lambda: Corridor(lambda *turn: 0.5, can_fork=request.param), steps=100)


def test_moments_can_be_gone_on_from_in_any_order(explorer):
    one = explorer.step(explorer.root, "right")
    left = explorer.step(explorer.root, "left")
    two = explorer.step(one, "right")
    assert [node.observation for node in (one, left, two)] == ["cell 2", "cell 0", "cell 3"]
    assert two.messages == ["right", "right"]
    assert (two.turn, two.false, two.total) == (2, 1.0, 1.0)
    assert explorer.step(left, "right").key == explorer.root.key != one.key
    assert explorer.actions(two) == ["left", "right", "quit"]


def test_going_back_costs_steps_only_without_a_fork(explorer):
    two = explorer.along(explorer.root, ["right", "right"])
    explorer.step(explorer.root, "left")
    explorer.step(two, "left")
    assert explorer.left == (96 if explorer.env.can_fork else 94)


def test_success_and_ends(explorer):
    solved = explorer.along(explorer.root, ["right"] * 3)
    assert (solved.solved, solved.over, solved.total, solved.false) == (True, True, 2.5, 1.5)
    assert explorer.step(solved, "left") is None
    assert explorer.actions(solved) == []
    assert explorer.best is None  # success is not false
    explorer.step(explorer.root, "quit")
    assert explorer.best.messages == ["quit"]


def test_rounds_go_on_until_the_turn_limit_or_without_pay(explorer):
    assert explorer.repeat(explorer.root, ["left", "right"]).turn == 12
    unpaid = Explorer(Corridor, steps=100)
    assert unpaid.repeat(unpaid.root, ["left", "right"], patience=2).turn == 4
    assert Explorer(lambda: Corridor(limit=None), turns=3).repeat(unpaid.root, []).turn == 0


def test_the_expert_is_played_once(explorer):
    path = explorer.expert_path()
    assert [node.observation for node in path] == ["cell 1", "cell 2", "cell 3", "cell 4"]
    assert explorer.expert_path() is path
    assert explorer.short_of_success() == path[:3]


def test_no_step_is_taken_beyond_the_budget():
    explorer = Explorer(Corridor, steps=2)
    assert explorer.along(explorer.root, ["left"] * 5).turn == 2
    assert explorer.left == 0
    replaying = Explorer(lambda: Corridor(can_fork=False), steps=3)
    two = replaying.along(replaying.root, ["right", "left"])
    replaying.step(replaying.root, "left")
    assert replaying.step(two, "left") is None


def test_the_turn_limit_is_the_environments_or_is_given():
    assert Explorer(lambda: gym.make("turnwise/FrozenLake-v0")).turns == 30
    assert Explorer(lambda: gym.make("turnwise/FrozenLake-v0"), turns=7).turns == 7
    assert Explorer(Corridor).turns == 100


def test_a_fork_can_be_handed_in():
    make = lambda: gym.make("turnwise/FrozenLake-v0", size=4)  # noqa: E731
    forking = Explorer(make, snapshot=turnwise.snapshot, restore=turnwise.restore)
    replaying = Explorer(make)
    for explorer in (forking, replaying):
        far = explorer.along(explorer.root, ["down", "down"])
        explorer.step(explorer.root, "right")
        explorer.step(far, "up")
    assert forking.left == 20_000 - 4
    assert replaying.left == 20_000 - 6
