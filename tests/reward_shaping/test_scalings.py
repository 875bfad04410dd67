"""Formulas that scale or count: distance, CaRL, SSL, WMAct, UFO, repetition, noise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import (
    action_efficacy,
    best_failure,
    distance_potential,
    flipped,
    next_turn_budget,
    potential_shaping,
    progress_times_penalty,
    repeated,
    repeated_share,
    retry_reward,
    tier,
    tiered_reward,
)

UNIT = st.floats(0, 1)


def test_distance_runs_from_minus_one_to_zero_and_each_saved_step_pays_its_share():
    potentials = distance_potential(np.array([4.0, 3.0, 3.0, 1.0, 0.0]), 4.0)
    np.testing.assert_allclose(potentials, [-1, -0.75, -0.75, -0.25, 0])
    np.testing.assert_allclose(potential_shaping(potentials, terminated=True), [0.25, 0, 0.5, 0.25])
    assert distance_potential(3.0, 4.0) == -0.75
    assert distance_potential(np.array([]), 4.0).shape == (0,)


def test_carl_by_hand():
    paid = progress_times_penalty(np.array([0.1, 0.1, 0.05]), [np.array([1, 0.5, 1])])
    assert paid.sum() == pytest.approx(0.2)
    assert progress_times_penalty(0.1, [0.5, 0.5]) == pytest.approx(0.025)


def test_carl_pays_nothing_for_going_back_and_everything_without_infractions():
    assert progress_times_penalty(-0.5, [0.5]) == 0.0
    assert progress_times_penalty(0.3, []) == pytest.approx(0.3)
    assert progress_times_penalty(np.array([]), []).shape == (0,)


@given(st.floats(-1, 1), st.lists(UNIT, max_size=4))
def test_carl_penalties_never_raise_the_reward(change, factors):
    assert 0.0 <= progress_times_penalty(change, factors) <= max(change, 0.0)


def test_carl_refuses_factors_of_another_shape():
    with pytest.raises(ValueError, match="broadcast"):
        progress_times_penalty(np.zeros(2), [np.zeros(3)])


def test_tiers_by_hand():
    assert tier(0.62) == 0.5
    assert tiered_reward(1, 0.62, alpha=0.5) == pytest.approx(1.25)
    assert best_failure(alpha=0.5) == pytest.approx(0.375)


@pytest.mark.parametrize(("closeness", "reached"), [(-0.1, 0), (0, 0), (0.25, 0.25), (0.999, 0.75), (1, 1)])
def test_a_tier_is_reached_at_its_value(closeness, reached):
    assert tier(closeness) == reached


def test_amplified_tiers_and_arrays():
    np.testing.assert_allclose(tier(np.array([0.1, 0.5, 0.9]), (0.05, 0.4, 0.8)), [0.05, 0.4, 0.8])
    assert tier(np.array([])).shape == (0,)
    assert tier(0.1, (0.4, 0.8)) == 0.0
    assert best_failure((1.0,)) == 0.0


@given(UNIT, st.floats(0, 0.999), UNIT)
def test_success_ranks_above_failure_at_any_closeness(winning, losing, alpha):
    assert tiered_reward(1.0, winning, alpha=alpha) > tiered_reward(0.0, losing, alpha=alpha)


def test_action_efficacy_by_hand():
    assert action_efficacy(1.0, 7, 10) == pytest.approx(0.7)
    np.testing.assert_allclose(
        action_efficacy(np.array([1.0, 0.0]), np.array([7.0, 7.0]), np.array([10.0, 10.0])), [0.7, 0]
    )
    assert action_efficacy(np.array([]), np.array([]), np.array([])).shape == (0,)


@given(st.floats(0, 5), st.integers(1, 50), st.data())
def test_action_efficacy_keeps_all_or_less(reward, turns, data):
    effective = data.draw(st.integers(0, turns))
    assert 0.0 <= action_efficacy(reward, effective, turns) <= reward


def test_turn_budget_by_hand():
    assert next_turn_budget(12, 30) == 21.0
    assert next_turn_budget(30, 30) == 30.0
    np.testing.assert_allclose(next_turn_budget(np.array([12.0, 4.0]), 30.0), [21, 17])


def test_repetition_by_hand():
    np.testing.assert_allclose(repeated(["7", "7", "9", "7"]), [0, 1, 0, 1])
    np.testing.assert_allclose(repeated(["7", "7", "9", "7"], window=1), [0, 1, 0, 0])
    assert repeated_share(["7", "7", "9"]) == pytest.approx(1 / 3)


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=20))
def test_the_share_is_the_mean_of_the_repeats(messages):
    assert repeated(messages).mean() == pytest.approx(repeated_share(messages))


def test_nothing_said_is_nothing_repeated():
    assert repeated([]).shape == (0,)
    assert repeated_share([]) == 0.0


def test_retry_by_hand():
    share = repeated_share(["7", "7", "9"])
    assert retry_reward(1.0, 2, share, gamma=0.5, penalty=0.1) == pytest.approx(0.216667, abs=1e-6)
    assert retry_reward(1.0, 0, 0.0) == 1.0
    np.testing.assert_allclose(
        retry_reward(np.array([1.0, 0.0]), np.array([1.0, 1.0]), np.array([0.0, 0.5])), [0.5, -0.25]
    )


def test_a_flip_exchanges_low_and_high():
    assert flipped(1.0, 1.0) == 0.0
    assert flipped(0.0, 1.0) == 1.0
    assert flipped(-1.0, 1.0, low=-1.0, high=2.0) == 2.0
    np.testing.assert_allclose(flipped(np.array([1.0, 0.25]), np.array([0.0, 1.0])), [1.0, 0.75])


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(-5, 5))
def test_two_flips_are_none(reward, low, high):
    assert flipped(flipped(reward, 1.0, low, high), 1.0, low, high) == pytest.approx(reward, abs=1e-9)
