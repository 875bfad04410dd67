"""What the formulas of information say of each other, and how they treat what they are given."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import information
from turnwise.reward_shaping.information import (
    clipped_linear,
    cross_value,
    cumulative_regret,
    entropy,
    entropy_reduction,
    information_gain,
    level_gains,
    posterior,
    predicted_value,
    probabilities,
    question_value,
    reference_log_prob,
    success_progress,
    user_model_curiosity,
    value_of_information,
)

SEEDS = st.integers(0, 10**6)


def told(seed, hypotheses=4, observations=3):
    """Return a belief, P(observation | hypothesis) and the probability of each observation."""
    rng = np.random.default_rng(seed)
    belief, likelihood = rng.dirichlet(np.ones(hypotheses)), rng.dirichlet(np.ones(observations), size=hypotheses).T
    return belief, likelihood, likelihood @ belief


@given(SEEDS)
def test_a_question_is_worth_the_entropy_that_its_answer_is_expected_to_take(seed):
    belief, likelihood, chance = told(seed)
    after = [posterior(belief, row) for row in likelihood]
    expected = sum(float(p) * entropy_reduction([belief, each])[0] for p, each in zip(chance, after, strict=True))
    assert question_value(after, chance.tolist()) == pytest.approx(expected, abs=1e-9)
    assert expected >= -1e-9


@given(SEEDS)
def test_two_equally_likely_answers_lie_within_the_bounds_of_their_total_variation(seed):
    one, other = np.random.default_rng(seed).dirichlet(np.ones(4), size=2)
    apart = question_value([one, other], divergence="tv")
    assert apart**2 / (2 * math.log(2)) - 1e-9 <= question_value([one, other]) <= apart + 1e-9


@given(SEEDS)
def test_news_is_expected_to_be_worth_something_and_no_more_than_knowing_all(seed):
    belief, likelihood, chance = told(seed)
    returns = np.random.default_rng(seed).normal(size=(3, belief.size))
    for kind in ("change", "cross"):
        expected = sum(
            float(p) * value_of_information(belief, posterior(belief, row), returns, kind)
            for p, row in zip(chance, likelihood, strict=True)
        )
        everything = float(belief @ returns.max(axis=0)) - predicted_value(belief, returns)
        assert -1e-9 <= expected <= everything + 1e-9


@given(SEEDS)
def test_acting_by_the_right_belief_is_never_worse(seed):
    right, likelihood, _ = told(seed)
    returns = np.random.default_rng(seed).normal(size=(3, right.size))
    wrong = posterior(right, likelihood[0])
    assert cross_value(wrong, right, returns) <= predicted_value(right, returns) + 1e-9
    assert cross_value(right, right, returns) == pytest.approx(predicted_value(right, returns))


@given(SEEDS)
def test_information_gain_is_the_accuracy_form_of_curiosity_about_the_answer(seed):
    beliefs = np.random.default_rng(seed).dirichlet(np.ones(5), size=6)
    truth = seed % 5
    of_answer = np.log(beliefs[:, truth])
    np.testing.assert_allclose(information_gain(of_answer), user_model_curiosity(list(beliefs), truth), atol=1e-12)
    np.testing.assert_allclose(
        information_gain(of_answer, "log"), user_model_curiosity(list(beliefs), truth, "log_accuracy"), atol=1e-12
    )


@given(SEEDS)
def test_entropy_in_nats_is_the_entropy_form_of_curiosity(seed):
    beliefs = list(np.random.default_rng(seed).dirichlet(np.ones(5), size=6))
    np.testing.assert_allclose(
        entropy_reduction(beliefs, "nats"), user_model_curiosity(beliefs, None, "entropy"), atol=1e-12
    )


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=3, max_size=6), min_size=2, max_size=6), st.floats(0.01, 1))
def test_where_whole_episodes_of_one_task_are_compared_gains_are_the_last_belief(episodes, start):
    # all rollouts of a task begin with the same belief, so centring takes it away
    sums = np.array([information_gain(np.log([start, *levels])).sum() for levels in episodes])
    last = np.array([levels[-1] for levels in episodes])
    np.testing.assert_allclose(sums - sums.mean(), last - last.mean(), atol=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=10), st.floats(0, 1))
def test_clipped_levels_telescope_too(levels, prior):
    clipped = clipped_linear(np.array(levels), prior)
    assert level_gains(clipped).sum() == pytest.approx(clipped[-1] - clipped[0], abs=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=10))
def test_regret_is_what_is_left_of_the_best_less_the_progress_so_far(values):
    progress = np.concatenate([[0.0], np.cumsum(success_progress(values))])
    np.testing.assert_allclose(np.diff(cumulative_regret(values), prepend=0.0), 1 - values[0] - progress, atol=1e-9)


@given(st.lists(st.floats(-9, 0), min_size=1, max_size=6))
def test_the_mean_log_probability_is_the_level_of_information_gain(tokens):
    mean = reference_log_prob(tokens, "mean")
    assert information.answer_level(tokens) == pytest.approx(math.exp(mean))
    assert information.answer_level(tokens, "log") == pytest.approx(mean)


BELIEF, OTHER = [0.5, 0.3, 0.2], [0.2, 0.3, 0.5]
ASKED = {
    "level_gains": ([BELIEF], {}),
    "information_gain": ([BELIEF], {}),
    "success_progress": ([BELIEF], {}),
    "cumulative_regret": ([BELIEF], {}),
    "entropy": ([BELIEF], {}),
    "probabilities": ([BELIEF], {}),
    "posterior": ([BELIEF, OTHER], {}),
    "counterfactual_gain": ([BELIEF, OTHER], {}),
    "density_ratio": ([BELIEF, OTHER], {}),
    "follow_up_likelihood": ([BELIEF, OTHER], {}),
    "reference_log_prob": ([BELIEF], {}),
    "question_value": ([[BELIEF, OTHER]], {}),
    "predicted_value": ([BELIEF, [BELIEF, OTHER]], {}),
    "cross_value": ([BELIEF, OTHER, [BELIEF, OTHER]], {}),
    "value_of_information": ([BELIEF, OTHER, [BELIEF, OTHER]], {}),
    "mean_log_prob": ([BELIEF], {}),
    "user_model_potential": ([BELIEF], {"truth": 1}),
    "entropy_reduction": ([[BELIEF, OTHER]], {}),
    "user_model_curiosity": ([[BELIEF, OTHER]], {"truth": 1}),
}


@pytest.mark.parametrize("formula", ASKED)
def test_lists_and_arrays_are_the_same_to_a_formula_and_stay_as_they_are(formula):
    arguments, keywords = ASKED[formula]
    arrays = [np.array(each) for each in arguments]
    copies = [each.copy() for each in arrays]
    function = getattr(information, formula)
    result = function(*arrays, **keywords)
    np.testing.assert_array_equal(result, function(*arguments, **keywords))
    for array, copy in zip(arrays, copies, strict=True):
        np.testing.assert_array_equal(array, copy)
    assert isinstance(result, float) or result.dtype == np.float64


@pytest.mark.parametrize("scale", [0.1, 7.0])
def test_weights_need_not_sum_to_one(scale):
    scaled = [weight * scale for weight in BELIEF]
    np.testing.assert_allclose(probabilities(scaled), BELIEF)
    assert entropy(scaled) == pytest.approx(entropy(BELIEF))
    assert question_value([scaled, OTHER]) == pytest.approx(question_value([BELIEF, OTHER]))


def test_every_formula_of_the_package_is_exported_and_documented():
    for name in information.__all__:
        assert getattr(information, name).__doc__, name
    assert list(information.__all__) == sorted(information.__all__)
