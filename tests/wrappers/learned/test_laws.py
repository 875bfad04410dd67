"""Laws of learned terms: what they may depend on, how they stand beside others, and what a fork keeps of them."""

from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import turnwise
from turnwise.agents import ExpertAgent
from turnwise.agents.rollouts import collect
from turnwise.reward_shaping.learners import LabelTable, PassRates, PreferenceReward
from turnwise.reward_shaping.redistribution import TurnAttribution
from turnwise.wrappers import (
    AIFeedbackReward,
    AttributionRedistribution,
    ImplicitProcessReward,
    LearnedPotential,
    LearnedReward,
    LLMCreditReassign,
    LLMIntrinsic,
    Milestones,
    ProgressAttribution,
    RedistributedReturn,
)

LAKE = "turnwise/FrozenLake-v0"
MESSAGES = ["down", "right", "left", "down", "up", "right"]


def score(history, info):
    return len(history) / 10 + ("down" in history)


def each(history, info):
    return [float(len(str(action))) for action in history[1::2]]


TERMS = {
    "learned": lambda env, name: LearnedReward(env, score, name=name),
    "ai_feedback": lambda env, name: AIFeedbackReward(env, score, name=name),
    "learned_potential": lambda env, name: LearnedPotential(env, score, name=name),
    "progress_attribution": lambda env, name: ProgressAttribution(env, score, residual=True, name=name),
    "implicit_process": lambda env, name: ImplicitProcessReward(env, score, name=name),
    "llm_intrinsic": lambda env, name: LLMIntrinsic(env, len, name=name),
    "redistribution": lambda env, name: RedistributedReturn(env, score, name=name),
    "attribution": lambda env, name: AttributionRedistribution(env, score, name=name),
    "reassigned": lambda env, name: LLMCreditReassign(env, each, name=name),
}


@pytest.fixture(params=TERMS)
def term(request):
    return request.param


def lake(turns=5):
    return gym.make(LAKE, max_episode_steps=turns)


def values(tools, env, name):
    """Return what a term is worth on each turn: exact where it was known late, as paid elsewhere."""
    record = tools.play(env, MESSAGES)
    late = (record[-1][5] or {}).get(name)
    return late if late is not None else tools.terms(record, name)


def test_it_has_the_name_that_is_its_own_unless_told(term, tools):
    assert TERMS[term](lake(), None).term == term
    assert TERMS[term](lake(), "other").term == "other"


def test_beside_another_term_it_is_worth_what_it_is_alone(term, tools):
    alone = values(tools, TERMS[term](lake(), None), term)
    outside = values(tools, TERMS[term](Milestones(lake()), None), term)
    inside = values(tools, Milestones(TERMS[term](lake(), None)), term)
    assert alone == outside == inside


def test_it_leaves_what_stands_inside_as_it_was(term, tools):
    bare = tools.play(lake(), MESSAGES)
    wrapped = tools.play(TERMS[term](lake(), None), MESSAGES)
    assert [row[0] for row in wrapped] == [row[0] for row in bare]
    assert [row[4]["outcome"] for row in wrapped] == [row[1] for row in bare]
    assert [row[2:4] for row in wrapped] == [row[2:4] for row in bare]


def test_a_fork_in_mid_episode_keeps_what_it_has_heard(term, tools):
    env = TERMS[term](lake(), None)
    env.reset(seed=0)
    for message in MESSAGES[:2]:
        env.step(message)
    state = turnwise.snapshot(env)

    def go_on():
        rows = [env.step(message) for message in MESSAGES[2:5]]
        return [(row[1], row[4]["reward_terms"], row[4].get("late")) for row in rows]

    first = go_on()
    env.reset(seed=3)
    turnwise.restore(env, state)
    assert go_on() == first


def test_the_same_actions_earn_the_same_whatever_was_played_before(term, tools):
    env = TERMS[term](lake(), None)
    first = tools.play(env, MESSAGES)
    tools.play(env, MESSAGES[::-1], seed=5)
    assert tools.play(env, MESSAGES) == first


@given(weights=st.lists(st.floats(0.1, 2), min_size=5, max_size=5))
def test_redistributed_by_a_judge_s_shares_or_by_weights_of_that_size_is_the_same(tools, weights):
    said = lambda history, info: weights[len(history) // 2 - 1]  # noqa: E731
    once = lambda history, info: weights[: len(history) // 2]  # noqa: E731
    by_turn = values(tools, RedistributedReturn(lake(), said), "redistribution")
    by_episode = values(tools, RedistributedReturn(lake(), once, per="episode"), "redistribution")
    assert by_turn == by_episode


def test_attribution_as_weights_credits_the_turns_the_judge_does(tools):
    judge = lambda history, info: float(history.count("right"))  # noqa: E731
    env = RedistributedReturn(lake(), TurnAttribution(judge), of="total", per="episode")
    spread = values(tools, AttributionRedistribution(lake(), judge), "attribution")
    assert [value > 0.5 for value in spread] == [message == "right" for message in MESSAGES[:5]]
    assert sum(values(tools, env, "redistribution")) == pytest.approx(0.0)


def test_two_environments_share_a_learner_and_its_version():
    learner = PreferenceReward(lambda first, second: float(first.find("P") > second.find("P")))
    stacks = [AIFeedbackReward(lake(), learner) for _ in range(2)]
    run = collect(LAKE, ExpertAgent(noise=0.5), seeds=[0], group_size=6, seed=1)
    learner.update(run.episodes)
    seen = [env.reset(seed=0)[1]["versions"]["ai_feedback"] for env in stacks]
    assert seen == [{"identity": "PreferenceReward(observation)", "version": 1}] * 2
    rewards = [env.step("down")[4]["reward_terms"]["ai_feedback"] for env in stacks]
    assert rewards[0] == rewards[1] != 0.0


def test_learned_difficulties_weigh_milestones():
    rates = PassRates()
    run = collect(LAKE, ExpertAgent(noise=0.5), seeds=[0], group_size=30, seed=1, record=["milestones"])
    told = rates.update(run.episodes)
    assert 0 < told["goal"] < told["halfway"] < 1
    weights = rates.weights
    assert weights["goal"] > weights["halfway"] > 0
    env = Milestones(gym.make(LAKE), weights=weights)
    env.reset(seed=0)
    total = 0.0
    for message in env.unwrapped.expert():
        total += env.step(message)[4]["reward_terms"]["milestones"]
    assert total == pytest.approx(1.0)


def test_a_message_s_count_begins_anew_with_each_episode():
    table = LabelTable()
    env = LLMIntrinsic(lake(), table, weight=1.0)
    found = []
    for _ in range(2):
        first, _ = env.reset(seed=0)
        table.labels = {first: 1.0}
        seen = [env.step(message) for message in ("left", "left")]
        found.append([row[4]["reward_terms"]["llm_intrinsic"] for row in seen])
    assert found[0] == found[1]
    np.testing.assert_array_equal(np.diff(found[0]) <= 0, [True])
