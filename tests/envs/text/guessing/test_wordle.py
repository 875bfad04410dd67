"""The rules of Wordle, by hand and against a plain loop."""

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.wordle import rules, text
from turnwise.envs.text.wordle.words import WORDS


@pytest.mark.parametrize(
    ("word", "guess", "signs"),
    [
        ("stone", "stone", "====="),
        ("stone", "notes", "+++++"),
        ("abbey", "babes", "++==-"),
        ("speed", "erase", "+--++"),
        ("level", "eagle", "+--++"),
        ("array", "radar", "++-=+"),
        ("round", "eerie", "--+--"),
    ],
)
def test_marks_by_hand(word, guess, signs):
    assert "".join(text.SIGNS[mark] for mark in rules.marks(word, guess)) == signs


LETTERS = st.text("abc", min_size=5, max_size=5)


@given(LETTERS, LETTERS)
def test_a_letter_is_marked_as_often_as_the_word_holds_it(word, guess):
    marks = rules.marks(word, guess)
    for letter in "abc":
        marked = sum(mark > 0 for mark, mine in zip(marks, guess, strict=True) if mine == letter)
        assert marked == min(word.count(letter), guess.count(letter))
    assert [mark == rules.PLACED for mark in marks] == [x == y for x, y in zip(word, guess, strict=True)]
    told = rules.replies(rules.letters((guess,))[0], rules.letters((word,)))
    assert told[0] == rules.code(marks)
    assert text.heard(text.view(rules.State(word, (guess,)))) == rules.code(marks)


def test_the_table_is_what_marks_say():
    some = WORDS[::97]
    table = rules.table(some)
    for row, guess in enumerate(some):
        assert [int(each) for each in table[row]] == [rules.code(rules.marks(word, guess)) for word in some]


def test_words_are_five_small_letters_in_order():
    assert list(WORDS) == sorted(set(WORDS))
    assert all(len(word) == 5 and word.isascii() and word.islower() and word.isalpha() for word in WORDS)
    assert len(WORDS) > 1000


def test_a_word_that_is_not_listed_is_refused_and_costs_nothing():
    env = gym.make("turnwise/Wordle-v0")
    env.reset(seed=0)
    observation, *_, info = env.step("guess zzzzz")
    assert "'zzzzz' is not a word of my list" in observation
    assert not info["valid"]
    assert env.unwrapped.state.guesses == ()


def test_strict_play_refuses_what_does_not_fit():
    env = gym.make("turnwise/Wordle-v0", strict=True, words=["stone", "store", "stove", "crane"])
    seed = next(seed for seed in range(50) if env.reset(seed=seed)[1]["answer"] == "stove")
    env.reset(seed=seed)
    assert env.step("guess stone")[4]["valid"]
    assert "does not fit" in env.step("guess crane")[0]
    assert env.unwrapped.actions() == ["guess store", "guess stove"]
    assert env.step("guess stove")[1] == 1.0


def test_own_words_are_the_game():
    env = gym.make("turnwise/Wordle-v0", words=["stone", "crane"])
    answers = {env.reset(seed=seed)[1]["answer"] for seed in range(20)}
    assert answers == {"stone", "crane"} == set(env.unwrapped.hypotheses())
    for words, said in [(["stone", "stone"], "none stands twice"), (["stone", "four"], "five letters")]:
        with pytest.raises(ValueError, match=said):
            gym.make("turnwise/Wordle-v0", words=words)


def test_the_expert_finds_words_from_all_over_the_list_in_six_guesses():
    env, lengths = gym.make("turnwise/Wordle-v0", max_episode_steps=20), []
    env.reset(seed=0)
    for word in WORDS[::40]:
        env.reset(seed=0)
        env.unwrapped.state = rules.State(word)
        lengths.append(sum(1 for message in env.unwrapped.expert() if env.step(message)))
    assert max(lengths) <= 6
    assert np.mean(lengths) < 4.5
