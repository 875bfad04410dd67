"""One episode as a line of JSON: everything comes back as it was."""

import json
import math
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.agents.rollouts import Column, Episode, Tokens
from turnwise.agents.rollouts.lines import decode, encode

texts = st.text(st.characters(), max_size=12) | st.text(st.characters(categories=("Cs",)), max_size=3)
numbers = st.floats() | st.sampled_from([0.0, -0.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2])
names = texts | st.sampled_from(["$float", "$utf32", "$$", "escaped"])
scalars = texts | numbers | st.booleans() | st.integers() | st.none()
data = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3))


@st.composite
def tokens(draw):
    """Draw a turn's tokens."""
    ids = draw(st.lists(st.integers(0, 2**31), max_size=6))
    per_id = st.none() | st.lists(st.none() | numbers, min_size=len(ids), max_size=len(ids))
    ends = draw(st.lists(st.integers(0, len(ids)), max_size=3))
    return Tokens(ids, [(draw(texts), 0, end) for end in ends], draw(per_id), draw(per_id))


@st.composite
def episodes(draw):
    """Draw an episode whose columns hold anything that a column may hold."""
    turns = draw(st.integers(0, 5))

    def column(values):
        constant = values.map(lambda value: [value] * turns)
        return constant | st.lists(values, min_size=turns, max_size=turns)

    def columns(values):
        return draw(st.dictionaries(names, column(values), max_size=3))

    return Episode(
        run="r",
        episode=draw(st.integers(0, 2**40)),
        env=draw(texts),
        seed=draw(st.none() | st.integers(0, 2**32)),
        options=draw(st.none() | st.dictionaries(names, data, max_size=2)),
        observations=draw(st.lists(texts, min_size=turns + 1, max_size=turns + 1)),
        actions=draw(st.lists(texts, min_size=turns, max_size=turns)),
        rewards=draw(column(numbers)),
        paid=columns(st.none() | numbers),
        late=columns(st.none() | numbers),
        successes=draw(column(st.none() | st.booleans())),
        valid=draw(column(st.booleans())),
        errors=draw(column(texts)),
        terminated=draw(st.booleans()),
        truncated=draw(st.booleans()),
        channels=columns(st.none() | numbers),
        columns={"cost": Column(kind="weight", ready="group")},
        milestones=columns(st.none() | st.booleans()),
        facts=columns(scalars),
        extra=columns(data),
        opening=draw(st.dictionaries(names, data, max_size=3)),
        tokens=draw(st.just([]) | column(st.none() | tokens())),
        keys=columns(texts | st.integers()),
    )


def same(old, new):
    """Whether two values are the same in type and content, NaN and the sign of zero included."""
    if type(old) is not type(new):
        return False
    if isinstance(old, float):
        return repr(old) == repr(new)
    if isinstance(old, dict):
        return list(old) == list(new) and all(same(value, new[key]) for key, value in old.items())
    if isinstance(old, list | tuple):
        return len(old) == len(new) and all(map(same, old, new))
    if isinstance(old, Tokens | Column | Episode):
        return all(same(getattr(old, field.name), getattr(new, field.name)) for field in fields(old))
    return old == new


@given(episodes())
def test_an_episode_comes_back_exactly(episode):
    line = encode(episode)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert same(episode, decode(line, "r"))


@given(episodes())
def test_a_line_is_strict_json(episode):
    def refuse(constant):
        raise AssertionError(constant)

    json.loads(encode(episode).decode(), parse_constant=refuse)


@pytest.mark.parametrize(
    "column", [[0.0, -0.0], [0, False], [1, 1.0, True], [None, None], [math.nan, math.nan], [2, 2.0], [[], []]]
)
def test_equal_values_of_other_types_stay_apart(column):
    turns = len(column)
    episode = Episode(observations=[""] * (turns + 1), actions=[""] * turns, extra={"x": column})
    assert same(decode(encode(episode)), episode)


def test_a_constant_column_is_written_once():
    episode = Episode(observations=["o"] * 4, actions=["a"] * 3, rewards=[0.5] * 3, milestones={"m": [True] * 3})
    written = json.loads(encode(episode))
    assert written["rewards"] == [0.5]
    assert written["milestones"] == {"m": [True]}


def test_what_is_empty_is_not_written():
    assert json.loads(encode(Episode(episode=3))) == {"episode": 3}


def test_missing_zero_and_not_a_number_are_three_things():
    channels = {"c": [None, 0.0, math.nan]}
    episode = Episode(observations=[""] * 4, actions=[""] * 3, channels=channels)
    back = decode(encode(episode)).channels["c"]
    assert back[0] is None
    assert back[1] == 0.0
    assert math.isnan(back[2])
    np.testing.assert_array_equal(replace(episode).column("c"), [math.nan, 0.0, math.nan])


def test_numpy_values_become_plain_ones():
    facts = {"a": [np.int64(3)], "b": [np.bool_(True)], "c": [np.float32(0.5)], "d": [np.array([1, 2])]}
    episode = Episode(observations=["", ""], actions=[""], facts=facts)
    assert decode(encode(episode)).facts == {"a": [3], "b": [True], "c": [0.5], "d": [[1, 2]]}


def test_live_objects_are_refused_by_name():
    episode = Episode(observations=["", ""], actions=[""], extra={"model": [object()]})
    with pytest.raises(TypeError, match=r"A trace holds plain data .*got object.*out of `record`"):
        encode(episode)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"[]\n", "is a JSON object; got list"),
        (b'{"colour": 1}\n', r"has no entry \['colour'\]"),
        (b'{"actions": ["a", "b"], "rewards": [1.0, 2.0, 3.0]}\n', "one entry for each of 2 turns; 'rewards' has 3"),
        (b'{"actions": ["a", "b"], "paid": {"x": []}}\n', "'paid.x' has 0"),
    ],
)
def test_a_line_that_is_no_episode_says_why(line, said):
    with pytest.raises(ValueError, match=said):
        decode(line)
