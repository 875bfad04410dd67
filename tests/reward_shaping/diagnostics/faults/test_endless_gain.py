"""Loops that earn, by hand."""

import numpy as np
import pytest
from random_mdp import random_mdp

from turnwise.reward_shaping.diagnostics.faults import best_within, endless_gain, without_success
from turnwise.reward_shaping.diagnostics.tabular import MDP


def corridor(length=5):
    """A row of cells with the messages back and on; the last is the goal."""
    cells = np.arange(length)
    following = np.stack([np.maximum(cells - 1, 0), np.minimum(cells + 1, length - 1)], axis=1)[:, :, None]
    goal = cells == length - 1
    return MDP(following, np.where(goal[:, None, None], 0.0, np.ones(following.shape)), goal), goal


def test_a_loop_of_two_cells_by_hand():
    mdp, goal = corridor()
    rewards = np.zeros((5, 2, 1))
    rewards[2, 1], rewards[3, 0] = 1.0, -0.4  # on to cell 3 and back again
    found = endless_gain(mdp, rewards, goal)
    assert found.gain == pytest.approx(0.6)
    assert found.rate == pytest.approx(0.3, abs=0.1)
    assert sorted(found.states[:2]) == [2, 3]
    assert found.states[0] == found.states[-1]
    assert sorted(found.messages) == [0, 1]


def test_taking_back_as_much_earns_nothing():
    mdp, goal = corridor()
    rewards = np.zeros((5, 2, 1))
    rewards[2, 1], rewards[3, 0] = 1.0, -1.0
    assert endless_gain(mdp, rewards, goal) is None


def test_what_is_earned_on_the_way_to_success_is_no_loop():
    mdp, goal = corridor()
    assert endless_gain(mdp, np.where(goal[mdp.next_state], 7.0, 0.0), goal) is None
    assert endless_gain(mdp, np.zeros((5, 2, 1)), goal) is None


def test_standing_still_at_the_start():
    mdp, goal = corridor()
    rewards = np.zeros((5, 2, 1))
    rewards[0, 0] = 0.2
    found = endless_gain(mdp, rewards, goal)
    assert (found.states, found.messages) == ((0, 0), (0,))
    assert found.rate == pytest.approx(0.2)


def test_with_chance_there_is_a_rate_and_no_loop():
    mdp = random_mdp(0)
    found = endless_gain(mdp, np.ones(mdp.probability.shape), np.zeros(5, dtype=bool))
    assert found is None  # every message may end the episode, so nothing lasts for ever
    transition = np.full((2, 1, 2), 0.5)
    going = MDP.dense(transition)
    found = endless_gain(going, np.array([[[1.0, 1.0]], [[0.0, 0.0]]]), [False, False])
    assert found.rate == pytest.approx(0.5)
    assert np.isnan(found.gain)
    assert found.states == ()


def test_a_message_that_may_succeed_is_not_taken():
    mdp = random_mdp(0)
    assert not without_success(mdp, mdp.ended).any()
    mdp, goal = corridor(3)
    assert without_success(mdp, goal).tolist() == [[True, True], [True, False], [False, False]]


def test_the_best_within_some_turns_by_hand():
    mdp, goal = corridor(3)
    rewards = np.where(goal[mdp.next_state], 1.0, 0.1)
    values, choices = best_within(mdp, rewards, mdp.allowed, 3)
    np.testing.assert_allclose(values[:, 0], [0, 0.1, 1.1, 1.2])
    np.testing.assert_allclose(values[1], [0.1, 1.0, 0])
    assert choices[2].tolist()[:1] == [0]  # with three turns left: wait one, then go
    assert choices.shape == (3, 3)


def test_a_start_that_cannot_go_on_earns_nothing():
    mdp, goal = corridor(2)
    assert endless_gain(mdp, np.ones((2, 2, 1)), goal, start=1) is None
    empty = MDP(np.zeros((1, 0, 1), dtype=int), np.zeros((1, 0, 1)), np.array([True]))
    assert endless_gain(empty, np.zeros((1, 0, 1)), [False]) is None


def test_wrong_shapes_are_refused():
    mdp, goal = corridor()
    with pytest.raises(ValueError, match="one value a branch"):
        endless_gain(mdp, np.zeros(5), goal)
