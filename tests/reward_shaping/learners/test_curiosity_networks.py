"""RND's, ICM's and the ensemble's networks: trained on tiny worlds, saved exactly, read without torch."""

from __future__ import annotations

import builtins
import json
import sys
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from turnwise.reward_shaping.intrinsic.icm import forward_error
from turnwise.reward_shaping.intrinsic.rnd import clipped, prediction_error, rnd_bonus
from turnwise.reward_shaping.learners.ensemble_model import EnsembleModel
from turnwise.reward_shaping.learners.forward_model import ForwardModel
from turnwise.reward_shaping.learners.learner import Learner
from turnwise.reward_shaping.learners.networks import batches, copied, forward, infos, looked_at, perceptron, stacked
from turnwise.reward_shaping.learners.random_network import RandomNetwork

KINDS = [RandomNetwork, ForwardModel, EnsembleModel]
SMALL = {
    RandomNetwork: {"hidden": 16, "out": 8},
    ForwardModel: {"hidden": 16, "latent": 8},
    EnsembleModel: {"hidden": 16},
}
ROOMS = ["a kitchen with a stove", "a hall with two doors", "a cellar full of jars"]


def episode(observations, actions=None, **more):
    return SimpleNamespace(observations=observations, actions=actions or ["go on"] * (len(observations) - 1), **more)


def corridor(turns=12):
    """Walk round three rooms; the same action always leads to the same next room."""
    return episode([ROOMS[turn % 3] for turn in range(turns + 1)])


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


SEEN = (ROOMS[0], "go on", ROOMS[1])
UNSEEN = ("a dragon asleep on gold", "tickle it", "fire everywhere")


def test_rnd_finds_the_unseen_newer_than_the_seen():
    network = make(RandomNetwork, lr=1e-2)
    for _ in range(20):
        network.update([corridor()])
    seen, unseen = (network.bonus(vector(text)) for text in (ROOMS[1], UNSEEN[2]))
    assert 0 <= seen < unseen / 10


def test_rnd_learns_what_it_is_shown_and_its_loss_falls():
    network = make(RandomNetwork, lr=1e-2)
    losses = [network.update([corridor()])["loss"] for _ in range(20)]
    assert losses[-1] < losses[1] / 10


def test_rnd_is_the_formula():
    network = make(RandomNetwork)
    network.update([corridor()])
    target, predictor = (copied(each) for each in network.network.children())
    scaled = clipped(vector(ROOMS[0]), network.observations.mean, network.observations.std)[None]
    error = prediction_error(forward(predictor, scaled), forward(target, scaled))[0]
    assert network.error(vector(ROOMS[0])) == pytest.approx(error, rel=1e-5)
    assert network.bonus(vector(ROOMS[0])) == pytest.approx(rnd_bonus(error, float(network.errors.std)), rel=1e-5)


def test_the_target_is_never_trained():
    network = make(RandomNetwork, lr=0.1)
    target = [each.detach().clone() for each in network.network[0].parameters()]
    network.update([corridor()])
    assert all((one == other).all() for one, other in zip(target, network.network[0].parameters(), strict=True))


def test_icm_foresees_what_follows_and_is_wrong_about_what_does_not():
    model = make(ForwardModel, lr=1e-2, batch=3)
    for _ in range(60):
        model.update(DOORS)
    hall, left = vector("a hall"), model.action_feature("left")
    right, wrong = (model.error(hall, left, vector(place)) for place in ("a garden", "the street"))
    assert right < wrong / 10
    assert model.change(hall, hall) == 0 < model.change(hall, vector("a garden"))


def test_what_actions_tell_apart_grows_apart_and_the_joint_loss_draws_it_together():
    def moved(walks, joint):
        model = make(ForwardModel, lr=1e-2, joint=joint, batch=3)
        first = model.change(*map(vector, walks[0].observations[:2]))
        for _ in range(80):
            model.update(walks)
        return model.change(*map(vector, walks[0].observations[:2])) / first

    assert moved(DOORS, joint=False) > moved(DOORS, joint=True) > 5
    assert moved([corridor()], joint=True) < moved([corridor()], joint=False) < 0.5


def test_icm_s_forms_are_the_formula_s():
    mean, paper = make(ForwardModel), make(ForwardModel, form="half_sum", eta=2.0)
    known = (vector(ROOMS[0]), mean.action_feature("go on"), vector(ROOMS[1]))
    foreseen = forward(mean._forward, np.concatenate([mean.encode(known[0]), known[1].astype(np.float32)])[None])[0]
    assert mean.error(*known) == pytest.approx(float(forward_error(foreseen, mean.encode(known[2]))))
    assert paper.error(*known) == pytest.approx(8 * mean.error(*known))


def test_icm_learns_to_tell_which_action_was_taken():
    model = make(ForwardModel, lr=1e-2, batch=3)
    losses = [model.update(DOORS)["inverse_loss"] for _ in range(60)]
    assert losses[-1] < losses[0] / 5


def test_beta_one_leaves_the_inverse_model_alone():
    model = make(ForwardModel, beta=1.0)
    inverse = [each.detach().clone() for each in model.network[2].parameters()]
    model.update([corridor()])
    assert all((one == other).all() for one, other in zip(inverse, model.network[2].parameters(), strict=True))


def trained_ensemble(updates=40, **arguments):
    model = make(EnsembleModel, lr=1e-2, **arguments)
    for _ in range(updates):
        model.update([corridor()])
    return model


def test_the_ensemble_agrees_on_the_seen_and_learns_nothing_there():
    model = trained_ensemble()
    (known, gain, surprise, uncertainty, _), (unknown, more, startled, lost, _) = (
        judged(model, *SEEN),
        judged(model, *UNSEEN),
    )
    assert known < unknown / 10
    assert gain < more / 10
    assert surprise < startled
    assert uncertainty < lost


def noisy(rng, turns=12):
    """Watch a television that shows anything after anything."""
    shows = ["news", "rain", "a film", "sport", "snow", "a quiz", "an orchestra", "nothing"]
    return episode([f"on the screen: {shows[index]}" for index in rng.integers(len(shows), size=turns + 1)])


def test_the_ensemble_agrees_about_noise_where_its_error_stays():
    model, rng = make(EnsembleModel, lr=1e-2, epochs=5), np.random.default_rng(0)
    errors = []
    for _ in range(40):
        errors.append(model.update([noisy(rng, 40)])["loss"])
    watched = vector("on the screen: news")
    assert errors[-1] > 0.3
    assert model.disagreement(watched, model.action_feature("go on")) < errors[-1] / 3


def test_progress_is_made_while_there_is_something_to_learn():
    model, progress = make(EnsembleModel, lr=1e-2), []
    for _ in range(40):
        model.update([corridor()])
        progress.append(judged(model, *SEEN)[-1])
    assert np.mean(progress[2:8]) > 0.02
    assert abs(np.mean(progress[-8:])) < np.mean(progress[2:8]) / 5


def test_no_progress_is_made_on_noise():
    model, rng = make(EnsembleModel, lr=3e-3, lag=3), np.random.default_rng(1)
    progress = []
    for update in range(60):
        model.update([noisy(rng, 40)])
        if update >= 30:
            fresh = noisy(rng, 20).observations
            done = model.action_feature("go on")
            progress += [model.progress(vector(one), done, vector(other)) for one, other in pairwise(fresh)]
    assert abs(np.mean(progress)) < 0.02


def test_progress_is_missing_until_there_is_an_earlier_version():
    model = make(EnsembleModel, lag=2)
    told = []
    for _ in range(3):
        told.append(judged(model, *SEEN)[-1])
        model.update([corridor()])
    assert np.isnan(told[:2]).all()
    assert not np.isnan(told[2])


@pytest.mark.parametrize("kind", KINDS)
def test_a_saved_learner_goes_on_exactly_on_a_twin_made_otherwise(kind):
    learner, twin = make(kind, lr=1e-2, batch=5), make(kind, lr=1e-2, batch=5, seed=9)
    assert isinstance(learner, Learner)
    learner.update([corridor()])
    twin.load_state_dict(learner.state_dict())
    assert twin.version == learner.version == 1
    for seed in range(3):
        assert judged(twin, *UNSEEN) == pytest.approx(judged(learner, *UNSEEN), nan_ok=True, abs=0)
        episodes = [corridor(), noisy(np.random.default_rng(seed))]
        assert twin.update(episodes) == learner.update(episodes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_state_is_plain_data_and_arrays_and_a_copy(kind):
    learner = make(kind)
    learner.update([corridor()])
    state = learner.state_dict()
    before = judged(learner, *SEEN)
    json.dumps(state, default=lambda array: array.tolist())
    learner.update([corridor()])
    assert judged(learner, *SEEN) != before
    learner.load_state_dict(state)
    assert judged(learner, *SEEN) == pytest.approx(before, nan_ok=True, abs=0)


@pytest.mark.parametrize("kind", KINDS)
def test_the_seed_alone_decides(kind):
    import torch

    def played(seed):
        learner = make(kind, seed=seed)
        learner.update([corridor()])
        return judged(learner, *UNSEEN)

    torch.manual_seed(5)
    threads, state = torch.get_num_threads(), torch.random.get_rng_state()
    first = played(0)
    torch.manual_seed(6)
    assert played(0) == pytest.approx(first, nan_ok=True, abs=0)
    assert played(1) != first
    torch.manual_seed(5)
    assert torch.equal(state, torch.random.get_rng_state())
    assert torch.get_num_threads() == threads


@pytest.mark.parametrize("kind", KINDS)
def test_reading_a_learner_needs_no_torch_and_changes_nothing(kind, monkeypatch):
    learner = make(kind)
    first = judged(learner, *SEEN)
    monkeypatch.setattr("torch.nn.Module.__call__", None)
    assert judged(learner, *SEEN) == pytest.approx(first, nan_ok=True, abs=0)


@pytest.mark.parametrize("kind", KINDS)
def test_an_update_of_nothing_is_a_version_and_no_more(kind):
    learner = make(kind)
    before = judged(learner, *SEEN)[:1]
    for episodes in ([], [episode([ROOMS[0]])]):
        told = learner.update(episodes)
        assert told["turns"] == 0
        assert all(np.isnan(value) for name, value in told.items() if name != "turns")
    assert learner.version == 2
    assert judged(learner, *SEEN)[:1] == before


@pytest.mark.parametrize("kind", KINDS)
def test_states_without_a_feature_are_left_out(kind):
    def feature(observation, info):
        return None if observation == ROOMS[2] else [float(len(observation)), info.get("facts", {}).get("lit", 0.0)]

    learner = make(kind, feature=feature, size=2)
    walk = episode([ROOMS[0], ROOMS[1], ROOMS[2], ROOMS[0]], facts={"lit": [1.0, 0.0, 1.0]})
    assert learner.update([walk])["turns"] == (2 if kind is RandomNetwork else 1)


@pytest.mark.parametrize("kind", KINDS)
def test_vectors_of_another_length_and_wrong_sizes_are_refused(kind):
    with pytest.raises(ValueError, match=r"vectors of shape \(3,\) was given one of \(2,\)"):
        make(kind, feature=lambda observation, info: [0.0, 0.0], size=3).update([corridor()])
    with pytest.raises(ValueError, match=f"{kind.__name__} needs sizes >= 1"):
        kind(hidden=0)
    with pytest.raises(ValueError, match=f"{kind.__name__} needs lr > 0"):
        kind(lr=0)


def test_other_wrong_arguments_are_refused():
    with pytest.raises(ValueError, match="0 <= beta <= 1"):
        ForwardModel(beta=2.0)
    with pytest.raises(ValueError, match="form to be one of"):
        ForwardModel(form="sum")
    with pytest.raises(ValueError, match="members >= 2"):
        EnsembleModel(members=1)


@pytest.mark.parametrize("kind", KINDS)
def test_without_torch_it_says_what_to_install(kind, monkeypatch):
    load = builtins.__import__

    def refuse(name, *rest, **keywords):
        if name == "torch":
            raise ImportError(name)
        return load(name, *rest, **keywords)

    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match=rf'{kind.__name__} .*pip install "turnwise\[lm\]"'):
        kind()


def test_copied_weights_run_as_torch_does():
    import torch

    networks = [perceptron((5, 7, 3)) for _ in range(3)]
    inputs = np.random.default_rng(0).normal(size=(4, 5)).astype(np.float32)
    wanted = [network(torch.as_tensor(inputs)).detach().numpy() for network in networks]
    np.testing.assert_allclose(forward(copied(networks[0]), inputs), wanted[0], atol=1e-6)
    np.testing.assert_allclose(forward(stacked(networks), inputs), wanted, atol=1e-6)


def test_batches_are_all_samples_once_an_epoch():
    drawn = list(batches(np.random.default_rng(0), 7, 3, epochs=2))
    assert [len(each) for each in drawn] == [3, 3, 1, 3, 3, 1]
    assert sorted(np.concatenate(drawn[:3])) == list(range(7))
    assert list(batches(np.random.default_rng(0), 0, 3, epochs=2)) == []


def test_what_a_trace_holds_of_info():
    walk = episode(
        ["a", "b"], opening={"success": False, "facts": {"lit": 1}}, facts={"lit": [None]}, channels={"d": [2.0]}
    )
    assert infos(walk) == [{"success": False, "facts": {"lit": 1}}, {"facts": {}, "channels": {"d": 2.0}}]
