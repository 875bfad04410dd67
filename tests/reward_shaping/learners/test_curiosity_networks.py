"""What holds of all networks of curiosity: saved exactly, decided by the seed, read without torch."""

from __future__ import annotations

import builtins
import json
import sys

import numpy as np
import pytest
from tiny_worlds import KINDS, ROOMS, SEEN, UNSEEN, corridor, episode, judged, make, noisy

from turnwise.reward_shaping.learners import EnsembleModel, ForwardModel, Learner, RandomNetwork


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


def test_actions_may_have_a_feature_and_a_length_of_their_own():
    def steps(action):
        return [float(len(action)), 1.0]

    for kind in (ForwardModel, EnsembleModel):
        model = make(kind, action_feature=steps, action_size=2)
        assert model.update([corridor()])["turns"] == 12
        assert model.action_feature("go") == [2.0, 1.0]
        assert not np.isnan(judged(model, *SEEN)[0])
