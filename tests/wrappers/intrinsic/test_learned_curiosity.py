"""Curiosity that reads a trained network: trained between episodes, never in a step."""

from __future__ import annotations

import builtins
import pickle
import sys
from types import SimpleNamespace

import gymnasium as gym
import numpy as np
import pytest
from published_numbers import example

import turnwise
from turnwise.agents import ScriptedAgent
from turnwise.agents.rollouts import rollout
from turnwise.reward_shaping.credit import Program, Table, returns
from turnwise.reward_shaping.intrinsic import METHODS, compose
from turnwise.reward_shaping.learners import EnsembleModel, ForwardModel, RandomNetwork
from turnwise.wrappers import Curiosity

LEARNED = {
    "rnd": RandomNetwork,
    "lifelong": RandomNetwork,
    "icm": ForwardModel,
    "icm_change": ForwardModel,
    "disagreement": EnsembleModel,
    "info_gain": EnsembleModel,
    "ensemble_surprise": EnsembleModel,
    "ensemble_uncertainty": EnsembleModel,
    "ensemble_progress": EnsembleModel,
}


def at(observation, info):
    """What the script says is seen, as a vector."""
    return info.get("facts", {}).get("at")


def shown(tools, *states):
    """Return an environment that shows these vectors."""
    first, *later = ({"facts": {"at": state}} for state in states)
    return tools.Scripted(later, first)


def paid(env, seed=0):
    """Play an episode of as many turns as the script has; return what the term paid."""
    env.reset(seed=seed)
    return [env.step("go")[4]["reward_terms"][env.term] for _ in env.unwrapped.turns]


class Known:
    """A learner whose answers are written down."""

    version, identity, size, feature = 3, "Known", 2, at
    errors_mean, errors_std = 1.0, 0.8

    def __init__(self, *errors):
        self.errors = list(errors)

    def error(self, vector):
        return self.errors.pop(0)

    def bonus(self, vector):
        return self.errors.pop(0)

    def change(self, before, after):
        return float(np.linalg.norm(np.subtract(after, before)))


def curiosity(env, method, learner, **options):
    return Curiosity(env, method, feature=at, weight=1.0, learner=learner, options=options)


def test_the_learner_s_bonus_is_paid_with_the_term_s_weight_and_its_version_is_noted(tools):
    env = Curiosity(
        shown(tools, [0.0, 0.0], [1.0, 0.0], [1.0, 1.0]),
        "rnd",
        feature=at,
        weight=0.1,
        learner=Known(3.0, 7.0),
    )
    _, info = env.reset(seed=0)
    assert info["versions"]["curiosity"] == {"identity": "Known", "version": 3}
    assert [env.step("go")[1] for _ in range(2)] == pytest.approx([0.3, 0.7])


def test_ngu_is_episodic_novelty_times_the_modulator(tools):
    inputs, expected = example("ngu")
    error, *_ = inputs["RND error, mean, std"]
    learner = Known(error)
    options = {"episodic": "counts", "episodic_options": {"power": 1.0}, "limit": inputs["L"]}
    env = curiosity(shown(tools, [0.0, 0.0], [0.0, 0.0]), "ngu", learner, **options)
    assert paid(env) == pytest.approx([expected["r"]])  # the second visit of the episode: 1/2
    assert [part.method for part in compose("ngu", None, {"learner": learner}).parts] == ["pseudo_counts", "lifelong"]


def test_ngu_s_form_and_limit_count(tools):
    worth = {}
    for form, limit in (("paper", 5.0), ("ratio", 5.0), ("paper", 2.0)):
        env = curiosity(
            shown(tools, [0.0, 0.0], [1.0, 0.0]), "ngu", Known(3.0), episodic="counts", form=form, limit=limit
        )
        (worth[form, limit],) = paid(env)
    assert worth == pytest.approx({("paper", 5.0): 3.5, ("ratio", 5.0): 4.75, ("paper", 2.0): 2.0})


def test_ride_on_icm_s_features_is_change_by_the_root_of_visits(tools):
    inputs, expected = example("ride")
    here, there = inputs["phi(s)"], inputs["phi(s2)"]
    env = curiosity(shown(tools, there, here, there, here, there, here, there), "ride_icm", Known())
    assert paid(env)[5] == pytest.approx(expected["r (paper code: L2 / sqrt N)"])  # there for the fourth time


@pytest.mark.parametrize("method", LEARNED)
def test_every_method_makes_the_learner_it_reads(method):
    env = Curiosity(gym.make("turnwise/FrozenLake-v0"), method, options={"settings": {"hidden": 8, "seed": 4}})
    (learner,) = env.learners
    assert type(learner) is LEARNED[method]
    _, info = env.reset(seed=0)
    assert info["versions"]["curiosity"] == {"identity": LEARNED[method].__name__, "version": 0}
    assert env.can_be_negative == (method in ("ensemble_surprise", "ensemble_uncertainty", "ensemble_progress"))
    state = pickle.dumps(learner.state_dict())
    for message in env.unwrapped.actions()[:3]:
        env.step(message)
    assert pickle.dumps(learner.state_dict()) == state
    learner.update([SimpleNamespace(observations=["a", "b"], actions=["go"])])
    assert env.reset(seed=0)[1]["versions"]["curiosity"]["version"] == 1


@pytest.mark.parametrize("scope", ["episode", "task", "run", "both"])
def test_a_scope_means_nothing_to_a_learner_and_all_read_the_same_one(scope):
    env = Curiosity(gym.make("turnwise/FrozenLake-v0"), "rnd", scope=scope)
    assert len(env.learners) == 1
    assert not env.shared.state()["places"]


def played(env, episodes=4, messages=("left", "down", "right", "up"), **arguments):
    """Record episodes of an agent that always says the same."""
    agent = ScriptedAgent(messages, repeat=True)
    return [rollout(env, agent, seed=7, **arguments) for _ in range(episodes)]


def test_after_training_on_episodes_they_pay_less_than_what_was_not_seen():
    env = Curiosity(
        turnwise.stack({"id": "turnwise/FrozenLake-v0", "max_episode_steps": 8}),
        "rnd",
        learner=RandomNetwork(hidden=16, out=8, lr=1e-2),
    )
    (learner,) = env.learners
    for _ in range(30):
        episodes = played(env)
        learner.update(episodes)
    seen = episodes[-1].column("curiosity").mean()
    env.reset(seed=1)
    unseen = [env.feature.vector(text, {}) for text in ("A wizard offers you tea.", "The market closes at dusk.")]
    assert seen < env.weight * min(learner.bonus(vector) for vector in unseen) / 5
    assert episodes[-1].opening["versions"]["curiosity"] == {"identity": "RandomNetwork", "version": 29}


def test_a_learner_looks_at_episodes_as_the_wrapper_does():
    env = Curiosity(
        turnwise.stack({"id": "turnwise/KeyRooms-v0", "max_episode_steps": 6}),
        "rnd",
        feature="facts",
        options={"settings": {"hidden": 8}},
    )
    (learner,) = env.learners
    asked = []
    bonus = learner.bonus
    learner.bonus = lambda vector: asked.append(vector) or bonus(vector)
    episodes = played(env, episodes=2, record=("facts",))
    learned_from = np.concatenate([rows[1:] for rows in looked(learner, episodes)])
    np.testing.assert_array_equal(learned_from, asked)


def looked(learner, episodes):
    from turnwise.reward_shaping.learners.networks import looked_at

    return looked_at(learner.feature, learner.size, episodes)


def test_environments_that_are_given_one_learner_share_it():
    learner = RandomNetwork(hidden=8)
    make = [lambda: Curiosity(gym.make("turnwise/FrozenLake-v0"), "rnd", learner=learner)] * 2
    envs = gym.vector.SyncVectorEnv(make)
    assert all(env.learners[0] is learner for env in envs.envs)
    envs.close()


def test_a_trained_learner_is_handed_to_environments_in_processes_of_their_own():
    learner = RandomNetwork(hidden=8)
    envs = gym.vector.AsyncVectorEnv(
        [lambda: Curiosity(gym.make("turnwise/FrozenLake-v0"), "rnd", learner=learner)] * 2
    )
    learner.update([])
    envs.set_attr("learners", [[learner]] * 2)
    assert [learners[0].version for learners in envs.get_attr("learners")] == [1, 1]
    envs.close()


def test_a_snapshot_leaves_the_learner_alone():
    env = Curiosity(gym.make("turnwise/FrozenLake-v0"), "rnd", options={"settings": {"hidden": 8}})
    env.reset(seed=0)
    state = turnwise.snapshot(env)
    env.learners[0].update([SimpleNamespace(observations=["a", "b"], actions=["go"])])
    turnwise.restore(env, state)
    assert env.learners[0].version == 1


def small():
    """Make a small network, as a dotted path may ask."""
    return RandomNetwork(hidden=4)


def test_a_learner_may_be_given_as_what_makes_it():
    env = Curiosity(gym.make("turnwise/FrozenLake-v0"), "rnd", learner=small)
    assert env.learners[0].network[0][0].out_features == 4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"learner": Known(), "settings": {"hidden": 4}}, "is given a learner or makes one with settings"),
        ({"learner": "nowhere:learner"}, "'nowhere:learner' leads nowhere"),
        ({"learning": 1}, r"takes the options \['learner', 'settings'\]; got 'learning'"),
        ({"settings": {"hidden": 0}}, "RandomNetwork needs sizes >= 1"),
    ],
)
def test_wrong_options_are_refused(options, said):
    with pytest.raises(ValueError, match=said):
        Curiosity(gym.make("turnwise/FrozenLake-v0"), "rnd", options=options)


def test_a_method_that_reads_no_learner_refuses_one():
    with pytest.raises(ValueError, match="'counts' takes the options"):
        Curiosity(gym.make("turnwise/FrozenLake-v0"), learner=Known())


def test_wrong_options_of_single_methods_are_refused():
    for name, options in (("info_gain", {"noise": 0.0}), ("lifelong", {"limit": 0.5}), ("lifelong", {"form": "code"})):
        with pytest.raises(ValueError, match=r"noise > 0|lifelong_modulator needs"):
            METHODS[name](learner=Known(), **options)


def test_vectors_of_another_length_are_refused():
    env = Curiosity(gym.make("turnwise/FrozenLake-v0"), "rnd", dimension=64)
    env.reset(seed=0)
    with pytest.raises(ValueError, match="reads vectors of length 128; got one of length 64"):
        env.step("left")


def test_without_torch_it_says_what_to_install(monkeypatch):
    load = builtins.__import__

    def refuse(name, *rest, **keywords):
        if name == "torch":
            raise ImportError(name)
        return load(name, *rest, **keywords)

    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    env = gym.make("turnwise/FrozenLake-v0")
    for method in ("rnd", "icm", "disagreement", "ngu", "ride_icm"):
        with pytest.raises(gym.error.DependencyNotInstalled, match=r'pip install "turnwise\[lm\]"'):
            Curiosity(env, method)


def test_intrinsic_returns_have_a_discount_of_their_own_and_need_not_end_with_the_episode():
    """RND: A = A_extrinsic (episodic, γ_E) + c A_intrinsic (non-episodic, γ_I); both are columns of the trace."""
    env = turnwise.stack(
        {"id": "turnwise/FrozenLake-v0", "max_episode_steps": 5},
        [{"name": "Curiosity", "method": "rnd", "options": {"settings": {"hidden": 8}}}],
    )
    episodes = played(env, episodes=3)
    table = Table.from_episodes(episodes)
    bonus = np.concatenate([episode.column("curiosity") for episode in episodes])
    goes_on, later = np.zeros_like(bonus), 0.0
    for turn in reversed(range(len(bonus))):
        goes_on[turn] = later = bonus[turn] + 0.99 * later

    p = Program("rnd")
    p.extrinsic = returns(p["outcome"], gamma=0.999)
    p.intrinsic = returns(p["curiosity"], gamma=0.99)
    p.advantage = 2.0 * p.extrinsic + p.intrinsic
    advantage = p(table).advantage
    cut = np.concatenate(
        [[(0.99 ** np.arange(len(rest))) @ rest for rest in suffixes(episode)] for episode in episodes]
    )
    outcome = np.concatenate([episode.column("outcome") for episode in episodes])
    assert not outcome.any()
    np.testing.assert_allclose(advantage, cut)
    lengths = [len(episode) for episode in episodes]
    np.testing.assert_allclose(goes_on[-lengths[-1] :], cut[-lengths[-1] :])
    assert (goes_on[: -lengths[-1]] > cut[: -lengths[-1]]).all()


def suffixes(episode):
    column = episode.column("curiosity")
    return [column[turn:] for turn in range(len(column))]
