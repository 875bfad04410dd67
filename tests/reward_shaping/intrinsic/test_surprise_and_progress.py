"""Surprise, uncertainty and learning progress: numbers by hand, and what they make of noise."""

from __future__ import annotations

from math import exp, log, pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.intrinsic.learning_progress import learning_progress
from turnwise.reward_shaping.intrinsic.surprise import gaussian_surprise, outcome_log_prob, surprise
from turnwise.reward_shaping.intrinsic.uncertainty import gaussian_entropy, outcome_entropy

COUNTS = st.lists(st.integers(1, 20), max_size=5)


def test_surprise_by_hand():
    assert surprise(outcome_log_prob(3, 4, known=1, alpha=1.0)) == pytest.approx(-log(4 / 6))
    assert surprise(outcome_log_prob(0, 4, known=1, alpha=1.0)) == pytest.approx(-log(1 / 6))


def test_the_first_outcome_ever_is_no_surprise_as_nothing_else_is_known():
    assert surprise(outcome_log_prob(0, 0, known=0)) == 0.0


@given(COUNTS, st.integers(0, 4), st.floats(0.01, 3))
def test_probabilities_of_the_known_and_one_place_for_others_sum_to_one(counts, elsewhere, alpha):
    known = len(counts) + elsewhere
    total = sum(counts)
    met = [exp(outcome_log_prob(count, total, known, alpha)) for count in counts]
    new = exp(outcome_log_prob(0, total, known, alpha))
    assert sum(met) + (elsewhere + 1) * new == pytest.approx(1.0)


@given(COUNTS, st.integers(0, 4), st.floats(0.01, 3))
def test_uncertainty_is_the_expected_surprise(counts, elsewhere, alpha):
    known, total = len(counts) + elsewhere, sum(counts)
    logs = [outcome_log_prob(count, total, known, alpha) for count in [*counts, *[0] * (elsewhere + 1)]]
    expected = sum(exp(each) * surprise(each) for each in logs)
    assert outcome_entropy(counts, known, alpha) == pytest.approx(expected)


def test_uncertainty_by_hand_and_of_a_place_never_seen():
    assert outcome_entropy([], known=3) == pytest.approx(log(4))
    assert outcome_entropy([], known=0) == pytest.approx(0.0)
    p = np.array([2.0, 1.0, 1.0]) / 4
    assert outcome_entropy([1], known=2, alpha=1.0) == pytest.approx(-(p * np.log(p)).sum())


def test_a_fair_coin_stays_uncertain_and_a_rule_does_not():
    assert outcome_entropy([5000, 5000], known=2) == pytest.approx(log(2), abs=1e-3)
    assert outcome_entropy([10_000], known=2) < 1e-3


def test_wrong_smoothing_is_refused():
    with pytest.raises(ValueError, match="alpha > 0"):
        outcome_log_prob(1, 1, 1, alpha=0.0)
    with pytest.raises(ValueError, match="known >= 2"):
        outcome_entropy([1, 1], known=1)


def test_gaussians_by_hand():
    assert gaussian_surprise([1.0], [0.0], [4.0]) == pytest.approx(0.5 * (0.25 + log(8 * pi)))
    assert gaussian_entropy([4.0, 4.0]) == pytest.approx(log(2 * pi) + 1 + log(4))
    assert gaussian_surprise(np.zeros((0, 2)), np.zeros((0, 2)), np.ones((0, 2))).shape == (0,)
    with pytest.raises(ValueError, match="broadcast"):
        gaussian_surprise([1.0, 2.0], [1.0, 2.0, 3.0], [1.0])


def test_a_gaussian_s_entropy_is_its_mean_surprise():
    drawn = np.random.default_rng(0).normal(2.0, 3.0, size=(20_000, 1))
    mean = gaussian_surprise(drawn, np.full((20_000, 1), 2.0), np.full((20_000, 1), 9.0)).mean()
    assert mean == pytest.approx(gaussian_entropy([9.0]), abs=0.02)


def test_progress_by_hand():
    np.testing.assert_allclose(learning_progress([1.0, 0.7, 0.9]), [np.nan, 0.3, -0.2])
    np.testing.assert_allclose(learning_progress([4.0, 3.0, 1.0, 0.0], lag=2), [np.nan, np.nan, 3.0, 3.0])
    np.testing.assert_allclose(learning_progress([4.0, 2.0, 1.0, 1.0], lag=1, window=2), [np.nan, np.nan, 1.5, 0.5])


def test_progress_before_there_are_errors_enough():
    assert np.isnan(learning_progress([1.0, 2.0], lag=2)).all()
    assert learning_progress([]).shape == (0,)


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=20))
def test_progress_telescopes(errors):
    assert np.nansum(learning_progress(errors)) == pytest.approx(errors[0] - errors[-1], abs=1e-9)


@given(st.floats(-5, 5), st.integers(1, 4), st.integers(1, 4))
def test_what_does_not_change_makes_no_progress(error, lag, window):
    progress = learning_progress([error] * 12, lag, window)
    assert np.isnan(progress).sum() == lag + window - 1
    np.testing.assert_allclose(progress[lag + window - 1 :], 0, atol=1e-12)


def test_noise_makes_no_progress_on_average_and_windows_calm_it():
    errors = np.random.default_rng(0).exponential(size=4000)
    raw, calm = learning_progress(errors), learning_progress(errors, lag=20, window=20)
    assert abs(np.nanmean(raw)) < 0.01
    assert np.nanstd(calm) < np.nanstd(raw) / 3


@pytest.mark.parametrize("wrong", [{"lag": 0}, {"window": 0}])
def test_wrong_windows_are_refused(wrong):
    with pytest.raises(ValueError, match="lag >= 1 and window >= 1"):
        learning_progress([1.0], **wrong)


def test_errors_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"learning_progress needs errors of shape \(n,\)"):
        learning_progress([[1.0]])
