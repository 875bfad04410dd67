"""The memory that outlives episodes: shared in one process and between processes, saved, loaded."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import gymnasium as gym
import numpy as np
import pytest

import turnwise
from turnwise.wrappers import Curiosity
from turnwise.wrappers.intrinsic.memory import Kept, Memory, memory_process
from turnwise.wrappers.intrinsic.plain_file import read_plain, write_plain

PLACE = "curiosity/0/counts"
LAKE = "turnwise/FrozenLake-v0"
CELL = ["agent.row", "agent.column"]


def make(memory, **arguments):
    """Return an environment that remembers in ``memory``."""
    return Curiosity(gym.make(LAKE, size=4, holes=0.0), feature=CELL, weight=1.0, memory=memory, **arguments)


def visits(memory, place=PLACE):
    """Return how often states were visited, most often first."""
    return sorted(memory.state()["places"][place][""]["visits"].values(), reverse=True)


def opened(method="counts", **options):
    memory = Memory()
    memory.open("here", method, options)
    return memory


def test_environments_of_a_sync_vector_share_a_memory():
    memory = Memory()
    vector = gym.vector.SyncVectorEnv([partial(make, memory)] * 3)
    vector.reset(seed=1)
    _, rewards, *_ = vector.step(["down"] * 3)
    # three starts and three first steps to one cell, each counted once, one after the other
    assert rewards == pytest.approx([1.0, 2**-0.5, 3**-0.5])
    assert visits(memory) == [3, 3]


def test_without_sharing_each_environment_remembers_its_own():
    vector = gym.vector.SyncVectorEnv([partial(make, None)] * 3)
    vector.reset(seed=1)
    assert vector.step(["down"] * 3)[1] == pytest.approx([1.0] * 3)


def test_environments_of_an_async_vector_share_a_memory_in_a_process_of_its_own(tmp_path):
    with memory_process() as memory:
        vector = gym.vector.AsyncVectorEnv([partial(make, memory)] * 2)
        vector.reset(seed=1)
        steps = [vector.step(["down"] * 2)[1], vector.step(["up"] * 2)[1]]
        vector.close()
        assert visits(memory) == [4, 2]
        memory.save(tmp_path / "memory.npz")
    assert sorted(steps[0]) == pytest.approx([2**-0.5, 1.0])
    # the cells they came from were counted when they left them; both come back to the start
    assert sorted(steps[1]) == pytest.approx([4**-0.5, 3**-0.5])
    loaded = Memory()
    loaded.load(tmp_path / "memory.npz")
    make(loaded)
    assert visits(loaded) == [4, 2]


def test_a_memory_in_another_process_is_a_memory():
    with memory_process() as far:
        env, near = make(far, scope="both", normalise=True), make(Memory(), scope="both", normalise=True)
        for each in (env, near):
            each.reset(seed=3)
        state = turnwise.snapshot(env)
        messages = ["down", "right", "left", "up"]
        paid = [near.step(message)[1] for message in messages]
        for _ in range(2):
            assert [env.step(message)[1] for message in messages] == paid
            turnwise.restore(env, state)
        with pytest.raises(ValueError, match="got 'powers'"):
            make(far, name="other", options={"powers": 1})
        with pytest.raises(ValueError, match="Give each its own memory"):
            make(far, scope="both", options={"power": 1.0})
    assert not multiprocessing.active_children()


def test_threads_never_lose_or_double_a_visit():
    memory = opened()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda turn: memory.pay("here", "", "a", None, f"s{turn % 5}"), range(500)))
    assert visits(memory, "here") == [100] * 5


def test_two_terms_of_one_stack_remember_in_places_of_their_own():
    memory = Memory()
    env = Curiosity(make(memory), feature=CELL, weight=1.0, memory=memory, name="second")
    env.reset(seed=1)
    assert env.step("down")[4]["reward_terms"]["second"] == 1.0
    assert visits(memory) == visits(memory, "second/0/counts") == [1, 1]


def test_a_place_is_joined_by_the_same_method_and_options_alone():
    memory = opened(power=1.0)
    assert memory.open("here", "counts", {"power": 1.0}) == ("key", False)
    for method, options in (("counts", {}), ("first_visit", {"power": 1.0})):
        with pytest.raises(ValueError, match=r"holds \('counts', .*'power': 1.0.*for 'here'; got"):
            memory.open("here", method, options)


def test_a_refused_method_leaves_its_place_free():
    memory = Memory()
    with pytest.raises(ValueError, match="power > 0"):
        memory.open("here", "counts", {"power": -1})
    memory.open("here", "counts", {"power": 2.0})


def test_what_a_first_transition_left_is_taken_in_and_nothing_without_learning():
    memory = opened()
    assert memory.pay("here", "", "a", None, "b", first=True, learn=False) == 1.0
    assert memory.state()["places"]["here"].get("", {"visits": {}})["visits"] == {}
    assert memory.pay("here", "", "a", None, "b", first=True) == 1.0
    assert visits(memory, "here") == [1, 1]


def test_every_task_has_its_own():
    memory = opened()
    assert [memory.pay("here", task, "a", None, "b") for task in ("one", "two", "one", "")] == pytest.approx(
        [1.0, 1.0, 2**-0.5, 1.0]
    )
    assert list(memory.state()["places"]["here"]) == ["one", "two", ""]


@pytest.mark.parametrize(
    ("method", "features"),
    [
        ("counts", ["a", "b", "ü \ud800"]),
        ("e3b", [np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.array([1.0, 1.0])]),
        ("re3", [np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.array([1.0, 1.0])]),
        ("archive", [np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.array([1.0, 1.0])]),
        ("coverage", [["a"], ["b", "c"], ["a"]]),
    ],
)
def test_a_saved_memory_goes_on_exactly(method, features, tmp_path):
    memory, loaded = opened(method), Memory()
    for task in ("", "one"):
        for feature in features:
            memory.pay("here", task, features[0], None, feature)
    memory.save(tmp_path / "memory")
    loaded.load(tmp_path / "memory")
    loaded.open("here", method, {})
    memory.load(tmp_path / "memory")
    for task in ("", "one", "new"):
        paid = [memory.pay("here", task, features[0], None, feature) for feature in features]
        assert [loaded.pay("here", task, features[0], None, feature) for feature in features] == paid
    assert [path.name for path in tmp_path.iterdir()] == ["memory"]


def test_what_was_loaded_waits_for_its_place_and_is_saved_again(tmp_path):
    memory = opened()
    memory.pay("here", "", "a", None, "b")
    again = Memory()
    again.load_state(memory.state())
    again.save(tmp_path / "memory")
    last = Memory()
    last.load(tmp_path / "memory")
    last.open("here", "counts", {})
    assert last.pay("here", "", "a", None, "b") == pytest.approx(2**-0.5)


def test_loading_empties_what_was_opened_since():
    memory = opened()
    state = memory.state()
    memory.pay("here", "", "a", None, "b")
    memory.open("there", "counts", {})
    memory.pay("there", "", "a", None, "b")
    memory.load_state(state)
    assert memory.pay("here", "", "a", None, "b") == memory.pay("there", "", "a", None, "b") == 1.0


def test_copies_and_pickles_are_memories_of_their_own():
    memory = opened()
    memory.pay("here", "", "a", None, "b")
    for twin in (copy.deepcopy(memory), pickle.loads(pickle.dumps(memory))):
        assert twin.pay("here", "", "a", None, "b") == pytest.approx(2**-0.5)
    assert visits(memory, "here") == [1]


def test_a_snapshot_is_copied_once_and_kept_as_it_is():
    memory = opened()
    memory.pay("here", "", "a", None, "b")
    kept = memory.kept()
    assert memory.kept() is copy.deepcopy(kept) is copy.copy(kept) is kept
    memory.pay("here", "", "a", None, "b", learn=False)
    assert memory.kept() is kept
    memory.pay("here", "", "a", None, "b")
    assert memory.kept() is not kept
    for _ in range(2):
        memory.recall(kept)
        assert memory.kept() is kept
        assert memory.pay("here", "", "a", None, "b") == pytest.approx(2**-0.5)
    assert pickle.loads(pickle.dumps(Kept({"a": 1}))).state == {"a": 1}


def test_plain_data_comes_back_as_it_was(tmp_path):
    data = {"a": [1, 2.5, None, True, "text\n"], "b": {"c": np.arange(6.0).reshape(2, 3), "d": np.zeros((0, 2))}}
    write_plain(tmp_path / "file", data)
    back = read_plain(tmp_path / "file")
    assert back["a"] == data["a"]
    np.testing.assert_array_equal(back["b"]["c"], data["b"]["c"])
    assert back["b"]["d"].shape == (0, 2)
    write_plain(tmp_path / "file", {"n": np.float64(2.0), "t": (1, 2)})
    assert read_plain(tmp_path / "file") == {"n": 2.0, "t": [1, 2]}


@pytest.mark.parametrize(
    ("data", "message"),
    [({1: 2}, "string keys"), ({"a": object()}, "plain data and arrays"), (np.array([None]), "no objects")],
)
def test_what_would_need_pickle_is_refused_and_leaves_the_old_file(data, message, tmp_path):
    write_plain(tmp_path / "file", {"old": 1})
    with pytest.raises(ValueError, match=message):
        write_plain(tmp_path / "file", data)
    assert read_plain(tmp_path / "file") == {"old": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_another_file_is_no_memory(tmp_path):
    np.savez(tmp_path / "other.npz", a=np.zeros(2))
    with pytest.raises(ValueError, match=r"other.npz holds no memory.*Memory.save"):
        Memory().load(tmp_path / "other.npz")
    (tmp_path / "text").write_text("no")
    with pytest.raises(ValueError, match=r"pickle|memory"):
        Memory().load(tmp_path / "text")
