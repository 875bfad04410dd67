"""What an agent might try: to be paid twice, to hide behind a gate, to be paid for saying, and what comes of it."""

from __future__ import annotations

import itertools

import pytest

import turnwise
from turnwise.wrappers import (
    Checklist,
    ConfidenceCalibration,
    GatedRewards,
    LLMSubgoals,
    PrincipleProcessReward,
    ProcessDelta,
    ReasoningPatternReward,
    ReNorm,
    RubricReward,
)


def said(items, history, info):
    return [item["criterion"] in history[-2].split() for item in items]


def ever(items, history, info):
    words = " ".join(history[1::2]).split()
    return [item["criterion"] in words for item in items]


def play(tools, wrap, messages, success=False):
    turns = [{} for _ in messages]
    turns[-1] = {"terminated": True, "reward": float(success), "success": success}
    return tools.play(wrap(tools.Scripted(turns)), messages)


def total(record):
    return sum(row[1] for row in record)


ORDERS = list(itertools.permutations(["a", "b", "a b", "b a a"], 3))


@pytest.mark.parametrize("messages", ORDERS)
def test_a_checklist_earns_at_most_its_weights_in_whatever_order(tools, messages):
    for form in ("first", "all"):
        record = play(tools, lambda env, form=form: Checklist(env, ["a", "b"], said, form=form), messages)
        assert total(record) == pytest.approx(1.0)


@pytest.mark.parametrize("messages", ORDERS)
def test_subgoals_earn_at_most_their_weight_in_whatever_order(tools, messages):
    record = play(tools, lambda env: LLMSubgoals(env, lambda *given: ["a", "b", "c"], said), messages)
    assert total(record) == pytest.approx(2 / 3)


def test_an_empty_episode_of_idling_earns_nothing(tools):
    for wrap in (
        lambda env: Checklist(env, ["a"], said),
        lambda env: RubricReward(env, ["a"], ever),
        lambda env: LLMSubgoals(env, lambda *given: ["a"], said),
        lambda env: ConfidenceCalibration(env, mean=0.5),
        ReasoningPatternReward,
    ):
        assert total(play(tools, wrap, ["", " ", "x"])) == 0.0


def test_a_rubric_by_turn_pays_for_going_on_and_its_changes_telescope(tools):
    def by_turn(env):
        return RubricReward(env, ["a", "b"], ever, per="turn")

    messages = ["a", "x", "x", "b"]
    assert total(play(tools, by_turn, messages)) == pytest.approx(0.5 * 3 + 1.0)
    assert total(play(tools, by_turn, messages * 2)) > 5
    for script in (messages, messages * 2):
        record = play(tools, lambda env: ProcessDelta(by_turn(env), of="rubric"), script)
        assert total(record) == pytest.approx(0.5)  # the first turn's score, however long the episode goes on


def test_principles_beside_a_failure_cost_what_they_would_have_earned(tools):
    def wrap(env):
        return ReNorm(PrincipleProcessReward(env, ["a", "b"], said), "process")

    right, wrong = (total(play(tools, wrap, ["a", "a b"], success)) for success in (True, False))
    assert (right, wrong) == (pytest.approx(0.5 + 1.0), pytest.approx(-0.5 + 0.0))


def test_a_gate_takes_what_cannot_be_negative_and_refuses_what_can(tools):
    fine = GatedRewards(Checklist(tools.Scripted([{}]), ["a"], said), ["checklist"])
    assert fine.env.term == "checklist"
    for inner in (
        Checklist(tools.Scripted([{}]), [{"criterion": "a", "weight": -1.0}], said),
        RubricReward(tools.Scripted([{}]), ["a"], said, clip=False),
        ConfidenceCalibration(tools.Scripted([{}])),
        LLMSubgoals(tools.Scripted([{}]), lambda *given: ["a"], said, "potential"),
    ):
        with pytest.raises(ValueError, match="negative"):
            GatedRewards(inner, [inner.term])


def test_a_failed_episode_keeps_nothing_behind_a_gate(tools):
    def wrap(env):
        return GatedRewards(Checklist(env, ["a", "b"], said), ["checklist"])

    assert total(play(tools, wrap, ["a", "b"], success=False)) == pytest.approx(0.0)
    assert total(play(tools, wrap, ["a", "b"], success=True)) == pytest.approx(2.0)


def test_claiming_to_be_sure_costs_whoever_is_wrong(tools):
    def wrap(env):
        return ConfidenceCalibration(env, mean=0.5, weight=1.0)

    sure = {success: total(play(tools, wrap, ["Confidence: 10"], success)) for success in (True, False)}
    unsure = {success: total(play(tools, wrap, ["Confidence: 0"], success)) for success in (True, False)}
    assert sure == {True: 1.25, False: -0.25}
    assert unsure == {True: 0.75, False: 0.25}


def test_only_the_last_stated_confidence_counts(tools):
    record = play(
        tools, lambda env: ConfidenceCalibration(env, mean=0.0), ["Confidence: 10", "x", "Confidence: 5"], True
    )
    assert tools.terms(record, "calibration") == [0.0, 0.0, 0.0]


def test_sounding_like_reasoning_is_paid_without_solving_anything():
    env = turnwise.stack("turnwise/FrozenLake-v0", [{"name": "ReasoningPatternReward", "enough": 3}])
    env.reset(seed=0)
    earned = ended = 0.0
    while not ended:
        _, reward, terminated, truncated, info = env.step("wait, let me check: therefore I stay")
        earned, ended = earned + reward, terminated or truncated
    assert not info["success"]
    assert earned > 0.9  # and saying the same words on every turn costs next to nothing


def test_a_fork_does_not_pay_an_item_twice():
    layers = [{"name": "Checklist", "items": ["down", "right"], "judge": "wrapper_cases.judged:mentioned"}]
    env = turnwise.stack("turnwise/FrozenLake-v0", layers)
    env.reset(seed=1)
    env.step("down")
    state = turnwise.snapshot(env)
    first = env.step("down")[4]["reward_terms"]["checklist"]
    turnwise.restore(env, state)
    assert env.step("right")[4]["reward_terms"]["checklist"] == 0.5
    turnwise.restore(env, state)
    assert env.step("down")[4]["reward_terms"]["checklist"] == first == 0.0
    assert env.step("right")[4]["reward_terms"]["checklist"] == 0.5
