"""SPA: the paper's step reward, and what the released code does instead."""

from types import SimpleNamespace

import numpy as np
import pytest
from published_numbers import example

from turnwise.reward_shaping.redistribution import (
    ReleasedAttribution,
    attribution_loss,
    released_step_rewards,
    released_turn_weights,
    step_reward,
)


def test_the_published_numbers():
    given, expected = example("spa")
    contributions = np.array(given["predicted contributions"])
    assert contributions.sum() == pytest.approx(expected["sum"])
    assert attribution_loss(float(contributions.sum()), given["R"]) == pytest.approx(expected["mse to R"])
    paid = step_reward(contributions, np.array(given["grounding"]), given["w_g"])
    np.testing.assert_allclose(paid, expected["step reward c+0.5*g"])


def test_one_turn_at_a_time_in_floats():
    assert step_reward(0.25, 1.0) == 0.75
    assert step_reward(0.25, 0.0) == 0.25
    assert type(step_reward(0.25, 1.0)) is float


def test_the_released_form_by_hand():
    rewards = released_step_rewards([1.0, 0.0, 0.5], [[False, True, False], [True], [False, True]])
    np.testing.assert_allclose(rewards[0], np.array([0.5, 0.0, 0.5]) + 0.75)
    np.testing.assert_allclose(rewards[1], [0.5 - 0.75])
    np.testing.assert_allclose(rewards[2], np.array([0.5, 0.5]) + 0.0)


def test_a_lone_rollout_keeps_its_outcome():
    np.testing.assert_allclose(released_step_rewards([0.8], [[False, False]])[0], [1.3, 1.3])


def test_the_released_outcomes_of_a_task_sum_to_zero():
    outcomes = [0.3, 0.9, 0.0, 1.0]
    rewards = released_step_rewards(outcomes, [[True, False]] * 4)
    assert sum(row[0] for row in rewards) == pytest.approx(0.0)


def test_no_turns_and_no_rollouts():
    assert released_step_rewards([], []) == []
    assert released_step_rewards([1.0], [[]])[0].shape == (0,)
    assert released_turn_weights(0).shape == (0,)


def test_the_last_turn_weighs_nothing():
    np.testing.assert_array_equal(released_turn_weights(4), [3, 2, 1, 0])


def test_rows_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="one row of nothing_happened for each of 2 outcomes; got 1"):
        released_step_rewards([0.0, 1.0], [[True]])


def episode(outcome, *messages):
    return SimpleNamespace(observations=["start", *messages], column=lambda name: np.array([np.nan, outcome]))


def test_as_a_group_term_it_reads_the_words():
    group = [episode(1.0, "Nothing happens.", "You win."), episode(0.0, "A door.", "Nothing happens.")]
    assert ReleasedAttribution(weigh_turns=False)(group) == [[1.0, 1.5], [-0.5, -0.5]]
    assert ReleasedAttribution()(group) == [[1.0, 0.0], [-0.5, 0.0]]
    assert ReleasedAttribution(nothing="door", weigh_turns=False)(group)[1] == [-1.0, -0.5]
