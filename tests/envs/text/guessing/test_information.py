"""Expected information, and what the information games share."""

import pickle

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.guessing import expected_information, most_telling


def test_hand_computed():
    codes = np.array([[0, 0, 1, 1], [0, 1, 2, 3], [2, 2, 2, 2], [0, 1, 1, 1]])
    by_hand = [1.0, 2.0, 0.0, -(0.25 * np.log2(0.25) + 0.75 * np.log2(0.75))]
    np.testing.assert_allclose(expected_information(codes, 4), by_hand)


@given(st.integers(1, 40), st.integers(1, 5), st.integers(0, 1000))
def test_no_move_tells_more_than_its_replies_or_the_hypotheses_can(hypotheses, kinds, seed):
    codes = np.random.default_rng(seed).integers(kinds, size=(7, hypotheses))
    told = expected_information(codes, kinds)
    assert (told >= -1e-12).all()
    assert (told <= min(np.log2(kinds), np.log2(hypotheses)) + 1e-9).all()


def test_of_equal_moves_one_that_may_be_right_is_played():
    codes = np.array([[0, 0, 0], [0, 1, 2], [1, 2, 0]])
    assert most_telling(codes, 3, np.array([True, False, True])) == 2
    assert most_telling(codes, 3, np.array([True, False, False])) == 1


def test_channels_and_milestones_by_hand():
    env = gym.make("turnwise/GuessTheNumber-v0", low=1, high=8)
    seed = next(seed for seed in range(100) if env.reset(seed=seed)[1]["answer"] == "6")
    _, info = env.reset(seed=seed)
    assert info["channels"] == {"state_changed": 0.0, "hypotheses_left": 8.0, "bits": 0.0}
    assert info["milestones"] == {"halved": False, "tenth": False, "one_left": False, "found": False}
    told = []
    for guess, left in [(4, 4.0), (4, 4.0), (7, 2.0), (5, 1.0)]:
        _, _, terminated, _, info = env.step(f"guess {guess}")
        assert info["channels"]["hypotheses_left"] == left
        told.append(info["channels"]["bits"])
        assert not terminated
    assert told == [1.0, 0.0, 1.0, 1.0]
    assert info["milestones"] == {"halved": True, "tenth": False, "one_left": True, "found": False}
    observation, reward, terminated, _, info = env.step("guess 6")
    assert (observation, reward, terminated) == ("Yes: my number is exactly 6.", 1.0, True)
    assert info["milestones"]["found"]


@pytest.mark.parametrize("high", [2, 3, 7, 8, 100])
def test_halving_needs_no_more_than_the_binary_logarithm(high):
    env, most = gym.make("turnwise/GuessTheNumber-v0", low=1, high=high), 0
    for seed in range(min(4 * high, 200)):
        env.reset(seed=seed)
        most = max(most, sum(1 for message in env.unwrapped.expert() if env.step(message)))
    assert most <= int(np.log2(high)) + 1


def test_a_split_hides_only_its_own_and_the_belief_knows_it():
    env = gym.make("turnwise/GuessTheNumber-v0", low=1, high=30, split="test")
    other = gym.make("turnwise/GuessTheNumber-v0", low=1, high=30, split="train")
    mine, theirs = set(env.unwrapped.hypotheses()), set(other.unwrapped.hypotheses())
    assert mine.isdisjoint(theirs)
    assert len(mine | theirs) == 30
    assert {env.reset(seed=seed)[1]["answer"] for seed in range(200)} == mine


def test_a_large_range_is_neither_listed_nor_pickled():
    env = gym.make("turnwise/GuessTheNumber-v0", low=0, high=1_000_000)
    env.reset(seed=0)
    for _, message in zip(range(5), env.unwrapped.expert(), strict=False):
        *_, info = env.step(message)
        assert info["channels"]["bits"] > 0.9
    assert len(pickle.dumps(env)) < 10_000
    twin = pickle.loads(pickle.dumps(env))
    assert twin.step("guess 7")[:4] == env.step("guess 7")[:4]
