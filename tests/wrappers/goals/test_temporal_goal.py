"""Temporal goals: paid when certain, at the end otherwise, and by graded progress."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.goals import FormulaMachine, parse
from turnwise.wrappers import TemporalGoal


def walk(tools, rows, end=(False, False)):
    """Return an environment that shows the facts ``a`` and ``x`` of each row."""
    states = [{"facts": {"a": a, "x": x}} for a, x in rows]
    states[-1] |= {"terminated": end[0], "truncated": end[1]}
    return tools.Scripted(states[1:], states[0])


def played(tools, formula, rows, end=(False, False), **arguments):
    env = TemporalGoal(walk(tools, rows, end), formula, **arguments)
    env.reset()
    told = [env.step("go")[4] for _ in rows[1:]]
    return [info["reward_terms"]["temporal"] for info in told], [info["channels"] for info in told]


YES, NO = (True, 0), (False, 0)


def test_satisfying_is_paid_once_on_the_turn_that_makes_it_certain(tools):
    paid, channels = played(tools, "F a", [NO, NO, YES, NO, YES], (True, False))
    assert paid == [0.0, 1.0, 0.0, 0.0]
    assert [row["temporal.verdict"] for row in channels] == [0.0, 1.0, 1.0, 1.0]


def test_violating_is_paid_when_it_is_certain(tools):
    paid, _ = played(tools, "G a", [YES, YES, NO, YES], (True, False), violated=-2.0)
    assert paid == [0.0, -2.0, 0.0]


@pytest.mark.parametrize("end", [(True, False), (False, True), (True, True)])
def test_what_no_turn_decides_the_end_decides(tools, end):
    assert played(tools, "G a", [YES, YES, YES], end)[0] == [0.0, 1.0]
    assert played(tools, "F a", [NO, NO, NO], end, violated=-0.5)[0] == [0.0, -0.5]


def test_an_episode_that_goes_on_is_not_decided(tools):
    assert played(tools, "G a", [YES, YES, YES])[0] == [0.0, 0.0]


def test_what_the_first_state_decides_pays_nothing(tools):
    assert played(tools, "F a", [YES, NO, YES], (True, False))[0] == [0.0, 0.0]
    assert played(tools, "a", [NO, YES], (True, False), violated=-1.0)[0] == [0.0]


def test_distance_pays_each_step_nearer_by_hand(tools):
    formula = "F (x == 1) and F (x == 2)"
    rows = [(False, 0), (False, 1), (False, 0), (False, 2)]
    paid, channels = played(tools, formula, rows, (False, True), satisfied=0.0, weight=0.4, gamma=0.9)
    assert [row["temporal.progress"] for row in channels] == [0.5, 0.5, 1.0]
    assert paid == pytest.approx([0.4 * 0.45, 0.4 * (0.45 - 0.5), 0.4 * (0.9 - 0.5)])
    paid, _ = played(tools, formula, rows, (True, False), satisfied=0.0, weight=0.4, gamma=0.9)
    assert paid[-1] == pytest.approx(0.4 * -0.5)


def test_robustness_by_hand(tools):
    # 1/2 + clip((x - 4) / 8, -1, 1) / 2 of x = 0, 2, 1, 6, and the greatest so far
    rows = [(False, 0), (False, 2), (False, 1), (False, 6)]
    paid, channels = played(tools, "F (x >= 4)", rows, weight=1.0, grade="robustness", scale=8.0, satisfied=0.0)
    assert [row["temporal.progress"] for row in channels] == [0.375, 0.375, 0.625]
    assert paid == pytest.approx([0.125, 0.0, 0.25])


ROWS = st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=2, max_size=7)
TEXTS = st.sampled_from(
    ["F a", "G a", "a U (x > 1)", "X X a", "G (a -> F (x == 2))", "F (a and X not a)", "a W (x == 3)"]
)


@given(text=TEXTS, rows=ROWS, end=st.sampled_from([(True, False), (False, True)]))
def test_every_ended_episode_is_paid_its_verdict_once(tools, text, rows, end):
    machine = FormulaMachine(parse(text))
    state = machine.advance(0, {"a": rows[0][0], "x": rows[0][1]})
    at_the_start = machine.verdicts[state]
    for a, x in rows[1:]:
        state = machine.advance(state, {"a": a, "x": x})
    paid, channels = played(tools, text, rows, end, satisfied=3.0, violated=-7.0)
    verdict = 1 if machine.accepting[state] else -1
    assert sum(paid) == (0.0 if at_the_start else {1: 3.0, -1: -7.0}[verdict])
    assert channels[-1]["temporal.verdict"] == verdict


@given(text=TEXTS, rows=ROWS, grade=st.sampled_from(["distance", "robustness"]))
def test_progress_telescopes_and_counts_as_nothing_where_the_episode_terminated(tools, text, rows, grade):
    arguments = {"satisfied": 0.0, "weight": 1.0, "grade": grade, "scale": 2.0}
    env = TemporalGoal(walk(tools, rows), text, **arguments)
    env.reset()
    first = env.level
    truncated, channels = played(tools, text, rows, (False, True), **arguments)
    terminated, _ = played(tools, text, rows, (True, False), **arguments)
    assert sum(truncated) == pytest.approx(channels[-1]["temporal.progress"] - first)
    assert sum(terminated) == pytest.approx(-first)


def test_a_second_episode_begins_anew(tools):
    for grade in ("distance", "robustness"):
        env = TemporalGoal(walk(tools, [NO, YES, NO], (True, False)), "F a", weight=0.5, grade=grade)
        first = tools.terms(tools.play(env, ["go"] * 2), "temporal")
        assert tools.terms(tools.play(env, ["go"] * 2), "temporal") == first


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"formula": "F"}, "cannot be read"),
        ({"grade": "steps"}, r"grade to be one of \['distance', 'robustness'\]"),
        ({"scale": 0.0}, "scale > 0"),
    ],
)
def test_wrong_arguments_are_refused(tools, arguments, words):
    with pytest.raises(ValueError, match=words):
        TemporalGoal(walk(tools, [NO, NO]), **{"formula": "F a", **arguments})


def test_facts_that_are_not_reported_are_refused_at_the_reset(tools):
    with pytest.raises(ValueError, match=r"TemporalGoal on .* reads 'b', which is not reported"):
        TemporalGoal(walk(tools, [NO, NO]), "F (a and b)").reset()
