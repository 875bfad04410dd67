"""Curiosity's learners and the trace: trained from recorded runs as from live ones, saved as plain files."""

from __future__ import annotations

import numpy as np
import pytest
from tiny_worlds import KINDS, SEEN, SMALL, UNSEEN, corridor, judged, make

import turnwise
from turnwise.agents import RandomAgent
from turnwise.agents.rollouts import collect, read_run, rollout
from turnwise.reward_shaping.learners import (
    BonusSelection,
    EnsembleModel,
    ExplorationScale,
    ForwardModel,
    RandomNetwork,
)
from turnwise.wrappers.intrinsic.plain_file import read_plain, write_plain

LAKE = {"id": "turnwise/FrozenLake-v0", "max_episode_steps": 6}
METHODS = {RandomNetwork: "rnd", ForwardModel: "icm", EnsembleModel: "disagreement"}


def stack(kind, **arguments):
    options = {"settings": SMALL[kind]}
    return {"env": LAKE, "layers": [{"name": "Curiosity", "method": METHODS[kind], "options": options, **arguments}]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_lies_on_disk_teaches_what_it_taught_when_it_was_played(kind, tmp_path):
    run = collect(stack(kind), RandomAgent(), episodes=3, out=tmp_path / "run", progress=False)
    live, later = make(kind), make(kind)
    assert live.update(list(run)) == later.update(list(read_run(tmp_path / "run")))
    assert judged(live, *UNSEEN) == pytest.approx(judged(later, *UNSEEN), nan_ok=True, abs=0)
    assert {episode.opening["versions"]["curiosity"]["identity"] for episode in run} == {kind.__name__}


@pytest.mark.parametrize("kind", KINDS)
def test_facts_that_were_recorded_are_learned_from(kind):
    env = turnwise.stack(LAKE, stack(kind, feature="facts")["layers"])
    (learner,) = env.learners
    episodes = [rollout(env, RandomAgent(), seed=seed) for seed in range(3)]
    turns = sum(len(episode) for episode in episodes)
    assert learner.update(episodes)["turns"] == turns
    blind = [rollout(env, RandomAgent(), seed=seed, record=()) for seed in range(3)]
    assert learner.update(blind)["turns"] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_paid_in_an_episode_is_what_the_noted_version_says(kind):
    env = turnwise.stack(LAKE, stack(kind, weight=1.0)["layers"])
    (learner,) = env.learners
    kept, episodes = {}, []
    for seed in range(4):
        kept[learner.version] = learner.state_dict()
        episodes.append(rollout(env, RandomAgent(), seed=seed))
        learner.update(episodes[-1:])
    for episode in episodes:
        learner.load_state_dict(kept[episode.opening["versions"]["curiosity"]["version"]])
        index = 1 if kind is RandomNetwork else 0
        said = judged(learner, episode.observations[0], episode.actions[0], episode.observations[1])[index]
        assert episode.column("curiosity")[0] == pytest.approx(said, rel=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_a_state_is_saved_as_a_plain_file_and_goes_on_exactly(kind, tmp_path):
    learner, twin = make(kind, lr=1e-2), make(kind, lr=1e-2, seed=8)
    learner.update([corridor()])
    write_plain(tmp_path / "learner.npz", learner.state_dict())
    twin.load_state_dict(read_plain(tmp_path / "learner.npz"))
    for _ in range(2):
        assert judged(twin, *SEEN) == pytest.approx(judged(learner, *SEEN), nan_ok=True, abs=0)
        assert twin.update([corridor()]) == learner.update([corridor()])


@pytest.mark.parametrize("kind", KINDS)
def test_the_state_of_another_form_is_refused(kind):
    with pytest.raises(ValueError, match="Make the learner with the arguments it was saved with"):
        make(kind, hidden=3).load_state_dict(make(kind).state_dict())


def torch_says(network, inputs):
    import torch

    with torch.no_grad():
        return network(torch.as_tensor(np.asarray(inputs, dtype=np.float32))).numpy()


def test_what_is_read_without_torch_is_what_torch_says_after_training():
    rnd, icm, ensemble = (make(kind, lr=1e-2) for kind in KINDS)
    for learner in (rnd, icm, ensemble):
        learner.update([corridor(), corridor(5)])
    one, other = rows = np.random.default_rng(0).normal(size=(2, 128))
    target, predictor = (torch_says(network, rnd._scaled(rows)) for network in rnd.network.children())
    wanted = ((target - predictor) ** 2).mean(axis=1)
    assert [rnd.error(one), rnd.error(other)] == pytest.approx(wanted, rel=1e-4)

    encoder, ahead, _ = icm.network.children()
    phi, phi_next = torch_says(encoder, rows)
    foreseen = torch_says(ahead, np.concatenate([phi, other]))
    np.testing.assert_allclose(icm.encode(one), phi, atol=1e-5)
    assert icm.error(one, other, other) == pytest.approx(((foreseen - phi_next) ** 2).mean(), rel=1e-3)

    inputs = ensemble._inputs(one, other)
    members = [torch_says(member, inputs)[0] for member in ensemble.network.children()]
    np.testing.assert_allclose(ensemble.foresee(one, other), members, atol=1e-5)


def test_choice_and_scale_are_read_from_recorded_runs_too(tmp_path):
    layers = [
        {"name": "Curiosity", "scope": "episode"},
        {"name": "InfoGainExploration", "settings": {"hidden": 8, "latent": 4}, "scale": 2.0},
        {"name": "AutoIntrinsic", "of": ["curiosity", "info_gain_exploration"]},
    ]
    run = collect({"env": LAKE, "layers": layers}, RandomAgent(), episodes=4, out=tmp_path / "run", progress=False)
    live, later = list(run), list(read_run(tmp_path / "run"))
    for make_learner in (lambda: BonusSelection(["curiosity", "info_gain_exploration", "none"]), ExplorationScale):
        told = [make_learner().update(episodes) for episodes in (live, later)]
        assert told[0] == pytest.approx(told[1], nan_ok=True)
    selection = BonusSelection(["curiosity", "info_gain_exploration", "none"])
    selection.update(later)
    assert selection.pulls == {"curiosity": 1, "info_gain_exploration": 0, "none": 0}
    assert ExplorationScale().update(later)["gain"] == pytest.approx(
        np.concatenate([episode.column("info_gain_exploration") for episode in live]).mean() / 2.0
    )
