"""What shaping must not change, and what a planted fault does change."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published_numbers import example
from random_mdp import random_mdp, shaped

from turnwise.reward_shaping import potential_shaping
from turnwise.reward_shaping.diagnostics.tabular import MDP, optimal_values, policy_invariance

SEEDS = st.integers(0, 10_000)


def fork_in_the_road():
    """Return a start from which message 0 leads to a dead end and message 1 by two turns to the goal."""
    following = np.array([[1, 2], [0, 0], [3, 3], [0, 0]])[:, :, None]
    ended = np.array([False, True, False, True])
    mdp = MDP(following, np.where(ended[:, None, None], 0.0, np.ones((4, 2, 1))), ended)
    return mdp, (following == 3) * ~ended[:, None, None] * 1.0


@given(SEEDS, st.floats(0, 0.95), st.floats(0.1, 10))
@settings(max_examples=30)
def test_zeroed_potentials_change_nothing(seed, gamma, scale):
    mdp = random_mdp(seed, ends=2)
    rng = np.random.default_rng(seed)
    outcome = rng.normal(size=mdp.probability.shape)
    potential = np.where(mdp.ended, 0.0, 5 * rng.normal(size=5))
    found = policy_invariance(mdp, outcome, shaped(mdp, scale * outcome, potential, gamma), gamma)
    assert found.invariant
    assert found.regret == pytest.approx(0.0, abs=1e-4)
    assert (found.parts_at, found.taken, found.better) == (-1, -1, ())


def test_a_potential_kept_at_an_end_draws_there():
    mdp, outcome = fork_in_the_road()
    potential = np.array([0.0, 5.0, 0.0, 0.0])  # the dead end looks good
    found = policy_invariance(mdp, outcome, shaped(mdp, outcome, potential, 0.9), 0.9)
    assert not found.invariant
    assert found.optimal == pytest.approx(0.9)
    assert found.regret == pytest.approx(0.9)
    assert (found.parts_at, found.taken, found.better) == (0, 0, (1,))
    np.testing.assert_allclose(found.regrets, [0.9, 0, 0, 0], atol=1e-9)
    zeroed = np.where(mdp.ended, 0.0, potential)
    assert policy_invariance(mdp, outcome, shaped(mdp, outcome, zeroed, 0.9), 0.9).invariant


def test_planted_potentials_that_are_not_zeroed_fail_on_random_processes():
    """The state that ends with the greater potential draws the policy, for enough of them."""
    failed = 0
    for seed in range(20):
        mdp = random_mdp(seed, ends=2)
        rng = np.random.default_rng(seed)
        outcome = rng.normal(size=mdp.probability.shape)
        potential = np.where(np.arange(5) == 4, 100.0, 0.0)
        failed += not policy_invariance(mdp, outcome, shaped(mdp, outcome, potential, 0.9), 0.9).invariant
    assert failed >= 15


def test_another_discount_than_the_learners_is_found():
    """At γ = 0.5 in the term the high ground pays 6 and takes 12 a turn later, at a loss for a learner with γ = 0.9."""
    mdp, outcome = fork_in_the_road()
    potential = np.array([0.0, 0.0, 12.0, 0.0])
    assert policy_invariance(mdp, outcome, shaped(mdp, outcome, potential, 0.9), 0.9).invariant
    assert not policy_invariance(mdp, outcome, shaped(mdp, outcome, potential, 0.5), 0.9).invariant


def test_of_several_optimal_policies_of_the_total_the_worst_counts():
    mdp, outcome = fork_in_the_road()
    found = policy_invariance(mdp, outcome, np.zeros(outcome.shape), 0.9)
    assert not found.invariant
    assert found.regret == pytest.approx(0.9)
    assert policy_invariance(mdp, np.zeros(outcome.shape), outcome, 0.9).invariant


def test_where_the_two_part_is_the_first_state_on_the_way():
    # A corridor: going on is right everywhere; the total pays for turning back in cell 2.
    cells = np.arange(5)
    following = np.stack([np.maximum(cells - 1, 0), np.minimum(cells + 1, 4)], axis=1)[:, :, None]
    ended = cells == 4
    mdp = MDP(following, np.where(ended[:, None, None], 0.0, np.ones((5, 2, 1))), ended)
    outcome = (following == 4) * ~ended[:, None, None] * 1.0
    total = outcome.copy()
    total[2, 0] = 3.0
    found = policy_invariance(mdp, outcome, total, 0.9)
    assert (found.parts_at, found.taken, found.better) == (2, 0, (1,))
    assert policy_invariance(mdp, outcome, total, 0.9, start=4).invariant


def test_the_returns_of_the_published_example_differ_by_the_first_potential_alone():
    inputs, expected = example("pbrs")
    potential = np.array([*inputs["Phi"][:2], inputs["Phi"][2]])
    chain = np.array([[1], [2], [0]])[:, :, None]
    mdp = MDP(chain, np.array([1.0, 1.0, 0.0])[:, None, None], np.array([False, False, True]))
    outcome = np.array([*inputs["rewards"], 0.0])[:, None, None]
    gamma = inputs["gamma"]
    zeroed = shaped(mdp, outcome, np.where(mdp.ended, 0.0, potential), gamma)
    kept = shaped(mdp, outcome, potential, gamma)
    assert optimal_values(mdp, zeroed, gamma).states[0] == pytest.approx(expected["shaped return terminated"])
    assert optimal_values(mdp, outcome, gamma).states[0] == pytest.approx(expected["unshaped return"])
    cut = expected["shaped return truncated, before bootstrapping with the shaped value V-Phi"]
    assert optimal_values(mdp, kept, gamma).states[0] == pytest.approx(cut)
    np.testing.assert_allclose((zeroed - outcome)[:2, 0, 0], potential_shaping(inputs["Phi"], gamma, terminated=True))


def test_an_episode_that_has_ended_parts_nowhere():
    mdp = MDP(np.zeros((1, 1, 1), dtype=int), np.zeros((1, 1, 1)), np.array([True]))
    found = policy_invariance(mdp, np.ones((1, 1, 1)), np.zeros((1, 1, 1)))
    assert (found.invariant, found.regret, found.optimal) == (True, 0.0, 0.0)


def test_wrong_shapes_are_refused():
    mdp, outcome = fork_in_the_road()
    with pytest.raises(ValueError, match="one value a branch"):
        policy_invariance(mdp, outcome, outcome[:2])
