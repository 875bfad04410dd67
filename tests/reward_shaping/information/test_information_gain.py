"""Information gain (IGPO) and its transform for co-trained scorers (IRRL)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.information import (
    accepted_level,
    answer_level,
    clipped_linear,
    information_gain,
    log_ratio,
    mean_log_prob,
)

NAN = float("nan")
LOG_PROBS = st.lists(st.floats(-30, 0), min_size=1, max_size=30)


def returns_to_go(rewards):
    return np.cumsum(rewards[::-1])[::-1]


def test_the_worked_example_from_token_log_probabilities_to_returns():
    given_numbers, expected = example("igpo")
    tokens, outcome = given_numbers.values()
    means = [mean_log_prob(each) for each in tokens]
    np.testing.assert_allclose([answer_level(each) for each in tokens], expected["p"], atol=1e-6)
    gains = information_gain(means)
    np.testing.assert_allclose(gains, expected["gains"], atol=1e-6)
    rewards = np.array([*gains, outcome])
    np.testing.assert_allclose(rewards, expected["turn rewards"], atol=1e-6)
    np.testing.assert_allclose(returns_to_go(rewards), expected["return-to-go gamma=1"], atol=1e-6)


def test_the_worked_example_of_what_telescopes():
    given_numbers, expected = example("igpo_estimators")
    beliefs, outcomes = given_numbers.values()
    sums, to_go = expected.values()
    for levels, outcome, total, later in zip(beliefs, outcomes, sums, to_go, strict=True):
        rewards = np.array([*information_gain(np.log(levels)), outcome])
        assert rewards.sum() == pytest.approx(total)
        np.testing.assert_allclose(returns_to_go(rewards), later)


def test_hand_computed_in_both_spaces():
    np.testing.assert_allclose(information_gain(np.log([0.1, 0.4, 0.3])), [0.3, -0.1])
    np.testing.assert_allclose(information_gain([-3.0, -1.0, -1.5], "log"), [2.0, -0.5])


@given(LOG_PROBS)
def test_an_episode_earns_at_most_what_was_open_at_its_start(log_probs):
    gains = information_gain(log_probs)
    assert gains.sum() == pytest.approx(math.exp(log_probs[-1]) - math.exp(log_probs[0]), abs=1e-9)
    assert gains.sum() <= 1 - math.exp(log_probs[0]) + 1e-9


def test_a_turn_the_scorer_cannot_tell_of_is_made_up_for_by_the_next():
    gains = information_gain(np.log([0.1, NAN, 0.5]))
    np.testing.assert_allclose(gains, [NAN, 0.4])


def test_an_answer_that_is_ruled_out_has_a_probability_and_no_logarithm():
    np.testing.assert_allclose(information_gain([math.log(0.5), -math.inf, 0.0]), [-0.5, 1.0])
    np.testing.assert_allclose(information_gain([-1.0, -math.inf, 0.0], "log"), [NAN, 1.0])


def test_the_mean_of_tokens():
    assert mean_log_prob([-1.0, -2.0]) == -1.5
    assert mean_log_prob(np.array([-1.0, -2.0])) == -1.5
    assert mean_log_prob(-0.7) == -0.7
    assert mean_log_prob(np.float32(-0.5)) == -0.5
    assert math.isnan(mean_log_prob([]))
    assert math.isnan(mean_log_prob([-1.0, NAN]))


def test_the_level_of_an_answer_in_both_spaces():
    assert answer_level([-1.0, -2.0]) == pytest.approx(math.exp(-1.5))
    assert answer_level([-1.0, -2.0], "log") == -1.5
    assert math.isnan(answer_level(NAN))


@pytest.mark.parametrize(("answers", "level"), [("first", 0.2), ("best", 0.6), ("mean", 0.4)])
def test_several_accepted_answers(answers, level):
    assert accepted_level([0.2, 0.6], answers) == pytest.approx(level)


def test_accepted_answers_that_cannot_be_scored_are_left_out_but_for_the_first():
    assert math.isnan(accepted_level([NAN, 0.6]))
    assert accepted_level([NAN, 0.6], "best") == accepted_level([NAN, 0.6], "mean") == 0.6
    assert math.isnan(accepted_level([NAN, NAN], "best"))
    with pytest.raises(ValueError, match=r"answers to be one of \['first', 'best', 'mean'\]; got 'all'"):
        accepted_level([0.1], "all")


def test_an_episode_without_turns_has_no_gains():
    assert information_gain([-1.0]).shape == (0,)


def test_wrong_shapes_and_spaces_are_refused():
    with pytest.raises(ValueError, match="information_gain needs log_probs of shape"):
        information_gain([[-1.0]])
    with pytest.raises(ValueError, match=r"space to be one of \['probability', 'log'\]; got 'logits'"):
        information_gain([-1.0], "logits")


def test_the_worked_example_of_the_clipped_linear_reward():
    given_numbers, expected = example("clipped_linear")
    probabilities, prior = given_numbers.values()
    logs, clipped = expected.values()
    for probability, log, linear in zip(probabilities, logs, clipped, strict=True):
        assert log_ratio(probability, prior) == pytest.approx(log, abs=1e-6)
        assert clipped_linear(probability, prior) == pytest.approx(linear)
    np.testing.assert_allclose(clipped_linear(np.array(probabilities), prior), clipped)
    np.testing.assert_allclose(log_ratio(np.array(probabilities), prior), logs, atol=1e-6)


@given(st.floats(0, 1), st.floats(0.01, 1))
def test_the_clipped_reward_is_between_nothing_and_what_was_open(probability, prior):
    assert 0 <= clipped_linear(probability, prior) <= 1 - prior + 1e-12
    assert clipped_linear(prior, prior) == 0.0 == log_ratio(prior, prior)


def test_what_cannot_be_told_stays_so_when_clipped():
    assert math.isnan(clipped_linear(NAN, 0.2))
