"""Distributions, their entropy, curiosity about a user, and Bayes' rule."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.information import (
    entropy,
    entropy_reduction,
    keys_of,
    posterior,
    probabilities,
    probability,
    user_model_curiosity,
    user_model_potential,
)

NAN = float("nan")
WEIGHTS = st.lists(st.floats(0.01, 10), min_size=1, max_size=12)


@pytest.mark.parametrize("distribution", [{"a": 1.0, "b": 3.0}, [1.0, 3.0], np.array([1.0, 3.0])])
def test_weights_are_scaled_to_sum_to_one(distribution):
    np.testing.assert_allclose(probabilities(distribution), [0.25, 0.75])
    one, other = keys_of(distribution)
    assert probability(distribution, one) == 0.25
    np.testing.assert_allclose(probabilities(distribution, [other, "none such", one]), [0.75, 0.0, 0.25])


@pytest.mark.parametrize("none", [{}, [], [0.0, 0.0], {"a": -1.0, "b": 2.0}, [NAN, 1.0], [math.inf]])
def test_what_is_no_distribution_cannot_tell(none):
    assert np.isnan(probabilities(none)).all()
    assert math.isnan(probability(none, "a"))
    assert math.isnan(entropy(none))
    assert math.isnan(user_model_potential(none, "a"))


def test_entropy_by_hand():
    assert entropy([1.0, 1.0]) == 1.0
    assert entropy([1, 1, 1, 1]) == 2.0
    assert entropy({"a": 1.0, "b": 1.0}, "nats") == pytest.approx(math.log(2))
    assert entropy([0.5, 0.25, 0.25]) == pytest.approx(1.5)


def test_certainty_has_no_entropy_and_no_sign():
    assert math.copysign(1.0, entropy([1.0])) == 1.0
    assert entropy([0.0, 2.0, 0.0]) == 0.0


@given(WEIGHTS)
def test_entropy_is_between_zero_and_that_of_a_uniform_belief(weights):
    assert 0 <= entropy(weights) <= math.log2(len(weights)) + 1e-9


def test_a_duplicate_question_earns_nothing_and_costs():
    beliefs = [[1] * 8, [1] * 4, [1] * 4, [1]]
    np.testing.assert_allclose(entropy_reduction(beliefs), [1.0, 0.0, 2.0])
    np.testing.assert_allclose(entropy_reduction(beliefs, cost=0.25), [0.75, -0.25, 1.75])


@given(st.lists(WEIGHTS, min_size=1, max_size=8))
def test_all_turns_together_earn_at_most_the_first_entropy(beliefs):
    total = entropy_reduction(beliefs).sum()
    assert total == pytest.approx(entropy(beliefs[0]) - entropy(beliefs[-1]), abs=1e-9)
    assert total <= entropy(beliefs[0]) + 1e-9


def test_a_belief_that_is_missing_is_skipped():
    np.testing.assert_allclose(entropy_reduction([[1] * 8, [], [1, 1]]), [NAN, 2.0])


def test_wrong_units_are_refused():
    with pytest.raises(ValueError, match=r"entropy needs unit to be one of \['bits', 'nats'\]; got 'bans'"):
        entropy([1.0], "bans")


def test_the_worked_example_of_curiosity_about_a_user():
    given_numbers, expected = example("curio")
    before, after, truth, gamma = given_numbers.values()
    beliefs = [before, after]
    for form, name in [
        ("accuracy", "accuracy gain"),
        ("log_accuracy", "log gain"),
        ("entropy", "entropy reduction (nats)"),
    ]:
        np.testing.assert_allclose(
            user_model_curiosity(beliefs, truth, form, gamma), [expected[name]], atol=1e-6, err_msg=name
        )
    np.testing.assert_allclose(entropy_reduction(beliefs), [expected["entropy reduction (bits)"]], atol=1e-6)
    np.testing.assert_allclose(entropy_reduction(beliefs, "nats"), [expected["entropy reduction (nats)"]], atol=1e-6)


def test_the_discount_is_the_learner_s():
    beliefs = [{"a": 0.5, "b": 0.5}, {"a": 0.8, "b": 0.2}]
    np.testing.assert_allclose(user_model_curiosity(beliefs, "a", gamma=0.5), [0.5 * 0.8 - 0.5])


@given(st.lists(st.lists(st.floats(0.01, 10), min_size=3, max_size=3), min_size=1, max_size=8))
@pytest.mark.parametrize("form", ["accuracy", "log_accuracy", "entropy"])
def test_each_form_telescopes(form, beliefs):
    first, last = (user_model_potential(beliefs[place], 1, form) for place in (0, -1))
    assert user_model_curiosity(beliefs, 1, form).sum() == pytest.approx(last - first, abs=1e-9)


def test_a_confidently_wrong_belief_satisfies_the_entropy_form_alone():
    beliefs = [[0.5, 0.5], [0.0, 1.0]]
    assert user_model_curiosity(beliefs, 0, "entropy")[0] == pytest.approx(math.log(2))
    assert user_model_curiosity(beliefs, 0, "accuracy")[0] == -0.5
    assert math.isnan(user_model_curiosity(beliefs, 0, "log_accuracy")[0])


def test_a_type_that_the_belief_does_not_hold_has_no_probability():
    assert user_model_potential({"a": 1.0}, "b") == 0.0
    assert user_model_potential({"a": 1.0}, "b", "log_accuracy") == -math.inf


def test_wrong_forms_are_refused():
    with pytest.raises(ValueError, match=r"user_model_potential needs form to be one of \['accuracy'.*got 'variance'"):
        user_model_potential([1.0], 0, "variance")


def test_bayes_by_hand():
    np.testing.assert_allclose(posterior([1, 1, 2], [0.5, 0.0, 0.25]), [0.5, 0.0, 0.5])
    np.testing.assert_allclose(posterior([1, 1, 1], [True, True, False]), [0.5, 0.5, 0.0])


@given(WEIGHTS, st.data())
def test_two_observations_at_once_are_one_after_the_other(prior, data):
    likely = st.lists(st.floats(0.01, 1), min_size=len(prior), max_size=len(prior))
    one, other = data.draw(likely), data.draw(likely)
    np.testing.assert_allclose(
        posterior(posterior(prior, one), other), posterior(prior, np.multiply(one, other)), atol=1e-12
    )
    np.testing.assert_allclose(posterior(prior, one).sum(), 1.0)


@given(st.integers(2, 6), st.data())
def test_on_average_the_truth_becomes_no_less_likely(size, data):
    prior = probabilities(data.draw(st.lists(st.floats(0.01, 1), min_size=size, max_size=size)))
    told = np.array(data.draw(st.lists(st.floats(0.01, 0.99), min_size=size, max_size=size)))
    after = sum(
        float(prior @ likelihood * (posterior(prior, likelihood) @ posterior(prior, likelihood)))
        for likelihood in (told, 1 - told)
    )
    assert after >= prior @ prior - 1e-9


def test_an_observation_that_everything_rules_out_leaves_no_belief():
    assert np.isnan(posterior([0.5, 0.5], [0, 0])).all()
    assert np.isnan(posterior([0.5, 0.5], [1.0, NAN])).all()


def test_wrong_shapes_are_refused():
    with pytest.raises(ValueError, match=r"posterior needs one likelihood a hypothesis; got shapes \(2,\) and \(3,\)"):
        posterior([1, 1], [1, 1, 1])
    with pytest.raises(ValueError, match="posterior needs prior of shape"):
        posterior([[1]], [1])
