"""Tiny worlds that curiosity's networks are trained on, as recorded episodes."""

from __future__ import annotations

from types import SimpleNamespace

from turnwise.reward_shaping.learners import EnsembleModel, ForwardModel, RandomNetwork
from turnwise.reward_shaping.learners.networks import looked_at

KINDS = [RandomNetwork, ForwardModel, EnsembleModel]
SMALL = {
    RandomNetwork: {"hidden": 16, "out": 8},
    ForwardModel: {"hidden": 16, "latent": 8},
    EnsembleModel: {"hidden": 16},
}
ROOMS = ["a kitchen with a stove", "a hall with two doors", "a cellar full of jars"]
SEEN = (ROOMS[0], "go on", ROOMS[1])
UNSEEN = ("a dragon asleep on gold", "tickle it", "fire everywhere")


def episode(observations, actions=None, **more):
    return SimpleNamespace(observations=observations, actions=actions or ["go on"] * (len(observations) - 1), **more)


def corridor(turns=12):
    """Walk round three rooms; the same action always leads to the same next room."""
    return episode([ROOMS[turn % 3] for turn in range(turns + 1)])


def noisy(rng, turns=12):
    """Watch a television that shows anything after anything."""
    shows = ["news", "rain", "a film", "sport", "snow", "a quiz", "an orchestra", "nothing"]
    return episode([f"on the screen: {shows[index]}" for index in rng.integers(len(shows), size=turns + 1)])


DOORS = [
    episode(["a hall", place], [action])
    for action, place in {"left": "a garden", "right": "a library", "back": "the street"}.items()
]


def vector(text, size=128):
    return looked_at(None, size, [episode([text])])[0][0]


def make(kind, **arguments):
    return kind(**{**SMALL[kind], **arguments})


def judged(learner, before, action, after):
    """Return everything a learner says of a transition."""
    one, other = vector(before), vector(after)
    if isinstance(learner, RandomNetwork):
        return [learner.error(other), learner.bonus(other)]
    done = learner.action_feature(action)
    if isinstance(learner, ForwardModel):
        return [learner.error(one, done, other), learner.change(one, other)]
    return [
        learner.disagreement(one, done),
        learner.information_gain(one, done),
        learner.surprise(one, done, other),
        learner.uncertainty(one, done),
        learner.progress(one, done, other),
    ]
