"""A cached judge is asked once for what it has judged."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.wrappers import LLMProxyReward
from turnwise.wrappers.judged import Cached
from turnwise.wrappers.judged.cached import digest


class Judge:
    identity, version = "counting", 0

    def __init__(self, answers=None):
        self.asked = 0
        self.answers = answers

    def __call__(self, history, info):
        self.asked += 1
        return self.answers.pop(0) if self.answers else len(history)


def test_the_same_history_is_judged_once():
    judge = Judge()
    cached = Cached(judge)
    for _ in range(3):
        assert cached(("a", "b", "c"), {}) == 3
    assert cached(["a", "b", "c"], {"other": 1}) == 3
    assert (judge.asked, cached.calls, cached.hits) == (1, 1, 3)
    assert cached(("a", "b", "c", "d", "e"), {}) == 5
    assert (cached.calls, cached.hits) == (2, 3)


def test_what_the_judge_reads_of_info_counts():
    cached = Cached(Judge(), reads=["answer", "facts"])
    for info in ({"answer": "7"}, {"answer": "8"}, {"answer": "7", "facts": {"x": 1}}, {"answer": "7", "other": 1}):
        cached(("a",), info)
    assert (cached.calls, cached.hits) == (3, 1)


def test_identity_version_and_criteria_count():
    judge = Judge()
    cached = Cached(lambda items, history, info: [1] * len(items), identity="items")
    cached([{"criterion": "a"}], ("x",), {})
    cached([{"criterion": "b"}], ("x",), {})
    assert cached.calls == 2
    learned = Cached(judge)
    learned(("x",), {})
    judge.version = 1
    assert learned.version == 1
    learned(("x",), {})
    assert learned.calls == 2


@pytest.mark.parametrize("untold", [None, float("nan")])
def test_what_could_not_be_told_is_asked_again(untold):
    cached = Cached(Judge([untold, 0.5, 0.7]))
    cached(("a",), {})
    assert cached(("a",), {}) == 0.5
    assert cached(("a",), {}) == 0.5
    assert (cached.calls, cached.hits) == (2, 1)


def test_the_oldest_answer_goes_first():
    cached = Cached(Judge(), size=2)
    for text in "abca":
        cached((text,), {})
    assert (cached.calls, len(cached.answers)) == (4, 2)
    with pytest.raises(ValueError, match="size >= 1"):
        Cached(Judge(), size=0)


def test_a_cached_judge_is_a_judge(tools):
    cached = Cached(Judge())
    env = LLMProxyReward(tools.Scripted([{}, {"terminated": True}]), cached, form="ordinal", scale=[0, 10], per="turn")
    assert env.reset()[1]["versions"]["judge"] == {"identity": "counting", "version": 0}
    first = tools.play(env, ["go", "on"])
    assert tools.terms(first, "judge") == pytest.approx([0.3, 0.5])
    assert tools.play(env, ["go", "on"]) == first
    assert (cached.calls, cached.hits) == (2, 2)


def test_a_copy_keeps_the_answers():
    cached = Cached(len_of_history)
    cached(("a",), {})
    for twin in (pickle.loads(pickle.dumps(cached)), copy.deepcopy(cached)):
        assert twin(("a",), {}) == 1
        assert (twin.calls, twin.hits) == (1, 1)


def len_of_history(history, info):
    return len(history)


def test_threads_may_share_one():
    cached = Cached(len_of_history)
    threads = [threading.Thread(target=lambda: [cached((i,), {}) for i in range(50)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cached.calls + cached.hits == 200
    assert len(cached.answers) == 50


DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(one=DATA, other=DATA)
def test_digests_are_equal_where_what_is_written_is(one, other):
    assert digest(one) == digest(copy.deepcopy(one))
    assert (digest(one) == digest(other)) == (repr(plain(one)) == repr(plain(other)))


def plain(value):
    """Return data with mappings in the order of their keys, and without what tells 0.0 from -0.0 or not."""
    if isinstance(value, dict):
        return {key: plain(value[key]) for key in sorted(value, key=repr)}
    return [plain(each) for each in value] if isinstance(value, list) else value


def test_digests_tell_arrays_and_nested_texts_apart():
    values = [
        np.zeros(2),
        np.zeros((2, 1)),
        np.zeros(2, dtype=np.int64),
        ["ab", "c"],
        ["a", "bc"],
        ["abc"],
        "abc",
        [["a"], "b"],
        [["a", "b"]],
        "1",
        1,
        1.0,
        True,
        {},
        [],
        "\ud800",
    ]
    assert len({digest(value) for value in values}) == len(values)
    assert digest((1, 2)) == digest([1, 2])
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


def test_a_digest_is_the_same_in_another_process():
    code = "from turnwise.wrappers.judged.cached import digest; print(digest([{'a': 'x', 'b': [1, 2.5]}, None]))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert printed == digest([{"a": "x", "b": [1, 2.5]}, None])


@pytest.mark.parametrize("untold", [[1.0, None], (float("nan"), 0.0)])
def test_an_answer_of_which_a_part_could_not_be_told_is_asked_for_again(untold):
    cached = Cached(Judge([untold, [1.0, 0.0]]))
    assert [cached((), {}) for _ in range(3)][1:] == [[1.0, 0.0], [1.0, 0.0]]
    assert (cached.calls, cached.hits) == (2, 1)
