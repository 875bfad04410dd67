"""Value of a question (ClarifyDelphi) and value of information (predictive reward cashing)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.information import (
    cross_value,
    entropy,
    posterior,
    predicted_value,
    probabilities,
    question_value,
    value_of_information,
)

NAN = float("nan")
GOOD, BAD, UNSURE = {"ok": 1.0}, {"wrong": 1.0}, {"ok": 0.5, "wrong": 0.5}


def test_answers_that_flip_the_verdict_are_worth_one_bit():
    assert question_value([GOOD, BAD]) == pytest.approx(1.0)
    assert question_value([GOOD, BAD], divergence="tv") == 1.0


def test_hand_computed():
    # the mixture is (3/4, 1/4), of entropy 0.811278 bits; the answers leave 0 and 1 bit
    assert question_value([GOOD, UNSURE]) == pytest.approx(0.811278 - 0.5, abs=1e-6)
    assert question_value([GOOD, UNSURE], divergence="tv") == pytest.approx(0.5)
    assert question_value([[1.0, 0.0], [0.5, 0.5]]) == pytest.approx(question_value([GOOD, UNSURE]))


def test_likelier_answers_weigh_more():
    # the mixture is (7/8, 1/8): 0.543564 bits, of which a quarter of the answers leaves 1
    assert question_value([GOOD, UNSURE], [3.0, 1.0]) == pytest.approx(0.543564 - 0.25, abs=1e-6)
    assert question_value([GOOD, UNSURE], [3.0, 1.0], "tv") == pytest.approx(0.5)


@pytest.mark.parametrize("divergence", ["js", "tv"])
def test_a_question_that_decides_nothing_is_worth_nothing(divergence):
    assert question_value([UNSURE, UNSURE, UNSURE], None, divergence) == pytest.approx(0.0, abs=1e-12)
    assert question_value([GOOD], None, divergence) == 0.0
    assert question_value([], None, divergence) == 0.0


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), min_size=2, max_size=5))
def test_bounds(verdicts):
    assert 0 <= question_value(verdicts) <= math.log2(len(verdicts)) + 1e-9
    assert question_value(verdicts) <= entropy(np.mean([probabilities(each) for each in verdicts], axis=0)) + 1e-9
    assert 0 <= question_value(verdicts, divergence="tv") <= 1 + 1e-9
    assert question_value(verdicts[::-1]) == pytest.approx(question_value(verdicts), abs=1e-9)


def test_a_verdict_that_is_missing_leaves_the_question_unvalued():
    assert math.isnan(question_value([GOOD, {}]))


def test_wrong_questions_are_refused():
    with pytest.raises(ValueError, match=r"divergence to be one of \['js', 'tv'\]; got 'kl'"):
        question_value([GOOD, BAD], divergence="kl")
    with pytest.raises(ValueError, match="one weight a verdict; got 1 weights for 2 verdicts"):
        question_value([GOOD, BAD], [1.0])


LEFT_OR_RIGHT = [[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]]
"""Two doors, the prize behind one; the third option takes 0.6 for sure."""


def test_values_by_hand():
    assert predicted_value([0.5, 0.5], LEFT_OR_RIGHT) == 0.6
    assert predicted_value([0.9, 0.1], LEFT_OR_RIGHT) == 0.9
    assert cross_value([0.9, 0.1], [0.2, 0.8], LEFT_OR_RIGHT) == pytest.approx(0.2)


def test_news_that_changes_the_decision_is_worth_what_it_adds():
    assert value_of_information([0.5, 0.5], [0.9, 0.1], LEFT_OR_RIGHT) == pytest.approx(0.3)
    assert value_of_information([0.5, 0.5], [0.9, 0.1], LEFT_OR_RIGHT, "cross") == pytest.approx(0.3)


def test_news_that_changes_no_decision_has_no_cross_value():
    assert value_of_information([0.8, 0.2], [0.9, 0.1], LEFT_OR_RIGHT) == pytest.approx(0.1)
    assert value_of_information([0.8, 0.2], [0.9, 0.1], LEFT_OR_RIGHT, "cross") == 0.0


def test_bad_news_costs_by_change_alone():
    assert value_of_information([0.9, 0.1], [0.5, 0.5], LEFT_OR_RIGHT) == pytest.approx(-0.3)
    assert value_of_information([0.9, 0.1], [0.5, 0.5], LEFT_OR_RIGHT, "cross") == pytest.approx(0.1)


SIZES = st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(0, 10**6))


def drawn(sizes):
    """Return a belief, the probability of one of two observations in each context, and a table of returns."""
    contexts, options, seed = sizes
    rng = np.random.default_rng(seed)
    return rng.dirichlet(np.ones(contexts)), rng.random(contexts), rng.normal(size=(options, contexts))


@given(SIZES)
def test_cross_value_is_never_negative_and_both_kinds_agree_on_average(sizes):
    belief, told, returns = drawn(sizes)
    mean = dict.fromkeys(("change", "cross"), 0.0)
    for likelihood in (told, 1 - told):
        after = posterior(belief, likelihood)
        assert value_of_information(belief, after, returns, "cross") >= -1e-9
        for kind in mean:
            mean[kind] += float(belief @ likelihood) * value_of_information(belief, after, returns, kind)
    assert mean["change"] == pytest.approx(mean["cross"], abs=1e-9)


@given(SIZES)
def test_no_news_is_worth_nothing(sizes):
    belief, _, returns = drawn(sizes)
    assert value_of_information(belief, belief, returns) == 0.0
    assert value_of_information(belief, belief, returns, "cross") == pytest.approx(0.0, abs=1e-12)


def test_a_belief_that_is_missing_has_no_value():
    assert math.isnan(value_of_information([NAN, NAN], [0.5, 0.5], LEFT_OR_RIGHT))


def test_wrong_values_are_refused():
    with pytest.raises(ValueError, match=r"kind to be one of \['change', 'cross'\]; got 'both'"):
        value_of_information([1.0], [1.0], [[1.0]], "both")
    for returns in ([[1.0, 2.0, 3.0]], [1.0, 2.0], np.zeros((0, 2))):
        with pytest.raises(ValueError, match=r"predicted_value needs a belief of shape \(C,\)"):
            predicted_value([0.5, 0.5], returns)
    with pytest.raises(ValueError, match="cross_value needs a belief"):
        cross_value([0.5, 0.5], [1.0], LEFT_OR_RIGHT)
