"""First-time reward: the ratchet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import first_time, potential_shaping, rise

LEVELS = st.lists(st.floats(0, 10), min_size=1, max_size=30)


def test_hand_computed():
    np.testing.assert_allclose(first_time([0, 1, 1, 2, 1, 4]), [1, 0, 1, 0, 2])


def test_checklist_items_pay_on_the_turn_that_first_satisfies_them():
    weights = np.array([0.5, 0.3, 0.2])
    passed = [[0, 0, 0], [1, 0, 0], [1, 1, 0]]
    paid = first_time(passed) @ weights
    np.testing.assert_allclose(paid, [0.5, 0.3])
    assert paid.sum() == pytest.approx(0.8)


@given(LEVELS)
def test_it_sums_to_the_highest_level_above_the_first(levels):
    paid = first_time(levels)
    assert np.all(paid >= 0)
    assert paid.sum() == pytest.approx(max(levels) - levels[0], abs=1e-9)


@given(LEVELS)
def test_it_never_pays_less_than_the_difference_and_as_much_if_the_end_is_the_highest(levels):
    levels = [0.0, *levels]
    paid, kept = first_time(levels).sum(), potential_shaping(levels, terminated=False).sum()
    assert paid >= kept - 1e-9
    assert (paid == pytest.approx(kept, abs=1e-9)) == (levels[-1] == pytest.approx(max(levels), abs=1e-9))


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_rise_is_the_positive_part(level, best):
    assert rise(level, best) == pytest.approx(max(level - best, 0.0), abs=1e-12)


def test_columns_are_independent():
    levels = np.array([[0, 1], [1, 0], [0, 2]])
    columns = [first_time(levels[:, 0]), first_time(levels[:, 1])]
    np.testing.assert_allclose(first_time(levels), np.stack(columns, axis=1))


def test_one_level_has_no_turn():
    assert first_time([3.0]).shape == (0,)
    assert first_time([[3.0, 1.0]]).shape == (0, 2)


@pytest.mark.parametrize("levels", [[], 1.0, np.zeros((2, 2, 2))])
def test_wrong_shapes_are_refused(levels):
    with pytest.raises(ValueError, match="first_time needs levels of shape"):
        first_time(levels)
