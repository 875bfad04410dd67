"""EPIC and STARC: the worked example, and what they must be blind to and must see, on random processes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published_numbers import example
from random_mdp import random_mdp, shaped

from turnwise.reward_shaping.diagnostics.tabular import (
    MDP,
    Transitions,
    epic_canonical,
    epic_distance,
    pearson_distance,
    sampled_canonical,
    sampled_epic_distance,
    starc_distance,
    value_adjusted,
)

INPUTS, EXPECTED = example("epic")
REWARD, OTHER, GAMMA = np.array(INPUTS["R[s,a,s2]"]), np.array(INPUTS["other"]), INPUTS["gamma"]
PHI = np.array(INPUTS["shaped by"])
SHAPED = 3 * (REWARD + GAMMA * PHI - PHI[:, None, None])
SEEDS = st.integers(0, 10_000)


def three(seed, size=(4, 2, 4)):
    return np.random.default_rng(seed).normal(size=(3, *size))


def test_epic_of_the_worked_example():
    np.testing.assert_allclose(epic_canonical(REWARD, GAMMA), EXPECTED["canonical"])
    assert epic_distance(REWARD, SHAPED, GAMMA) == pytest.approx(EXPECTED["EPIC(R,3*shaped)"], abs=1e-12)
    assert epic_distance(REWARD, -REWARD, GAMMA) == pytest.approx(EXPECTED["EPIC(R,-R)"])
    assert epic_distance(REWARD, OTHER, GAMMA) == pytest.approx(EXPECTED["EPIC(R,other)"], abs=1e-6)


def test_starc_of_the_worked_example():
    _, expected = example("starc")
    canonical = {
        name: epic_canonical(reward, GAMMA)
        for name, reward in {"R": REWARD, "3*shaped": SHAPED, "-R": -REWARD, "other": OTHER}.items()
    }
    for name in ("3*shaped", "-R", "other"):
        distance = starc_distance(canonical["R"], canonical[name])
        assert distance == pytest.approx(expected[f"d(R,{name})"], abs=1e-6)
        assert distance == pytest.approx(
            2 * epic_distance(REWARD, {"3*shaped": SHAPED, "-R": -REWARD, "other": OTHER}[name], GAMMA), abs=1e-9
        )


def test_without_canonicalisation_a_shaped_copy_is_far_off():
    assert pearson_distance(REWARD, SHAPED) > 0.5
    assert pearson_distance([0.0, 1.0, 2.0], [5.0, 7.0, 9.0]) == pytest.approx(0.0, abs=1e-12)
    # ρ of (0, 1) and (1, 0) with weights 1 and 1 is -1; of (0, 0, 1) and (0, 1, 1) by hand 1/2
    assert pearson_distance([0, 1], [1, 0]) == 1.0
    assert pearson_distance([0, 0, 1], [0, 1, 1]) == pytest.approx(0.5)
    assert pearson_distance([0, 0, 1], [0, 1, 1], [1, 0, 1]) == 0.0


@given(SEEDS, st.floats(0, 1), st.floats(0.01, 100))
def test_epic_is_blind_to_potentials_and_scale_and_sees_the_sign(seed, gamma, scale):
    reward, _, _ = three(seed)
    potential = np.random.default_rng(seed + 1).normal(size=4)
    copy = scale * (reward + gamma * potential - potential[:, None, None]) + 0.0
    assert epic_distance(reward, copy, gamma) == pytest.approx(0.0, abs=1e-6)
    assert epic_distance(reward, -copy, gamma) == pytest.approx(1.0)


@given(SEEDS)
def test_epic_is_a_pseudometric(seed):
    one, two, other = three(seed)
    coverage = np.random.default_rng(seed).random((4, 2, 4))
    settings = {"gamma": 0.9, "states": [1, 2, 3, 4], "actions": [1, 3], "coverage": coverage}
    distance = epic_distance(one, two, **settings)
    assert 0 <= distance <= 1
    assert distance == pytest.approx(epic_distance(two, one, **settings))
    assert distance <= epic_distance(one, other, **settings) + epic_distance(other, two, **settings) + 1e-9
    assert epic_distance(one, one, **settings) == 0.0


def test_how_things_are_covered_matters():
    one, two, _ = three(0)
    plain = epic_distance(one, two, 0.9)
    assert plain != pytest.approx(epic_distance(one, two, 0.9, states=[1, 0, 0, 1]))
    assert plain != pytest.approx(epic_distance(one, two, 0.9, actions=[1, 9]))
    assert plain != pytest.approx(epic_distance(one, two, 0.9, coverage=np.arange(32).reshape(4, 2, 4)))
    assert plain == pytest.approx(epic_distance(one, two, 0.9, states=[5, 5, 5, 5]))


def test_a_trivial_reward_has_no_direction():
    one, _, _ = three(0)
    potential = np.array([0.0, 0.3, 0.1, 7.0])
    trivial = np.broadcast_to(0.9 * potential - potential[:, None, None], one.shape)
    assert epic_distance(trivial, np.zeros(one.shape), 0.9) == 0.0
    assert epic_distance(trivial, one, 0.9) == pytest.approx(np.sqrt(0.5))


def batch(table):
    return lambda states, actions, targets: table[list(states), list(actions), list(targets)]


@given(SEEDS)
@settings(max_examples=20)
def test_the_sample_of_every_transition_gives_the_exact_distance(seed):
    one, two, _ = three(seed)
    everything = Transitions(*(each.ravel().tolist() for each in np.indices((4, 2, 4))))
    np.testing.assert_allclose(
        sampled_canonical(batch(one), everything, 0.9).reshape(one.shape), epic_canonical(one, 0.9), atol=1e-12
    )
    sampled = sampled_epic_distance(batch(one), batch(two), everything, 0.9)
    assert sampled == pytest.approx(epic_distance(one, two, 0.9))


def test_on_any_buffer_the_sample_is_blind_to_potentials_too():
    one, two, _ = three(0)
    rng = np.random.default_rng(1)
    buffer = Transitions(*(rng.integers(high, size=30).tolist() for high in (4, 2, 4)))
    potential = rng.normal(size=4)
    copy = 5 * (one + 0.9 * potential - potential[:, None, None])
    assert sampled_epic_distance(batch(one), batch(copy), buffer, 0.9) == pytest.approx(0.0, abs=1e-7)
    assert sampled_epic_distance(batch(one), batch(copy), buffer, 0.9, samples=7) == pytest.approx(0.0, abs=1e-7)
    few = sampled_epic_distance(batch(one), batch(two), buffer, 0.9, samples=3)
    assert few != pytest.approx(sampled_epic_distance(batch(one), batch(two), buffer, 0.9))


@given(SEEDS, st.floats(0, 0.99), st.floats(0.01, 100))
@settings(max_examples=30)
def test_starc_is_blind_to_shaping_scale_and_what_the_next_states_share(seed, gamma, scale):
    mdp = random_mdp(seed)
    rng = np.random.default_rng(seed)
    reward = rng.normal(size=mdp.probability.shape)
    potential = np.where(mdp.ended, 0.0, rng.normal(size=5))
    noise = rng.normal(size=reward.shape)
    moved = noise - mdp.expected(noise)[:, :, None]  # another reward for each next state, the same in expectation
    copy = scale * (shaped(mdp, reward, potential, gamma) + moved)
    canonical = value_adjusted(mdp, reward, gamma)
    for order in (1, 2, np.inf):
        assert starc_distance(canonical, value_adjusted(mdp, copy, gamma), order=order) == pytest.approx(0, abs=1e-5)
        assert starc_distance(canonical, value_adjusted(mdp, -copy, gamma), order=order) == pytest.approx(2, abs=1e-5)


@given(SEEDS)
@settings(max_examples=30)
def test_starc_is_a_pseudometric(seed):
    mdp = random_mdp(seed)
    canonical = [value_adjusted(mdp, reward, 0.9) for reward in three(seed, mdp.probability.shape)]
    distance = starc_distance(canonical[0], canonical[1])
    assert 0 <= distance <= 2
    assert distance == pytest.approx(starc_distance(canonical[1], canonical[0]))
    assert distance <= starc_distance(canonical[0], canonical[2]) + starc_distance(canonical[2], canonical[1]) + 1e-9


def test_starc_sees_a_potential_that_is_not_zeroed_and_epic_does_not():
    mdp = random_mdp(2)
    reward = np.random.default_rng(2).normal(size=mdp.probability.shape)
    kept = shaped(mdp, reward, np.arange(5.0), 0.9)
    assert starc_distance(value_adjusted(mdp, reward, 0.9), value_adjusted(mdp, kept, 0.9)) > 0.1
    assert epic_distance(reward, kept, 0.9) == pytest.approx(0.0, abs=1e-7)


def test_levelling_by_hand():
    # Two states and an end; message 0 ends with reward 1 from either, message 1 goes to the other state.
    following = np.array([[[2], [1]], [[2], [0]], [[0], [0]]])
    probability = np.array([[[1.0], [1.0]], [[1.0], [1.0]], [[0.0], [0.0]]])
    mdp = MDP(following, probability, np.array([False, False, True]))
    reward = np.array([[[1.0], [0.0]], [[1.0], [0.0]], [[0.0], [0.0]]])
    # V = 1/2 + γ V/2 = 2/3 at γ = 1/2, so levelled: 1 - 2/3 and 0 - 2/3 + 1/3.
    np.testing.assert_allclose(value_adjusted(mdp, reward, 0.5), [[1 / 3, -1 / 3], [1 / 3, -1 / 3], [0, 0]])
    always_end = [[1, 0], [1, 0], [0, 0]]
    np.testing.assert_allclose(
        value_adjusted(mdp, reward, 0.5, policy=always_end), [[0, -0.5], [0, -0.5], [0, 0]], atol=1e-12
    )


def test_a_reward_of_nothing_is_at_distance_one_from_something():
    assert starc_distance([0.0, 0.0], [0.0, 0.0]) == 0.0
    assert starc_distance([0.0, 0.0], [3.0, 4.0]) == 1.0


@pytest.mark.parametrize("rewards", [[], [[1.0]], np.zeros((2, 1, 3))])
def test_epic_refuses_other_shapes(rewards):
    with pytest.raises(ValueError, match=r"EPIC needs rewards of shape \(states, actions, states\)"):
        epic_canonical(rewards, 0.9)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match=r"needs states of shape \(4,\), >= 0 and not all 0; got \[0.0"):
        epic_canonical(three(0)[0], 0.9, states=[0, 0, 0, 0])
    with pytest.raises(ValueError, match="one shape"):
        pearson_distance([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="weights >= 0"):
        pearson_distance([1, 2], [1, 2], [0, 0])
    with pytest.raises(ValueError, match=r"a buffer of N >= 1 transitions; got \[0, 0, 0\]"):
        sampled_canonical(batch(REWARD), Transitions([], [], []), 0.9)
    with pytest.raises(ValueError, match="order >= 1; got"):
        starc_distance([1.0], [1.0], order=0.5)
