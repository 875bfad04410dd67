"""Laws of temporal logic on finite traces: equivalences, dualities, monotonicity, and what an automaton must decide."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turnwise.reward_shaping.goals import FormulaMachine, begin, parse, progress, value
from turnwise.reward_shaping.goals.formula_machine import conditions_of
from turnwise.reward_shaping.goals.progression import SATISFIED, VIOLATED, positive

STATES = [dict(zip("ab", held, strict=True)) for held in product((False, True), repeat=2)]
TRACES = st.lists(st.sampled_from(STATES), min_size=1, max_size=6)
INNER = st.sampled_from(["a", "b", "not a", "X a", "F b", "G a", "a U b", "b W a", "a and X b", "F (a and X b)"])


def holds(text, trace):
    """Return whether a trace satisfies a formula, by progression."""
    remainder = begin(parse(text))
    for facts in trace:
        remainder = progress(remainder, lambda condition, facts=facts: float(condition.holds(facts)))
    return value(remainder) == 1.0


def degree(text, trace):
    remainder = begin(parse(text))
    for facts in trace:
        remainder = progress(remainder, lambda condition, facts=facts: facts[condition.text])
    return value(remainder)


EQUIVALENT = {
    "not is an involution": ("not not {p}", "{p}"),
    "de Morgan's and": ("not ({p} and {q})", "not {p} or not {q}"),
    "de Morgan's or": ("not ({p} or {q})", "not {p} and not {q}"),
    "implication": ("{p} -> {q}", "not {p} or {q}"),
    "dual of F": ("not F {p}", "G not {p}"),
    "dual of G": ("not G {p}", "F not {p}"),
    "dual of U": ("not ({p} U {q})", "not {q} W (not {p} and not {q})"),
    "dual of W": ("not ({p} W {q})", "not {q} U (not {p} and not {q})"),
    "F by U": ("F {p}", "True U {p}"),
    "G by W": ("G {p}", "{p} W False"),
    "W by U": ("{p} W {q}", "({p} U {q}) or G {p}"),
    "U by W": ("{p} U {q}", "({p} W {q}) and F {q}"),
    "F again": ("F F {p}", "F {p}"),
    "G again": ("G G {p}", "G {p}"),
    "U again": ("{p} U ({p} U {q})", "{p} U {q}"),
    "F expands": ("F {p}", "{p} or X F {p}"),
    "G expands, with the weak next": ("G {p}", "{p} and not X not G {p}"),
    "U expands": ("{p} U {q}", "{q} or ({p} and X ({p} U {q}))"),
    "W expands, with the weak next": ("{p} W {q}", "{q} or ({p} and not X not ({p} W {q}))"),
    "F over or": ("F ({p} or {q})", "F {p} or F {q}"),
    "G over and": ("G ({p} and {q})", "G {p} and G {q}"),
    "X over and": ("X ({p} and {q})", "X {p} and X {q}"),
    "X over or": ("X ({p} or {q})", "X {p} or X {q}"),
    "X over U": ("X ({p} U {q})", "X {p} U X {q}"),
    "U over and": ("({p} and {q}) U a", "({p} U a) and ({q} U a)"),
    "U over or": ("a U ({p} or {q})", "(a U {p}) or (a U {q})"),
    "on a finite trace, infinitely often is at the end": ("G F {p}", "F G {p}"),
    "absorption": ("{p} and ({p} or {q})", "{p}"),
    "distribution": ("{p} and ({q} or a)", "({p} and {q}) or ({p} and a)"),
}


@pytest.mark.parametrize(("one", "other"), EQUIVALENT.values(), ids=EQUIVALENT)
@given(p=INNER, q=INNER, trace=TRACES)
@settings(max_examples=40)
def test_equivalent_formulas_hold_together(one, other, p, q, trace):
    first, second = (text.format(p=f"({p})", q=f"({q})") for text in (one, other))
    assert holds(first, trace) is holds(second, trace)


IMPLIED = {
    "G to F": ("G {p}", "F {p}"),
    "G to now": ("G {p}", "{p}"),
    "now to F": ("{p}", "F {p}"),
    "U to F": ("{p} U {q}", "F {q}"),
    "U to W": ("{p} U {q}", "{p} W {q}"),
    "G to W": ("G {p}", "{p} W {q}"),
    "X to F": ("X {p}", "F {p}"),
    "X to the weak next": ("X {p}", "not X not {p}"),
    "F G to G F": ("F G {p}", "G F {p}"),
}


@pytest.mark.parametrize(("strong", "weak"), IMPLIED.values(), ids=IMPLIED)
@given(p=INNER, q=INNER, trace=TRACES)
@settings(max_examples=40)
def test_the_stronger_formula_implies_the_weaker(strong, weak, p, q, trace):
    first, second = (text.format(p=f"({p})", q=f"({q})") for text in (strong, weak))
    assert not holds(first, trace) or holds(second, trace)


@given(p=INNER, q=INNER, trace=TRACES)
def test_a_formula_or_its_negation_holds_and_never_both(p, q, trace):
    for text in (p, f"({p}) U ({q})", f"G (({p}) -> F ({q}))"):
        assert holds(text, trace) is not holds(f"not ({text})", trace)


@given(p=INNER, trace=TRACES, rest=TRACES)
def test_a_prefix_that_decides_decides_every_trace_that_begins_with_it(p, trace, rest):
    machine = FormulaMachine(parse(p))
    state = 0
    for facts in trace:
        state = machine.advance(state, facts)
    verdict = machine.verdicts[state]
    if verdict:
        assert holds(p, [*trace, *rest]) is (verdict == 1)


@given(text=st.tuples(INNER, INNER).map(lambda pair: f"({pair[0]}) W ({pair[1]})") | INNER, trace=TRACES)
@settings(max_examples=60)
def test_what_is_not_decided_can_still_go_either_way(text, trace):
    machine = FormulaMachine(parse(text))
    state = 0
    for facts in trace:
        state = machine.advance(state, facts)
    if machine.verdicts[state] == 0:
        longer = [[*trace, *more] for length in range(4) for more in product(STATES, repeat=length)]
        assert {holds(text, each) for each in longer} == {True, False}


@given(text=INNER)
def test_distances_are_those_of_the_cheapest_way(text):
    machine = FormulaMachine(parse(text))
    best = [float("inf")] * len(machine.rows)
    for start in range(len(machine.rows)):
        costs = {start: 0}
        for _ in range(12):
            for state, cost in list(costs.items()):
                for held, after in enumerate(machine.rows[state][1]):
                    costs[after] = min(costs.get(after, 99), cost + max(bin(held).count("1"), 1))
        reached = [cost for state, cost in costs.items() if machine.accepting[state]]
        best[start] = min(reached, default=float("inf"))
    assert machine.distances == best


DEGREES = st.lists(st.fixed_dictionaries({"a": st.floats(0, 1), "b": st.floats(0, 1)}), min_size=1, max_size=5)


@given(trace=DEGREES)
def test_robustness_by_its_definition(trace):
    a, b = ([row[name] for row in trace] for name in "ab")
    assert degree("F a", trace) == max(a)
    assert degree("G a", trace) == min(a)
    assert degree("F a and G b", trace) == min(max(a), min(b))
    assert degree("not F a", trace) == pytest.approx(1 - max(a))
    until = max(min([b[now], *a[:now]]) for now in range(len(trace)))
    assert degree("a U b", trace) == until
    assert degree("a W b", trace) == max(until, min(a))
    assert degree("X a", trace) == (a[1] if len(a) > 1 else 0.0)


@given(trace=DEGREES, lift=st.floats(0, 1))
def test_robustness_rises_with_its_conditions_where_none_is_negated(trace, lift):
    higher = [{name: max(held, lift) for name, held in row.items()} for row in trace]
    for text in ("F a", "G b", "a U b", "a W b", "F (a and X b)", "G (a or F b)"):
        assert degree(text, higher) >= degree(text, trace)


def test_the_positive_form_negates_conditions_alone():
    for text in ("not (a U (b and X not a))", "not (G a -> F b)", "not not (a W b)"):
        shown = repr(positive(parse(text)))
        assert "Not(of=Atom" in shown or "Not(" not in shown
        assert shown.count("Not(") == shown.count("Not(of=Atom")


def test_what_nothing_is_owed_of_and_what_cannot_be_paid():
    always = lambda condition: 1.0  # noqa: E731
    assert progress(begin(parse("F a")), always) == SATISFIED
    assert progress(begin(parse("G not a")), always) == VIOLATED
    assert value(SATISFIED) == 1.0
    assert value(VIOLATED) == 0.0
    assert progress(SATISFIED, always) == SATISFIED
    assert progress(VIOLATED, always) == VIOLATED


def test_only_what_begin_returned_can_be_progressed():
    with pytest.raises(ValueError, match="is not in positive form"):
        progress({frozenset((parse("not (a and b)"),)): 1.0}, lambda condition: 1.0)


def test_the_conditions_of_a_formula_in_the_order_of_reading():
    assert [each.text for each in conditions_of(parse("G (b -> F a) and X (c U b)"))] == ["b", "a", "c", "b"]
    assert [each.text for each in FormulaMachine(parse("G (b -> F a) and X (c U b)")).conditions] == ["b", "a", "c"]


def test_an_automaton_asks_only_what_the_next_state_can_decide():
    machine = FormulaMachine(parse("X a and X X b"))
    assert [[each.text for each in asked] for asked, _ in machine.rows[:3]] == [[], ["a"], []]
    asked_for = []

    class Facts(dict):
        def __getitem__(self, name):
            asked_for.append(name)
            return True

    state = 0
    for _ in range(3):
        state = machine.advance(state, Facts())
    assert asked_for == ["a", "b"]
    assert machine.verdicts[state] == 1
