"""Tool efficiency, knowledge boundary, clicks and costs; each number by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.tools import (
    boundary_cost,
    boundary_score,
    cost_reward,
    gaussian_coverage,
    gaussian_point,
    knowledge_boundary,
    parse_place,
    reasoning_behaviour,
    reference_baseline,
    tool_efficiency,
)


@pytest.mark.parametrize(
    ("useful", "made", "free", "efficiency"),
    [(0, 0, None, 1.0), (3, 4, None, 0.75), (0, 2, None, 0.0), (4, 4, 2, 0.5), (3, 4, 2, 0.5), (2, 2, 2, 1.0)],
)
def test_tool_efficiency_by_hand(useful, made, free, efficiency):
    assert tool_efficiency(useful, made, free) == pytest.approx(efficiency)


@given(useful=st.integers(0, 20), useless=st.integers(0, 20), free=st.none() | st.integers(0, 20))
def test_tool_efficiency_lies_in_0_to_1_and_a_useless_call_never_pays(useful, useless, free):
    efficiency = tool_efficiency(useful, useful + useless, free)
    assert 0 <= efficiency <= 1
    assert tool_efficiency(useful, useful + useless + 1, free) <= efficiency


@pytest.mark.parametrize(("useful", "made", "free"), [(2, 1, None), (-1, 1, None), (1, 1, -1)])
def test_impossible_counts_are_refused(useful, made, free):
    with pytest.raises(ValueError, match="0 <= useful <= made"):
        tool_efficiency(useful, made, free)


ACT, END = "<think>a</think><tool>b</tool>", "<think>a</think>\n<response>c</response>"


@pytest.mark.parametrize(
    ("messages", "share"),
    [
        ([], 0.0),
        ([END], 1.0),
        ([ACT, ACT, END], 1.0),
        ([ACT, "<tool>b</tool>", END], 2 / 3),
        ([ACT, ACT], 0.0),
        ([END, ACT, END], 0.0),
        (["c"], 0.0),
    ],
)
def test_reasoning_behaviour_by_hand(messages, share):
    assert reasoning_behaviour(messages) == pytest.approx(share)


def test_reasoning_behaviour_under_other_tags():
    assert reasoning_behaviour(["<a>x</a><c>y</c>"], think="a", tool="b", response="c") == 1.0


def test_the_worked_table_of_ikea():
    _, expected = example("ikea")
    assert [knowledge_boundary(True, n) for n in range(4)] == expected["right,0/1/2/3 searches"]
    assert knowledge_boundary(True, 9) == 1.0
    assert knowledge_boundary(False, 2) == expected["wrong with search"]
    assert knowledge_boundary(False, 0) == expected["wrong without"]
    for right in (True, False):
        assert knowledge_boundary(right, 1, well_formed=False) == expected["format error"]


def test_a_label_says_whether_searching_was_needed():
    assert [knowledge_boundary(True, n, known=True) for n in (0, 2)] == [1.6, 1.2]
    assert knowledge_boundary(False, 2, known=True) == 0.0
    assert [knowledge_boundary(True, n, known=False) for n in (0, 2, 9)] == [1.6] * 3
    assert [knowledge_boundary(False, n, known=False) for n in (0, 2)] == [0.0, 0.05]


@given(searches=st.integers(0, 9), known=st.sampled_from([None, True, False]))
def test_right_beats_wrong_beats_malformed_and_a_search_more_never_pays(searches, known):
    right, wrong = (knowledge_boundary(each, searches, known=known) for each in (True, False))
    assert right > wrong > knowledge_boundary(True, searches, well_formed=False, known=known)
    assert knowledge_boundary(True, searches + 1, known=known) <= right


@pytest.mark.parametrize("arguments", [(-1, {}), (0, {"bonuses": []})])
def test_impossible_searches_are_refused(arguments):
    searches, more = arguments
    with pytest.raises(ValueError, match="at least one bonus and searches >= 0"):
        knowledge_boundary(True, searches, **more)


def test_the_worked_click():
    given_, expected = example("gaussian_click")
    assert gaussian_point(*given_.values()) == pytest.approx(next(iter(expected.values())), abs=1e-6)


def test_coverage_by_hand():
    target = [0, 0, 20, 10]
    assert gaussian_coverage(target, target) == pytest.approx(1.0)
    # one axis of half the size: sqrt(2 * 10 * 5 / 125); moved by 5 along x: exp(-25 / (4 * 200))
    assert gaussian_coverage([5, 0, 15, 10], target) == pytest.approx(math.sqrt(0.8))
    assert gaussian_coverage([5, 0, 25, 10], target) == pytest.approx(math.exp(-25 / 800))


def test_coverage_is_the_released_bhattacharyya_coefficient():
    box, target, alpha = np.array([3.0, 4.0, 14.0, 9.0]), np.array([1.0, 2.0, 20.0, 12.0]), 0.5
    mean, target_mean = (box[:2] + box[2:]) / 2, (target[:2] + target[2:]) / 2
    one, other = (np.diag((alpha * (each[2:] - each[:2])) ** 2) for each in (box, target))
    middle = (one + other) / 2
    distance = (mean - target_mean) @ np.linalg.inv(middle) @ (mean - target_mean) / 8
    distance += 0.5 * np.log(np.linalg.det(middle) / np.sqrt(np.linalg.det(one) * np.linalg.det(other)))
    assert gaussian_coverage(box.tolist(), target.tolist(), alpha) == pytest.approx(math.exp(-distance))


BOX = st.tuples(st.floats(0, 50), st.floats(0, 50), st.floats(51, 99), st.floats(51, 99))


@given(one=BOX, other=BOX, scale=st.floats(0.5, 100))
def test_coverage_is_symmetric_and_knows_no_unit(one, other, scale):
    assert gaussian_coverage(one, other) == pytest.approx(gaussian_coverage(other, one))
    scaled = gaussian_coverage([scale * x for x in one], [scale * x for x in other])
    assert scaled == pytest.approx(gaussian_coverage(one, other))
    assert 0 <= scaled <= 1 + 1e-9


def test_a_box_without_area_covers_nothing():
    assert gaussian_coverage([5, 5, 5, 9], [0, 0, 20, 10]) == 0.0


def test_a_far_click_earns_nothing_and_overflows_nothing():
    assert gaussian_point([1e9, -1e9], [0, 0], [1e-3, 1]) == 0.0


@pytest.mark.parametrize("target", [[0, 0, 0, 5], [0, 0, 5], [5, 0, 0, 5]])
def test_a_target_without_area_is_refused(target):
    with pytest.raises(ValueError, match="A target is a box"):
        gaussian_coverage([0, 0, 1, 1], target)


def test_clicks_and_spreads_must_fit():
    with pytest.raises(ValueError, match="of one length, sigma > 0"):
        gaussian_point([0, 0], [0, 0], [1, 0])
    with pytest.raises(ValueError, match="of one length, sigma > 0"):
        gaussian_point([0], [0, 0], [1, 1])


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("click(12, 5)", (12.0, 5.0)),
        ("[1,2] no, [ 3.5 , -4 ]", (3.5, -4.0)),
        ("<answer>[1, 2, 3, 4]</answer>", (1.0, 2.0, 3.0, 4.0)),
        ("[1, 2, 3]", None),
        ("[1; 2]", None),
        ("12, 5", None),
        ("[1e9, 2]", None),
        ("", None),
    ],
)
def test_the_last_place_in_a_message_is_read(message, place):
    assert parse_place(message) == place


@given(message=st.text() | st.text(alphabet="[](),.-0123456789 "))
def test_no_message_breaks_a_click(message):
    place = parse_place(message)
    if place is not None:
        assert len(place) in (2, 4)
        assert all(map(math.isfinite, place))
        assert len(place) == 2 or 0 <= gaussian_coverage(place, [0, 0, 20, 10]) <= 1 + 1e-9


def test_the_worked_score_of_bopo():
    given_, expected = example("bopo")
    small, large, weight = given_["C_small"], given_["C_large"], given_["lam"]
    score = boundary_score(given_["R"], given_["cost"], small, large, weight)
    baseline = reference_baseline(given_["R_small"], given_["R_large"], weight)
    assert [score, baseline, score - baseline] == pytest.approx(list(expected.values()), abs=1e-6)


def test_the_boundary_policies_have_the_scores_of_the_baseline():
    scores = boundary_score(np.array([0.2, 0.9]), np.array([1.0, 10.0]), 1.0, 10.0, 0.5)
    np.testing.assert_allclose(scores, [0.2, 0.4])
    assert reference_baseline(0.2, 0.9) == pytest.approx(scores.mean())


def test_boundaries_that_cost_the_same_are_refused():
    with pytest.raises(ValueError, match="small < large"):
        boundary_cost(1.0, 2.0, 2.0)


def test_cost_by_hand():
    assert cost_reward(3.0, 0.5, 10.0) == pytest.approx(-0.15)
    np.testing.assert_allclose(cost_reward(np.array([1.0, 2.0])), [-1, -2])
