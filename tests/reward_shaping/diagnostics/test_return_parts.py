import numpy as np
import pytest

from turnwise.reward_shaping.diagnostics.return_parts import return_parts


def test_hand_computed():
    paid, taken = return_parts([[0.0, 0.5, -0.5], [0.0, 0.25, -0.25], [1.0, 0.0, 0.75]])
    assert paid.tolist() == [1.0, 0.75, 0.75]
    assert taken.tolist() == [0.0, 0.0, -0.75]


def test_the_parts_sum_to_the_return():
    rewards = np.random.default_rng(0).normal(size=(17, 4))
    paid, taken = return_parts(rewards)
    assert (paid + taken).sum() == pytest.approx(rewards.sum())


def test_a_missing_reward_pays_nothing():
    assert [part.tolist() for part in return_parts([[np.nan, 1.0], [2.0, np.nan]])] == [[2.0, 1.0], [0.0, 0.0]]


def test_an_episode_without_turns_pays_nothing():
    assert [part.tolist() for part in return_parts(np.zeros((0, 2)))] == [[0.0, 0.0], [0.0, 0.0]]


def test_rewards_without_a_term_axis_are_refused():
    with pytest.raises(ValueError, match=r"\(turns, terms\); got shape \(3,\)"):
        return_parts([1.0, 2.0, 3.0])
