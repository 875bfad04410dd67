"""Laws of redistribution that hold whatever the numbers are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.agents import RandomAgent
from turnwise.agents.rollouts import collect
from turnwise.agents.rollouts.group_terms import add_group_terms
from turnwise.reward_shaping.redistribution import (
    ReleasedAttribution,
    TurnAttribution,
    by_weights,
    last,
    leave_one_out,
    lime,
    one_to_one_pairs,
    outcome_loss,
    preference_loss,
    residual_corrected,
    shapley,
    subset_loss,
    token_rewards,
    turn_rewards,
    uniform,
)

number = st.floats(-3, 3)
several = st.lists(number, min_size=1, max_size=6)
positive = st.lists(st.floats(0.1, 3), min_size=1, max_size=6)


def rng():
    return np.random.default_rng(0)


def game(seed, turns):
    """Return a random score of every choice of turns."""
    table = np.random.default_rng(seed).normal(size=2**turns)
    return lambda kept: float(table[sum(2**t for t, stays in enumerate(kept) if stays)])


class TestShares:
    @given(weights=positive, one=number, other=number)
    def test_shares_of_a_sum_are_the_sum_of_the_shares(self, weights, one, other):
        both = by_weights(one, weights) + by_weights(other, weights)
        np.testing.assert_allclose(by_weights(one + other, weights), both, atol=1e-9)

    @given(weights=positive, total=number)
    def test_equal_weights_are_uniform_and_one_alone_takes_all(self, weights, total):
        turns = len(weights)
        np.testing.assert_allclose(by_weights(total, [weights[0]] * turns), uniform(total, turns), atol=1e-9)
        np.testing.assert_allclose(by_weights(total, [0.0] * (turns - 1) + [weights[0]]), last(total, turns))

    @given(weights=positive, total=number, seed=st.integers(0, 9))
    def test_turns_in_another_order_have_their_shares_in_that_order(self, weights, total, seed):
        order = np.random.default_rng(seed).permutation(len(weights))
        for formula in (by_weights, residual_corrected):
            permuted = formula(total, np.array(weights)[order])
            np.testing.assert_allclose(permuted, formula(total, weights)[order], atol=1e-9)

    @given(weights=positive, total=st.floats(0, 5))
    def test_no_share_of_a_gain_by_weights_is_a_loss(self, weights, total):
        shares = by_weights(total, weights)
        assert (shares >= 0).all()
        assert (shares <= total + 1e-9).all()

    @given(contributions=several, total=number)
    def test_correcting_twice_is_correcting_once_and_keeps_differences(self, contributions, total):
        once = residual_corrected(total, contributions)
        np.testing.assert_allclose(residual_corrected(total, once), once, atol=1e-9)
        np.testing.assert_allclose(np.diff(once), np.diff(contributions), atol=1e-9)


class TestAttribution:
    @given(seed=st.integers(0, 50), turns=st.integers(1, 5), scale=number)
    def test_every_attribution_is_linear_in_the_score(self, seed, turns, scale):
        one, other = game(seed, turns), game(seed + 1000, turns)
        both = lambda kept: one(kept) + scale * other(kept)  # noqa: E731
        for method in (
            leave_one_out,
            lambda value, n: shapley(value, n, rng()),
            lambda value, n: shapley(value, n, rng(), orders=3),
            lambda value, n: lime(value, n, rng()),
        ):
            expected = method(one, turns) + scale * method(other, turns)
            np.testing.assert_allclose(method(both, turns), expected, atol=1e-6)

    @given(seed=st.integers(0, 50), turns=st.integers(2, 5))
    def test_a_turn_that_never_matters_gets_nothing(self, seed, turns):
        inner = game(seed, turns - 1)
        value = lambda kept: inner(kept[1:])  # noqa: E731
        for found in (
            leave_one_out(value, turns),
            shapley(value, turns, rng()),
            shapley(value, turns, rng(), orders=4),
        ):
            assert found[0] == pytest.approx(0.0, abs=1e-9)
        assert lime(value, turns, rng(), width=9e9)[0] == pytest.approx(0.0, abs=1e-6)

    @given(seed=st.integers(0, 50), turns=st.integers(2, 5))
    def test_two_turns_that_are_alike_get_the_same(self, seed, turns):
        table = np.random.default_rng(seed).normal(size=(3, 2**turns))
        value = lambda kept: float(table[kept[0] + kept[1], sum(2**t for t in range(2, turns) if kept[t])])  # noqa: E731
        for found in (leave_one_out(value, turns), shapley(value, turns, rng()), lime(value, turns, rng())):
            assert found[0] == pytest.approx(found[1], abs=1e-6)

    @given(seed=st.integers(0, 50), turns=st.integers(1, 5), shift=number)
    def test_a_constant_added_to_the_score_goes_to_nobody(self, seed, turns, shift):
        value = game(seed, turns)
        moved = lambda kept: value(kept) + shift  # noqa: E731
        np.testing.assert_allclose(leave_one_out(moved, turns), leave_one_out(value, turns), atol=1e-9)
        np.testing.assert_allclose(shapley(moved, turns, rng()), shapley(value, turns, rng()), atol=1e-9)
        np.testing.assert_allclose(lime(moved, turns, rng()), lime(value, turns, rng()), atol=1e-6)

    def test_lime_with_one_turn_is_what_the_turn_did(self):
        np.testing.assert_allclose(lime(lambda kept: 2.0 + 5.0 * kept[0], 1, rng()), [5.0], atol=1e-9)

    def test_lime_looks_closer_at_what_is_nearer_the_whole(self):
        """Turn 0 is worth 1 beside turn 1 and nothing without it."""
        value = lambda kept: float(kept[0] and kept[1])  # noqa: E731
        near, far = (lime(value, 2, rng(), width=width)[0] for width in (0.2, 9e9))
        assert far == pytest.approx(0.5)
        assert near > 0.9

    @given(seed=st.integers(0, 50), turns=st.integers(1, 5), method=st.sampled_from(["leave_one_out", "shapley"]))
    def test_shares_of_any_judge_sum_to_its_score(self, seed, turns, method):
        value = game(seed, turns)
        names = [f"t{t}" for t in range(turns)]
        judge = lambda history, info: value([name in history for name in names])  # noqa: E731
        history = ["start", *(each for name in names for each in (name, "seen"))]
        assert TurnAttribution(judge, method)(history, {}).sum() == pytest.approx(value([True] * turns))


class TestImplicitRewards:
    @given(logit=st.floats(-8, 8), label=st.floats(0, 1))
    def test_the_slope_of_the_cross_entropy_is_probability_minus_label(self, logit, label):
        step = 1e-5
        slope = (outcome_loss(logit + step, label) - outcome_loss(logit - step, label)) / (2 * step)
        assert slope == pytest.approx(1 / (1 + np.exp(-logit)) - label, abs=1e-6)

    @given(winner=number, loser=number, shift=number)
    def test_a_pair_s_loss_knows_only_the_difference(self, winner, loser, shift):
        moved = preference_loss(winner + shift, loser + shift)
        assert moved == pytest.approx(float(preference_loss(winner, loser)))
        assert preference_loss(winner + abs(shift), loser) <= preference_loss(winner, loser) + 1e-12

    @given(rewards=several, scale=st.floats(0.01, 3))
    def test_rewards_are_linear_in_beta_and_turn_over_with_the_models(self, rewards, scale):
        zeros = [0.0] * len(rewards)
        tokens = token_rewards(rewards, zeros, scale)
        np.testing.assert_allclose(tokens, scale * np.array(rewards))
        np.testing.assert_allclose(token_rewards(zeros, rewards, scale), -tokens)

    @given(rewards=several, cut=st.integers(0, 6))
    def test_however_tokens_are_cut_into_turns_the_sum_is_the_same(self, rewards, cut):
        parts = [rewards[:cut], rewards[cut:]]
        zeros = [[0.0] * len(part) for part in parts]
        assert turn_rewards(parts, zeros).sum() == pytest.approx(token_rewards(rewards, [0.0] * len(rewards)).sum())

    @given(success=st.lists(st.sampled_from([True, False, None]), max_size=9), data=st.data())
    def test_pairs_are_of_one_task_and_as_many_as_there_can_be(self, success, data):
        task = data.draw(st.lists(st.sampled_from("ab"), min_size=len(success), max_size=len(success)))
        pairs = one_to_one_pairs(success, task)
        used = [index for pair in pairs for index in pair]
        assert len(used) == len(set(used))
        for won, lost in pairs:
            assert success[won] is True
            assert success[lost] is False
            assert task[won] == task[lost]
        for name in "ab":
            outcomes = [solved for solved, key in zip(success, task, strict=True) if key == name]
            expected = min(outcomes.count(True), outcomes.count(False))
            assert sum(task[won] == name for won, _ in pairs) == expected


class TestReturnDecomposition:
    @given(steps=st.lists(number, min_size=2, max_size=6), total=number)
    def test_the_whole_needs_no_correction(self, steps, total):
        rewards = np.array(steps)
        whole = (total - rewards.sum()) ** 2
        for unbiased in (True, False):
            assert subset_loss(rewards, len(steps), total, unbiased=unbiased) == pytest.approx(whole)

    @given(reward=number, turns=st.integers(3, 9), total=number)
    def test_equal_rewards_have_no_variance_to_take_off(self, reward, turns, total):
        part = np.full(2, reward)
        whole = (total - turns * reward) ** 2
        assert subset_loss(part, turns, total) == pytest.approx(whole)
        assert subset_loss(part, turns, total, unbiased=False) == pytest.approx(whole)


def test_spa_s_released_form_is_paid_as_a_group_term():
    run = collect("turnwise/FrozenLake-v0", RandomAgent(), seeds=[0, 1], group_size=3, seed=2)
    paid = add_group_terms(run, {"released": ReleasedAttribution(weigh_turns=False)})
    for group in (0, 1):
        episodes = [each for each in paid.episodes if each.group == group]
        outcomes = np.array([each.term_totals["outcome"] for each in episodes])
        for index, episode in enumerate(episodes):
            centred = outcomes[index] - np.delete(outcomes, index).mean()
            np.testing.assert_allclose(episode.column("released"), centred + 0.5)
