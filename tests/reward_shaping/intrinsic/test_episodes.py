"""Compositions played over episodes as a wrapper plays them, with numbers done by hand."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt

import numpy as np
import pytest

from turnwise.reward_shaping.intrinsic import METHODS, compose

PLACES = {"hall": [0.0, 0.0], "attic": [3.0, 4.0], "cellar": [0.0, -1.0]}


class Player:
    """Plays a composition: memories of scope episode forget at the start of each."""

    def __init__(self, *arguments, **keywords):
        self.composition = compose(*arguments, **keywords)
        self.bonuses = [(part, METHODS[part.method](**part.options)) for part in self.composition.parts]

    def episode(self, *places):
        paid = []
        for part, bonus in self.bonuses:
            if part.scope == "episode":
                bonus.forget()
            bonus.start(self.look(bonus, places[0]))
        for turn, (before, after) in enumerate(pairwise(places)):
            each = [bonus.bonus(self.look(bonus, before), None, self.look(bonus, after)) for _, bonus in self.bonuses]
            paid.append(self.composition.combine(each, turn))
        return paid

    def look(self, bonus, place):
        return np.array(PLACES[place]) if bonus.needs == "vector" else place


def test_ride_pays_for_what_changed_and_less_where_the_episode_has_been():
    play = Player("ride")
    first = play.episode("hall", "attic", "hall", "attic", "attic", "cellar")
    assert first == pytest.approx([5.0, 5 / sqrt(2), 5 / sqrt(2), 0.0, sqrt(9 + 25)])
    assert play.episode("hall", "attic") == [5.0]


def test_ride_over_the_run_counts_on():
    play = Player("ride", "run")
    assert play.episode("hall", "attic") == [5.0]
    assert play.episode("hall", "attic") == pytest.approx([5 / sqrt(2)])


def test_ride_of_both_scopes_is_divided_by_both_counts():
    play = Player("ride", "both")
    assert play.episode("hall", "attic", "hall") == pytest.approx([5.0, 5 / sqrt(2) / sqrt(2)])
    assert play.episode("hall", "attic") == pytest.approx([5 / sqrt(2)])


def test_counts_of_another_power():
    assert Player("ride", options={"power": 1.0}).episode("hall", "attic", "hall") == pytest.approx([5.0, 2.5])


def test_noveld_pays_the_first_visit_of_an_episode_where_novelty_rises():
    play = Player("noveld")
    # the cellar is new from the hall; the way back to the hall is no first visit
    assert play.episode("hall", "cellar", "hall", "attic") == pytest.approx([0.5, 0.0, 1 - 0.5 / sqrt(2)])
    # the hall was visited 3 times by now, the cellar 2 with this visit: 1/√2 - 0.5/√3
    assert play.episode("hall", "cellar") == pytest.approx([1 / sqrt(2) - 0.5 / sqrt(3)])


def test_noveld_without_a_discount_pays_only_strict_rises():
    play = Player("noveld", options={"alpha": 1.0})
    assert play.episode("hall", "cellar") == [0.0]
    assert play.episode("hall", "attic") == pytest.approx([1 - 1 / sqrt(2)])


def test_e3b_times_noveld():
    play = Player("e3b_noveld", options={"ridge": 1.0})
    # from the hall, at the origin, which covers no direction: ‖(0, -1)‖² / 1 · 0.5
    assert play.episode("hall", "cellar", "cellar") == pytest.approx([0.5, 0.0])


def test_e3b_plus_noveld():
    play = Player("e3b_noveld", options={"ridge": 1.0, "how": "sum"})
    assert play.episode("hall", "cellar", "cellar") == pytest.approx([1.0 + 0.5, 0.5 + 0.0])


def test_e3b_forgets_between_episodes_and_noveld_does_not():
    play = Player("e3b_noveld", options={"ridge": 1.0})
    play.episode("hall", "cellar")
    rise = 1 / sqrt(2) - 0.5 / sqrt(2)
    assert play.episode("hall", "cellar") == pytest.approx([1.0 * rise])


def test_noveld_over_the_archive():
    play = Player("noveld", options={"of": "archive", "alpha": 0.0, "options": {"k": 1}})
    assert [part.method for part in play.composition.parts] == ["novelty_rise", "first_visit"]
    assert play.episode("hall", "attic", "cellar") == pytest.approx([0.0, sqrt(9 + 25)])


def test_pseudo_counts_within_the_episode_and_ride_by_rllte():
    # one neighbour, at a distance of 5, and then itself: of the two one is it and one is far
    far, back = 1 / (sqrt(1e-4 / (1 - 0.008 + 1e-4)) + 0.001), 1 / (sqrt(1 + 1e-4 / (2 - 0.008)) + 0.001)
    assert Player("pseudo_counts").episode("hall", "attic", "hall") == pytest.approx([far, back], rel=1e-4)
    ride = Player("ride", options={"form": "rllte"})
    assert ride.episode("hall", "attic", "hall") == pytest.approx([12.5 * far, 12.5 * back], rel=1e-4)


@pytest.mark.parametrize("scope", ["episode", "task", "run", "both"])
def test_every_scope_of_first_visits(scope):
    play = Player("first_visit", scope)
    assert play.episode("hall", "attic", "hall", "cellar") == [1.0, 0.0, 1.0]
    again = [1.0, 0.0, 1.0] if scope == "episode" else [0.0, 0.0, 0.0]
    assert play.episode("hall", "attic", "hall", "cellar") == again
