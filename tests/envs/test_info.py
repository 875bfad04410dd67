"""The info dictionary: computed when read, and not before."""

import copy
import pickle

import pytest

from turnwise.envs import Info


def counted():
    asked = []

    def measure(key, before, state):
        asked.append(key)
        return None if key == "answer" else {"before": before, "state": state}

    info = Info(success=False, reward_terms={})
    info.source = (measure, 1, 2)
    return info, asked


def test_nothing_is_computed_until_it_is_read():
    info, asked = counted()
    assert list(info) == ["success", "reward_terms"]
    assert asked == []
    assert info["facts"] == {"before": 1, "state": 2}
    assert info["facts"] is info["facts"]
    assert asked == ["facts"]


def test_get_and_in_compute_too():
    info, asked = counted()
    assert "milestones" in info
    assert info.get("channels") == {"before": 1, "state": 2}
    assert asked == ["milestones", "channels"]


def test_an_answer_that_does_not_exist_is_missing():
    info, _ = counted()
    assert "answer" not in info
    assert info.get("answer", "none") == "none"
    with pytest.raises(KeyError, match="answer"):
        info["answer"]


def test_unknown_keys_are_missing():
    info, asked = counted()
    assert "reward" not in info
    with pytest.raises(KeyError, match="reward"):
        info["reward"]
    assert asked == []


def test_complete_is_a_plain_dictionary_with_everything():
    info, _ = counted()
    assert type(info.complete()) is dict
    assert list(info.complete()) == ["success", "reward_terms", "channels", "milestones", "facts", "task"]


def test_pickles_and_deep_copies_as_what_was_computed():
    info, asked = counted()
    assert info["task"]
    for twin in (pickle.loads(pickle.dumps(dict(info))), copy.deepcopy(info)):
        assert twin == {"success": False, "reward_terms": {}, "task": {"before": 1, "state": 2}}
        assert type(twin) is dict
    assert asked == ["task"]


def test_a_shallow_copy_can_still_compute():
    info, asked = counted()
    for twin in (copy.copy(info), info.copy()):
        assert twin["facts"] == {"before": 1, "state": 2}
    assert asked == ["facts", "facts"]
    assert list(info) == ["success", "reward_terms"]
