"""Gated reward accumulation and its two relatives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import gated_total, gates_open

AMOUNT = st.floats(0, 5)


@pytest.mark.parametrize(("outcome", "total"), [(1.0, 1.4), (0.0, 0.0)])
def test_steps_count_only_behind_the_outcome(outcome, total):
    assert gated_total([outcome, 0.1 + 0.2 + 0.1], [0.0]) == pytest.approx(total)


def test_direct_accumulation_pays_a_failure():
    assert gated_total([0.0, 0.4], [-1.0]) == pytest.approx(0.4)


def test_three_levels():
    assert gated_total([0.5, 0.2, 0.1], [0.0, 0.0]) == pytest.approx(0.8)
    assert gated_total([0.5, 0.0, 0.1], [0.0, 0.0]) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("correct", "quality", "total"),
    [(1.0, 0.8, 1.63), (0.0, 0.8, 0.0), (1.0, 0.4, 1.35)],
)
def test_chatshopbuddy_lets_quality_alone_open_efficiency(correct, quality, total):
    persuasion, efficiency = 0.5, 0.4
    second, third = gates_open([[correct], [quality]], [[0.0], [0.5]])
    paid = correct + second * (0.5 * quality + 0.3 * persuasion) + third * 0.2 * efficiency
    assert paid == pytest.approx(total)


@pytest.mark.parametrize(("constraints", "total"), [([1, 1, 0], 0.0), ([1, 1, 1], 0.75)])
def test_searchllm_needs_every_constraint(constraints, total):
    (is_open,) = gates_open([constraints], [[0.0] * 3])
    assert is_open * (0.5 * 0.9 + 0.5 * 0.6) == pytest.approx(total)


def test_a_value_at_the_threshold_does_not_pass():
    assert gated_total([0.5, 1.0], [0.5]) == 0.5


def test_a_gate_that_asks_nothing_is_as_open_as_the_one_above():
    assert gates_open([[1.0], [], [1.0]], [[0.0], [], [0.0]]) == [1.0, 1.0, 1.0]
    assert gates_open([[0.0], []], [[0.0], []]) == [0.0, 0.0]


@given(st.lists(AMOUNT, min_size=1, max_size=5), st.data())
def test_a_closed_gate_leaves_the_higher_levels_only(levels, data):
    closed = data.draw(st.integers(0, len(levels) - 1))
    thresholds = [-1.0] * (len(levels) - 1)
    if closed < len(thresholds):
        thresholds[closed] = levels[closed]
    assert gated_total(levels, thresholds) == pytest.approx(sum(levels[: closed + 1]))


@given(st.lists(AMOUNT, min_size=1, max_size=5), st.data())
def test_raising_any_level_never_lowers_the_total_where_all_are_non_negative(levels, data):
    thresholds = data.draw(st.lists(AMOUNT, min_size=len(levels) - 1, max_size=len(levels) - 1))
    raised = list(levels)
    raised[data.draw(st.integers(0, len(levels) - 1))] += data.draw(AMOUNT)
    assert gated_total(raised, thresholds) >= gated_total(levels, thresholds) - 1e-9


def test_arrays_are_gated_entry_by_entry():
    outcome, steps = np.array([1.0, 0.0]), np.array([0.4, 0.4])
    np.testing.assert_allclose(gated_total([outcome, steps], [0.0]), [1.4, 0.0])
    assert gated_total([np.array([]), np.array([])], [0.0]).shape == (0,)


def test_one_level_has_no_gate():
    assert gated_total([0.7], []) == 0.7
    assert gates_open([], []) == []


@pytest.mark.parametrize(("levels", "thresholds"), [([], []), ([1.0], [0.0]), ([1.0, 2.0], [])])
def test_a_threshold_too_few_or_too_many_is_refused(levels, thresholds):
    with pytest.raises(ValueError, match="L - 1 thresholds"):
        gated_total(levels, thresholds)


def test_operands_without_a_threshold_are_refused():
    with pytest.raises(ValueError, match=r"lengths \[2\] and thresholds of lengths \[1\]"):
        gates_open([[1.0, 2.0]], [[0.0]])
