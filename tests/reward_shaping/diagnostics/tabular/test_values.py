"""Value iteration by hand, and its laws on random processes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_mdp import random_mdp

from turnwise.reward_shaping.diagnostics.tabular import MDP, maximisers, optimal_values, policy_values, uniform_policy


def corridor(length=4):
    """Return a row of cells, its last one the end, with the messages back and on; and 1 for reaching the end."""
    cells = np.arange(length)
    following = np.stack([np.maximum(cells - 1, 0), np.minimum(cells + 1, length - 1)], axis=1)[:, :, None]
    ended = cells == length - 1
    probability = np.ones(following.shape)
    probability[ended] = 0.0
    return MDP(following, probability, ended), (following == length - 1) * 1.0


def test_a_corridor_by_hand():
    mdp, rewards = corridor()
    values = optimal_values(mdp, rewards, 0.9)
    np.testing.assert_allclose(values.states, [0.81, 0.9, 1.0, 0.0])
    np.testing.assert_allclose(values.actions[:3], [[0.729, 0.81], [0.729, 0.9], [0.81, 1.0]])
    assert np.isneginf(values.actions[3]).all()
    assert maximisers(values).tolist() == [[False, True]] * 3 + [[False, False]]


def test_the_worst_policy_stays_away():
    mdp, rewards = corridor()
    np.testing.assert_allclose(optimal_values(mdp, rewards, 0.9, worst=True).states, 0.0)
    only_on = np.tile([False, True], (4, 1))
    np.testing.assert_allclose(optimal_values(mdp, rewards, 0.9, among=only_on, worst=True).states, [0.81, 0.9, 1, 0])


def test_a_turn_back_and_on_at_random_by_hand():
    mdp, rewards = corridor(3)
    # V0 = (V0 + V1)/2 · γ, V1 = V0/2 · γ + 1/2 at γ = 0.8: V0 = (2/3) V1, V1 = 0.4·(2/3) V1 + 0.5
    np.testing.assert_allclose(policy_values(mdp, rewards, 0.8, uniform_policy(mdp)), [5 / 11, 7.5 / 11, 0.0])


def test_without_a_discount_a_process_that_ends_settles():
    mdp, rewards = corridor()
    np.testing.assert_allclose(optimal_values(mdp, rewards, 1.0).states, [1, 1, 1, 0])


def test_without_a_discount_earning_without_end_is_refused():
    mdp, rewards = corridor()
    with pytest.raises(ValueError, match=r"have not settled after 1040 sweeps at gamma=1.0: something can be earned"):
        optimal_values(mdp, rewards + 0.1, 1.0)


@given(st.integers(0, 10_000), st.floats(0, 0.99))
def test_the_values_solve_the_equations(seed, gamma):
    mdp = random_mdp(seed)
    rewards = np.random.default_rng(seed).normal(size=mdp.probability.shape)
    values = optimal_values(mdp, rewards, gamma)
    after = np.where(mdp.ended[mdp.next_state], 0.0, values.states[mdp.next_state])
    right = np.where(mdp.ended, 0.0, mdp.expected(rewards + gamma * after).max(axis=1))
    np.testing.assert_allclose(values.states, right, atol=1e-7)
    uniform = policy_values(mdp, rewards, gamma, uniform_policy(mdp))
    worst = optimal_values(mdp, rewards, gamma, worst=True).states
    assert (worst - 1e-7 <= uniform).all()
    assert (uniform <= values.states + 1e-7).all()


def test_the_values_of_a_policy_are_those_of_the_linear_system():
    mdp = random_mdp(3)
    rewards = np.random.default_rng(3).normal(size=mdp.probability.shape)
    policy = uniform_policy(mdp)
    moves = np.einsum("sa,sat->st", policy, mdp.probability) * ~mdp.ended
    means = (policy * mdp.expected(rewards)).sum(axis=1)
    expected = np.linalg.solve(np.eye(5) - 0.9 * moves, means)
    np.testing.assert_allclose(policy_values(mdp, rewards, 0.9, policy), np.where(mdp.ended, 0, expected), atol=1e-8)


def test_a_process_without_going_on_is_worth_nothing():
    mdp = MDP(np.zeros((1, 0, 1), dtype=int), np.zeros((1, 0, 1)), np.array([True]))
    assert optimal_values(mdp, np.zeros((1, 0, 1)), 0.9).states.tolist() == [0.0]
    assert uniform_policy(mdp).shape == (1, 0)


def test_wrong_shapes_and_numbers_are_refused():
    mdp, rewards = corridor()
    with pytest.raises(ValueError, match=r"one value a branch, shape \(4, 2, 1\); got \(4, 2\)"):
        optimal_values(mdp, rewards[..., 0], 0.9)
    with pytest.raises(ValueError, match="finite on every branch"):
        optimal_values(mdp, rewards * np.nan, 0.9)
    with pytest.raises(ValueError, match=r"gamma must be in \[0, 1\]; got 1.5"):
        optimal_values(mdp, rewards, 1.5)
    with pytest.raises(ValueError, match="sum to 1, or all to be 0"):
        MDP(mdp.next_state, mdp.probability / 2, mdp.ended)
    with pytest.raises(ValueError, match=r"one shape \(S, A, B\)"):
        MDP(mdp.next_state, mdp.probability, mdp.ended[:2])
