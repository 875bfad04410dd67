"""What each check shows beside its verdict: evidence that can be played again, and numbers done by hand."""

import gymnasium as gym
import numpy as np
import pytest
from planted_faults import AliveBonus, ChangeBonus

import turnwise
from turnwise.diagnose import diagnose
from turnwise.diagnose.case import Case, Spent
from turnwise.diagnose.checks import carries_over, distance, farming, magnitude, noise, policy_invariance, variance
from turnwise.diagnose.ledgers import differing
from turnwise.diagnose.players import slipping
from turnwise.diagnose.stacks import at_level, turn_limit
from turnwise.diagnose.worth import grade, paid_share, share
from turnwise.reward_shaping.diagnostics.played_episode import PlayedEpisode, play
from turnwise.reward_shaping.diagnostics.tabular import NotDefined

LAKE = {"id": "turnwise/FrozenLake-v0", "size": 4}
TURNS = 30


def one(check, env, layers=(), *, gamma=1.0, seeds=(0, 1, 2), budget=20_000):
    """Return the one finding of a check; None where it passed in silence."""
    case = Case(env, layers, gamma=gamma, seeds=seeds, budget=budget)
    found = list(check.CHECK.run(case))
    case.close()
    assert len(found) <= 1
    return found[0] if found else None


def planted(name):
    return [f"planted_faults:{name}"]


@pytest.mark.parametrize(
    ("gained", "worth", "part", "status"),
    [
        (0.0, 1.0, 0.0, "passed"),
        (-2.0, 1.0, 0.0, "passed"),
        (0.04, 1.0, 0.04, "passed"),
        (0.05, 1.0, 0.05, "warning"),
        (0.99, 1.0, 0.99, "warning"),
        (1.0, 1.0, 1.0, "failed"),
        (3.0, 2.0, 1.5, "failed"),
        (0.1, 0.0, float("inf"), "failed"),
        (0.1, -1.0, float("inf"), "failed"),
    ],
)
def test_a_behaviour_is_judged_by_its_share_of_what_solving_is_worth(gained, worth, part, status):
    assert share(gained, worth) == pytest.approx(part)
    assert grade(part) == status


def test_where_solving_is_worth_nothing_a_gain_counts_by_what_the_expert_is_paid():
    assert [share(gained, -0.5, scale=2.0) for gained in (0.05, 0.2)] == [0.0, float("inf")]


def test_a_potential_that_favours_solved_ends_is_worth_a_warning_alone():
    machine = {"initial": "on", "transitions": [["on", "success", "done", 1.0]], "terminal": ["done"]}
    found = diagnose(LAKE, [{"name": "RewardMachineReward", "machine": machine}], seeds=2, budget=8_000)
    assert found.of("failed") == []


def test_a_share_is_about_what_is_paid_beyond_nonsense():
    def episode(outcome, term):
        return PlayedEpisode(0, rewards=[outcome + term], paid={"outcome": [outcome], "term": [term]})

    case = Case(LAKE, gamma=1.0, seeds=[0], budget=1)
    behaviour, floor, honest = episode(0.0, 0.7), episode(0.0, 0.2), episode(1.0, 0.6)
    assert paid_share(case, behaviour, floor, honest) == pytest.approx(0.5 / 1.4)
    assert paid_share(case, behaviour, floor, honest, "term") == pytest.approx(0.5 / 0.4)


def test_what_is_paid_is_discounted_as_the_learner_does():
    episode = PlayedEpisode(0, rewards=[1.0, 2.0, 4.0], paid={"term": [0.0, 2.0, 0.0]})
    case = Case(LAKE, gamma=0.5, seeds=[0], budget=1)
    assert (case.earned(episode), case.earned(episode, "term"), case.earned(episode, "other")) == (3.0, 1.0, 0.0)


@pytest.mark.parametrize("gamma", [0.8, 0.95])
def test_a_potential_is_sound_under_its_own_discount_and_can_be_farmed_under_none(gamma):
    layers = [{"name": "GoalDistance", "gamma": gamma}]
    assert diagnose(LAKE, layers, gamma=gamma, seeds=3, budget=20_000).of("failed") == []
    other = diagnose(LAKE, [{"name": "GoalDistance", "gamma": 0.8}], gamma=1.0, seeds=3, budget=20_000)
    assert {"farming", "re-earnable"} <= set(other.names("failed"))


def test_what_farming_found_can_be_played_again():
    finding = one(farming, LAKE, planted("AliveBonus"))
    env = AliveBonus(gym.make(**LAKE))
    again = play(env, finding.evidence["messages"], seed=finding.evidence["level"])
    assert not again.solved
    assert again.total_reward == pytest.approx(finding.evidence["false"]) == pytest.approx(0.1 * TURNS)
    assert finding.evidence["exact"] == pytest.approx(0.1 * TURNS)
    assert finding.evidence["terms"] == {"alive": pytest.approx(0.1 * TURNS)}
    assert finding.evidence["honest"] < finding.evidence["false"]


def test_farming_says_what_was_tried_also_where_it_passed():
    finding = one(farming, LAKE)
    assert (finding.status, finding.evidence["false"], finding.evidence["honest"]) == ("passed", 0.0, 1.0)
    assert {"idle", "oscillate", "search"} <= set(finding.evidence["tried"])


@pytest.mark.parametrize(("bonus", "status"), [(0.01, None), (1.5, "warning"), (5.0, "failed")])
def test_a_term_is_compared_with_all_that_is_paid(bonus, status):
    finding = one(magnitude, LAKE, [{"name": "Milestones", "weight": bonus}])
    assert (finding and finding.status) == status
    if finding:
        assert finding.evidence["shares"]["milestones"] == pytest.approx(bonus / (1 + bonus))


def test_noise_is_measured_in_one_level():
    finding = one(noise, LAKE, [{"name": "NoisyReward", "flip_prob": 0.5}])
    returns = finding.evidence["returns"]
    assert set(returns) == {0.0, 1.0}
    assert len(returns) == 32
    assert 0.1 < np.mean(returns) < 0.9


def test_slippery_ice_is_no_noise():
    assert one(noise, LAKE | {"slippery": True}) is None


def test_an_episode_that_counts_for_less_later_is_told():
    finding = one(carries_over, LAKE, planted("LaterIsLess"))
    assert finding.evidence["returns"] == [pytest.approx(1.1), pytest.approx(1.05)]


def test_value_iteration_shows_where_the_two_part():
    finding = one(policy_invariance, LAKE, planted("ChangeBonus"), gamma=0.95)
    assert finding.evidence["taken"] not in finding.evidence["better"]
    env = ChangeBonus(gym.make(**LAKE))
    played = play(env, [*finding.evidence["path"], finding.evidence["taken"]], seed=0)
    assert not played.terminated
    assert finding.evidence["regret"] == pytest.approx(finding.evidence["optimal"])


def test_a_potential_with_the_learner_s_discount_changes_nothing_that_is_optimal():
    assert one(policy_invariance, LAKE, [{"name": "GoalDistance", "gamma": 0.9}], gamma=0.9) is None


def test_at_a_discount_of_one_the_turns_are_part_of_the_state():
    case = Case(LAKE, gamma=1.0, seeds=[0], budget=40_000)
    whole, counted = case.table, case.counted_table
    assert len(whole.ended) <= 16 < len(counted.ended)
    assert "limit=" in Case(LAKE | {"size": 6}, gamma=1.0, seeds=[0], budget=4_000).counted_table.reason


def test_a_distance_is_exact_where_there_is_a_table():
    same = one(distance, LAKE)
    assert (same.status, same.evidence["epic"], same.evidence["exact"]) == ("passed", 0.0, True)
    shaped = one(distance, LAKE, [{"name": "GoalDistance", "gamma": 0.9}], gamma=0.9)
    assert shaped.evidence["epic"] == pytest.approx(0.0, abs=1e-6)
    away = one(distance, LAKE, [{"name": "Milestones", "mode": "level", "weight": 5.0}], gamma=0.9)
    assert away.evidence["epic"] > 0.2


def test_a_distance_of_what_depends_on_the_past_is_not_defined():
    assert one(distance, LAKE, ["Milestones"]).status == "not defined"


def test_a_reward_that_never_varies_teaches_nothing():
    finding = one(variance, LAKE, planted("Cancelled"))
    assert finding.status == "warning"
    assert finding.evidence["flat tasks"] == 1.0
    assert one(variance, LAKE).status == "passed"


def test_length_is_paid_by_its_share():
    found = diagnose(LAKE, [{"name": "LengthReward", "weight": 0.02, "limit": 700}], seeds=2, budget=8_000)
    (finding,) = [each for each in found.findings if each.name == "length"]
    assert finding.status == "warning"
    assert finding.evidence["after"]["length"] > finding.evidence["before"]["length"]


def test_a_price_for_length_is_no_fault():
    found = diagnose(LAKE, [{"name": "LengthReward", "weight": -0.05}], seeds=2, budget=8_000)
    assert found.status("length") == "passed"
    assert found.verdict == "sound"


def test_a_small_pay_for_form_is_worth_a_warning():
    found = diagnose(LAKE, [{"name": "FormatReward", "right": 0.01}], seeds=2, budget=8_000)
    assert found.status("format-only") == "warning"
    once = diagnose(LAKE, [{"name": "FormatReward", "right": 0.04, "per": "episode"}], seeds=2, budget=8_000)
    assert once.status("format-only") == "passed"


def test_tags_that_a_wrapper_declares_are_tried():
    found = diagnose(LAKE, [{"name": "FormatReward", "tags": ["plan", "move+"], "right": 0.2}], seeds=2, budget=8_000)
    (finding,) = [each for each in found.findings if each.name == "format-only"]
    assert finding.status == "failed"
    assert "<plan>zzz</plan><move>zzz</move>" in finding.says


def test_a_level_is_held_whatever_seed_the_wrappers_are_given():
    env = gym.make(**LAKE)
    first = env.reset(seed=3)[0]
    with at_level(env, 3):
        assert env.reset(seed=99)[0] == first
    assert env.reset(seed=99)[0] != first


def test_a_turn_limit_is_found_in_a_stack_and_given_where_there_is_none():
    assert turn_limit(turnwise.stack(LAKE, ["Milestones"])) == TURNS
    bare = gym.make(**LAKE).unwrapped
    assert turn_limit(bare) is None
    assert Case(lambda: bare, gamma=1.0, seeds=[0], budget=10).turns == 200


def test_slips_are_the_same_for_the_same_seed():
    env = gym.make(**LAKE)
    episodes = [play(env, slipping(0.5, seed)(env.unwrapped), seed=1).actions for seed in (1, 1, 2)]
    assert episodes[0] == episodes[1] != episodes[2]


def test_ledgers_differ_by_term_and_turn():
    one, other = (PlayedEpisode(0, paid={"a": [1.0, 0.0], "b": [0.5]}) for _ in range(2))
    assert differing(one, other) == []
    other.paid = {"a": [0.0, 1.0], "b": [0.5], "c": [0.0]}
    assert differing(one, other) == ["a", "c"]


def test_a_case_counts_every_step_and_stops_at_its_budget():
    case = Case(LAKE, gamma=1.0, seeds=[0], budget=7)
    case.env.reset(seed=0)
    for _ in range(7):
        case.env.step("zzz")
    with pytest.raises(Spent):
        case.env.step("zzz")
    assert (case.steps, case.left) == (7, 0)


def test_a_reward_that_remembers_is_played_on_a_stack_of_its_own():
    case = Case(LAKE, planted("LaterIsLess"), gamma=1.0, seeds=[0, 1], budget=10_000)
    assert case.remembers
    assert [episode.term_totals["stale"] for episode in case.honest.values()] == [0.1, 0.1]
    assert case.make() is not case.make()
    assert not Case(LAKE, gamma=1.0, seeds=[0], budget=100).remembers


def test_a_stack_that_cannot_be_told_apart_has_no_table():
    case = Case(lambda: Opaque(gym.make(**LAKE)), gamma=1.0, seeds=[0], budget=10_000)
    assert isinstance(case.table, NotDefined)
    assert "A memory of type object cannot tell states apart" in case.table.reason


class Opaque(gym.Wrapper):
    """Remembers something that nothing can be compared with."""

    memory = ("kept",)

    def __init__(self, env):
        super().__init__(env)
        self.kept = object()
