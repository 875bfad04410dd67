"""Several judges, one reward."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import ensemble

NAN = float("nan")
JUDGES = st.lists(st.floats(-10, 10), min_size=1, max_size=6)


@pytest.mark.parametrize(("how", "expected"), [("mean", 0.5), ("min", 0.1), ("lower", 0.205608)])
def test_hand_computed(how, expected):
    assert float(ensemble([0.8, 0.6, 0.1], how, k=1.0)) == pytest.approx(expected, abs=1e-6)


@given(JUDGES)
def test_the_least_is_never_above_the_mean_and_lower_is_the_mean_at_k_0(scores):
    assert ensemble(scores, "min") <= ensemble(scores, "mean") + 1e-9
    assert float(ensemble(scores, "lower", k=0.0)) == pytest.approx(float(ensemble(scores, "mean")))


@pytest.mark.parametrize("how", ["mean", "min", "lower"])
def test_judges_that_agree_give_their_score(how):
    assert float(ensemble([0.3, 0.3, 0.3], how)) == pytest.approx(0.3)


@pytest.mark.parametrize("how", ["mean", "min", "lower"])
def test_a_judge_that_could_not_score_is_left_out(how):
    assert float(ensemble([0.8, NAN, 0.1], how)) == pytest.approx(float(ensemble([0.8, 0.1], how)))


@pytest.mark.parametrize("how", ["mean", "min", "lower"])
def test_no_score_at_all_is_missing_and_not_zero(how):
    assert np.isnan(ensemble([NAN, NAN], how))


def test_a_table_is_reduced_turn_by_turn():
    table = [[0.8, NAN, 1.0], [0.6, NAN, NAN]]
    np.testing.assert_allclose(ensemble(table), [0.7, NAN, 1.0])
    assert ensemble(np.zeros((2, 0))).shape == (0,)


@pytest.mark.parametrize("scores", [[], 0.5])
def test_no_judge_is_refused(scores):
    with pytest.raises(ValueError, match="M >= 1 judges"):
        ensemble(scores)


def test_an_unknown_reduction_is_refused_by_name():
    with pytest.raises(ValueError, match=r"\['mean', 'min', 'lower'\]; got 'median'"):
        ensemble([1.0], "median")
