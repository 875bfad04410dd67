"""Laws of the learners that train a head: what they may and may not depend on."""

import dataclasses

import numpy as np
import pytest

from turnwise.agents import ExpertAgent
from turnwise.agents.rollouts import collect
from turnwise.reward_shaping.learners import (
    ImplicitPRM,
    OnlinePRM,
    PotentialCritic,
    ProgressEstimator,
    ReturnDecomposition,
    StateText,
    ranking_accuracy,
)

MODELS = {
    "ce": ImplicitPRM,
    "dpo": OnlinePRM,
    "progress": ProgressEstimator,
    "potential": PotentialCritic,
    "whole": lambda **more: ReturnDecomposition(subset=None, **more),
}
"""Those that draw nothing while they train."""


@pytest.fixture(params=MODELS)
def make(request):
    return MODELS[request.param]


def close(one, other, episodes, atol=1e-4):
    for episode in episodes:
        np.testing.assert_allclose(one.values(episode), other.values(episode), atol=atol)


def test_the_order_of_the_episodes_is_nothing(make, seen):
    if make is OnlinePRM:
        return  # its pairs are made in the order of the episodes
    one, other = make(steps=3), make(steps=3)
    one.update(seen)
    other.update(seen[::-1])
    close(one, other, seen[:5])


def test_two_updates_are_one_of_twice_the_steps(make, seen):
    one, other = make(steps=4), make(steps=8)
    for _ in range(2):
        one.update(seen)
    other.update(seen)
    close(one, other, seen[:5])
    assert (one.version, other.version) == (2, 1)


def test_it_reads_what_stands_in_the_episode_and_no_more(make, seen):
    one, other = make(steps=3), make(steps=3)
    one.update(seen)
    other.update([dataclasses.replace(each, seed=99, env="elsewhere", agent="nobody", episode=7) for each in seen])
    close(one, other, seen[:5], atol=0.0)


def test_copied_weights_say_what_the_network_says(make, seen):
    import torch

    model = make(steps=5)
    model.update(seen)
    episode = seen[0]
    batch = model._batch([episode])
    with torch.no_grad():
        said = model.read(model.network(batch.inputs)[:, 0].numpy().astype(np.float64))
    np.testing.assert_allclose(model.values(episode), said, atol=1e-6)


def test_reading_changes_nothing(make, seen):
    model, twin = make(steps=2), make(steps=2)
    for _ in range(3):
        model.values(seen[0])
    assert model.update(seen) == twin.update(seen)


def test_sums_of_a_batch_are_those_of_its_episodes(seen):
    import torch

    model = ProgressEstimator()
    batch = model._batch(seen[:6])
    values = torch.arange(float(sum(batch.lengths)))
    parts = np.split(values.numpy(), np.cumsum(batch.lengths)[:-1])
    np.testing.assert_allclose(batch.sums(values).numpy(), [part.sum() for part in parts])
    assert batch.lengths == [len(each) for each in seen[:6]]
    assert batch.inputs.shape == (sum(batch.lengths), model.size)


def test_episodes_without_turns_or_without_a_target_are_left_out(make, seen):
    empty = dataclasses.replace(seen[0], actions=[], observations=seen[0].observations[:1])
    silent = dataclasses.replace(seen[1], successes=[None] * len(seen[1]), paid={})
    with_them, without = make(steps=2), make(steps=2)
    told = with_them.update([empty, *seen[2:]])
    assert told == without.update(seen[2:])
    if make is not PotentialCritic:
        assert make(steps=1).update([silent])["episodes"] == 0.0


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_contributions_scale_with_the_outcome(seen, scale):
    scaled = [dataclasses.replace(each, paid={"outcome": [scale * r for r in each.rewards]}) for each in seen]
    one, other = ProgressEstimator(steps=150), ProgressEstimator(steps=150)
    plain, more = one.update(seen)["loss"], other.update(scaled)["loss"]
    assert plain < 0.03
    assert more < 0.03 * scale**2 + 0.01
    sums = [np.array([model.values(each).sum() for each in seen]) for model in (one, other)]
    assert np.corrcoef(*sums)[0, 1] > 0.95


def test_another_lake_is_told_apart_as_well():
    run = collect("turnwise/FrozenLake-v0", ExpertAgent(noise=0.5), seeds=[3], group_size=60, seed=8)
    train, held = list(run.episodes)[:30], list(run.episodes)[30:]
    model = ImplicitPRM()
    model.update(train)
    assert ranking_accuracy(model, held) > 0.7


def test_a_critic_learns_rooms_and_doors_too():
    run = collect(
        "turnwise/KeyRooms-v0", ExpertAgent(noise=0.2), seeds=[0], group_size=6, seed=1, record=["milestones"]
    )
    episodes = list(run.episodes)
    critic = PotentialCritic(StateText(64), steps=60)
    before = fit(critic, episodes)
    critic.update(episodes)
    assert fit(critic, episodes) > 0.5 > before


def fit(critic, episodes):
    """Return how far the critic's potentials agree with the labels; 0 where it says the same of every state."""
    said = np.concatenate([critic.values(each) for each in episodes])
    labels = np.concatenate([critic.target(each) for each in episodes])
    return float(np.corrcoef(said, labels)[0, 1]) if said.std() > 0 else 0.0
