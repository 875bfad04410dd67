"""RND, ICM, disagreement, NGU and MaxInfoRL by hand, and what they imply."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from published_numbers import example

from turnwise.reward_shaping.intrinsic.disagreement import disagreement, ensemble_variance
from turnwise.reward_shaping.intrinsic.icm import forward_error, icm_loss
from turnwise.reward_shaping.intrinsic.info_gain_exploration import information_gain_bound, next_scale
from turnwise.reward_shaping.intrinsic.ngu import lifelong_modulator, ngu
from turnwise.reward_shaping.intrinsic.rnd import clipped, prediction_error, rnd_bonus

NUMBERS = st.floats(-100, 100)
PREDICTIONS = arrays(np.float64, (3, 4), elements=NUMBERS)


def test_rnd_example():
    inputs, expected = example("rnd")
    error = prediction_error(inputs["predictor"], inputs["target"])
    assert error == pytest.approx(expected["error"])
    assert rnd_bonus(error, inputs["running std"]) == pytest.approx(expected["normalised /std"])


def test_rnd_over_turns_and_over_none():
    errors = prediction_error([[1.0, 0.0], [0.0, 0.0]], [[0.0, 2.0], [0.0, 0.0]])
    np.testing.assert_allclose(errors, [2.5, 0.0])
    np.testing.assert_allclose(rnd_bonus(errors, 2.5), [1.0, 0.0])
    assert prediction_error(np.zeros((0, 2)), np.zeros((0, 2))).shape == (0,)


@pytest.mark.parametrize(("made", "wanted"), [((2,), (3,)), ((2, 0), (2, 0)), ((), ())])
def test_predictions_of_another_shape_are_refused(made, wanted):
    with pytest.raises(ValueError, match="prediction_error needs two arrays of one shape"):
        prediction_error(np.zeros(made), np.zeros(wanted))


@given(PREDICTIONS)
def test_a_perfect_prediction_is_worth_nothing(predictions):
    assert (prediction_error(predictions, predictions) == 0).all()


def test_observations_are_cut_at_five_deviations_and_a_new_word_stands_out():
    scaled = clipped([3.0, 9.0, 0.5, 0.0], mean=[1.0, 0.0, 0.0, 0.0], std=[1.0, 1.0, 0.0, 0.0])
    np.testing.assert_allclose(scaled, [2.0, 5.0, 5.0, 0.0])
    np.testing.assert_allclose(clipped([-9.0], [0.0], [1.0], limit=2.0), [-2.0])


def test_icm_example():
    inputs, expected = example("icm")
    predicted, features = inputs["pred"], inputs["phi(s2)"]
    assert forward_error(predicted, features) == pytest.approx(expected["mean squared error (rllte)"], abs=1e-6)
    paper = forward_error(predicted, features, "half_sum", eta=1.0)
    assert paper == pytest.approx(expected["eta/2*||.||^2 with eta=1 (paper)"])


@given(PREDICTIONS, PREDICTIONS, st.floats(0.1, 10))
def test_icm_s_two_forms_differ_by_a_factor(predicted, features, eta):
    factor = 4 * eta / 2
    np.testing.assert_allclose(
        forward_error(predicted, features, "half_sum", eta), factor * forward_error(predicted, features)
    )


def test_icm_s_loss_and_an_unknown_form():
    assert icm_loss(1.0, 10.0, beta=0.2) == pytest.approx(8.2)
    with pytest.raises(ValueError, match="form to be one of"):
        forward_error([1.0], [1.0], "sum")


def test_disagreement_example():
    inputs, expected = example("disagreement")
    predictions = inputs["ensemble preds"]
    assert disagreement(predictions) == pytest.approx(expected["mean_d var (unbiased)"])
    bound = information_gain_bound(predictions, noise=1.0)
    assert bound == pytest.approx(expected["MaxInfoRL-like sum_d log(1+var/s2), s2=1"], abs=1e-6)


@given(PREDICTIONS, st.integers(0, 1))
def test_variance_is_numpy_s(predictions, ddof):
    np.testing.assert_allclose(ensemble_variance(predictions, ddof), predictions.var(axis=0, ddof=ddof), atol=1e-9)
    shifted = ensemble_variance(predictions + 3.0, ddof)
    np.testing.assert_allclose(shifted, ensemble_variance(predictions, ddof), atol=1e-8)


@given(PREDICTIONS)
def test_information_gain_is_never_negative_and_less_under_more_noise(predictions):
    assert 0 <= information_gain_bound(predictions, noise=2.0) <= information_gain_bound(predictions, noise=1.0)


def test_members_that_agree_teach_nothing():
    alike = np.tile([1.0, 5.0], (4, 3, 1))
    np.testing.assert_allclose(disagreement(alike), np.zeros(3))
    np.testing.assert_allclose(information_gain_bound(alike), np.zeros(3))
    assert disagreement(np.zeros((4, 0, 2))).shape == (0,)


def test_wrong_ensembles_are_refused():
    with pytest.raises(ValueError, match="more than 1 members"):
        ensemble_variance([[1.0, 2.0]])
    with pytest.raises(ValueError, match=r"disagreement needs predictions of shape \(M, \.\.\., d\)"):
        disagreement([1.0, 2.0])
    with pytest.raises(ValueError, match="noise > 0"):
        information_gain_bound([[1.0], [2.0]], noise=0.0)


def test_the_scale_moves_against_the_gain():
    assert next_scale(2.0, 1.0, 1.0) == pytest.approx(2.0)
    assert next_scale(2.0, 3.0, 1.0, lr=0.1) == pytest.approx(2.0 * np.exp(-0.2))
    assert next_scale(2.0, 1.0, 3.0, lr=0.1) == pytest.approx(2.0 * np.exp(0.2))


def test_ngu_example():
    inputs, expected = example("ngu")
    error, mean, std = inputs["RND error, mean, std"]
    alpha = lifelong_modulator(error, mean, std, inputs["L"])
    assert alpha == pytest.approx(expected["alpha"])
    assert ngu(inputs["episodic"], alpha) == pytest.approx(expected["r"])


def test_ngu_as_rllte_has_it():
    assert lifelong_modulator(3.0, 1.0, 0.8, form="ratio") == pytest.approx(1 + 3 / 0.8)
    assert lifelong_modulator(4.0, 1.0, 0.8, form="ratio") == 5.0


@given(NUMBERS, NUMBERS, st.floats(0.01, 10), st.floats(1, 9), st.sampled_from(["paper", "ratio"]))
def test_ngu_s_modulator_stays_within_its_bounds(error, mean, std, limit, form):
    alpha = lifelong_modulator(error, mean, std, limit, form)
    above = (error - mean if form == "paper" else error) / (std + 1e-8)
    assert alpha == pytest.approx(np.clip(1 + above, 1, limit))
    assert lifelong_modulator(np.array([error]), mean, std, limit, form) == pytest.approx(alpha)


def test_ngu_of_nothing_and_wrong_arguments():
    assert lifelong_modulator(np.array([]), 0.0, 1.0).shape == (0,)
    for wrong in ({"limit": 0.5}, {"form": "code"}):
        with pytest.raises(ValueError, match="lifelong_modulator needs form"):
            lifelong_modulator(1.0, 0.0, 1.0, **wrong)
