"""PAR: preference as reward."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import preference, sigmoid

SCORE = st.floats(-1e6, 1e6)


def test_hand_computed():
    assert preference(2.0, [1.0, 0.5, 3.0]) == pytest.approx(0.605858, abs=1e-6)


@pytest.mark.parametrize("x", [-700.0, -3.0, -1e-9, 0.0, 0.5, 30.0, 700.0])
def test_sigmoid_is_the_logistic_function(x):
    assert sigmoid(x) == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-12)


@given(SCORE, st.lists(SCORE, min_size=1, max_size=5), st.floats(0.01, 10))
def test_it_stays_between_zero_and_one_and_never_overflows(reward, references, k):
    assert 0.0 <= preference(reward, references, k) <= 1.0


@given(SCORE, SCORE)
def test_two_rollouts_that_take_turns_as_reference_share_one(one, other):
    assert preference(one, [other]) + preference(other, [one]) == pytest.approx(1.0)


def test_a_steeper_k_is_nearer_to_the_verdict():
    assert 0.5 < preference(1.0, [0.5], 1.0) < preference(1.0, [0.5], 10.0) < 1.0


def test_arrays_are_squashed_entry_by_entry():
    rewards = np.array([2.0, -1.0])
    singles = [preference(2.0, [1.0, 0.5]), preference(-1.0, [1.0, 0.5])]
    np.testing.assert_allclose(preference(rewards, [1.0, 0.5]), singles)
    assert preference(np.array([]), [1.0]).shape == (0,)


def test_no_reference_is_refused():
    with pytest.raises(ValueError, match="at least one reference"):
        preference(1.0, [])


def test_references_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="broadcast"):
        preference(np.zeros(2), [np.zeros(3)])
