"""Coverage gain and cross-turn novelty."""

from __future__ import annotations

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.intrinsic import Change, Coverage, FirstVisit, coverage, label_novelty
from turnwise.reward_shaping.intrinsic.coverage import SHAPES

ELEMENTS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=3), max_size=12)
WEIGHTS = {"a": 0.0, "b": 2.5}


def gains(bonus, states):
    return [bonus.bonus(None, None, state) for state in states]


def test_worked_numbers():
    inputs, expected = example("coverage")
    memory = Coverage(shape="sqrt")
    memory.start(inputs["visited"])
    assert gains(memory, inputs["new"]) == pytest.approx([expected["gain for b"], expected["gain for c"]], abs=1e-6)


def test_each_shape_by_hand():
    states = [["a"], ["b", "c"], ["a"]]
    assert gains(Coverage(shape="set"), states) == [1.0, 2.0, 0.0]
    assert gains(Coverage(shape="sqrt"), states) == pytest.approx([1, sqrt(3) - 1, 0])
    assert gains(Coverage(shape="log"), states) == pytest.approx([log(2), log(2), 0])
    assert gains(Coverage(shape="cap", cap=2.0), states) == [1.0, 1.0, 0.0]


def test_weights_by_name():
    assert gains(Coverage(shape="set", weights=WEIGHTS, other=0.5), [["a"], ["b", "z"]]) == [0.0, 3.0]


@given(ELEMENTS, st.sampled_from(sorted(SHAPES)))
def test_gains_are_never_negative_and_sum_to_the_coverage_of_all(states, shape):
    paid = gains(Coverage(shape=shape, cap=3.0, weights=WEIGHTS), states)
    everything = dict.fromkeys(element for state in states for element in state)
    mass = sum(WEIGHTS.get(element, 1.0) for element in everything)
    assert min(paid, default=0.0) >= 0
    assert sum(paid) == pytest.approx(coverage(mass, shape, 3.0))


@given(ELEMENTS, ELEMENTS, st.lists(st.sampled_from("abcdef"), max_size=3), st.sampled_from(sorted(SHAPES)))
def test_what_is_added_to_more_adds_less(few, more, state, shape):
    small, large = Coverage(shape=shape, cap=3.0), Coverage(shape=shape, cap=3.0)
    gains(small, few)
    gains(large, few + more)
    assert large.bonus(None, None, state) <= small.bonus(None, None, state) + 1e-12


def test_nothing_in_a_state_adds_nothing():
    assert gains(Coverage(), [[], ["a"], []]) == [0.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"shape": "sqr"}, "Did you mean 'sqrt'"),
        ({"cap": 0}, "cap > 0"),
        ({"other": -1}, "weights >= 0"),
        ({"weights": {"a": -1}}, "weights >= 0"),
        ({"weights": {"a": float("nan")}}, "weights >= 0"),
    ],
)
def test_what_is_not_submodular_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Coverage(**arguments)


def test_labels_by_hand():
    labels = ["ask", "ask", "advise", "ask"]
    assert label_novelty(labels).tolist() == [1, 0, 1, 0]
    assert label_novelty(labels, "last").tolist() == [1, 0, 1, 1]
    assert label_novelty([]).shape == (0,)
    with pytest.raises(ValueError, match="got 'first'"):
        label_novelty(labels, "first")


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_the_methods_are_the_formula(labels):
    first, change = FirstVisit(), Change()
    assert [first.bonus(None, None, label) for label in labels] == label_novelty(labels).tolist()
    before = [None, *labels]
    paid = [change.bonus(*pair) for pair in zip(before, [None] * len(labels), labels, strict=False)]
    assert paid == label_novelty(labels, "last").tolist()
