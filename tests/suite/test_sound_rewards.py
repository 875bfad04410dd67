"""Rewards that are good, in which no check fails."""

import pytest

from turnwise.diagnose import diagnose

LAKE = {"id": "turnwise/FrozenLake-v0", "size": 4}
ROOMS = {"id": "turnwise/KeyRooms-v0", "rooms": 2, "room_size": 3, "boxes": 0, "distractors": 0, "locked": 1}
ROOMS |= {"max_episode_steps": 40}
TAXI = {"id": "turnwise/Taxi-v0", "size": 4, "stations": 2, "max_episode_steps": 30}
MAZE = {"id": "turnwise/Maze-v0", "size": 5, "loops": 0, "max_episode_steps": 30}
SOKOBAN = {"id": "turnwise/Sokoban-v0", "size": 5, "min_solution": 3}
GATED = ["Milestones", {"name": "GatedRewards", "terms": ["milestones"]}]

SOUND = {
    "the outcome alone": (SOKOBAN, []),
    "the outcome alone, on slippery ice": (LAKE | {"slippery": True}, []),
    "milestones, each once and little": (ROOMS, [{"name": "Milestones", "weight": 0.3}]),
    "milestones as a potential": (TAXI, [{"name": "Milestones", "mode": "potential"}]),
    "the distance to the goal as a potential": (MAZE, ["GoalDistance"]),
    "a potential of one's own": (LAKE, [{"name": "PotentialShaping", "potential": "planted_faults:upwards"}]),
    "milestones behind a gate": (ROOMS, GATED),
    "a small cost of repetition": (MAZE, [{"name": "RepetitionPenalty", "weight": 0.01}]),
    "a small cost of the wrong form": (LAKE, [{"name": "FormatReward", "right": 0.0, "wrong": -0.005}]),
    "progress times penalties": (SOKOBAN, ["ProgressTimesPenalty"]),
    "tiers": (TAXI, ["TieredReward"]),
    "efficacy": (LAKE, ["ActionEfficacy"]),
    "a little episodic curiosity": (LAKE, [{"name": "Curiosity", "method": "counts", "weight": 0.01}]),
    "clipped milestones": (
        TAXI,
        [{"name": "Milestones", "weight": 0.5}, {"name": "ProcessClip", "of": "milestones", "eta": 0.0}],
    ),
    "a bounded total": (LAKE, [{"name": "Bounded", "of": "total"}]),
    "another attempt after a failure": (LAKE, ["Retry"]),
}


@pytest.mark.parametrize("reward", SOUND)
def test_no_check_of_a_good_reward_fails(reward):
    env, layers = SOUND[reward]
    found = diagnose(env, layers, seeds=4, budget=20_000)
    assert found.of("failed") == []
    assert found.verdict == "sound"


def test_the_outcome_alone_passes_whatever_is_defined():
    found = diagnose(LAKE, seeds=4, budget=20_000)
    assert {finding.status for finding in found.findings} == {"passed"}


def test_a_sound_reward_may_be_doubtful_and_is_told_so():
    found = diagnose(TAXI, [{"name": "Milestones", "mode": "potential"}], seeds=2, budget=8_000)
    assert {"inert", "farming"} <= set(found.names("warning"))
