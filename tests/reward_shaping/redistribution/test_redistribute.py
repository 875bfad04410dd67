"""Shares sum to the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.redistribution import by_weights, last, residual_corrected, uniform

NAN = float("nan")
some = st.lists(st.floats(0.01, 5), min_size=1, max_size=8)


def test_by_hand():
    np.testing.assert_allclose(by_weights(2.0, [1, 3, 4]), [0.25, 0.75, 1.0])
    np.testing.assert_allclose(uniform(3.0, 4), [0.75] * 4)
    np.testing.assert_allclose(last(3.0, 4), [0, 0, 0, 3.0])
    np.testing.assert_allclose(residual_corrected(2.0, [0.5, 0.1]), [1.2, 0.8])


def test_the_published_residual_correction():
    given_, expected = example("spa")
    corrected = residual_corrected(given_["R"], given_["predicted contributions"])
    np.testing.assert_allclose(corrected, expected["residual-corrected (add (R-sum)/T)"], atol=1e-6)


@given(weights=some, total=st.floats(-5, 5))
def test_every_form_sums_to_the_whole(weights, total):
    turns = len(weights)
    for shares in (
        by_weights(total, weights),
        residual_corrected(total, weights),
        uniform(total, turns),
        last(total, turns),
    ):
        assert shares.shape == (turns,)
        assert shares.sum() == pytest.approx(total, abs=1e-9)


@given(weights=some, total=st.floats(-5, 5), scale=st.floats(0.1, 10))
def test_only_the_ratio_of_weights_counts(weights, total, scale):
    np.testing.assert_allclose(by_weights(total, weights), by_weights(total, np.multiply(weights, scale)), atol=1e-9)


def test_contributions_that_fit_are_left_alone():
    np.testing.assert_allclose(residual_corrected(1.0, [0.2, 0.8]), [0.2, 0.8])


@pytest.mark.parametrize("weights", [[0.0, 0.0], [1.0, -1.0]])
def test_weights_that_say_nothing_share_equally(weights):
    np.testing.assert_allclose(by_weights(3.0, weights), [1.5, 1.5])


def test_a_missing_weight_is_a_missing_share_and_no_zero():
    np.testing.assert_allclose(by_weights(2.0, [1.0, NAN, 3.0]), [0.5, NAN, 1.5])
    np.testing.assert_allclose(by_weights(2.0, [0.0, NAN, 0.0]), [1.0, NAN, 1.0])
    np.testing.assert_allclose(residual_corrected(2.0, [0.5, NAN, 0.5]), [1.0, NAN, 1.0])
    assert np.isnan(by_weights(2.0, [NAN])).all()
    assert np.isnan(residual_corrected(2.0, [NAN])).all()


def test_no_turns():
    for shares in (by_weights(1.0, []), residual_corrected(1.0, []), uniform(1.0, 0), last(1.0, 0)):
        assert shares.shape == (0,)


@pytest.mark.parametrize("formula", [by_weights, residual_corrected])
def test_the_wrong_shape_is_refused(formula):
    with pytest.raises(ValueError, match=f"{formula.__name__} needs"):
        formula(1.0, [[1.0]])


def test_weights_at_the_edge_of_what_a_number_holds_still_share_all():
    np.testing.assert_allclose(by_weights(1.5, [5e-324, 0.0]), [1.5, 0.0])
