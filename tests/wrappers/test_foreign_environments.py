"""Wrappers on Gymnasium environments that have never heard of us."""

from __future__ import annotations

import gymnasium as gym
import pytest

import turnwise

WORKING = [
    [{"name": "PotentialShaping", "potential": "wrapper_cases.shaping:potential"}],
    ["RepetitionPenalty"],
    [{"name": "EnsembleReward", "judges": ["wrapper_cases.shaping:eager"], "per": "turn"}],
    [{"name": "NoisyReward", "flip_prob": 0.5}],
    [{"name": "ProcessClip", "of": "outcome", "eta": 0.5}],
    [{"name": "ProcessDelta", "of": "total"}],
    [{"name": "Bounded", "of": "outcome"}],
    [
        {"name": "EnsembleReward", "judges": ["wrapper_cases.shaping:eager"], "non_negative": True},
        {"name": "GatedRewards", "terms": ["ensemble"], "threshold": 5.0},
    ],
    ["TurnBudgetAnneal", "RepetitionPenalty"],
]
MISSING = {
    "Milestones": r"info\['milestones'\]",
    "GoalDistance": r"info\['channels'\]\['goal_distance'\]",
    "ProgressTimesPenalty": r"info\['milestones'\]",
    "TieredReward": r"info\['success'\]",
    "ActionEfficacy": r"info\['channels'\]\['state_changed'\]",
    "FormatReward": "messages as actions",
    "Retry": r"info\['success'\]",
}


@pytest.mark.parametrize("wrapping", WORKING, ids=str)
@pytest.mark.parametrize("foreign", ["CartPole-v1", "FrozenLake-v1"])
def test_the_ledger_starts_with_the_environment_s_reward(foreign, wrapping):
    env, bare = turnwise.stack({"id": foreign, "max_episode_steps": 12}, wrapping), gym.make(foreign)
    for seed in (0, 1):
        env.reset(seed=seed)
        bare.reset(seed=seed)
        for turn in range(12):
            action = turn % 2
            observed = bare.step(action)
            _, reward, terminated, truncated, info = env.step(action)
            assert info["reward_terms"]["outcome"] == float(observed[1])
            assert reward == pytest.approx(sum(info["reward_terms"].values()), abs=1e-9)
            if terminated or truncated:
                break


@pytest.mark.parametrize("name", MISSING)
def test_what_an_environment_does_not_report_is_named_at_the_reset(name):
    env = turnwise.stack("CartPole-v1", [name])
    with pytest.raises(ValueError, match=rf"{name} needs {MISSING[name]}.*<CartPoleEnv<CartPole-v1>>"):
        env.reset()


def test_a_foreign_wrapper_that_changes_the_reward_is_a_term_of_its_class_s_name(tools):
    inner = gym.wrappers.TransformReward(
        tools.Scripted([{"reward": 1.0, "terminated": True}]), lambda reward: 3 * reward
    )
    env = tools.around(inner, "RepetitionPenalty", {"name": "ProcessClip", "of": "total", "eta": 1.0})
    record = tools.play(env, ["go"])
    assert record[0][4] == {"outcome": 3.0, "repetition": 0.0, "clip": -3.0}
    env = gym.wrappers.TransformReward(tools.around(tools.Scripted([{"reward": 1.0}]), "RepetitionPenalty"), abs)
    env = tools.around(env, {"name": "ProcessClip", "of": "TransformReward", "eta": 5.0})
    assert set(tools.play(env, ["go"])[0][4]) == {"outcome", "repetition", "clip"}


def test_a_foreign_wrapper_between_ours_can_be_read_and_cannot_be_gated(tools):
    inner = tools.around(tools.Scripted([{"reward": 1.0, "terminated": True}]), "RepetitionPenalty")
    env = gym.wrappers.TransformReward(inner, lambda reward: reward + 2.0)
    clip = {"name": "ProcessClip", "of": "TransformReward", "eta": 0.5}
    assert tools.play(tools.around(env, clip), ["go"])[0][4] == {
        "outcome": 1.0,
        "repetition": 0.0,
        "TransformReward": 2.0,
        "clip": -2.0,
    }
    with pytest.raises(ValueError, match="cannot gate 'TransformReward': it can be negative"):
        tools.around(env, {"name": "GatedRewards", "terms": ["TransformReward"]})
