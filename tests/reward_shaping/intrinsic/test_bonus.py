"""Methods by name, and what holds for every one of them."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest

from turnwise.reward_shaping.intrinsic import COMPOSITIONS, METHODS, Bonus, Part, compose, composition, method
from turnwise.reward_shaping.intrinsic.bonus import Composition, only, product
from turnwise.reward_shaping.intrinsic.neighbours import Vectors

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


def test_a_method_must_say_what_it_pays():
    with pytest.raises(NotImplementedError):
        Bonus().bonus("a", None, "b")
    assert Bonus().start("a") is None
    assert Bonus().learned is None
    assert Bonus().state() == {}


def test_products():
    assert product([]) == 1.0
    assert product([2.0, 3.0, 0.5], 4) == 3.0
    assert only([7.0], 4) == 7.0


class Notes(Bonus):
    """Remembers something of every kind."""

    remembers = ("turns", "words", "last", "visits", "vectors")

    def __init__(self):
        self.turns = 0
        self.words = []
        self.last = np.zeros(2)
        self.visits = {}
        self.vectors = Vectors(3)

    def bonus(self, before, action, after, *, learn=True):
        self.turns += 1
        self.words.append(action)
        self.last += after
        self.visits[action] = self.turns
        self.vectors.add(np.array(after))
        return float(self.turns)


def test_what_a_method_names_as_its_memory_is_copied_and_brought_back_in_place():
    notes = Notes()
    notes.bonus(None, "go", [1.0, 2.0])
    state, vectors = notes.state(), notes.vectors
    notes.bonus(None, "stop", [5.0, 5.0])
    assert plain(state) == {
        "turns": 1,
        "words": ["go"],
        "last": [1.0, 2.0],
        "visits": {"go": 1},
        "vectors": {"rows": [[1.0, 2.0]], "added": 1},
    }
    for _ in range(2):
        notes.load_state(state)
        assert notes.vectors is vectors
        assert plain(notes.state()) == plain(state)
        notes.bonus(None, "go", [1.0, 1.0])
    assert plain(state)["last"] == [1.0, 2.0]


def test_what_a_method_names_as_its_memory_is_forgotten():
    class Counted(Notes):
        remembers = ("turns", "words", "visits", "vectors")

    notes = Counted()
    notes.bonus(None, "go", [1.0, 2.0])
    notes.forget()
    assert plain(notes.state()) == {"turns": 0, "words": [], "visits": {}, "vectors": {"rows": [], "added": 0}}


def test_a_method_inside_a_method_is_remembered_with_it():
    class Outer(Bonus):
        remembers = ("inner",)

        def __init__(self):
            self.inner = METHODS["counts"]()

        def bonus(self, before, action, after, *, learn=True):
            return self.inner.bonus(before, action, after, learn=learn)

    outer = Outer()
    paid = [outer.bonus(None, None, "a") for _ in range(2)]
    state = outer.state()
    assert state == {"inner": {"visits": {"a": 2}}}
    outer.forget()
    assert [outer.bonus(None, None, "a") for _ in range(2)] == paid
    outer.load_state(state)
    assert outer.bonus(None, None, "a") < paid[1]


def test_by_default_novelty_is_what_a_visit_would_pay():
    archive = METHODS["archive"](k=1)
    archive.bonus(None, None, np.array([3.0, 4.0]))
    assert archive.novelty(np.zeros(2)) == archive.novelty(np.zeros(2)) == 5.0


@pytest.mark.parametrize("name", sorted([*METHODS, *COMPOSITIONS]))
def test_every_method_says_what_it_is(name):
    made = METHODS.get(name) or COMPOSITIONS[name]
    assert made.__doc__
    if name in METHODS:
        assert made.needs in (*FEATURES, "value")
        assert made.scope in ("episode", "run")
