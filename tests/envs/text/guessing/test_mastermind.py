"""The rules of Mastermind, against counts made by hand and by a plain loop."""

from collections import Counter

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.mastermind import rules, text


@pytest.mark.parametrize(
    ("code", "guess", "expected"),
    [
        ((1, 2, 3, 4), (1, 2, 3, 4), (4, 0)),
        ((1, 2, 3, 4), (4, 3, 2, 1), (0, 4)),
        ((1, 1, 2, 2), (1, 2, 1, 1), (1, 2)),
        ((1, 1, 2, 2), (3, 3, 3, 3), (0, 0)),
        ((1, 2, 2, 2), (2, 1, 1, 1), (0, 2)),
        ((5, 5, 1, 6), (5, 1, 5, 5), (1, 2)),
    ],
)
def test_replies_by_hand(code, guess, expected):
    assert rules.reply(code, guess) == expected


CODES = st.lists(st.integers(1, 6), min_size=4, max_size=4).map(tuple)


@given(CODES, CODES)
def test_a_reply_is_what_counting_says_and_the_same_both_ways(code, guess):
    right = sum(mine == theirs for mine, theirs in zip(code, guess, strict=True))
    shared = sum((Counter(code) & Counter(guess)).values())
    assert rules.reply(code, guess) == rules.reply(guess, code) == (right, shared - right)
    told = rules.replies(np.array([guess], np.int8), np.array([code], np.int8), 6)
    assert told[0, 0] == right * 4 + shared
    observation = text.view(rules.State(code, (guess,)))
    assert text.heard(observation, 4) == told[0, 0]


@given(CODES)
def test_codes_read_back_as_they_were_written(code):
    assert text.read_code(text.write_code(code), 4, 6) == code
    assert text.read_code("".join(map(str, code)), 4, 6) == code
    assert text.read_code(", ".join(map(str, code)), 4, 6) == code


@pytest.mark.parametrize("said", ["1 2 3", "1 2 3 4 5", "1 2 3 7", "0 1 2 3", "red blue", "1 2 3 4!", "", "1.2.3.4"])
def test_what_is_no_code_is_refused(said):
    assert text.read_code(said, 4, 6) is None


def test_every_code_is_listed_once():
    assert len(set(rules.every_code(4, 6, True))) == 6**4
    assert len(set(rules.every_code(3, 5, False))) == 5 * 4 * 3
    assert all(len(set(code)) == 3 for code in rules.every_code(3, 5, False))


def test_the_expert_breaks_four_pegs_in_six_guesses():
    env, lengths = gym.make("turnwise/Mastermind-v0"), []
    for seed in range(60):
        env.reset(seed=seed)
        lengths.append(sum(1 for message in env.unwrapped.expert() if env.step(message)))
    assert max(lengths) <= 6
    assert np.mean(lengths) < 4.8


def test_a_large_game_is_solved_from_a_sample_of_guesses():
    env = gym.make("turnwise/Mastermind-v0", pegs=5, colours=7)
    for seed in range(5):
        env.reset(seed=seed)
        for message in env.unwrapped.expert():
            _, _, terminated, truncated, info = env.step(message)
            if terminated or truncated:
                break
        assert info["success"]


def test_more_codes_than_can_be_listed_are_refused():
    with pytest.raises(ValueError, match="at most 20000 codes"):
        gym.make("turnwise/Mastermind-v0", pegs=6, colours=6)
    with pytest.raises(ValueError, match="colours"):
        gym.make("turnwise/Mastermind-v0", pegs=4, colours=3, repeats=False)
