"""Implicit process rewards: log-ratios, and the two losses that fit them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.redistribution import (
    one_to_one_pairs,
    outcome_loss,
    preference_loss,
    token_rewards,
    turn_rewards,
)

logit = st.floats(-20, 20)


def test_the_published_rewards_and_prime_s_loss():
    given_, expected = example("implicit_prm")
    paid = turn_rewards(given_["logp_rm per step tokens"], given_["logp_ref"], given_["beta"])
    np.testing.assert_allclose(paid, expected["step reward beta*sum(log ratio)"])
    assert paid.sum() == pytest.approx(expected["trajectory logit"])
    assert outcome_loss(paid.sum(), given_["outcome label"]) == pytest.approx(expected["CE loss"], abs=1e-5)


def test_the_published_loss_of_a_pair():
    given_, expected = example("oprl")
    winner, loser = np.multiply(given_["beta"], given_["sum of step log-ratios winner,loser"])
    assert preference_loss(winner, loser) == pytest.approx(expected["DPO loss"], abs=1e-6)


def test_tokens_sum_to_their_turn():
    tokens = token_rewards([-1.0, -0.5], [-1.2, -0.9])
    np.testing.assert_allclose(tokens, [0.01, 0.02])
    assert turn_rewards([[-1.0, -0.5]], [[-1.2, -0.9]])[0] == pytest.approx(tokens.sum())


@given(value=logit, label=st.floats(0, 1))
def test_cross_entropy_is_that_of_the_sigmoid(value, label):
    probability = 1 / (1 + np.exp(-value))
    expected = -label * np.log(probability) - (1 - label) * np.log1p(-probability)
    assert outcome_loss(value, label) == pytest.approx(expected, rel=1e-4, abs=1e-6)


@given(first=logit, second=logit)
def test_a_pair_s_loss_is_the_cross_entropy_of_the_difference(first, second):
    assert preference_loss(first, second) == pytest.approx(float(outcome_loss(first - second, 1.0)))


def test_equal_models_give_no_reward_and_the_losses_of_ignorance():
    assert turn_rewards([[-1.0], []], [[-1.0], []]).tolist() == [0.0, 0.0]
    assert outcome_loss(0.0, 1.0) == pytest.approx(np.log(2))
    np.testing.assert_allclose(preference_loss(np.zeros(2), np.zeros(2)), [np.log(2)] * 2)


def test_huge_logits_stay_finite():
    assert outcome_loss(1e4, 0.0) == pytest.approx(1e4)
    assert preference_loss(-1e4, 1e4) == pytest.approx(2e4)


def test_no_turns():
    assert turn_rewards([], []).shape == (0,)


def test_other_tokens_or_turns_are_refused():
    with pytest.raises(ValueError, match="the same tokens; got 2 and 1"):
        token_rewards([-1.0, -2.0], [-1.0])
    with pytest.raises(ValueError, match="the same turns; got 1 and 0"):
        turn_rewards([[-1.0]], [])


def test_pairs_join_a_success_and_a_failure_of_one_task_each_once():
    success = [True, False, True, True, None, False, False, False]
    task = ["a", "a", "a", "b", "b", "b", "b", "c"]
    assert one_to_one_pairs(success, task) == [(0, 1), (3, 5)]
    assert one_to_one_pairs([], []) == []
    assert one_to_one_pairs([True, True], ["a", "a"]) == []
