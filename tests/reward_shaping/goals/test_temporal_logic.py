"""Temporal formulas: reading and printing, and progression against the definitions on random finite traces."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.goals import Condition, FormulaMachine, begin, parse, progress, value
from turnwise.reward_shaping.goals.temporal_logic import (
    Always,
    And,
    Atom,
    Eventually,
    Next,
    Not,
    Or,
    Until,
    WeakUntil,
)

a, b, c = (Atom(Condition(name)) for name in "abc")
ATOMS = st.sampled_from([a, b, c, Atom(Condition("x <= 1")), Atom(Condition("(x + 1) * 2 == 4"))])


def larger(inner):
    pairs = st.tuples(inner, inner)
    prefixed = [inner.map(kind) for kind in (Not, Next, Eventually, Always)]
    infixed = [pairs.map(lambda pair, kind=kind: kind(*pair)) for kind in (Until, WeakUntil)]
    return st.one_of(*prefixed, *infixed, pairs.map(And), pairs.map(Or), st.tuples(inner, inner, inner).map(Or))


FORMULAS = st.recursive(ATOMS, larger, max_leaves=6)
STATE = st.fixed_dictionaries({"a": st.booleans(), "b": st.booleans(), "c": st.booleans(), "x": st.integers(0, 3)})
TRACES = st.lists(STATE, min_size=1, max_size=6)


def satisfies(formula, trace, degree, at=0):
    """Return the degree of a formula by its definition: all futures are looked through."""
    rest = range(at, len(trace))
    of = lambda part, now: satisfies(part, trace, degree, now)  # noqa: E731
    match formula:
        case Atom(condition):
            return degree(condition, trace[at])
        case Not(inner):
            return 1 - of(inner, at)
        case And(parts):
            return min(of(part, at) for part in parts)
        case Or(parts):
            return max(of(part, at) for part in parts)
        case Next(inner):
            return of(inner, at + 1) if at + 1 < len(trace) else 0
        case Eventually(inner):
            return max(of(inner, now) for now in rest)
        case Always(inner):
            return min(of(inner, now) for now in rest)
        case Until(left, right):
            return max(min([of(right, now), *(of(left, past) for past in range(at, now))]) for now in rest)
        case WeakUntil(left, right):
            return max(of(Until(left, right), at), of(Always(left), at))


def truth(condition, facts):
    return float(condition.holds(facts))


@given(formula=FORMULAS)
def test_what_is_printed_is_read_back(formula):
    assert parse(str(formula)) == formula
    assert pickle.loads(pickle.dumps(formula)) == formula


@given(formula=FORMULAS, trace=TRACES)
def test_progression_agrees_with_the_definitions(formula, trace):
    remainder = begin(formula)
    for end, facts in enumerate(trace, start=1):
        remainder = progress(remainder, lambda condition, facts=facts: truth(condition, facts))
        assert value(remainder) == satisfies(formula, trace[:end], truth)


@given(formula=FORMULAS, trace=TRACES, scale=st.floats(0.5, 5))
def test_progression_of_degrees_is_robustness_and_on_the_side_of_truth(formula, trace, scale):
    def degree(condition, facts):
        return condition.degree(facts, scale)

    remainder = begin(formula)
    for facts in trace:
        remainder = progress(remainder, lambda condition, facts=facts: degree(condition, facts))
    robust = value(remainder)
    assert robust == pytest.approx(satisfies(formula, trace, degree))
    assert robust >= 0.5 if satisfies(formula, trace, truth) else robust <= 0.5


@given(formula=FORMULAS, trace=TRACES)
def test_the_automaton_accepts_what_satisfies_and_its_verdicts_are_never_taken_back(formula, trace):
    machine = FormulaMachine(formula)
    state, verdicts = 0, []
    for end, facts in enumerate(trace, start=1):
        state = machine.advance(state, facts)
        holds = satisfies(formula, trace[:end], truth) == 1
        assert machine.accepting[state] is holds
        verdicts.append(machine.verdicts[state])
        assert machine.verdicts[state] in (0, 1 if holds else -1)
        assert (machine.nearness[state] == 1.0) is (machine.distances[state] == 0) is holds
        assert 0.0 <= machine.nearness[state] <= 1.0
    decided = [each for each in verdicts if each]
    assert verdicts[len(verdicts) - len(decided) :] == decided
    assert len(set(decided)) <= 1


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a -> b -> c", "not a or (not b or c)"),
        ("a and b U c or a", "(a and (b U c)) or a"),
        ("a U b W c", "a U (b W c)"),
        ("not X a and F G b", "(not (X a)) and (F (G b))"),
        ("F (a) and (b)", "(F a) and b"),
        ("(x + 1) * 2 > 3 U not b", "((x + 1) * 2 > 3) U (not b)"),
        ("door.open == 'F U G' and a", "(door.open == 'F U G') and a"),
        ("x not in [1, 2] W (a)", "(x not in [1, 2]) W a"),
        ("((a))", "a"),
    ],
)
def test_what_binds_tighter(text, same):
    assert parse(text) == parse(same)


@pytest.mark.parametrize(
    "text", ["", "F", "a U", "and a", "(a", "a)", "a b", "F ()", "a -> ", "X or a", "a ) b", "(" * 999]
)
def test_what_is_no_formula_is_refused(text):
    with pytest.raises(ValueError, match=r"^The temporal formula .* cannot be read"):
        parse(text)


def test_one_state_decides_what_needs_a_next_one():
    for text, holds in [
        ("X a", False),
        ("not X a", True),
        ("G X a", False),
        ("F a", True),
        ("G a", True),
        ("a U b", False),
    ]:
        remainder = progress(begin(parse(text)), lambda condition: truth(condition, {"a": True, "b": False}))
        assert (value(remainder) == 1) is holds, text


def test_an_automaton_done_by_hand():
    machine = FormulaMachine(parse("F a and G not b"))
    assert [condition.text for condition in machine.conditions] == ["a", "b"]
    assert machine.rows[0][1] == [0, 1, 2, 1]  # neither, b, a, both
    assert machine.accepting == [False, False, True]
    assert machine.verdicts == [0, -1, 0]
    assert machine.nearness == [0.0, 0.0, 1.0]


def test_each_goal_that_is_reached_is_progress():
    machine = FormulaMachine(parse("F a and F b and F c"))
    state, nearness = 0, []
    for facts in (
        {"a": 0, "b": 0, "c": 0},
        {"a": 0, "b": 1, "c": 0},
        {"a": 1, "b": 0, "c": 0},
        {"a": 0, "b": 0, "c": 1},
    ):
        state = machine.advance(state, facts)
        nearness.append(machine.nearness[state])
    assert nearness == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert machine.verdicts[state] == 1


def test_a_formula_that_nothing_satisfies_is_violated_at_once_and_its_opposite_satisfied():
    assert FormulaMachine(parse("F a and G not a")).verdicts == [-1, -1]
    machine = FormulaMachine(parse("F a or G not a"))
    assert set(machine.verdicts[1:]) == {1}


def test_formulas_that_are_too_large_are_refused():
    many = " and ".join(f"F x{number}" for number in range(11))
    with pytest.raises(ValueError, match="has 11 conditions; at most 10 are taken"):
        FormulaMachine(parse(many))
    nested = " and ".join(f"F (x{number} and X X X y{number})" for number in range(4))
    with pytest.raises(ValueError, match=r"too large \(over 10000 clauses"):
        FormulaMachine(parse(nested))
