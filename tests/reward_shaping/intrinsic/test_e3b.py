"""E3B: numbers done by hand, the inverse against one computed at once, the first state."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from published_numbers import example

from turnwise.reward_shaping.intrinsic import E3B, e3b_bonuses


def test_worked_numbers_of_both_codes():
    inputs, expected = example("e3b")
    paid = e3b_bonuses(inputs["phi"], inputs["ridge"], first_pays=True)
    assert paid == pytest.approx(expected["bonus"], abs=1e-6)
    official = e3b_bonuses(inputs["phi"], inputs["ridge"])
    assert official == pytest.approx([0.0, *expected["bonus"][1:]], abs=1e-6)


@given(arrays(np.float64, (7, 3), elements=st.floats(-3, 3)), st.floats(0.05, 2))
def test_the_kept_inverse_is_the_inverse(phi, ridge):
    memory, covariance = E3B(ridge=ridge, first_pays=True), ridge * np.eye(3)
    for each in phi:
        assert memory.bonus(None, None, each) == pytest.approx(each @ np.linalg.solve(covariance, each), abs=1e-6)
        covariance += np.outer(each, each)
    np.testing.assert_allclose(memory.inverse, np.linalg.inv(covariance), atol=1e-6)


def test_one_hot_features_are_counts():
    phi = np.eye(3)[[0, 0, 1, 0]]
    np.testing.assert_allclose(e3b_bonuses(phi, 0.5, first_pays=True), [1 / 0.5, 1 / 1.5, 1 / 0.5, 1 / 2.5])


def test_a_start_is_taken_in_unpaid_or_left_to_pay():
    official, rllte = E3B(), E3B(first_pays=True)
    phi = np.array([1.0, 0.0])
    for memory in (official, rllte):
        memory.start(phi)
    assert official.bonus(phi, None, phi) == pytest.approx(1 / 1.1)
    assert rllte.bonus(phi, None, phi) == pytest.approx(1 / 0.1)


def test_the_smaller_the_ridge_the_more_a_new_direction_pays():
    phi = np.eye(2)
    assert e3b_bonuses(phi, 0.01)[1] == pytest.approx(100)
    assert e3b_bonuses(phi, 1.0)[1] == pytest.approx(1)


def test_an_empty_episode_pays_nothing():
    assert e3b_bonuses(np.zeros((0, 4))).shape == (0,)


def test_the_wrong_shape_and_ridge_are_refused():
    with pytest.raises(ValueError, match=r"shape \(T, d\); got shape \(3,\)"):
        e3b_bonuses([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="E3B needs ridge > 0; got ridge=0"):
        E3B(ridge=0)
