"""Curiosity where states are no texts, memories are only read, and learners are replaced."""

from __future__ import annotations

from types import SimpleNamespace

import gymnasium as gym
import numpy as np
import pytest

import turnwise
from turnwise.reward_shaping.intrinsic import key_of
from turnwise.reward_shaping.intrinsic.bonus import hint
from turnwise.reward_shaping.learners import RandomNetwork
from turnwise.wrappers import Curiosity
from turnwise.wrappers.intrinsic.memory import Memory

KEYROOMS = "turnwise/KeyRooms-v0"


def at(observation, info):
    """What the script says is seen."""
    return info.get("facts", {}).get("at")


def shown(tools, *states):
    """Return an environment that shows these."""
    first, *later = ({"facts": {"at": state}} for state in states)
    return tools.Scripted(later, first)


@pytest.mark.parametrize("state", [b"\x00\xff", {"row": 1}, [1, "a"], np.array(["a"], dtype=object)])
def test_a_state_that_cannot_be_looked_at_is_refused_at_the_reset(tools, state):
    with pytest.raises(ValueError, match=r"a text, a list of texts, or numbers; .*Give as `feature`"):
        Curiosity(shown(tools, state), feature=at).reset(seed=0)


@pytest.mark.parametrize("method", ["counts", "e3b", "pseudo_counts", "re3"])
@pytest.mark.parametrize("broken", [float("nan"), float("inf")])
def test_numbers_that_are_not_finite_are_missing_and_leave_the_memory_as_it_was(tools, method, broken):
    states = [0.0, 1.0], [2.0, 1.0], [5.0, 2.0]
    env = Curiosity(shown(tools, *states[:2], [broken, 1.0], states[2]), method, scope="run", feature=at)
    whole = Curiosity(shown(tools, *states), method, scope="run", feature=at)
    for each in (env, whole):
        each.reset(seed=0)
    infos = [env.step("go")[4] for _ in range(3)]
    assert [info.get("missing") for info in infos] == [None, ["curiosity"], None]
    paid = [infos[turn]["reward_terms"]["curiosity"] for turn in (0, 2)]
    assert paid == [whole.step("go")[1] for _ in range(2)]


def test_equal_values_have_one_key():
    assert key_of(np.array([0.0, -1.0])) == key_of(np.array([-0.0, -1.0]))
    assert key_of(np.int64(3)) == key_of(3)
    assert key_of(np.array([1.0])) != key_of(np.array([-1.0]))


def test_a_name_in_capitals_is_understood():
    assert hint("RND", ["counts", "rnd"]) == " Did you mean 'rnd'?"


def test_a_frozen_memory_gets_no_new_tasks():
    env = Curiosity(gym.make(KEYROOMS), scope="task")
    env.reset(seed=0)
    env.step("left")
    before = env.shared.state()
    env.frozen = True
    env.reset(seed=1)
    assert env.step("left")[4]["reward_terms"]["curiosity"] == 0.5
    assert env.shared.state() == before


@pytest.mark.parametrize("text", ["", "hello", "\x80\x04N."])
def test_a_file_that_holds_no_memory_is_named(tmp_path, text):
    path = tmp_path / "memory.npz"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(ValueError, match=r"memory\.npz holds no memory: .*Memory\.save"):
        Memory().load(path)
    np.save(tmp_path / "array.npy", np.zeros(3))
    with pytest.raises(ValueError, match="a single array"):
        Memory().load(tmp_path / "array.npy")


@pytest.mark.parametrize("scope", ["episode", "run", "both"])
def test_a_learner_behind_another_method_can_be_replaced(scope):
    pytest.importorskip("torch")
    one, other = RandomNetwork(seed=1), RandomNetwork(seed=2)
    env, wanted = (
        Curiosity(gym.make(KEYROOMS), "noveld", scope=scope, options={"of": "rnd", "options": {"learner": each}})
        for each in (one, other)
    )
    env.learners = [other] * len(env.learners)
    assert all(each is other for each in env.learners)
    for each in (env, wanted):
        each.reset(seed=0)
    assert [env.step("left")[1] for _ in range(3)] == [wanted.step("left")[1] for _ in range(3)]
    with pytest.raises(ValueError, match=r"reads \d learners; got 0"):
        env.learners = []


def test_learners_in_processes_of_their_own_can_be_replaced():
    pytest.importorskip("torch")
    makes = [lambda: Curiosity(turnwise.stack(KEYROOMS, []), "noveld", options={"of": "rnd"})] * 2
    envs = gym.vector.AsyncVectorEnv(makes)
    try:
        learner = RandomNetwork(seed=7)
        learner.version = 5
        envs.set_attr("learners", [[learner]] * 2)
        assert [learners[0].version for learners in envs.get_attr("learners")] == [5, 5]
    finally:
        envs.close()


def test_what_reads_a_learner_shares_a_memory_if_the_learner_is_one():
    pytest.importorskip("torch")
    memory, learner = Memory(), RandomNetwork()
    options = {"of": "rnd", "options": {"learner": learner}}
    for _ in range(2):
        Curiosity(gym.make(KEYROOMS), "noveld", options=options, memory=memory)
    with pytest.raises(ValueError, match="given the same learner"):
        Curiosity(gym.make(KEYROOMS), "noveld", options={"of": "rnd"}, memory=memory)


def test_errors_that_are_all_alike_do_not_make_the_bonus_boundless():
    pytest.importorskip("torch")
    learner, seen = RandomNetwork(size=2, feature=lambda observation, info: observation), np.array([1.0, 2.0])
    learner.update([SimpleNamespace(observations=[seen, seen])])
    assert learner.errors_std >= 0.9e-2
    assert learner.bonus(seen) < 10
