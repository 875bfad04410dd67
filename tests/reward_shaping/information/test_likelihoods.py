"""Likelihood as reward: of a reference, of a follow-up, of the next action, under two models."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.information import (
    counterfactual_gain,
    density_ratio,
    follow_up_likelihood,
    path_faithfulness,
    reference_log_prob,
    remaining_steps,
)

NAN = float("nan")
TOKENS = st.lists(st.floats(-20, 0), min_size=1, max_size=12)


def test_the_worked_example_of_a_reference():
    given_numbers, expected = example("reflogprob")
    (tokens,) = given_numbers.values()
    for mode, value in zip(("sum", "mean", "probability", "token_probability"), expected.values(), strict=True):
        assert reference_log_prob(tokens, mode) == pytest.approx(value, abs=1e-6), mode


@given(TOKENS)
def test_the_reductions_are_ordered(tokens):
    total, mean, probability, token = (
        reference_log_prob(tokens, mode) for mode in ("sum", "mean", "probability", "token_probability")
    )
    assert total <= mean + 1e-9
    assert 0 <= probability <= token + 1e-9 <= 1 + 2e-9
    assert total == pytest.approx(mean * len(tokens), abs=1e-9)


def test_one_number_counts_as_one_token():
    assert reference_log_prob(-0.5) == reference_log_prob([-0.5], "mean") == -0.5
    assert reference_log_prob(-0.5, "probability") == reference_log_prob(-0.5, "token_probability")


def test_a_reference_without_tokens_cannot_be_scored():
    assert math.isnan(reference_log_prob([]))
    assert math.isnan(reference_log_prob([-1.0, NAN], "mean"))


def test_wrong_references_are_refused():
    with pytest.raises(ValueError, match=r"mode to be one of \['sum', 'mean'.*got 'median'"):
        reference_log_prob([-1.0], "median")
    with pytest.raises(ValueError, match=r"log_probs of shape \(K,\); got shape \(1, 1\)"):
        reference_log_prob([[-1.0]])


def test_the_worked_example_of_follow_ups():
    given_numbers, expected = example("flr")
    assert follow_up_likelihood(*given_numbers.values()) == expected["mean pos - mean neg"]


def test_follow_ups_that_cannot_be_scored_are_left_out():
    assert follow_up_likelihood([-1.0, NAN], [-3.0]) == 2.0
    assert math.isnan(follow_up_likelihood([NAN], [-3.0]))


def test_one_side_of_follow_ups_is_enough():
    assert follow_up_likelihood([-1.0], []) == -1.0
    assert follow_up_likelihood([], [-3.0]) == 3.0
    with pytest.raises(ValueError, match="at least one follow-up"):
        follow_up_likelihood([], [])


@given(TOKENS, TOKENS)
def test_swapping_thanks_and_complaints_turns_the_sign(one, other):
    assert follow_up_likelihood(one, other) == -follow_up_likelihood(other, one)


def test_the_worked_example_of_a_counterfactual_gain():
    given_numbers, expected = example("infopo")
    with_feedback, without, tokens = given_numbers.values()
    gain = counterfactual_gain(with_feedback, without)
    assert gain == pytest.approx(expected["turn gain"], abs=1e-6)
    assert gain / tokens == pytest.approx(expected["per token of action t"], abs=1e-6)
    assert counterfactual_gain(float(np.mean(with_feedback)), float(np.mean(without))) == pytest.approx(gain)


@given(TOKENS)
def test_feedback_that_changes_nothing_earns_nothing(tokens):
    assert counterfactual_gain(tokens, tokens) == 0.0


def test_an_action_without_tokens_has_no_counterfactual():
    assert math.isnan(counterfactual_gain([], []))
    assert math.isnan(counterfactual_gain(NAN, -1.0))


def test_other_tokens_with_and_without_feedback_are_refused():
    with pytest.raises(ValueError, match=r"the same tokens scored twice; .* shapes \(2,\) and \(3,\)"):
        counterfactual_gain([-1, -1], [-1, -1, -1])


def test_a_density_ratio_by_hand():
    assert density_ratio([-0.5, -0.5], [-1.0, -2.0]) == 2.0
    assert density_ratio([-0.5, -0.5], [-1.0, -2.0], "mean") == 1.0
    assert density_ratio(-1.0, -3.0) == 2.0


def test_models_that_cut_the_text_into_other_tokens_are_compared_by_their_own():
    assert density_ratio([-1.0], [-1.0, -3.0], "mean") == 1.0


@given(TOKENS, TOKENS)
def test_swapping_the_models_turns_the_sign(one, other):
    assert density_ratio(one, other) == -density_ratio(other, one)


def test_what_one_model_cannot_score_has_no_ratio():
    assert math.isnan(density_ratio([], [-1.0]))
    assert math.isnan(density_ratio(-1.0, NAN))
    with pytest.raises(ValueError, match=r"density_ratio needs how to be one of \['sum', 'mean'\]; got 'max'"):
        density_ratio(-1.0, -1.0, "max")


def test_what_is_left_of_a_reference():
    steps = ["look", "take", "go"]
    assert [remaining_steps(steps, turn) for turn in range(4)] == ["look\ntake\ngo", "take\ngo", "go", ""]
    assert remaining_steps(steps, 1, " ") == "take go"
    assert remaining_steps([], 0) == ""


def test_a_prefix_is_worth_what_it_adds_to_the_baseline():
    assert path_faithfulness(-0.5, -2.0) == 1.5
    np.testing.assert_allclose(path_faithfulness(np.array([-1.0, -3.0]), np.array([-2.0, -2.0])), [1.0, -1.0])
    assert math.isnan(path_faithfulness(NAN, -2.0))
