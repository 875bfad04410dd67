"""MaxInfoRL as a reward term: what models would learn, at a weight that adapts."""

from __future__ import annotations

from math import log

import gymnasium as gym
import numpy as np
import pytest
from published_numbers import example

import turnwise
from turnwise.agents import RandomAgent
from turnwise.agents.rollouts import rollout
from turnwise.reward_shaping.intrinsic import information_gain_bound
from turnwise.reward_shaping.learners import EnsembleModel, ExplorationScale
from turnwise.wrappers import InfoGainExploration

LAKE = {"id": "turnwise/FrozenLake-v0", "max_episode_steps": 6}
TERM = "info_gain_exploration"


class Told:
    """An ensemble whose predictions are written down."""

    version, identity, size = 2, "Told", 128
    feature = len

    def __init__(self, predictions):
        self.predictions = predictions

    def action_feature(self, action):
        return np.zeros(1)

    def information_gain(self, before, action, noise):
        return float(information_gain_bound(self.predictions, noise))


def test_the_bound_by_hand():
    inputs, expected = example("disagreement")
    gain = expected["MaxInfoRL-like sum_d log(1+var/s2), s2=1"]
    env = InfoGainExploration(gym.make("turnwise/FrozenLake-v0"), Told(inputs["ensemble preds"]), scale=3.0)
    env.reset(seed=0)
    assert env.step("left")[4]["reward_terms"][TERM] == pytest.approx(3 * gain, abs=1e-5)
    env = InfoGainExploration(gym.make("turnwise/FrozenLake-v0"), Told(inputs["ensemble preds"]), noise=2.0)
    env.reset(seed=0)
    assert env.step("left")[4]["reward_terms"][TERM] == pytest.approx(log(1 + 4 / 4))


def test_both_learners_and_the_scale_are_noted():
    env = InfoGainExploration(gym.make("turnwise/FrozenLake-v0"), Told([[0.0], [1.0]]), scale=0.5)
    noted = env.reset(seed=0)[1]["versions"][TERM]
    assert noted == {"identity": "Told", "version": 2, "scale": 0.5, "scale_version": 0}


def test_the_scale_of_an_episode_is_that_of_its_reset():
    env = InfoGainExploration(gym.make("turnwise/FrozenLake-v0"), Told([[0.0], [1.0]]))
    env.reset(seed=0)
    first = env.step("left")[4]["reward_terms"][TERM]
    env.balance.scale = 2.0
    assert env.step("left")[4]["reward_terms"][TERM] == first
    env.reset(seed=0)
    assert env.step("left")[4]["reward_terms"][TERM] == pytest.approx(2 * first)


def test_as_the_models_learn_the_term_fades_and_the_scale_stands_against_it():
    learner = EnsembleModel(hidden=16, latent=8, lr=1e-2)
    scale = ExplorationScale(lr=0.05, tau=0.3)
    env = InfoGainExploration(turnwise.stack(LAKE), learner, scale=scale)
    totals, told = [], []
    for _ in range(25):
        episodes = [rollout(env, RandomAgent(), seed=seed) for seed in range(4)]
        totals.append(np.mean([episode.column(TERM).mean() for episode in episodes]))
        learner.update(episodes)
        told.append(scale.update(episodes))
    gains = [each["gain"] for each in told]
    assert max(gains[-5:]) < max(gains) / 3
    assert told[0]["gain"] == pytest.approx(totals[0])
    assert told[-1]["gain"] * told[-2]["scale"] == pytest.approx(totals[-1])
    assert told[-1]["scale"] > min(each["scale"] for each in told)


def test_a_scale_of_another_term_is_refused():
    env = turnwise.stack(LAKE)
    with pytest.raises(ValueError, match="its scale reads 'novelty'"):
        InfoGainExploration(env, Told([[0.0], [1.0]]), scale=ExplorationScale("novelty"))
    other = InfoGainExploration(env, Told([[0.0], [1.0]]), scale=ExplorationScale("novelty"), name="novelty")
    assert other.reset(seed=0)[1]["versions"]["novelty"]["scale"] == 1.0
    with pytest.raises(ValueError, match="scale > 0"):
        InfoGainExploration(env, Told([[0.0], [1.0]]), scale=-1.0)


def test_two_episodes_pay_the_same_and_only_an_update_changes_that():
    env = InfoGainExploration(turnwise.stack(LAKE), settings={"hidden": 8, "latent": 4})
    runs = [rollout(env, RandomAgent(), seed=3) for _ in range(2)]
    assert runs[0].paid == runs[1].paid
    env.learners[0].update(runs)
    assert rollout(env, RandomAgent(), seed=3).paid != runs[0].paid
