"""What learners read of an episode."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.groups.columns import episode_value
from turnwise.reward_shaping.learners.outcomes import histories_of, history_of, outcome_of


def game(rewards=(), *, bonus=None, successes=None, opening=None):
    turns = len(rewards)
    return Episode(
        observations=[f"o{t}" for t in range(turns + 1)],
        actions=[f"a{t}" for t in range(1, turns + 1)],
        rewards=list(rewards),
        paid={"outcome": list(rewards), **({"bonus": bonus} if bonus else {})},
        successes=successes if successes is not None else [None] * turns,
        opening=opening or {},
    )


def test_a_term_is_summed_and_what_is_missing_left_out():
    assert outcome_of(game([0.5, 1.0])) == 1.5
    assert outcome_of(game([0.5, 1.0], bonus=[None, 0.25]), "bonus") == 0.25
    assert outcome_of(game(), "outcome") == 0.0


def test_a_term_that_is_missing_on_every_turn_is_not_a_number():
    assert np.isnan(outcome_of(game([0.5], bonus=[None]), "bonus"))
    assert np.isnan(outcome_of(game([0.5, 1.0], bonus=[None, None]), "bonus"))


@pytest.mark.parametrize(
    ("bonus", "expected"),
    [
        ([0.0, 0.0, None], np.nan),  # a judge asked at the end failed
        ([0.0, 0.5, None], 0.5),
        ([1.0, -1.0, None], 0.0),
        ([0.0, None, 0.0], 0.0),
        ([None, None, 0.0], 0.0),
        ([0.0, None, None], np.nan),
    ],
)
def test_a_term_that_paid_nothing_and_misses_its_last_turn_is_not_a_number(bonus, expected):
    episode = game([0.0] * 3, bonus=bonus)
    assert outcome_of(episode, "bonus") == pytest.approx(expected, nan_ok=True)
    assert outcome_of(episode, "bonus") == pytest.approx(episode_value(episode, "bonus"), nan_ok=True)


def test_a_term_that_is_not_in_the_ledger_is_not_a_number():
    assert np.isnan(outcome_of(game([0.5]), "bonus"))


def test_the_total_is_what_was_paid():
    assert outcome_of(game([0.5, 1.0], bonus=[1.0, 1.0]), "total") == 1.5
    assert outcome_of(game(), "total") == 0.0


@pytest.mark.parametrize(("successes", "expected"), [([False, True], 1.0), ([True, False], 0.0)])
def test_success_is_that_of_the_end(successes, expected):
    assert outcome_of(game([0.0, 0.0], successes=successes), "success") == expected


def test_success_that_nobody_told_is_not_a_number_and_may_stand_in_the_opening():
    assert np.isnan(outcome_of(game([0.0]), "success"))
    assert outcome_of(game(opening={"success": True}), "success") == 1.0


@given(turns=st.integers(0, 6))
def test_each_history_is_the_beginning_of_the_next(turns):
    episode = game([0.0] * turns)
    states = histories_of(episode, states=True)
    assert [len(each) for each in states] == list(range(1, 2 * turns + 2, 2))
    assert states[1:] == histories_of(episode)
    assert states[-1] == history_of(episode)
    for before, after in pairwise(states):
        assert after[: len(before)] == before
    assert [each[-1] for each in states] == episode.observations
    assert [each[-2] for each in states[1:]] == episode.actions
