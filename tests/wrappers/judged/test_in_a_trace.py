"""Judged terms in recorded runs: components, late values, spans, what is missing, and how often a judge was asked."""

from __future__ import annotations

import pytest

from turnwise.agents import ReplayAgent
from turnwise.agents.rollouts import Episode, collect, read_run
from turnwise.reward_shaping.judged import RubricCurriculum
from turnwise.wrappers import (
    Checklist,
    HybridReward,
    LLMCriticDense,
    LLMProxyReward,
    LLMSubgoals,
    Milestones,
    PrincipleProcessReward,
    RubricReward,
)
from turnwise.wrappers.judged import Cached

SAID = ["plan", "look", "plan and act"]


def run(tools, wrap, path, seeds=(0,), record=None, said=SAID, **arguments):
    """Play what is said in a wrapped script, write it down, and read it back."""
    turns = [{} for _ in said]
    turns[-1] = {"terminated": True, "reward": 1.0}
    agent = ReplayAgent([Episode(actions=list(said), episode=number) for number, _ in enumerate(seeds)])
    collect(lambda: wrap(tools.Scripted(turns)), agent, seeds=list(seeds), out=path, record=record, **arguments)
    return read_run(path)


def said(items, history, info):
    return [item["criterion"] in history[-2] for item in items]


def moody(history, info):
    return None if len(history) == 5 else len(history) / 10


def test_every_component_of_a_hybrid_is_a_column(tools, tmp_path):
    def wrap(env):
        return HybridReward(
            env, {"mood": moody}, {"exact": lambda *given: (1, 0.5)}, length=[0, 1], slope=4, per="turn"
        )

    (episode,) = run(tools, wrap, tmp_path / "run", record=["channels"])
    assert episode.channels == {
        "hybrid.model.mood": [0.3, None, 0.7],
        "hybrid.rule.exact": [1.0] * 3,
        "hybrid.rule.exact.confidence": [0.5] * 3,
        "hybrid.length": [0.0, 0.25, 1.0],
    }
    assert episode.paid["hybrid"] == [1.3, None, pytest.approx(0.7)]
    assert episode.column("hybrid.model.mood")[2] == 0.7


def test_a_rubric_s_items_are_columns_on_the_turns_on_which_they_were_judged(tools, tmp_path):
    (episode,) = run(tools, lambda env: RubricReward(env, ["plan", "act"], said), tmp_path / "run", record=["channels"])
    assert episode.channels == {"rubric.plan": [None, None, 1.0], "rubric.act": [None, None, 1.0]}
    assert episode.paid["rubric"] == [0.0, 0.0, 1.0]


def test_a_checklist_s_results_and_evidence_are_kept(tools, tmp_path):
    items = [{"criterion": "look", "weight": 1.0, "evidence": "page 2"}]
    (episode,) = run(tools, lambda env: Checklist(env, items, said), tmp_path / "run", record=["checklist", "channels"])
    assert [each["look"]["met"] for each in episode.extra["checklist"]] == [False, True, True]
    assert episode.extra["checklist"][2]["look"] == {"met": True, "step": 1, "weight": 1.0, "evidence": "page 2"}
    assert episode.channels["checklist.unscored"] == [0.0] * 3


def test_a_critic_s_values_are_exact_by_turn_and_its_spans_are_kept(tools, tmp_path):
    spans = [{"turn": 0, "value": 1, "text": "plan"}, {"turn": 2, "value": -0.5, "text": "act"}]
    wrapped = run(
        tools, lambda env: LLMCriticDense(env, lambda history, info: spans), tmp_path / "run", record=["spans"]
    )
    (episode,) = wrapped
    assert episode.paid["critic"] == [0.0, 0.0, 0.5]
    assert episode.reward_terms["critic"] == [1.0, 0.0, -0.5]
    assert [tuple(span) for span in episode.extra["spans"][2]["critic"]] == [(0, 0, 4, 1.0), (2, 9, 12, -0.5)]
    assert sum(episode.rewards) == 1.5


def test_a_critic_that_could_not_tell_is_missing_on_every_turn(tools, tmp_path):
    (episode,) = run(tools, lambda env: LLMCriticDense(env, lambda history, info: None), tmp_path / "run")
    assert episode.reward_terms["critic"] == [None] * 3
    assert episode.rewards == [0.0, 0.0, 1.0]


def test_subgoals_are_milestones_of_the_trace(tools, tmp_path):
    def wrap(env):
        return LLMSubgoals(env, lambda observation, info: ["look", "act"], said)

    (episode,) = run(tools, wrap, tmp_path / "run", record=["milestones"])
    assert episode.milestones == {"look": [False, True, True], "act": [False, False, True]}
    assert episode.opening["milestones"] == {"look": False, "act": False}
    assert episode.paid["subgoals"] == [0.0, 0.5, 0.5]


def test_each_versioned_judge_is_named_in_the_opening(tools, tmp_path):
    class Learned:
        version = 4

        def __init__(self, identity):
            self.identity = identity

        def __call__(self, history, info):
            return 1.0

    judges = {"one": Learned("one"), "plain": moody, "two": Learned("two")}
    (episode,) = run(tools, lambda env: HybridReward(env, judges), tmp_path / "run")
    assert episode.opening["versions"] == {
        "hybrid": {"identity": "one", "version": 4},
        "hybrid.1": {"identity": "two", "version": 4},
    }


def test_a_curriculum_reads_its_scores_from_the_trace(tools, tmp_path):
    curriculum = RubricCurriculum(threshold=0.5, window=2)
    rubric = [{"criterion": "plan"}, {"criterion": "never", "stage": 1}]

    def wrap(env):
        return RubricReward(env, rubric, said, curriculum=curriculum)

    first = run(tools, wrap, tmp_path / "first", seeds=(0, 1))
    assert curriculum.update(first) == {"stage": 1.0, "score": 1.0}
    second = run(tools, wrap, tmp_path / "second", seeds=(0, 1))
    assert [episode.paid["rubric"][-1] for episode in second] == [0.5, 0.5]
    assert second[0].opening["versions"]["rubric"]["version"] == 1
    curriculum.update(second)
    assert curriculum.stage == 2


def test_one_cache_serves_many_terms_and_episodes(tools, tmp_path):
    cached = Cached(moody, identity="mood")

    def wrap(env):
        one = LLMProxyReward(env, cached, form="yes", per="turn")
        return LLMProxyReward(one, cached, form="ordinal", per="turn", name="again")

    episodes = run(tools, wrap, tmp_path / "run", seeds=range(4))
    assert all(episode.paid["judge"] == episode.paid["again"] == [0.3, None, 0.7] for episode in episodes)
    # two histories are judged once; of the third the judge could not tell, so it is asked each time
    assert cached.calls == 2 + 2 * 4
    assert cached.hits == 2 * 4 * 3 - cached.calls


def test_threads_pay_what_one_thread_pays(tools, tmp_path):
    cached = Cached(said, identity="said")

    def wrap(env):
        return PrincipleProcessReward(env, ["plan", "act"], cached)

    alone = run(tools, wrap, tmp_path / "alone", seeds=range(6))
    together = run(tools, wrap, tmp_path / "together", seeds=range(6), threads=3)
    assert [episode.rewards for episode in together] == [episode.rewards for episode in alone]
    assert cached.calls >= 3
    assert cached.calls + cached.hits == 2 * 6 * 3


def test_a_stack_of_judged_terms_keeps_the_ledger(tools, tmp_path):
    def wrap(env):
        env = Checklist(env, ["plan", "act"], said)
        env = LLMSubgoals(env, lambda observation, info: ["look"], said)
        env = Milestones(env, weights={"look": 0.25})
        return LLMCriticDense(env, lambda history, info: [0.1, None, 0.2])

    (episode,) = run(tools, wrap, tmp_path / "run", record=["channels", "milestones"])
    assert list(episode.paid) == ["outcome", "checklist", "subgoals", "milestones", "critic"]
    for turn, reward in enumerate(episode.rewards):
        assert reward == pytest.approx(sum(column[turn] or 0.0 for column in episode.paid.values()))
    assert sum(episode.rewards) == pytest.approx(1.0 + 1.0 + 1.0 + 0.25 + 0.3)
