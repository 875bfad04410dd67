"""Critics' turn and span values, and the hybrid sum; worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.judged import hybrid_reward, length_penalty, spans_of, turn_values, weighted_mean

NAN = float("nan")
MESSAGES = ["go left", "open the door", "thanks"]
SPANS = [
    {"turn": 0, "value": 1, "text": "left"},
    {"turn": 1, "value": -1, "start": 0, "end": 4},
    {"turn": 1, "value": 0.5},
]


def test_spans_are_summed_by_turn_and_a_turn_without_one_earns_nothing():
    np.testing.assert_allclose(turn_values(SPANS, 3), [1, -0.5, 0])


def test_spans_are_found_in_the_messages():
    assert spans_of(SPANS, MESSAGES) == [(0, 3, 7, 1.0), (1, 0, 4, -1.0), (1, 0, 13, 0.5)]


def test_numbers_are_taken_as_they_are():
    np.testing.assert_allclose(turn_values([1, None, -0.5], 3), [1, NAN, -0.5])


@pytest.mark.parametrize("answer", [None, "good", 3.0, [1, 2], {"turn": 0, "value": 1}, [1, {"turn": 0, "value": 1}]])
def test_an_answer_of_another_form_is_missing_on_every_turn(answer):
    assert np.isnan(turn_values(answer, 3)).all()


def test_a_critic_with_nothing_to_say_is_not_missing():
    np.testing.assert_allclose(turn_values([], 3), [0, 0, 0])


@pytest.mark.parametrize(
    "span",
    [
        {"turn": 3, "value": 1},
        {"turn": -1, "value": 1},
        {"turn": "0", "value": 1},
        {"turn": 0},
        {"turn": 0, "value": "much"},
        {"value": 1},
    ],
)
def test_an_unreadable_span_is_left_out(span):
    np.testing.assert_allclose(turn_values([span, SPANS[0]], 3), [1, 0, 0])
    assert spans_of([span], MESSAGES) == []


@pytest.mark.parametrize(
    "place", [{"text": "right"}, {"start": 2, "end": 1}, {"start": 0, "end": 99}, {"start": "a", "end": 2}, {"end": 3}]
)
def test_a_span_that_is_nowhere_still_counts_for_its_turn(place):
    span = {"turn": 0, "value": 2.0, **place}
    assert spans_of([span], MESSAGES) == []
    np.testing.assert_allclose(turn_values([span], 3), [2, 0, 0])


def test_unreadable_answers_hold_no_spans():
    assert [spans_of(answer, MESSAGES) for answer in (None, "text", [3, None], 7)] == [[], [], [], []]


ANYTHING = st.recursive(
    st.none() | st.integers(-3, 3) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["turn", "value", "start", "end", "text"]), inner, max_size=4)
    ),
    max_leaves=6,
)


@given(answer=ANYTHING)
def test_no_answer_raises(answer):
    assert turn_values(answer, 2).shape == (2,)
    for turn, start, end, value in spans_of(answer, ["ab", "c"]):
        assert 0 <= start <= end <= len(["ab", "c"][turn])
        assert math.isfinite(value)


def test_the_hybrid_sum_by_hand():
    model, rule, aspect = weighted_mean([0.6, 0.8]), weighted_mean([1, 0], [0.9, 0.3]), weighted_mean([0.5])
    length = length_penalty(130, 10, 100, slope=60)
    assert (model, rule, length) == (pytest.approx(0.7), pytest.approx(0.75), pytest.approx(0.5))
    assert hybrid_reward([model, rule, aspect, length], [1, 2, 0.5, 0.2]) == pytest.approx(0.7 + 1.5 + 0.25 - 0.1)


def test_a_part_that_cannot_be_told_makes_the_sum_untold_unless_it_has_no_weight():
    assert math.isnan(hybrid_reward([0.5, NAN, 0.5, 0], [1, 1, 1, 1]))
    assert hybrid_reward([0.5, NAN, 0.5, 0], [1, 0, 1, 1]) == 1.0


def test_four_parts_are_needed():
    with pytest.raises(ValueError, match="4 parts and weights; got 2 and 4"):
        hybrid_reward([1, 2], [1, 1, 1, 1])


@pytest.mark.parametrize(
    ("length", "penalty"), [(10, 0), (100, 0), (50, 0), (5, 0.25), (0, 0.5), (120, 1), (110, 0.5), (9999, 1)]
)
def test_length_penalty_by_hand(length, penalty):
    assert length_penalty(length, 10, 100, slope=20) == pytest.approx(penalty)


def test_power_bends_the_length_penalty():
    assert length_penalty(110, 10, 100, slope=20, power=2) == pytest.approx(0.25)


@given(length=st.floats(0, 1e6), power=st.floats(0.1, 4))
def test_the_length_penalty_lies_in_0_to_1(length, power):
    assert 0 <= length_penalty(length, 3, 30, power=power) <= 1


@pytest.mark.parametrize("arguments", [(3, 2, {}), (2, 3, {"slope": 0}), (2, 3, {"power": -1})])
def test_wrong_lengths_are_refused(arguments):
    shortest, longest, more = arguments
    with pytest.raises(ValueError, match="length_penalty needs shortest <= longest"):
        length_penalty(1, shortest, longest, **more)


def test_the_mean_leaves_out_what_is_missing_and_what_nobody_is_sure_of():
    assert weighted_mean([1, NAN, 0], [1, 1, NAN]) == 1
    assert math.isnan(weighted_mean([1, 0], [0, 0]))
    assert math.isnan(weighted_mean([]))
