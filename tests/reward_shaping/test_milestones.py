"""MiRA's milestones in their three modes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from turnwise.reward_shaping import milestone_level, milestone_rewards

REACHED = np.array([[0, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 1]])
UNDONE = np.array([[0, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 1, 0], [0, 0, 1, 0]])
MASKS = st.tuples(st.integers(1, 8), st.integers(1, 5)).flatmap(lambda shape: arrays(np.bool_, shape))


def test_levels_of_the_worked_example():
    np.testing.assert_allclose(milestone_rewards(REACHED, mode="level"), [0.25, 0.25, 0.5, 1.0])


@pytest.mark.parametrize(
    ("terminated", "expected", "discounted"),
    [(False, [0.2475, -0.0025, 0.245, 0.49], 0.960596), (True, [0.2475, -0.0025, 0.245, -0.5], 0.0)],
)
def test_potential_of_the_worked_example(terminated, expected, discounted):
    paid = milestone_rewards(REACHED, mode="potential", gamma=0.99, terminated=terminated)
    np.testing.assert_allclose(paid, expected, atol=1e-12)
    assert 0.99 ** np.arange(4) @ paid == pytest.approx(discounted, abs=1e-6)


def test_first_of_the_worked_example():
    np.testing.assert_allclose(milestone_rewards(REACHED, mode="first"), [0.25, 0, 0.25, 0.5])


def test_a_milestone_that_un_happens_is_kept_by_first_and_paid_back_by_potential():
    np.testing.assert_allclose(milestone_rewards(UNDONE, mode="first"), [0.25, 0, 0.25, 0])
    np.testing.assert_allclose(milestone_rewards(UNDONE, mode="potential"), [0.25, 0, 0.25, -0.25])
    np.testing.assert_allclose(np.append(0, milestone_rewards(UNDONE, mode="level")), [0, 0.25, 0.25, 0.5, 0.25])


@given(MASKS)
def test_first_pays_each_milestone_once_whatever_happens(holds):
    weights = np.arange(1, holds.shape[1] + 1) / 10
    paid = milestone_rewards(holds, weights, mode="first")
    assert np.all(paid >= 0)
    assert paid.sum() == pytest.approx((weights * (holds.any(axis=0) & ~holds[0])).sum())


@given(MASKS)
def test_first_sums_to_the_highest_level_if_nothing_un_happens(holds):
    holds = np.logical_or.accumulate(holds, axis=0)
    level = holds.mean(axis=1)
    assert milestone_rewards(holds, mode="first").sum() == pytest.approx(level.max() - level[0])


def test_the_level_of_numbers_and_of_arrays_is_the_same():
    assert milestone_level([1.0, 0.0, 1.0], [0.5, 0.3, 0.2]) == pytest.approx(0.7)
    np.testing.assert_allclose(milestone_level(list(REACHED.T.astype(float)), [0.1, 0.2, 0.3, 0.4])[-2:], [0.3, 1.0])


def test_one_state_has_no_turn():
    for mode in ("first", "potential", "level"):
        assert milestone_rewards([[1, 0]], mode=mode).shape == (0,)


@pytest.mark.parametrize("holds", [[], [1, 0], [[]]])
def test_wrong_shapes_are_refused(holds):
    with pytest.raises(ValueError, match=r"holds of shape \(T \+ 1, K\)"):
        milestone_rewards(holds, mode="first")


def test_a_weight_too_few_is_refused():
    with pytest.raises(ValueError, match=r"shape \(4,\); got shape \(3,\)"):
        milestone_rewards(REACHED, [1, 1, 1], mode="first")


def test_an_unknown_mode_is_refused_by_name():
    with pytest.raises(ValueError, match=r"one of \['first', 'potential', 'level'\]; got 'ratchet'"):
        milestone_rewards(REACHED, mode="ratchet")
