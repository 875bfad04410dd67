"""Methods by name, and what holds for every one of them."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest

from turnwise.reward_shaping.intrinsic import COMPOSITIONS, METHODS, Bonus, Part, compose, composition, method
from turnwise.reward_shaping.intrinsic.bonus import Composition, only, product

SOME = ("archive", "change", "counts", "coverage", "e3b", "first_visit", "impact", "novelty_rise")
WITHOUT_A_NETWORK = (*SOME, "phases", "pseudo_counts", "re3", "scale")
MEMORIES = {name: METHODS[name] for name in WITHOUT_A_NETWORK}
FEATURES = {
    "key": list("abcabca"),
    "vector": list(np.random.default_rng(0).integers(0, 3, size=(7, 4)).astype(float)),
    "elements": [["a"], ["b", "c"], [], ["a", "d"], ["e"], ["f"], ["a"]],
    "value": [1.0, 0.0, 2.0, 5.0, 1.0, 1.0, 3.0],
}


def play(bonus, features, learn=True):
    return [bonus.bonus(*pair, after, learn=learn) for *pair, after in steps(features)]


def steps(features):
    return [(before, "act", after) for before, after in pairwise(features)]


@pytest.fixture(params=sorted(MEMORIES))
def case(request):
    """Return what makes a method, and what it is called with."""
    make = MEMORIES[request.param]
    return make, FEATURES[make().needs]


def plain(state):
    """Return a state with its arrays as lists; fails where it is not plain data."""
    return json.loads(json.dumps(state, default=lambda array: array.tolist()))


def test_what_does_not_learn_changes_nothing_however_often_it_is_asked(case):
    make, features = case
    bonus = make()
    play(bonus, features[:4])
    before = plain(bonus.state())
    first = play(bonus, features[3:], learn=False)
    assert play(bonus, features[3:], learn=False) == first
    assert plain(bonus.state()) == before


def test_asking_before_learning_gives_what_learning_pays(case):
    make, features = case
    bonus = make()
    for before, action, after in steps(features):
        asked = bonus.bonus(before, action, after, learn=False)
        if make is not METHODS["scale"]:
            assert bonus.bonus(before, action, after) == asked


def test_a_state_brings_back_the_same_bonuses_and_is_not_held(case):
    make, features = case
    bonus, twin = make(), make()
    bonus.start(features[0])
    play(bonus, features[:4])
    state = bonus.state()
    before = plain(state)
    first = play(bonus, features[3:])
    assert plain(state) == before
    for again in (bonus, twin):
        again.load_state(state)
        assert play(again, features[3:]) == first
        assert plain(state) == before


def test_what_was_forgotten_is_as_new(case):
    make, features = case
    bonus = make()
    fresh, empty = play(make(), features), plain(make().state())
    bonus.start(features[1])
    play(bonus, features)
    bonus.forget()
    assert plain(bonus.state()) == empty
    assert play(bonus, features) == fresh


def test_no_bonus_of_a_memory_is_negative(case):
    make, features = case
    assert min(play(make(), features * 3)) >= 0
    assert not make.can_be_negative


def test_a_method_is_one_part_of_its_own_scope_or_of_the_one_asked_for():
    assert compose("counts").parts == (Part("counts", "run", {}),)
    assert compose("e3b").parts == (Part("e3b", "episode", {}),)
    assert compose("e3b", "task", {"ridge": 1.0}).parts == (Part("e3b", "task", {"ridge": 1.0}),)
    both = compose("counts", "both")
    assert [part.scope for part in both.parts] == ["episode", "run"]
    assert both.combine([0.5, 0.5], 3) == 0.25


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("count",), "There is no method 'count'. Did you mean 'counts'"),
        (("e3bb",), "Did you mean 'e3b'"),
        (("scale",), "There is no method 'scale'"),
        (("counts", "episodes"), "one of .*got 'episodes'. Did you mean 'episode'"),
        (("e3b", None, {"rigde": 1}), "takes the options .'ridge', 'first_pays'.; got 'rigde'. Did you mean 'ridge'"),
        (("ride", None, {"scope": "run"}), "takes the options .*got 'scope'"),
    ],
)
def test_what_is_unknown_is_refused_with_what_is_known(arguments, message):
    with pytest.raises(ValueError, match=message):
        compose(*arguments)


def test_a_users_own_method_goes_by_its_name():
    @method("loud")
    class Loud(Bonus):
        def __init__(self, *, times):
            self.times = times

    @composition("louder")
    def louder(*, scope=None, times=2):
        return Composition((Part("loud", scope or "run", {"times": times}),), only)

    try:
        assert compose("louder", "task").parts == (Part("loud", "task", {"times": 2}),)
        with pytest.raises(ValueError, match="missing a required argument: 'times'"):
            compose("loud")
    finally:
        del METHODS["loud"], COMPOSITIONS["louder"]


def test_a_method_must_say_what_it_pays_and_remembers():
    for call in ("forget", "state"):
        with pytest.raises(NotImplementedError):
            getattr(Bonus(), call)()
    with pytest.raises(NotImplementedError):
        Bonus().bonus("a", None, "b")
    with pytest.raises(NotImplementedError):
        Bonus().load_state({})
    assert Bonus().start("a") is None
    assert Bonus().learned is None


def test_products():
    assert product([]) == 1.0
    assert product([2.0, 3.0, 0.5], 4) == 3.0
    assert only([7.0], 4) == 7.0
