"""Potentials, goal distance, CaRL and SSL pay as their formulas say."""

from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wrapper_cases import shaping

from turnwise.reward_shaping import potential_shaping
from turnwise.wrappers import GoalDistance, PotentialShaping, ProgressTimesPenalty, TieredReward

ENDS = [(False, False), (True, False), (False, True), (True, True)]
INF = float("inf")


def measured(tools, channels, end=(False, False), **entries):
    """Return an environment whose channels are as the rows say, the first row at the reset."""
    turns = [{"channels": row, **entries} for row in channels[1:]]
    turns[-1] = {**turns[-1], "terminated": end[0], "truncated": end[1]}
    return tools.Scripted(turns, {"channels": channels[0]})


def distances(tools, values, end=(False, False)):
    return measured(tools, [{} if value is None else {"goal_distance": value} for value in values], end)


def paid(tools, env):
    return tools.terms(tools.play(env, ["go"] * len(env.unwrapped.turns)), env.term)


@pytest.mark.parametrize("end", ENDS)
@given(levels=st.lists(st.floats(-3, 3), min_size=2, max_size=7), gamma=st.floats(0, 1))
def test_a_potential_pays_what_the_formula_says(tools, end, levels, gamma):
    env = measured(tools, [{"level": level} for level in levels], end)
    env = PotentialShaping(env, lambda observation, info: info["channels"]["level"], gamma=gamma)
    np.testing.assert_allclose(paid(tools, env), potential_shaping(levels, gamma, terminated=end[0]), atol=1e-12)


def test_a_potential_sees_the_observation(tools):
    env = PotentialShaping(tools.Scripted([{}] * 3), lambda observation, info: int(observation[-1]) ** 2)
    assert paid(tools, env) == [1.0, 3.0, 5.0]


def test_a_potential_may_be_a_dotted_path_and_must_lead_somewhere(tools):
    env = PotentialShaping(tools.Scripted([{}]), "wrapper_cases.shaping:potential")
    assert env.potential is shaping.potential
    with pytest.raises(ValueError, match=r"'wrapper_cases\.shaping:typo' leads nowhere"):
        PotentialShaping(tools.Scripted([{}]), "wrapper_cases.shaping:typo")


@pytest.mark.parametrize("end", ENDS)
def test_each_saved_step_pays_its_share_of_the_first_distance(tools, end):
    expected = [0.25, -0.25, 0.5, 0.5 if end[0] else 0.25]
    assert paid(tools, GoalDistance(distances(tools, [4, 3, 4, 2, 1], end))) == pytest.approx(expected)


def test_a_distance_out_of_reach_stops_at_the_floor(tools):
    env = GoalDistance(distances(tools, [2, INF, 1, 1000]), floor=-3.0)
    assert paid(tools, env) == pytest.approx([-2.0, 2.5, -2.5])


def test_a_distance_that_is_missing_pays_nothing_and_is_no_zero(tools):
    assert paid(tools, GoalDistance(distances(tools, [4, None, 2]))) == pytest.approx([0.0, 0.5])


def test_a_goal_at_the_start_has_potential_zero(tools):
    assert paid(tools, GoalDistance(distances(tools, [0, 2, 0]))) == pytest.approx([-2.0, 2.0])


@pytest.mark.parametrize("first", [None, -1, INF, float("nan")])
def test_without_a_distance_at_the_reset_it_is_refused(tools, first):
    with pytest.raises(ValueError, match=r"GoalDistance needs info\['channels'\]\['goal_distance'\] at the reset"):
        GoalDistance(distances(tools, [first, 1])).reset()


@pytest.mark.parametrize("arguments", [{"d_max": 0.0}, {"d_max": -1.0}, {"floor": 0.0}])
def test_wrong_scales_are_refused(tools, arguments):
    with pytest.raises(ValueError, match="d_max > 0 and floor < 0"):
        GoalDistance(distances(tools, [1, 1]), **arguments)


def carl(tools, rows, end=(False, False), **arguments):
    names = ("way", "crash", "bump")
    channels = [dict(zip(names, row, strict=True)) for row in rows]
    return ProgressTimesPenalty(measured(tools, channels, end), "way", **{"penalties": {"bump": 0.5}, **arguments})


CARL = [(0.0, 0, 0), (0.1, 0, 0), (0.2, 0, 1), (0.25, 1, 0), (0.9, 0, 0)]


def test_carl_by_hand(tools):
    assert paid(tools, carl(tools, CARL[:4])) == pytest.approx([0.1, 0.05, 0.05])


def test_a_hard_infraction_ends_the_episode_and_forfeits_what_would_come(tools):
    env = carl(tools, CARL, hard=["crash"], hard_penalty=0.3)
    record = tools.play(env, ["go"] * 4)
    assert tools.terms(record, "progress") == pytest.approx([0.1, 0.05, 0.05 - 0.3])
    assert record[-1][2:4] == (True, False)
    with pytest.raises(gym.error.ResetNeeded, match="hard infraction"):
        env.step("go")
    assert len(tools.play(env, ["go"] * 4)) == 3


def test_a_hard_infraction_on_a_cut_turn_is_a_termination(tools):
    record = tools.play(carl(tools, CARL[:4], (False, True), hard=["crash"]), ["go"] * 3)
    assert record[-1][2:4] == (True, False)


def test_going_back_and_forth_earns_once_unless_told_otherwise(tools):
    rows = [(0.0, 0, 0), (0.5, 0, 0), (0.0, 0, 0), (0.5, 0, 0), (0.6, 0, 0)]
    assert paid(tools, carl(tools, rows)) == pytest.approx([0.5, 0.0, 0.0, 0.1])
    assert paid(tools, carl(tools, rows, once=False)) == pytest.approx([0.5, 0.0, 0.5, 0.1])


def test_progress_may_be_milestones_distance_or_a_callable(tools):
    row = {"valid": True, "milestones": {"a": True, "b": False}, "channels": {"goal_distance": 3.0}}
    opening = {"milestones": {"a": False, "b": False}, "channels": {"goal_distance": 4.0}}
    for progress, expected in [
        ("milestones", 0.5),
        ("goal_distance", 0.25),
        (lambda seen, info: int(seen[-1]) / 8, 0.125),
    ]:
        env = ProgressTimesPenalty(tools.Scripted([row], opening), progress)
        assert paid(tools, env) == pytest.approx([expected])


def test_an_invalid_message_halves_the_progress_by_default(tools):
    env = tools.Scripted([{"milestones": {"a": True}, "valid": False}], {"milestones": {"a": False}})
    assert paid(tools, ProgressTimesPenalty(env)) == [0.5]


def test_what_is_not_reported_is_refused_at_the_reset(tools):
    bare = tools.Scripted([{}])
    with pytest.raises(ValueError, match=r"ProgressTimesPenalty needs info\['milestones'\] at the reset"):
        ProgressTimesPenalty(bare).reset()
    with pytest.raises(ValueError, match=r"TieredReward needs info\['channels'\]\['way'\] at the reset"):
        TieredReward(bare, "way").reset()
    with pytest.raises(ValueError, match=r"needs the channel 'bang', .* reports \['way', 'crash', 'bump'\]"):
        carl(tools, CARL, hard=["bang"]).reset()
    del bare.opening["success"]
    with pytest.raises(ValueError, match=r"TieredReward needs info\['success'\]"):
        TieredReward(bare).reset()


@pytest.mark.parametrize("arguments", [{"penalties": {"bump": 1.5}}, {"hard_penalty": -1.0}, {"weight": -1.0}])
def test_factors_outside_zero_and_one_are_refused(tools, arguments):
    with pytest.raises(ValueError, match=r"factors in \[0, 1\]"):
        carl(tools, CARL, **arguments)


def tiered(tools, closeness, solved, end=(True, False), **arguments):
    env = measured(tools, [{"near": 0.0}, {"near": 0.9}, {"near": closeness}], end, success=solved)
    return TieredReward(env, "near", **arguments)


@pytest.mark.parametrize("end", ENDS[1:])
@pytest.mark.parametrize(
    ("closeness", "success", "expected"),
    [(0.62, True, 0.25), (0.62, False, 0.25), (1.0, True, 0.5), (1.0, False, 0.375), (0.1, False, 0.0)],
)
def test_tiers_by_hand_paid_on_the_last_turn(tools, end, closeness, success, expected):
    assert paid(tools, tiered(tools, closeness, success, end)) == pytest.approx([0.0, expected])


@given(near=st.floats(0, 1), far=st.floats(0, 1), alpha=st.floats(0, 1.3))
def test_no_failure_earns_as_much_as_a_success(tools, near, far, alpha):
    lost = sum(paid(tools, tiered(tools, near, False, alpha=alpha)))
    won = 1.0 + sum(paid(tools, tiered(tools, far, True, alpha=alpha)))
    assert lost < won


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"tiers": [0.5, 0.5]}, "tiers that increase"),
        ({"tiers": []}, "tiers that increase"),
        ({"tiers": [-0.5, 0.5]}, "increase from 0 or above"),
        ({"alpha": 4 / 3}, "less than a success"),
        ({"alpha": -0.1}, "alpha >= 0"),
        ({"success": 0.375}, r"less than a success \(0.375\)"),
    ],
)
def test_tiers_that_break_the_order_are_refused(tools, arguments, words):
    with pytest.raises(ValueError, match=words):
        tiered(tools, 0.5, False, **arguments)
