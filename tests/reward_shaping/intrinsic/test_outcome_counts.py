"""Surprise, uncertainty and learning progress as methods that count what followed."""

from __future__ import annotations

import json
from math import log

import numpy as np
import pytest

from turnwise.reward_shaping.intrinsic import METHODS, compose
from turnwise.reward_shaping.intrinsic.counts import Counts

FAMILY = ["surprise", "uncertainty", "learning_progress"]


def played(bonus, transitions, **arguments):
    """Return what each transition, "state action state", is worth."""
    return [bonus.bonus(*transition.split(), **arguments) for transition in transitions]


def test_surprise_by_hand():
    worth = played(METHODS["surprise"](alpha=1.0), ["a go b", "a go b", "a go c", "b go c"])
    assert worth == pytest.approx([0.0, -log(2 / 3), -log(1 / 4), -log(1 / 3)])


def test_uncertainty_by_hand():
    worth = played(METHODS["uncertainty"](alpha=1.0), ["a go b", "a go b", "a go b", "b go c"])
    halves, thirds = (-(p * np.log(p)).sum() for p in (np.array([2, 1]) / 3, np.array([3, 1]) / 4))
    assert worth == pytest.approx([0.0, halves, thirds, log(2)])


def test_progress_is_how_far_surprise_has_fallen():
    errors = played(METHODS["surprise"](), ["x go y", *["a go b"] * 5])[1:]
    progress = played(METHODS["learning_progress"](lag=2), ["x go y", *["a go b"] * 5])[1:]
    assert np.isnan(progress[:2]).all()
    assert progress[2:] == pytest.approx([errors[t - 2] - errors[t] for t in range(2, 5)])
    assert progress[2] > progress[4] > 0


def test_the_action_is_part_of_what_is_expected():
    bonus = METHODS["surprise"]()
    played(bonus, ["a left b", "a right c"] * 50)
    assert played(bonus, ["a left b", "a right c"]) == pytest.approx([0, 0], abs=0.02)
    assert played(bonus, ["a left c"])[0] > 5


def test_a_coin_stays_surprising_and_uncertain_but_makes_no_progress():
    rng = np.random.default_rng(0)
    tosses = [f"table toss {side}" for side in rng.choice(["heads", "tails"], size=2000)]
    late = {name: played(METHODS[name](), tosses)[500:] for name in FAMILY}
    assert np.mean(late["surprise"]) == pytest.approx(log(2), abs=0.02)
    assert np.mean(late["uncertainty"]) == pytest.approx(log(2), abs=0.02)
    assert abs(np.mean(late["learning_progress"])) < 0.01
    calm = played(METHODS["learning_progress"](lag=20, window=20), tosses)[500:]
    assert np.std(calm) < np.std(late["learning_progress"]) or np.std(calm) < 0.01


def test_what_is_always_followed_by_the_same_bores():
    for name in FAMILY:
        worth = played(METHODS[name](), ["a go b", "b go a"] * 200)
        assert abs(worth[-1]) < 0.05


@pytest.mark.parametrize("name", FAMILY)
def test_looking_changes_nothing_and_a_state_is_gone_back_to(name):
    bonus = METHODS[name]()
    played(bonus, ["a go b", "a go c", "a go b"])
    kept = json.loads(json.dumps(bonus.state()))
    looks = [played(bonus, ["a go b", "c go a"], learn=False) for _ in range(2)]
    assert looks[0] == pytest.approx(looks[1], nan_ok=True)
    assert bonus.state() == kept
    ahead = ["a go c", "b go a", "a go b"]
    first = played(bonus, ahead)
    bonus.load_state(kept)
    assert played(bonus, ahead) == pytest.approx(first, nan_ok=True)
    bonus.forget()
    assert played(bonus, ahead) == pytest.approx(played(METHODS[name](), ahead), nan_ok=True)


def test_the_family_is_switched_by_name():
    assert METHODS["novelty"] is METHODS["counts"] is Counts
    for name in (*FAMILY, "novelty"):
        (part,) = compose(name).parts
        assert (part.method, part.scope) == (name, "run")


@pytest.mark.parametrize("wrong", [{"alpha": 0.0}, {"lag": 0}, {"window": 0}])
def test_wrong_options_are_refused(wrong):
    with pytest.raises(ValueError, match="needs"):
        METHODS["learning_progress"](**wrong)
