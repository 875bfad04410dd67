"""Gains of a level, with levels missing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import potential_shaping
from turnwise.reward_shaping.information import level_gains

NAN = float("nan")
LEVELS = st.lists(st.floats(-10, 10), min_size=1, max_size=30)
WITH_GAPS = st.lists(st.one_of(st.floats(-10, 10), st.just(NAN)), min_size=1, max_size=30)


def test_hand_computed():
    np.testing.assert_allclose(level_gains([0.1, 0.4, 0.3]), [0.3, -0.1])
    np.testing.assert_allclose(level_gains([1.0, 2.0, 1.0], gamma=0.5), [0.0, -1.5])


def test_a_missing_level_is_skipped_and_the_next_is_paid_against_the_last_known():
    np.testing.assert_allclose(level_gains([0.1, NAN, NAN, 0.5, 0.4]), [NAN, NAN, 0.4, -0.1])


def test_before_any_level_is_known_there_is_no_gain():
    np.testing.assert_allclose(level_gains([NAN, 0.2, 0.3]), [NAN, 0.1])
    np.testing.assert_allclose(level_gains([NAN, NAN]), [NAN])


@pytest.mark.parametrize("endless", [np.inf, -np.inf])
def test_what_is_not_finite_is_missing(endless):
    np.testing.assert_allclose(level_gains([0.1, endless, 0.3]), [NAN, 0.2])


@given(LEVELS, st.floats(0, 1))
def test_without_gaps_it_is_potential_based_shaping_with_the_last_level_kept(levels, gamma):
    np.testing.assert_allclose(level_gains(levels, gamma), potential_shaping(levels, gamma, terminated=False))


@given(WITH_GAPS)
def test_the_gains_that_are_known_sum_to_the_last_known_level_minus_the_first(levels):
    known = [level for level in levels if level == level]
    total = known[-1] - known[0] if known else 0.0
    assert np.nansum(level_gains(levels)) == pytest.approx(total, abs=1e-9)


@given(LEVELS)
def test_no_change_earns_nothing(levels):
    assert level_gains([levels[0]] * len(levels)).tolist() == [0.0] * (len(levels) - 1)


def test_an_episode_without_turns_has_no_gains():
    assert level_gains([0.5]).shape == (0,)


@pytest.mark.parametrize("levels", [[], [[0.1, 0.2]], 0.3])
def test_wrong_shapes_are_refused(levels):
    with pytest.raises(ValueError, match=r"level_gains needs levels of shape \(n,\) with n >= 1; got shape"):
        level_gains(levels)
