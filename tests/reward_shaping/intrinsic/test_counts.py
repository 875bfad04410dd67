"""Counts: numbers done by hand, scopes, what starts an episode."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.intrinsic import Counts, FirstVisit, count_bonus

STATES = st.lists(st.sampled_from("abcd"), max_size=30)


def visits(bonus, keys):
    """Return what each visit of one episode pays, none of them its start."""
    return [bonus.bonus(None, None, key) for key in keys]


def test_worked_numbers_of_both_scopes():
    inputs, expected = example("counts")
    run, episode = Counts(), Counts()
    first, second = inputs["episode 1"], inputs["episode 2"]
    assert visits(run, first) == pytest.approx(expected["global 1/sqrt(N), ep1"], abs=1e-6)
    assert visits(episode, first) == pytest.approx(expected["episodic 1/sqrt(N_e) ep1"], abs=1e-6)
    episode.forget()
    over_run, within = visits(run, second), visits(episode, second)
    assert over_run == pytest.approx(expected["global ep2"])
    assert within == pytest.approx(expected["episodic ep2"])
    assert [a * b for a, b in zip(over_run, within, strict=True)] == pytest.approx(expected["product ep2"])
    assert [a * b for a, b in zip(over_run, visits(FirstVisit(), second), strict=True)] == pytest.approx(
        expected["first-visit-in-episode x global ep2"]
    )


def test_first_visits_pay_once():
    assert visits(FirstVisit(), "aabab") == [1.0, 0.0, 1.0, 0.0, 0.0]


def test_the_start_counts_as_visited_unless_told_otherwise():
    for cls, after in ((Counts, 2**-0.5), (FirstVisit, 0.0)):
        for count_start, expected in ((True, after), (False, 1.0)):
            bonus = cls(count_start=count_start)
            bonus.start("a")
            assert bonus.bonus("a", None, "a") == expected


def test_another_power():
    assert visits(Counts(power=1.0), "aaa") == pytest.approx([1, 1 / 2, 1 / 3])
    assert count_bonus(4.0) == 0.5
    assert count_bonus(8.0, 1 / 3) == pytest.approx(0.5)


@given(STATES)
def test_a_state_pays_in_all_what_its_visits_are_worth_whatever_comes_between(keys):
    total = sum(visits(Counts(), keys))
    expected = sum(sum(n**-0.5 for n in range(1, keys.count(key) + 1)) for key in set(keys))
    assert total == pytest.approx(expected)


def test_novelty_of_what_was_visited_counts_no_visit():
    bonus = Counts()
    assert bonus.novelty("a") == 1.0
    visits(bonus, "aaaa")
    assert bonus.novelty("a") == bonus.novelty("a") == 0.5


@pytest.mark.parametrize("power", [0, -1, float("nan")])
def test_a_power_that_does_not_fall_is_refused(power):
    with pytest.raises(ValueError, match="Counts need power > 0"):
        Counts(power=power)
