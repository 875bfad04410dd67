"""Judges' verdicts, rubrics, critics and the hybrid sum as wrappers; each number by hand."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest

import turnwise
from turnwise.reward_shaping.judged import RubricCurriculum
from turnwise.wrappers import (
    HybridReward,
    LLMCriticDense,
    LLMProxyReward,
    PrincipleProcessReward,
    RubricReward,
)

NAN = float("nan")
ENDS = [(True, False), (False, True), (True, True)]


def infos(tools, wrapper, messages, end=(True, False), opening=None, **arguments):
    """Play the messages; return the wrapper, and info of each step."""
    turns = [{} for _ in messages]
    turns[-1] = {"terminated": end[0], "truncated": end[1]}
    env = wrapper(tools.Scripted(turns, opening), **arguments)
    env.reset()
    return env, [env.step(message)[4] for message in messages]


def paid(tools, wrapper, messages, end=(True, False), **arguments):
    env, seen = infos(tools, wrapper, messages, end, **arguments)
    return [info["reward_terms"][env.term] for info in seen]


@pytest.mark.parametrize("end", ENDS)
def test_a_judge_is_asked_on_the_last_turn(tools, end):
    asked = []

    def judge(history, info):
        asked.append(history)
        return "Yes"

    assert paid(tools, LLMProxyReward, ["a", "b"], end, judge=judge, weight=2.0) == [0.0, 2.0]
    assert asked == [("turn 0", "a", "turn 1", "b", "turn 2")]


def test_forms_by_hand(tools):
    ratings = {"form": "ordinal", "scale": [1, 3], "judge": lambda history, info: {1: 0.2, 2: 0.3, 3: 0.5}}
    assert paid(tools, LLMProxyReward, ["a"], **ratings) == [pytest.approx(0.65)]
    likely = {"form": "yes", "judge": lambda history, info: {"yes": 0.6, "no": 0.2}}
    assert paid(tools, LLMProxyReward, ["a"], **likely) == [pytest.approx(0.75)]


@pytest.mark.parametrize("answer", [None, NAN, "perhaps", "", [], 7])
def test_what_a_judge_cannot_tell_is_missing_not_0(tools, answer):
    _, (info,) = infos(tools, LLMProxyReward, ["a"], judge=lambda history, info: answer)
    assert (info["reward_terms"]["judge"], info["missing"]) == (0.0, ["judge"])
    _, (info,) = infos(tools, LLMProxyReward, ["a"], judge=lambda history, info: 0)
    assert (info["reward_terms"]["judge"], info.get("missing")) == (0.0, None)


def test_a_judge_with_a_version_is_named_at_the_reset(tools):
    class Judge:
        identity, version = "mine", 3

        def __call__(self, history, info):
            return 1

    _, info = LLMProxyReward(tools.Scripted([{}]), Judge()).reset()
    assert info["versions"] == {"judge": {"identity": "mine", "version": 3}}


@pytest.mark.parametrize("arguments", [{"form": "stars"}, {"scale": [1]}, {"scale": [2, 1]}, {"per": "step"}])
def test_wrong_proxies_are_refused(tools, arguments):
    with pytest.raises(ValueError, match="LLMProxyReward needs"):
        LLMProxyReward(tools.Scripted([{}]), lambda history, info: 1, **arguments)


RUBRIC = [
    {"criterion": "asks", "weight": 5},
    {"criterion": "explains", "weight": 3},
    {"criterion": "scolds", "weight": -4},
]


def by_word(items, history, info):
    return [float(item["criterion"] in " ".join(history)) for item in items]


def test_a_rubric_by_hand_with_its_items_as_channels(tools):
    _, (_, last) = infos(tools, RubricReward, ["asks", "scolds"], rubric=RUBRIC, judge=by_word)
    assert last["reward_terms"]["rubric"] == pytest.approx((5 - 4) / 8)
    assert last["channels"] == {"rubric.asks": 1.0, "rubric.explains": 0.0, "rubric.scolds": 1.0}


def test_an_unscored_item_has_no_channel_and_a_rubric_without_a_score_is_missing(tools):
    answers = iter([[1, None, None], [None, None, None]])
    _, (first, second) = infos(
        tools, RubricReward, ["a", "b"], rubric=RUBRIC, judge=lambda *given: next(answers), per="turn"
    )
    assert (first["reward_terms"]["rubric"], list(first["channels"])) == (1.0, ["rubric.asks"])
    assert second["missing"] == ["rubric"]
    assert "channels" not in second


def test_each_case_brings_its_rubric(tools):
    opening = {"task": {"rubric": ["cites"]}}
    arguments = {"rubric": lambda info: info["task"]["rubric"], "judge": by_word}
    assert paid(tools, RubricReward, ["cites"], opening=opening, **arguments) == [1.0]


def test_a_curriculum_adds_items_between_episodes(tools):
    curriculum = RubricCurriculum(threshold=0.5, window=1)
    rubric = [{"criterion": "a"}, {"criterion": "b", "stage": 1}]
    env = RubricReward(tools.Scripted([{"terminated": True}]), rubric, by_word, curriculum=curriculum)
    assert tools.terms(tools.play(env, ["a"]), "rubric") == [1.0]

    curriculum.update([SimpleNamespace(paid={"rubric": [1.0]})])
    assert env.reset()[1]["versions"]["rubric"] == {"identity": "RubricCurriculum", "version": 1}
    assert tools.terms(tools.play(env, ["a"]), "rubric") == [0.5]


def test_a_curriculum_that_leaves_nothing_is_refused_at_the_reset(tools):
    env = RubricReward(tools.Scripted([{}]), RUBRIC, by_word, curriculum=lambda items: [])
    with pytest.raises(ValueError, match="RubricReward needs at least one item"):
        env.reset()


def test_principles_pay_every_turn(tools):
    arguments = {"principles": ["ask", {"criterion": "cite", "weight": 3.0}], "judge": by_word}
    assert paid(tools, PrincipleProcessReward, ["ask", "x"], **arguments) == [0.25, 0.25]
    assert not PrincipleProcessReward(tools.Scripted([{}]), ["a"], by_word).can_be_negative
    with pytest.raises(ValueError, match="PrincipleProcessReward needs at least one item"):
        PrincipleProcessReward(tools.Scripted([{}]), [], by_word)


SPANS = [{"turn": 0, "value": 1, "text": "left"}, {"turn": 1, "value": -1}, {"turn": 1, "value": 0.5, "text": "no"}]


@pytest.mark.parametrize("end", ENDS)
def test_a_critic_s_spans_are_paid_as_a_lump_and_written_by_turn(tools, end):
    _, (first, last) = infos(
        tools, LLMCriticDense, ["go left", "stop"], end, critic=lambda history, info: SPANS, weight=2.0
    )
    assert (first["reward_terms"]["critic"], last["reward_terms"]["critic"]) == (0.0, 1.0)
    assert last["late"]["critic"] == [2.0, -1.0]
    assert last["spans"]["critic"] == [(0, 3, 7, 1.0), (1, 0, 4, -1.0)]


def test_a_critic_sees_what_the_environment_paid(tools):
    seen = []
    env = LLMCriticDense(
        tools.Scripted([{"reward": 0.5, "terminated": True}]), lambda history, info: seen.append(info["reward_terms"])
    )
    info = tools.play(env, ["a"])[0]
    assert seen[0]["outcome"] == 0.5
    assert info[5] == {"critic": [None]}


def test_a_turn_of_which_the_critic_cannot_tell_is_missing(tools):
    _, (_, last) = infos(tools, LLMCriticDense, ["a", "b"], critic=lambda history, info: [None, 0.5])
    assert (last["reward_terms"]["critic"], last["late"]["critic"]) == (0.5, [None, 0.5])
    _, (_, last) = infos(tools, LLMCriticDense, ["a", "b"], critic=lambda history, info: "good")
    assert (last["late"]["critic"], last["missing"]) == ([None, None], ["critic"])


@pytest.mark.parametrize("unknown", [float("nan"), None, "good", [{"value": float("nan")}]])
def test_a_critic_asked_turn_by_turn_that_cannot_tell_is_missing(tools, unknown):
    _, seen = infos(tools, LLMCriticDense, ["a", "b"], critic=lambda history, info: unknown, per="turn")
    assert [info["missing"] for info in seen] == [["critic"], ["critic"]]


def test_a_critic_asked_on_every_turn_speaks_of_that_turn(tools):
    answers = iter([0.5, [{"value": 1, "text": "b"}, {"value": 1}], [], None, [1, 2]])
    _, seen = infos(tools, LLMCriticDense, list("abcde"), critic=lambda *given: next(answers), per="turn")
    assert [info["reward_terms"]["critic"] for info in seen] == [0.5, 2.0, 0.0, 0.0, 0.0]
    assert [info.get("missing") for info in seen] == [None, None, None, ["critic"], ["critic"]]
    assert seen[1]["spans"]["critic"] == [(1, 0, 1, 1.0), (1, 0, 1, 1.0)]


HYBRID = {
    "models": {"rm": lambda history, info: 0.7},
    "rules": {"exact": lambda history, info: (1, 0.9), "form": lambda history, info: (0, 0.3)},
    "aspects": {"tone": lambda history, info: 0.5},
    "weights": {"rule": 2.0, "aspect": 0.5, "length": 0.2},
    "length": [1, 3],
    "slope": 4.0,
}


def test_the_hybrid_sum_by_hand_with_every_component_logged(tools):
    _, (info,) = infos(tools, HybridReward, ["one two three four five"], **HYBRID)
    assert info["reward_terms"]["hybrid"] == pytest.approx(0.7 + 2 * 0.75 + 0.25 - 0.2 * 0.5)
    assert info["channels"] == {
        "hybrid.model.rm": 0.7,
        "hybrid.rule.exact": 1.0,
        "hybrid.rule.form": 0.0,
        "hybrid.rule.exact.confidence": 0.9,
        "hybrid.rule.form.confidence": 0.3,
        "hybrid.aspect.tone": 0.5,
        "hybrid.length": 0.5,
    }


def test_a_part_that_cannot_be_told_makes_the_sum_missing(tools):
    for untold in ({"models": {"rm": lambda *given: None}}, {"rules": {"exact": lambda *given: (1, 2, 3)}}):
        _, (info,) = infos(tools, HybridReward, ["a"], **{**HYBRID, **untold})
        assert info["missing"] == ["hybrid"]
        assert info["channels"]["hybrid.aspect.tone"] == 0.5
    two = {"models": {"rm": lambda *given: None, "other": lambda *given: 0.2}}
    assert paid(tools, HybridReward, ["a"], **two) == [0.2]


@pytest.mark.parametrize(
    "arguments", [{}, {"models": {"a": max}, "weights": {"b": 1}}, {"length": [1]}, {"length": [3, 1]}]
)
def test_wrong_hybrids_are_refused(tools, arguments):
    with pytest.raises(ValueError, match=r"HybridReward needs|length_penalty needs"):
        HybridReward(tools.Scripted([{}]), **arguments)


def test_components_are_added_to_the_environment_s_channels_without_computing_them():
    env = turnwise.stack(
        "turnwise/KeyRooms-v0", [{"name": "HybridReward", "models": {"rm": lambda *given: 0.5}, "per": "turn"}]
    )
    bare = turnwise.stack("turnwise/KeyRooms-v0")
    for each in (env, bare):
        each.reset(seed=0)
    info, own = env.step("look")[4], bare.step("look")[4]
    assert not dict.__contains__(info, "channels")
    assert info["channels"] == {**own["channels"], "hybrid.model.rm": 0.5}
    assert info["facts"] == own["facts"]


def test_components_are_added_to_channels_that_were_read():
    layers = ["GoalDistance", {"name": "HybridReward", "models": {"rm": lambda *given: 0.5}, "per": "turn"}]
    env = turnwise.stack("turnwise/FrozenLake-v0", layers)
    env.reset(seed=0)
    channels = env.step("down")[4]["channels"]
    assert {"goal_distance", "hybrid.model.rm"} <= set(channels)
    assert not math.isnan(channels["goal_distance"])
