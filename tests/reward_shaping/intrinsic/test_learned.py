"""Bonuses that read a learner: what they ask of it, and whose it is."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from turnwise.reward_shaping.intrinsic import COMPOSITIONS, METHODS, Learned, compose, method
from turnwise.reward_shaping.intrinsic.ngu import lifelong_modulator
from turnwise.reward_shaping.learners import EnsembleModel, ForwardModel, RandomNetwork

HERE, THERE = np.array([1.0, 0.0]), np.array([0.0, 2.0])
RANDOM, FORWARD, ENSEMBLE = ("rnd", "lifelong"), ("icm", "icm_change"), ("disagreement", "info_gain")
SURPRISED = ("ensemble_surprise", "ensemble_uncertainty", "ensemble_progress")
ALL = (*RANDOM, *FORWARD, *ENSEMBLE, *SURPRISED)


class Asked:
    """A learner that notes what it is asked, and answers with the number of the question."""

    version, identity, size = 7, "Asked", 2
    errors_mean, errors_std = 0.5, 2.0

    def __init__(self):
        self.questions = []

    def action_feature(self, action):
        return f"vector of {action}"

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)

        def answer(*arguments):
            self.questions.append(
                (name, *(each if isinstance(each, str | float) else each.tolist() for each in arguments))
            )
            return np.float32(len(self.questions))

        return answer


HAND = {
    "rnd": ("bonus", THERE.tolist()),
    "lifelong": ("error", THERE.tolist()),
    "icm": ("error", HERE.tolist(), "vector of go", THERE.tolist()),
    "icm_change": ("change", HERE.tolist(), THERE.tolist()),
    "disagreement": ("disagreement", HERE.tolist(), "vector of go"),
    "info_gain": ("information_gain", HERE.tolist(), "vector of go", 1.0),
    "ensemble_surprise": ("surprise", HERE.tolist(), "vector of go", THERE.tolist()),
    "ensemble_uncertainty": ("uncertainty", HERE.tolist(), "vector of go"),
    "ensemble_progress": ("progress", HERE.tolist(), "vector of go", THERE.tolist()),
}


@pytest.mark.parametrize("name", ALL)
def test_what_is_asked_is_paid(name):
    learner = Asked()
    worth = METHODS[name](learner=learner).bonus(HERE, "go", THERE)
    assert learner.questions == [HAND[name]]
    assert type(worth) is float
    assert worth == pytest.approx(1.0 if name != "lifelong" else lifelong_modulator(1.0, 0.5, 2.0))


@pytest.mark.parametrize("name", ALL)
def test_looking_or_learning_a_step_is_the_same_to_a_learner(name):
    bonus = METHODS[name](settings={"size": 2, "hidden": 4})
    bonus.start(HERE)
    worth = [bonus.bonus(HERE, "go", THERE, learn=learn) for learn in (True, False, True)]
    assert worth == pytest.approx([worth[0]] * 3, nan_ok=True, abs=0)
    assert bonus.state() == {}
    bonus.forget()
    bonus.load_state({})
    assert bonus.bonus(HERE, "go", THERE) == pytest.approx(worth[0], nan_ok=True, abs=0)


@pytest.mark.parametrize("name", ALL)
def test_the_learner_and_its_version_are_told(name):
    bonus = METHODS[name](learner=Asked())
    assert bonus.learned == ("Asked", 7)
    assert bonus.can_be_negative == (name in SURPRISED)


@pytest.mark.parametrize(
    ("names", "kind"), [(RANDOM, RandomNetwork), (FORWARD, ForwardModel), ((*ENSEMBLE, *SURPRISED), EnsembleModel)]
)
def test_the_learner_that_is_made_has_the_settings(names, kind):
    for name in names:
        learner = METHODS[name](settings={"hidden": 5, "lr": 0.5}).learner
        assert type(learner) is kind
        assert learner.lr == 0.5


@pytest.mark.parametrize("scope", [None, "episode", "task", "run", "both"])
@pytest.mark.parametrize("name", ["rnd", "disagreement"])
def test_whatever_the_scope_there_is_one_part_and_one_learner(name, scope):
    (part,) = compose(name, scope, {"settings": {"hidden": 4}}).parts
    assert part.scope == "episode"
    assert set(part.options) == {"learner"}
    assert METHODS[name](**part.options).learner is METHODS[name](**part.options).learner


def maker():
    """Make a learner."""
    return Asked()


def test_a_learner_is_given_as_itself_as_what_makes_it_or_as_its_path(monkeypatch):
    monkeypatch.setitem(sys.modules, "somewhere", SimpleNamespace(maker=maker))
    learner = Asked()
    assert METHODS["rnd"](learner=learner).learner is learner
    for made in (maker, "somewhere:maker"):
        assert isinstance(METHODS["rnd"](learner=made).learner, Asked)
    for path in ("somewhere:else", "nowhere:maker", "maker"):
        with pytest.raises(ValueError, match=f"'{path}' leads nowhere"):
            METHODS["rnd"](learner=path)


def test_a_learner_and_settings_together_are_refused():
    with pytest.raises(ValueError, match="RND is given a learner or makes one with settings"):
        METHODS["rnd"](learner=Asked(), settings={"hidden": 3})


@pytest.mark.parametrize("name", ALL)
def test_vectors_of_another_length_are_refused(name):
    bonus = METHODS[name](learner=Asked())
    for before, after in ((np.zeros(3), np.zeros(3)), (np.zeros(2), np.zeros(1))):
        with pytest.raises(ValueError, match="Asked reads vectors of length 2"):
            bonus.bonus(before, "go", after)


def test_options_of_the_bonus_are_checked_and_handed_on():
    learner = Asked()
    METHODS["info_gain"](learner=learner, noise=0.25).bonus(HERE, "go", THERE)
    assert learner.questions[-1][-1] == 0.25
    (part,) = compose("lifelong", None, {"learner": learner, "limit": 1.5}).parts
    assert METHODS["lifelong"](**part.options).limit == 1.5
    with pytest.raises(ValueError, match="noise > 0"):
        METHODS["info_gain"](learner=learner, noise=-1.0)
    for wrong in ({"limit": 0.0}, {"form": "neither"}):
        with pytest.raises(ValueError, match="lifelong_modulator needs"):
            METHODS["lifelong"](learner=learner, **wrong)


def test_ngu_is_made_of_two_parts_that_multiply():
    made = COMPOSITIONS["ngu"](learner=Asked(), limit=3.0, form="ratio", episodic_options={"k": 4})
    assert [(part.method, part.scope) for part in made.parts] == [("pseudo_counts", "episode"), ("lifelong", "episode")]
    assert made.parts[0].options == {"k": 4}
    assert {key: made.parts[1].options[key] for key in ("limit", "form")} == {"limit": 3.0, "form": "ratio"}
    assert made.combine([0.5, 3.5], 0) == 1.75


def test_ngu_s_novelty_may_be_another_and_of_another_scope():
    made = compose("ngu", "both", {"learner": Asked(), "episodic": "counts"})
    assert [(part.method, part.scope) for part in made.parts[:2]] == [("counts", "episode"), ("counts", "run")]


def test_ride_reads_icm_and_counts_within_the_episode():
    learner = Asked()
    made = compose("ride_icm", None, {"learner": learner})
    assert [(part.method, part.scope) for part in made.parts] == [("icm_change", "episode"), ("counts", "episode")]
    assert made.parts[0].options["learner"] is learner
    assert compose("ride_icm", "run", {"learner": learner}).parts[1].scope == "run"


def test_noveld_of_rnd_is_the_rise_of_its_error():
    learner = Asked()
    made = compose("noveld", None, {"of": "rnd", "alpha": 0.25, "options": {"learner": learner}})
    bonus = METHODS["novelty_rise"](**made.parts[0].options)
    assert bonus.learner is learner
    assert bonus.bonus(HERE, "go", THERE) == 2.0 - 0.25 * 1.0
    assert learner.questions == [("bonus", HERE.tolist()), ("bonus", THERE.tolist())]


def test_the_copies_of_noveld_share_the_learner_that_is_made():
    made = compose("noveld", "run", {"of": "rnd", "options": {"settings": {"hidden": 4}}})
    copies = [METHODS["novelty_rise"](**made.parts[0].options) for _ in range(2)]
    assert copies[0].learner is copies[1].learner


def test_a_method_of_one_s_own_takes_ten_lines():
    @method("twice")
    class Twice(Learned):
        makes = ("random_network", "RandomNetwork")

        def _worth(self, before, action, after):
            return 2 * self.learner.bonus(after)

    try:
        assert Twice(learner=Asked()).bonus(HERE, "go", THERE) == 2.0
        assert type(compose("twice").parts[0].options["learner"]) is RandomNetwork
    finally:
        del METHODS["twice"]
