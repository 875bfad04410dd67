"""From rollouts to a learner and back into rewards: what is learned is paid, and the trace says by which version."""

from __future__ import annotations

from functools import partial

import gymnasium as gym
import numpy as np
import pytest

from turnwise.agents import ExpertAgent
from turnwise.agents.rollouts import collect
from turnwise.reward_shaping.learners import (
    CooperVerifier,
    ImplicitPRM,
    LabelTable,
    LLMLatentReward,
    PotentialCritic,
    PreferenceReward,
    ProgressEstimator,
    ReturnDecomposition,
)
from turnwise.reward_shaping.learners.outcomes import histories_of
from turnwise.wrappers import (
    AIFeedbackReward,
    ImplicitProcessReward,
    LearnedPotential,
    LearnedReward,
    LLMIntrinsic,
    ProgressAttribution,
    RedistributedReturn,
)

LAKE = "turnwise/FrozenLake-v0"


def rollouts(wrapper, count=20, seed=1, noise=0.5):
    """Return episodes of one lake; ``wrapper`` makes a stack around the environment, or None."""
    make = (lambda: wrapper(gym.make(LAKE))) if wrapper else LAKE
    agent = ExpertAgent(noise=noise)
    run = collect(make, agent, seeds=[0], group_size=count, seed=seed, slots=1, record=["milestones"])
    return list(run.episodes)


@pytest.fixture(scope="module")
def lake():
    return rollouts(None)


def as_factors(history):
    return [float(history[-1] != history[-3]), float("G" not in history[-1])]


def learners(lake):
    return {
        "implicit_process": (ImplicitPRM(steps=5), ImplicitProcessReward),
        "progress_attribution": (ProgressEstimator(steps=5), partial(ProgressAttribution, residual=True)),
        "learned_potential": (PotentialCritic(steps=5), LearnedPotential),
        "redistribution": (ReturnDecomposition(steps=5), RedistributedReturn),
        "ai_feedback": (PreferenceReward(lambda a, b: float(a.find("P") > b.find("P"))), AIFeedbackReward),
        "llm_intrinsic": (LabelTable(), LLMIntrinsic),
        "learned": (CooperVerifier(steps=5), partial(LearnedReward, per="episode")),
        "latent": (LLMLatentReward(as_factors, histories_of(lake[0])), partial(RedistributedReturn, name="latent")),
    }


NAMES = [
    "implicit_process",
    "progress_attribution",
    "learned_potential",
    "redistribution",
    "ai_feedback",
    "llm_intrinsic",
    "learned",
    "latent",
]


@pytest.mark.parametrize("term", NAMES)
def test_each_update_counts_and_its_version_lands_in_the_trace(term, lake):
    learner, wrapper = learners(lake)[term]
    for version in range(2):
        episodes = rollouts(lambda env: wrapper(env, learner), count=2)
        assert [each.opening["versions"][term]["version"] for each in episodes] == [version, version]
        assert episodes[0].opening["versions"][term]["identity"] == learner.identity
        assert set(episodes[0].paid) == {"outcome", term}
        learner.update(lake)


def test_what_is_paid_is_what_the_learner_says_of_the_recorded_episode(lake):
    model = ImplicitPRM()
    model.update(lake)
    for episode in rollouts(lambda env: ImplicitProcessReward(env, model), count=3, seed=2):
        np.testing.assert_allclose(episode.column("implicit_process"), model.values(episode), atol=1e-6)


def test_a_critic_pays_an_expert_for_coming_nearer(lake):
    critic = PotentialCritic()
    critic.update(lake)
    (episode,) = rollouts(lambda env: LearnedPotential(env, critic), count=1, noise=0.0)
    paid = episode.column("learned_potential")
    assert paid[:-1].sum() > 0.3
    assert paid.sum() == pytest.approx(-critic.values(episode)[0], abs=1e-6)


def test_redistributed_the_outcome_of_an_expert_falls_on_more_than_its_last_turn(lake):
    model = ReturnDecomposition()
    model.update(lake)
    episodes = rollouts(lambda env: RedistributedReturn(env, model, how="residual"), count=4, seed=2)
    for episode in episodes:
        turns = episode.column("outcome") + episode.column("redistribution")
        assert turns.sum() == pytest.approx(episode.total_reward, abs=1e-6)
        assert episode.term_totals["redistribution"] == pytest.approx(0.0, abs=1e-6)
        error = (episode.total_reward - model.values(episode).sum()) / len(episode)
        np.testing.assert_allclose(turns, model.values(episode) + error, atol=1e-5)


def test_labels_that_come_in_while_playing_pay_from_the_next_update_on():
    table = LabelTable(message=lambda observation: observation.strip().splitlines()[-1])
    stack = lambda env: LLMIntrinsic(env, table, weight=1.0)  # noqa: E731
    first = rollouts(stack, count=4)
    table.update(first)
    assert table.queue.annotate(lambda line: float("P" in line)) > 0
    assert sum(each.term_totals["llm_intrinsic"] for each in rollouts(stack, count=4)) == 0
    table.update([])
    after = rollouts(stack, count=4)
    assert sum(each.term_totals["llm_intrinsic"] for each in after) > 0
    for episode in after:
        rows = ["P" in line.strip().splitlines()[-1] for line in episode.observations[1:]]
        assert [value > 0 for value in episode.column("llm_intrinsic")] == rows


def test_live_learners_cannot_be_rebuilt_from_a_spec_and_dotted_paths_can():
    live = LearnedReward(gym.make(LAKE), ProgressEstimator())
    with pytest.raises(ValueError, match=r"LearnedReward on .* was made with live objects \(learner\)"):
        gym.make(live.spec)
    named = LearnedReward(gym.make(LAKE), "wrapper_cases.learned:value")
    assert gym.make(named.spec).spec == named.spec
