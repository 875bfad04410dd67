"""Potential-based shaping (Ng 1999)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import potential_shaping, shaping

POTENTIALS = st.lists(st.floats(-10, 10), min_size=1, max_size=30)


@pytest.mark.parametrize(("terminated", "expected"), [(True, [0.45, -0.5]), (False, [0.45, -0.32])])
def test_hand_computed(terminated, expected):
    paid = potential_shaping([0.0, 0.5, 0.2], 0.9, terminated=terminated)
    np.testing.assert_allclose(paid, expected)


def test_a_terminated_episode_has_its_unshaped_return_less_the_first_potential():
    discounts = 0.9 ** np.arange(2)
    rewards = np.array([0.0, 1.0])
    shaped = discounts @ (rewards + potential_shaping([0.0, 0.5, 0.2], 0.9, terminated=True))
    assert shaped == pytest.approx(0.9)
    assert shaped - discounts @ rewards == pytest.approx(0.0)
    cut = discounts @ (rewards + potential_shaping([0.0, 0.5, 0.2], 0.9, terminated=False))
    assert cut == pytest.approx(1.062)


@given(POTENTIALS)
def test_kept_to_the_end_it_telescopes_to_last_minus_first(potentials):
    paid = potential_shaping(potentials, terminated=False)
    assert paid.sum() == pytest.approx(potentials[-1] - potentials[0], abs=1e-9)


@given(POTENTIALS.filter(lambda potentials: len(potentials) > 1), st.floats(0, 1))
def test_zeroed_at_the_end_its_discounted_sum_is_minus_the_first_potential(potentials, gamma):
    paid = potential_shaping(potentials, gamma, terminated=True)
    assert gamma ** np.arange(len(paid)) @ paid == pytest.approx(-potentials[0], abs=1e-9)


ROLLOUTS = [[0.2, 0.5, 0.9, 1.0], [0.2, 0.3, 0.4], [0.2, 0.2, 0.6, 0.3]]
OUTCOMES = np.array([1.0, 0.0, 0.0])


def episode_sums(terminated):
    return OUTCOMES + [potential_shaping(rollout, terminated=terminated).sum() for rollout in ROLLOUTS]


def test_zeroed_it_is_invisible_to_episode_sums_of_one_prompt():
    np.testing.assert_allclose(OUTCOMES - OUTCOMES.mean(), [0.666667, -0.333333, -0.333333], atol=1e-6)
    sums = episode_sums(terminated=True)
    np.testing.assert_allclose(sums - sums.mean(), OUTCOMES - OUTCOMES.mean())


def test_kept_it_changes_episode_sums():
    sums = episode_sums(terminated=False)
    np.testing.assert_allclose(sums - sums.mean(), [1.1, -0.5, -0.6])


def test_zeroed_it_is_minus_the_potential_under_return_to_go():
    expected = [[0.8, 0.5, 0.1], [-0.2, -0.3], [-0.2, -0.2, -0.6]]
    for rollout, outcome, returns in zip(ROLLOUTS, OUTCOMES, expected, strict=True):
        paid = potential_shaping(rollout, terminated=True)
        paid[-1] += outcome
        np.testing.assert_allclose(np.cumsum(paid[::-1])[::-1], returns)


def test_two_numbers_and_two_arrays_give_the_same():
    assert shaping(0.2, 0.5, 0.9) == pytest.approx(0.25)
    np.testing.assert_allclose(shaping(np.array([0.2, 1.0]), np.array([0.5, 1.0]), 0.9), [0.25, -0.1])


def test_learn_pays_the_difference_of_related_and_unrelated():
    related, unrelated = np.array([[0.5, 0.5], [0.8, 0.2], [0.6, 0.4]]).T
    np.testing.assert_allclose(related - unrelated, [0.0, 0.6, 0.2], atol=1e-12)
    np.testing.assert_allclose(potential_shaping(related - unrelated, 0.99, terminated=False), [0.594, -0.402])


def test_one_potential_has_no_turn():
    assert potential_shaping([0.7], terminated=True).shape == (0,)


def test_the_given_potentials_are_not_changed():
    potentials = np.array([0.0, 0.5])
    potential_shaping(potentials, terminated=True)
    assert potentials.tolist() == [0.0, 0.5]


@pytest.mark.parametrize("potentials", [[], [[0.0, 1.0]], 1.0])
def test_wrong_shapes_are_refused(potentials):
    with pytest.raises(ValueError, match=r"potential_shaping needs potentials of shape \(n,\)"):
        potential_shaping(potentials, terminated=True)
