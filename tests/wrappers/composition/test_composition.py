"""Wrappers that join terms pay what their formulas say of the terms below."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from turnwise.reward_shaping.learners import BlendSearch, TrainingClock
from turnwise.wrappers import (
    BaselineRelative,
    BehaviorAlignment,
    ConstrainedComposite,
    FormatReward,
    Milestones,
    ProductReward,
    ReNorm,
    ScheduledRewards,
)
from turnwise.wrappers.scored_term import ScoredTerm

A, B = {"a": True, "b": False}, {"a": True, "b": True}
TURNS = [
    {"milestones": A},
    {"milestones": B},
    {"milestones": B, "reward": 1.0, "success": True, "terminated": True},
]
OPENING = {"milestones": {"a": False, "b": False}, "task": {"id": "left"}}
MESSAGES = ["<answer>x</answer>", "no", "<answer>y</answer>"]


@pytest.fixture
def below(tools):
    """Milestones pay 0.5, 1.0, 1.0; the format 1, 0, 1; the outcome 0, 0, 1."""
    env = Milestones(tools.Scripted(TURNS, OPENING), "level")
    return FormatReward(env, ["answer"], right=1.0, wrong=0.0)


def totals(record):
    """Return the sum of the ledger on each turn."""
    return [row[1] for row in record]


def test_a_product_of_turns_and_of_sums(below, tools):
    record = tools.play(ProductReward(below, ["milestones", "format"]), MESSAGES)
    assert totals(record) == pytest.approx([0.5, 0.0, 1.0 + 1.0])  # the outcome is no factor
    record = tools.play(ProductReward(below, ["milestones", "format"], per="episode"), MESSAGES)
    assert sum(totals(record)) == pytest.approx(2.5 * 2.0 + 1.0)
    assert tools.terms(record, "product")[:2] == [0.0, 0.0]


@pytest.mark.parametrize("of", [["milestones"], "milestones", "total", ["total", "milestones"]])
def test_a_product_has_two_named_factors(of, below):
    with pytest.raises(ValueError, match=r"at least two|alone"):
        ProductReward(below, of)


def test_renorm_makes_the_turns_of_the_ledger_process_plus_outcome_minus_one(below, tools):
    env = ReNorm(below, "format")
    record = tools.play(env, MESSAGES)
    late = record[-1][5]["renorm"]
    milestones = [0.5, 1.0, 1.0]
    paid = [row[4]["format"] + row[4]["outcome"] + worth for row, worth in zip(record, late, strict=True)]
    assert paid == pytest.approx([1.0, 0.0, 1.0])
    assert sum(totals(record)) == pytest.approx(sum(paid) + sum(milestones))


def test_scores_outside_of_0_to_1_are_clipped(tools):
    env = ReNorm(FormatReward(tools.Scripted([{"terminated": True}]), ["answer"], right=3.0), "format")
    assert tools.play(env, MESSAGES)[0][1] == 0.0  # 1 + 0 - 1


def test_renorm_of_a_failure_takes_what_the_scores_lack(tools):
    turns = [{}, {"truncated": True}]
    env = ReNorm(FormatReward(tools.Scripted(turns), ["answer"], right=1.0, wrong=0.0), "format")
    record = tools.play(env, MESSAGES)
    assert [row[4]["format"] + late for row, late in zip(record, record[-1][5]["renorm"], strict=True)] == [0.0, -1.0]


class Scores(ScoredTerm):
    term = "process"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return self.paid(float(action), info)


def test_renorm_punishes_no_turn_that_nobody_could_score(tools):
    env = ReNorm(Scores(tools.Scripted([{}, {}, {"truncated": True}])), "process")
    record = tools.play(env, ["0.25", "nan", "1"])
    worth = [row[4]["process"] + late for row, late in zip(record, record[-1][5]["renorm"], strict=True)]
    assert worth == pytest.approx([-0.75, 0.0, 0.0])
    assert sum(totals(record)) == pytest.approx(-0.75)


def test_the_baseline_of_the_task_is_taken_off_at_the_end(tools):
    for baselines in ([0.2, 0.4], {"left": [0.3]}, lambda info: [0.3] if info["task"]["id"] == "left" else []):
        env = BaselineRelative(tools.Scripted(TURNS, OPENING), baselines=baselines)
        for _ in range(2):
            record = tools.play(env, MESSAGES)
            assert tools.terms(record, "baseline") == pytest.approx([0.0, 0.0, -0.3])


def test_a_task_without_a_stored_rollout_is_refused_at_the_reset(tools):
    for baselines in ([], {"right": [0.3]}):
        env = BaselineRelative(tools.Scripted(TURNS, OPENING), baselines=baselines)
        with pytest.raises(ValueError, match=r"no stored rollout of the task \{'id': 'left'\}"):
            env.reset()


def test_multipliers_hold_for_an_episode_and_come_from_a_learner(below, tools):
    learner = SimpleNamespace(multipliers={"format": 0.25, "milestones": 0.0}, version=4)
    env = ConstrainedComposite(below, learner, weights={"milestones": 2.0})
    _, info = env.reset()
    assert info["versions"]["constraint"]["version"] == 4
    record = tools.play(env, MESSAGES)
    assert tools.terms(record, "constraint") == pytest.approx([-0.25 + 0.5, 1.0, -0.25 + 1.0])
    env.reset()
    learner.multipliers = {"format": 9.0, "milestones": 9.0}
    assert env.step(MESSAGES[0])[4]["reward_terms"]["constraint"] == pytest.approx(0.25)


def test_a_floor_keeps_a_component_from_being_punished(below, tools):
    env = ConstrainedComposite(below, {"format": 5.0}, floor=0.0)
    assert tools.terms(tools.play(env, MESSAGES), "constraint") == [-1.0, 0.0, -1.0]


@pytest.mark.parametrize(
    ("multipliers", "weights", "message"),
    [
        ({"format": 1.0}, {"milestones": 1.0}, r"weighs \['milestones'\]"),
        ({"typo": 1.0}, None, "reads the reward term 'typo'"),
        ({"total": 1.0}, None, r"weighs \['total'\]"),
        ({}, None, "needs `of`"),
    ],
)
def test_only_components_are_weighed(multipliers, weights, message, below):
    with pytest.raises(ValueError, match=message):
        ConstrainedComposite(below, multipliers, weights=weights)


def test_the_weights_of_an_episode_are_those_of_the_step_at_its_reset(below, tools):
    clock = TrainingClock()
    env = ScheduledRewards(below, {"format": [[0, 1.0], [10, 0.0]]}, clock=clock)
    assert tools.terms(tools.play(env, MESSAGES), "schedule") == [0.0, 0.0, 0.0]
    env.reset()
    for _ in range(5):
        assert clock.update([]) == {"step": float(clock.step)}
    assert env.step(MESSAGES[0])[4]["reward_terms"]["schedule"] == 0.0
    _, info = env.reset()
    assert info["versions"]["schedule"] == {"identity": "TrainingClock", "version": 5}
    assert tools.terms(tools.play(env, MESSAGES), "schedule") == [-0.5, 0.0, -0.5]


def test_a_clock_is_saved_and_loaded():
    clock, twin = TrainingClock(7), TrainingClock()
    twin.load_state_dict(clock.state_dict())
    assert twin.step == twin.version == 7


def test_stages_count_the_terms_they_name(below, tools):
    stages = [[1, {"format": 1.0}], [2, {"milestones": 2.0}], [None, {"outcome": 1.0}]]
    sums = []
    for step in range(3):
        record = tools.play(ScheduledRewards(below, stages, clock=step), MESSAGES)
        sums.append(sum(totals(record)))
    assert sums == pytest.approx([2.0, 5.0, 1.0])


def test_a_schedule_names_terms_that_are_paid(below):
    with pytest.raises(ValueError, match="'typo'"):
        ScheduledRewards(below, {"typo": 1.0})
    with pytest.raises(ValueError, match="by name, not 'total'"):
        ScheduledRewards(below, {"total": 1.0})


def test_a_blend_replaces_the_terms_it_blends(below, tools):
    env = BehaviorAlignment(below, ["milestones", "format"], [0.1, 1.0, -0.5, 0.0])
    record = tools.play(env, MESSAGES)
    assert totals(record) == pytest.approx([0.1 - 0.25, 0.1 - 0.5, 0.1 + 1.0 - 0.5])


def test_a_search_moves_the_blend_between_episodes(below, tools):
    search = BlendSearch([0.0, 1.0, 1.0], pairs=1, seed=3)
    env = BehaviorAlignment(below, "milestones", search)
    _, info = env.reset()
    assert info["versions"]["blend"] == {"identity": "BlendSearch", "version": 0}
    assert env.now == search.phi
    search.update([SimpleNamespace(column=lambda name: [1.0])])
    assert env.now != search.phi


@pytest.mark.parametrize(("auxiliary", "phi"), [("milestones", [0.0, 1.0]), ("outcome", [0.0, 1.0, 1.0])])
def test_a_blend_needs_a_weight_for_each_of_other_terms(auxiliary, phi, below):
    with pytest.raises(ValueError, match="BehaviorAlignment needs"):
        BehaviorAlignment(below, auxiliary, phi)
