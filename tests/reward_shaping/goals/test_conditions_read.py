"""How conditions are read: precedence, names, presence, what is asked of the facts, what is said of what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.goals import Condition
from turnwise.reward_shaping.goals.condition_syntax import Reader, fact_name, reported

NUMBERS = st.fixed_dictionaries({name: st.integers(-4, 4) for name in "abc"})
SAME = [
    ("a and b or c", "(a and b) or c"),
    ("not a == b", "not (a == b)"),
    ("not a and b", "(not a) and b"),
    ("a + b * c == c", "a + (b * c) == c"),
    ("a - b - c < 0", "(a - b) - c < 0"),
    ("-a * b > 0", "(-a) * b > 0"),
    ("a < b < c", "a < b and b < c"),
    ("a == b != c", "a == b and b != c"),
    ("a in (b, c)", "a == b or a == c"),
    ("a not in [b, c]", "a != b and a != c"),
    ("a % 3 == 1", "a - 3 * (a // 3) == 1"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
@given(facts=NUMBERS)
def test_two_ways_to_say_the_same(one, other, facts):
    assert Condition(one).holds(facts) is Condition(other).holds(facts)


@given(facts=NUMBERS, scale=st.floats(0.1, 10), wider=st.floats(1, 5))
def test_degrees_of_negations_add_up_and_a_wider_scale_is_nearer_to_undecided(facts, scale, wider):
    for text in ("a < b", "a <= b and b != c", "a == b or c > a", "not (a >= b)"):
        condition, negation = Condition(text), Condition(f"not ({text})")
        assert condition.degree(facts, scale) + negation.degree(facts, scale) == pytest.approx(1.0)
    near, far = Condition("a <= b").degree(facts, scale), Condition("a <= b").degree(facts, scale * wider)
    assert abs(far - 0.5) <= abs(near - 0.5) + 1e-12


@given(facts=NUMBERS)
def test_degrees_of_and_and_or_are_the_least_and_the_greatest(facts):
    one, other = Condition("a < b").degree(facts, 4.0), Condition("b < c").degree(facts, 4.0)
    assert Condition("a < b and b < c").degree(facts, 4.0) == min(one, other)
    assert Condition("a < b or b < c").degree(facts, 4.0) == max(one, other)
    assert Condition("a < b < c").degree(facts, 4.0) == min(one, other)


def test_only_what_is_needed_is_asked_of_the_facts():
    asked = []

    class Facts(dict):
        def __getitem__(self, name):
            asked.append(name)
            return super().__getitem__(name)

    facts = Facts({"a": False, "b": True, "c": 1})
    assert not Condition("a and b").holds(facts)
    assert Condition("b or a").holds(facts)
    assert not Condition("c < 0 < b").holds(facts)
    assert asked == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("door.open", ["door.open"]),
        ("a.b.c == 1", ["a.b.c"]),
        ("facts['two words'] > facts['a.b']", ["two words", "a.b"]),
        ("channels.goal_distance < 3 and success", ["channels.goal_distance", "success"]),
        ("'door.open' in facts", []),
        ("1 < 2", []),
    ],
)
def test_the_names_of_facts(text, names):
    assert Condition(text).names == names


def test_what_names_a_fact_and_what_does_not():
    import ast

    def node(text):
        return ast.parse(text, mode="eval").body

    assert fact_name(node("door")) == "door"
    assert fact_name(node("door.open.wide")) == "door.open.wide"
    assert fact_name(node("facts['a b']")) == "a b"
    for text in ("facts[1]", "doors['a']", "facts", "f().x", "'door'"):
        assert fact_name(node(text)) in (None, "facts")
    assert Reader().value(node("door.open"))({"door.open": 7}) == 7


@pytest.mark.parametrize(
    ("text", "facts", "holds"),
    [
        ("'a' in facts", {"a": None}, True),
        ("'a' in facts", {}, False),
        ("'a' not in facts", {}, True),
        ("'a' not in facts or a > 1", {"a": 2}, True),
        ("'a' not in facts or a > 1", {"a": 1}, False),
        ("'a' in facts and a", {}, False),
        ("not ('a' in facts)", {}, True),
        ("a", {}, False),
        ("not a", {}, False),
        ("a or b", {"b": True}, False),  # what is missing is not false: the condition cannot be told
        ("b or a", {"b": True}, True),
        ("a > 'x'", {"a": 1}, False),
        ("a + 1 > 0", {"a": "x"}, False),
        ("a / b > 0", {"a": 1, "b": 0}, False),
        ("a in (1, 2)", {"a": "1"}, False),
        ("a == True", {"a": 1}, True),
        ("a == 'true'", {"a": True}, False),
    ],
)
def test_missing_and_unlike_values(text, facts, holds):
    assert Condition(text).holds(facts) is holds


def test_a_missing_fact_is_reported_missing():
    assert reported({"a": None}, "a")
    assert not reported({}, "a")


@pytest.mark.parametrize(
    ("text", "facts", "words"),
    [
        ("a > 1", {}, "the condition `a > 1` reads 'a', which is not reported"),
        ("b or a", {"b": True}, "reads 'a', which is not reported"),
        ("a > 1", {"a": "x"}, "the condition `a > 1` cannot be worked out: "),
        ("1 / a > 1", {"a": 0}, "cannot be worked out: division by zero"),
        ("a + 1 > 0", {"a": "x"}, "cannot be worked out: 'x' is no number"),
        ("'b' in facts and a", {}, "reads 'a', which is not reported"),
    ],
)
def test_a_first_state_that_cannot_answer_is_told(text, facts, words):
    with pytest.raises(ValueError, match="the condition") as caught:
        Condition(text).check(facts)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("agent.in == 1", "invalid syntax"),
        ("a ==", "invalid syntax"),
        ("a = 1", "invalid syntax"),
        ("f(a)", "'f(a)' may not stand in a condition"),
        ("a ** 2", "'a ** 2' may not stand in a condition"),
        ("a << 1", "'a << 1' may not stand in a condition"),
        ("~a", "'~a' may not stand in a condition"),
        ("a is b", "'a is b' may not stand in a condition"),
        ("b'x' == a", "may not stand in a condition"),
        ("None == a", "'None' may not stand in a condition"),
        ("... == a", "may not stand in a condition"),
        ("a[0]", "'a[0]' may not stand in a condition"),
        ("a if b else c", "may not stand in a condition"),
        ("{a}", "may not stand in a condition"),
        ("[a for a in b]", "may not stand in a condition"),
        ("(yield)", "may not stand in a condition"),
        ("await a", "may not stand in a condition"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_allowed(text, words):
    with pytest.raises(ValueError, match="cannot be read") as caught:
        Condition(text)
    assert words in str(caught.value)
    assert "names of facts (door.open, or facts[" in str(caught.value)


def test_a_condition_that_is_nested_too_deeply_is_refused():
    with pytest.raises(ValueError, match="cannot be read"):
        Condition("(" * 400 + "a" + ")" * 400)
