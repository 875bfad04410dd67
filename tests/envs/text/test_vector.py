"""The vector environment of text environments shows what Gymnasium's own shows."""

import copy
import pickle

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode, SyncVectorEnv

from turnwise.envs.text.vector import BatchedInfo, TextVectorEnv

GAMES = ["GuessTheNumber", "Household", "EssayEdit"]


def messages_of(env_id, count):
    env, rng = gym.make(env_id), np.random.default_rng(1)
    env.reset(seed=1)
    messages = []
    for _ in range(count):
        choices = [*env.unwrapped.actions(), "nonsense"]
        messages.append(choices[rng.integers(len(choices))])
        if any(env.step(messages[-1])[2:4]):
            env.reset()
    return messages


def same(mine, theirs):
    """Whether two batched infos hold the same, arrays compared by value."""
    assert list(mine) == list(theirs)
    for key, value in theirs.items():
        if isinstance(value, dict):
            same(mine[key], value)
        else:
            np.testing.assert_array_equal(mine[key], value, err_msg=key)
            assert mine[key].dtype == value.dtype


@pytest.mark.parametrize("mode", list(AutoresetMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("game", GAMES)
def test_it_shows_what_gymnasiums_own_shows(game, mode):
    env_id = f"turnwise/{game}-v0"
    settings = {"max_episode_steps": 4, "info_keys": ("channels",)}
    mine = TextVectorEnv(env_id, 3, mode, **settings)
    theirs = SyncVectorEnv([lambda: gym.make(env_id, **settings)] * 3, autoreset_mode=mode)
    for envs in (mine, theirs):
        assert envs.metadata["autoreset_mode"] is mode
    seen, told = mine.reset(seed=5)
    expected, theirs_told = theirs.reset(seed=5)
    assert seen == expected
    same(told, theirs_told)
    for message in messages_of(env_id, 14):
        got, other = mine.step((message,) * 3), theirs.step((message,) * 3)
        assert got[0] == other[0]
        for index in (1, 2, 3):
            np.testing.assert_array_equal(got[index], other[index])
        same(got[4], other[4])
        over = np.logical_or(got[2], got[3])
        if mode is AutoresetMode.DISABLED and over.any():
            resets = [envs.reset(options={"reset_mask": over.copy()})[0] for envs in (mine, theirs)]
            assert resets[0] == resets[1]


def test_make_vec_makes_it_of_every_text_environment():
    envs = gym.make_vec("turnwise/Mastermind-v0", 2, pegs=3, max_episode_steps=2)
    assert isinstance(envs, TextVectorEnv)
    observations, infos = envs.reset(seed=0)
    assert envs.observation_space.contains(observations)
    assert infos["success"].tolist() == [False, False]
    for _ in range(2):
        *_, truncated, _ = envs.step(("guess 1 2 3", "what?"))
    assert truncated.tolist() == [True, True]
    envs.close()


def test_what_was_returned_does_not_change_later():
    envs = TextVectorEnv("turnwise/GuessTheNumber-v0", 2)
    envs.reset(seed=0)
    first = envs.step(("guess 1", "guess 2"))
    kept = (first[0], first[1].copy(), dict(first[4]))
    envs.step(("guess 999", "what?"))
    assert first[0] == kept[0]
    np.testing.assert_array_equal(first[1], kept[1])
    same(dict(first[4]), kept[2])


def test_a_batched_info_is_a_dictionary_in_every_way_it_is_looked_at():
    def some():
        info = BatchedInfo(2)
        info.parts += [({"solved": True, "terms": {"a": 1.0}}, 0), ({"solved": False, "why": "x"}, 1)]
        return info

    keys = ["solved", "_solved", "terms", "_terms", "why", "_why"]
    assert list(some()) == list(some().keys()) == [key for key, _ in some().items()] == keys
    assert len(some()) == len(some().values()) == 6
    assert "why" in some()
    assert "other" not in some()
    assert some().get("other", 3) == 3
    assert some()["solved"].tolist() == [True, False]
    assert some().pop("_why").tolist() == [False, True]
    assert "solved" in repr(some())
    for plain in (pickle.loads(pickle.dumps(some())), copy.deepcopy(some()), some().copy(), dict(some())):
        assert type(plain) is dict
        assert list(plain) == keys
    with pytest.raises(KeyError):
        some()["other"]


def test_a_batched_info_changes_as_a_dictionary_does():
    def some():
        info = BatchedInfo(1)
        info.parts.append(({"solved": True}, 0))
        return info

    assert some() != {}
    twice = some()
    assert (twice == twice) is True
    assert (BatchedInfo(1) == some()) is False
    assert (some() != dict(some())) is False
    assert list(some() | {"x": 1}) == ["solved", "_solved", "x"]
    assert list({"x": 1} | some()) == ["x", "solved", "_solved"]
    assert list(reversed(some())) == ["_solved", "solved"]
    changed = some()
    changed["solved"] = "mine"
    assert changed.setdefault("_solved", 3).tolist() == [True]
    changed.update({"x": 1}, y=2)
    del changed["_solved"]
    assert changed == {"solved": "mine", "x": 1, "y": 2}
    assert changed.popitem() == ("y", 2)
    changed.clear()
    assert len(changed) == 0
    joined = some()
    joined |= {"solved": "mine"}
    assert joined["solved"] == "mine"


@pytest.mark.parametrize("actions", ["hi", ("one",), ("one", "two", "three")])
def test_messages_that_are_not_one_for_each_environment_are_refused_before_any_is_played(actions):
    envs = TextVectorEnv("turnwise/GuessTheNumber-v0", 2)
    envs.reset(seed=0)
    before = [env.unwrapped.state for env in envs.envs]
    with pytest.raises(ValueError, match="a message for each of 2 environments"):
        envs.step(actions)
    assert [env.unwrapped.state for env in envs.envs] == before


def test_other_names_of_the_module_are_not_there():
    import turnwise.envs.text.vector as module

    with pytest.raises(AttributeError, match="Nothing"):
        module.Nothing
