"""Conditions on facts: what they say, what a missing fact means, and that nothing is ever evaluated by Python."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.goals import Condition

FACTS = {"door.open": True, "agent.room": "2", "agent.row": 3, "goal.row": 5, "box 1.state": "shut", "agent.heat": 0.5}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ('door.open == True and agent.room == "2"', True),
        ("door.open and not agent.room == '3'", True),
        ("agent.row < goal.row <= 5", True),
        ("agent.row + 2 == goal.row and agent.row * -2 < 0", True),
        ("(goal.row - agent.row) / 2 >= 1 or agent.row % 2 == 0", True),
        ("goal.row // 2 == 2 and +agent.row == 3", True),
        ("agent.room in ('1', '2') and agent.row not in [1, 2]", True),
        ('facts["box 1.state"] == "shut"', True),
        ("'lake.holes' in facts", False),
        ("'lake.holes' not in facts or lake.holes == 0", True),
        ("agent.room == 'shut' or door.open != True", False),
    ],
)
def test_what_conditions_say(text, holds):
    assert Condition(text).holds(FACTS) is holds


@pytest.mark.parametrize(
    "text",
    [
        "open('x')",
        "__import__('os')",
        "door.open.__class__()",
        "[x for x in agent.row]",
        "lambda: 1",
        "agent.row ** 9",
        "agent.row if door.open else 2",
        "agent[0] == 1",
        "{1: 2}",
        "agent.row is None",
        "None",
        "~agent.row",
        "agent.row & 1",
        "x := 1",
        "f'{door}'",
        "",
        "a b",
        "(",
        "a" * 3 + "\x00",
    ],
)
def test_what_conditions_may_not_say_is_refused(text):
    with pytest.raises(ValueError, match=r"^The condition .* cannot be read"):
        Condition(text)


def test_the_error_names_what_is_allowed():
    with pytest.raises(ValueError, match=r"'agent.row \*\* 2' may not stand in a condition. Allowed are comparisons"):
        Condition("agent.row ** 2 > 3")


@pytest.mark.parametrize(
    "text", ["lake.holes == 0", "not lake.holes == 0", "agent.room < 2", "agent.room * 3 == '222'", "agent.row / 0 > 1"]
)
def test_what_is_missing_or_cannot_be_compared_does_not_hold(text):
    condition = Condition(text)
    assert condition.holds(FACTS) is False
    assert condition.degree(FACTS) == 0.0
    with pytest.raises(ValueError, match=r"the condition `.*` (reads|cannot be worked out)"):
        condition.check(FACTS)


def test_a_fact_that_is_asked_about_may_be_missing():
    condition = Condition("'lake.holes' in facts and lake.holes == 2")
    condition.check(FACTS)
    assert condition.names == ["lake.holes"]
    assert condition.holds({"lake.holes": 2})
    Condition("lake.holes == 0 or 'lake.holes' not in facts").check(FACTS)


def test_the_facts_it_reads_are_named_once_in_order():
    assert Condition("b.x == 1 and a.y > b.x or facts['c d'] == 2").names == ["b.x", "a.y", "c d"]


def test_two_written_alike_are_equal_and_survive_pickling_and_copying():
    one, other = Condition("a.x==1  and b"), Condition("a.x == 1 and b")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Condition("a.x == 2")
    assert pickle.loads(pickle.dumps(one)).holds({"a.x": 1, "b": True})
    assert copy.deepcopy(one) is one
    assert repr(one) == "Condition('a.x == 1 and b')"


@pytest.mark.parametrize(
    ("text", "scale", "degree"),
    [
        ("agent.row <= goal.row", 4.0, 0.75),
        ("agent.row >= goal.row", 4.0, 0.25),
        ("agent.row < goal.row", 1.0, 1.0),
        ("agent.row > goal.row", 1.0, 0.0),
        ("agent.row == goal.row", 4.0, 0.25),
        ("agent.row != goal.row", 4.0, 0.75),
        ("agent.row == 3", 4.0, 1.0),
        ("not agent.row <= goal.row", 4.0, 0.25),
        ("agent.row <= goal.row and agent.row == goal.row", 4.0, 0.25),
        ("agent.row <= goal.row or agent.row == goal.row", 4.0, 0.75),
        ("1 <= agent.row <= goal.row", 4.0, 0.75),
        ("agent.room == '2'", 1.0, 1.0),
        ("agent.room == '3'", 1.0, 0.0),
        ("agent.room < '3'", 1.0, 1.0),
        ("door.open", 1.0, 1.0),
        ("agent.room in ('1', '3')", 1.0, 0.0),
    ],
)
def test_degrees_done_by_hand(text, scale, degree):
    assert Condition(text).degree(FACTS, scale) == pytest.approx(degree)


NUMBER = st.integers(-3, 3).map(str) | st.sampled_from(["x", "y"])
COMPARED = st.tuples(NUMBER, st.sampled_from(["<", "<=", "==", "!=", ">", ">="]), NUMBER).map(" ".join)
CONDITIONS = st.recursive(
    COMPARED,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda row: f"({row[0]}) {row[1]} ({row[2]})")
        | inner.map("not ({})".format)
    ),
    max_leaves=4,
)


@given(text=CONDITIONS, x=st.integers(-3, 3), y=st.integers(-3, 3), scale=st.floats(0.1, 10))
def test_it_agrees_with_python_and_its_degree_is_on_the_same_side(text, x, y, scale):
    condition = Condition(text)
    holds = eval(text, {}, {"x": x, "y": y})
    assert condition.holds({"x": x, "y": y}) == holds
    assert Condition(condition.text) == condition
    degree = condition.degree({"x": x, "y": y}, scale)
    assert 0.0 <= degree <= 1.0
    assert degree >= 0.5 if holds else degree <= 0.5
