"""Confidence calibration and reasoning patterns; worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.judged import (
    ALL_PHRASES,
    calibration,
    instead_of_failure,
    reasoning_pattern,
    running_mean,
    stated_confidence,
)
from turnwise.reward_shaping.judged.reasoning_pattern import repeated_ngrams


def test_the_worked_example():
    given_, expected = example("ppo_c")
    r, mean, confidence, w = given_.values()
    added = calibration(r, mean, confidence, w)
    assert r + added == pytest.approx(expected["r + w*(r-mean)*(conf-.5)"])


@pytest.mark.parametrize(
    ("reward", "confidence", "added"), [(0.8, 0.9, 0.16), (0.8, 0.1, -0.16), (0.2, 0.9, -0.04), (-0.4, 1.0, -0.1)]
)
def test_the_released_form_by_hand(reward, confidence, added):
    assert calibration(reward, 0.5, confidence, 0.5, "threshold") == pytest.approx(added)


@given(reward=st.floats(-5, 5), mean=st.floats(-5, 5), how=st.sampled_from(["difference", "threshold"]))
def test_half_a_confidence_changes_nothing_and_its_opposite_turns_the_sign(reward, mean, how):
    assert calibration(reward, mean, 0.5, 0.5, how) == 0
    assert calibration(reward, mean, 0.8, 0.5, how) == pytest.approx(-calibration(reward, mean, 0.2, 0.5, how))


def test_always_sure_gains_nothing_on_average():
    rewards = np.random.default_rng(0).normal(size=200)
    added = calibration(rewards, float(rewards.mean()), np.ones(200))
    assert added.mean() == pytest.approx(0)


def test_an_array_is_calibrated_as_its_entries_are():
    rewards = np.array([0.2, 0.8])
    for how in ("difference", "threshold"):
        np.testing.assert_allclose(
            calibration(rewards, 0.5, np.array([0.9, 0.1]), how=how),
            [calibration(0.2, 0.5, 0.9, how=how), calibration(0.8, 0.5, 0.1, how=how)],
        )


def test_unknown_forms_are_refused():
    with pytest.raises(ValueError, match="calibration needs how"):
        calibration(1.0, 0.0, 1.0, how="ratio")


def test_the_running_mean_by_hand():
    assert running_mean(running_mean(0.0, 1.0), 0.5) == pytest.approx(0.9 * 0.1 + 0.1 * 0.5)


@pytest.mark.parametrize(
    ("message", "stated"),
    [
        ("Answer: 4. Confidence: 7", 0.7),
        ("confidence = 6.5/10", 0.65),
        ("Confidence: 3 ... no, CONFIDENCE: 9", 0.9),
        ("Confidence: 85", 1.0),
        ("Confidence: high", None),
        ("", None),
    ],
)
def test_the_last_stated_confidence_is_read(message, stated):
    assert stated_confidence(message) == stated


def test_confidence_on_another_scale():
    assert stated_confidence("Confidence: 85%", 100) == 0.85
    with pytest.raises(ValueError, match="scale > 0"):
        stated_confidence("", 0)


@given(message=st.text() | st.from_regex(r"confidence: \d+\.?\d*", fullmatch=True))
def test_no_message_states_a_confidence_outside_0_to_1(message):
    stated = stated_confidence(message)
    assert stated is None or 0 <= stated <= 1


def test_the_released_number_of_phrases():
    assert len(ALL_PHRASES) == len(set(ALL_PHRASES)) == 40
    assert all(phrase == phrase.lower() for phrase in ALL_PHRASES)


def test_patterns_by_hand():
    text = "First, I need to look. Wait, let me check: therefore 4."
    assert reasoning_pattern(text) == pytest.approx(5 / 20)
    assert reasoning_pattern(text, enough=4) == 1
    assert reasoning_pattern(text, ["look", "4", "never"], enough=4) == pytest.approx(2 / 4)


def test_a_wrong_answer_can_earn_all_of_it():
    assert reasoning_pattern(" ".join(ALL_PHRASES) + " so 2 + 2 = 5") == 1


def test_repetition_is_taken_off():
    assert repeated_ngrams("a b a b", 2) == pytest.approx(1 / 3)
    assert reasoning_pattern("wait a wait a", ["wait"], enough=1, ngram=2) == pytest.approx(1 - 1 / 3)
    assert repeated_ngrams("a b", 20) == 0


@given(text=st.text())
def test_the_pattern_lies_in_0_to_1(text):
    assert 0 <= reasoning_pattern(text, ngram=2) <= 1


@pytest.mark.parametrize("arguments", [{"phrases": []}, {"phrases": "wait"}, {"enough": 0}, {"ngram": 0}])
def test_wrong_patterns_are_refused(arguments):
    with pytest.raises(ValueError, match="reasoning_pattern needs at least one phrase"):
        reasoning_pattern("x", **arguments)


def test_the_pattern_stands_in_for_a_failure_only():
    assert [instead_of_failure(v, 0.4) for v in (1.0, 0.0, -1.0)] == [0.0, 0.4, 0.4]
