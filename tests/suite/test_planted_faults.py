"""Rewards that are bad on purpose, each caught by name."""

import pytest

from turnwise.diagnose import diagnose

LAKE = {"id": "turnwise/FrozenLake-v0", "size": 4}
TAXI = {"id": "turnwise/Taxi-v0", "size": 4, "stations": 2, "max_episode_steps": 30}


def planted(name, **arguments):
    """Return a layer of ``tests/support/planted_faults.py``."""
    return {"name": f"planted_faults:{name}", **arguments}


FAULTS = {
    "a milestone that can be earned again": (TAXI, [planted("MilestoneEachTime")], {"re-earnable", "farming"}),
    "a milestone paid while it holds": (LAKE, [{"name": "Milestones", "mode": "level"}], {"re-earnable", "farming"}),
    "a potential that is not zeroed": (LAKE, [planted("RowPotential")], {"un-zeroed-potential"}),
    "a penalty behind a gate": (
        LAKE,
        [
            {"name": "RepetitionPenalty", "weight": 0.2},
            {"name": "GatedRewards", "terms": ["repetition"], "allow_negative": True},
        ],
        {"amnesty-gate"},
    ),
    "flipped verdicts": (LAKE, [{"name": "NoisyReward", "flip_prob": 0.3}], {"noise"}),
    "noise that no seed reaches": (LAKE, [planted("Jitter")], {"noise"}),
    "length": (LAKE, [{"name": "LengthReward", "limit": 50}], {"length", "farming"}),
    "a substring taken for the answer": (LAKE, [planted("SubstringMatch")], {"answer-matching", "farming"}),
    "pay for idling": (LAKE, [planted("AliveBonus")], {"farming", "re-earnable", "refused-messages"}),
    "pay for form alone": (LAKE, ["FormatReward"], {"format-only"}),
    "pay for change, undone and redone": (LAKE, [planted("ChangeBonus")], {"farming", "re-earnable"}),
    "pay for every message that is understood": (
        LAKE,
        [planted("ValidBonus")],
        {"farming", "failing-beats-succeeding"},
    ),
    "progress without a price for going back": (LAKE, [planted("NearerPays")], {"farming", "re-earnable"}),
    "the same out of the box": (
        LAKE,
        [{"name": "ProgressTimesPenalty", "progress": "goal_distance", "once": False, "weight": 2.0}],
        {"farming"},
    ),
    "a judge that outweighs the outcome": (LAKE, [planted("PoliteJudge")], {"magnitude", "farming"}),
    "pay for messages that are refused": (LAKE, [planted("RefusedBonus")], {"refused-messages", "farming"}),
    "success read from the transcript": (LAKE, [planted("TranscriptSuccess")], {"claimed-success"}),
    "turns that cost more than success pays": (LAKE, [planted("StepCost")], {"failing-beats-succeeding"}),
    "success that is taken back": (LAKE, [planted("Cancelled")], {"missing-success-signal"}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught_by_name(fault):
    env, layers, names = FAULTS[fault]
    found = diagnose(env, layers, seeds=4, budget=20_000)
    assert names <= set(found.names("failed"))
    assert found.verdict == "bad"


@pytest.mark.parametrize(
    "fault", ["a potential that is not zeroed", "pay for form alone", "success read from the transcript"]
)
def test_a_fault_that_one_check_alone_can_see_is_named_with_its_term(fault):
    env, layers, (name,) = FAULTS[fault]
    (finding,) = diagnose(env, layers, seeds=4, budget=20_000).of("failed")
    assert finding.name == name
    assert finding.term
    assert repr(finding.term) in finding.says


def test_a_potential_with_another_discount_is_worth_a_warning():
    found = diagnose(LAKE, [{"name": "GoalDistance", "gamma": 0.9}], gamma=0.99, seeds=2, budget=8_000)
    assert found.status("another-discount") == "warning"


def test_a_reward_that_remembers_earlier_episodes_is_worth_a_warning():
    found = diagnose(LAKE, [planted("LaterIsLess")], seeds=2, budget=8_000)
    assert (found.status("carries-over"), found.status("noise"), found.verdict) == ("warning", "passed", "sound")


def test_without_an_outcome_in_sight_of_the_learner_value_iteration_sees_what_is_optimal_instead():
    found = diagnose(LAKE, [planted("ChangeBonus")], gamma=0.95, seeds=2, budget=20_000)
    (finding,) = [each for each in found.findings if each.name == "policy-invariance"]
    assert finding.status == "failed"
    assert finding.evidence["regret"] == pytest.approx(finding.evidence["optimal"])
    assert finding.evidence["exact"]
