"""Stated confidence, key phrases beside a noisy verdict, and sub-goals that a model names."""

from __future__ import annotations

import pytest

import turnwise
from turnwise.reward_shaping.judged import calibration
from turnwise.wrappers import ConfidenceCalibration, LLMSubgoals, Milestones, NoisyReward, ReasoningPatternReward

ENDS = [(True, False), (False, True), (True, True)]


def scripted(tools, *rewards, end=(True, False)):
    turns = [{"reward": reward} for reward in rewards]
    turns[-1] |= {"terminated": end[0], "truncated": end[1]}
    return tools.Scripted(turns)


@pytest.mark.parametrize("end", ENDS)
def test_the_worked_example_of_ppo_c(tools, end):
    env = ConfidenceCalibration(scripted(tools, 0.3, 0.5, end=end), mean=0.5)
    record = tools.play(env, ["Confidence: 2", "Confidence: 9"])
    assert tools.terms(record, "calibration") == pytest.approx([0.0, 0.06])
    assert sum(row[1] for row in record) == pytest.approx(0.86)


def test_the_mean_is_of_past_episodes_and_outlives_them(tools):
    env = ConfidenceCalibration(scripted(tools, 1.0), alpha=0.5)
    paid = [tools.terms(tools.play(env, ["Confidence: 10"]), "calibration")[0] for _ in range(3)]
    assert paid == pytest.approx([0.25 * 1.0, 0.25 * 0.5, 0.25 * 0.25])
    assert env.mean == pytest.approx(0.875)
    twin = ConfidenceCalibration(scripted(tools, 1.0), alpha=0.5)
    twin.load_state_dict(env.state_dict())
    assert twin.mean == env.mean


def test_an_episode_that_was_cut_by_a_reset_is_not_counted(tools):
    env = ConfidenceCalibration(scripted(tools, 1.0, 1.0), alpha=0.5)
    env.reset()
    env.step("Confidence: 9")
    env.reset()
    assert env.mean == 0.0


@pytest.mark.parametrize("of", ["outcome", "total"])
def test_an_episode_whose_reward_is_missing_is_not_counted(tools, of):
    turns = [{"reward": 0.0, "missing": ["outcome"]}, {"reward": 1.0, "terminated": True}]
    env = ConfidenceCalibration(tools.Scripted(turns), of, mean=0.5)
    env.reset()
    env.step("Confidence: 10")
    info = env.step("x")[4]
    assert (info["reward_terms"]["calibration"], info["missing"], env.mean) == (0.0, ["calibration"], 0.5)
    assert "missing" not in tools.play(ConfidenceCalibration(scripted(tools, 1.0), of), ["x"])[-1][4]


def test_restoring_a_fork_restores_the_mean():
    env = turnwise.stack("turnwise/FrozenLake-v0", [{"name": "ConfidenceCalibration", "mean": 0.5, "alpha": 0.5}])
    env.reset(seed=0)
    state = turnwise.snapshot(env)
    for message in env.unwrapped.expert():
        if any(env.step(message)[2:4]):
            break
    assert env.mean != 0.5
    turnwise.restore(env, state)
    assert env.mean == 0.5


def test_no_stated_confidence_and_no_text_change_nothing(tools):
    env = ConfidenceCalibration(scripted(tools, 1.0))
    assert tools.terms(tools.play(env, ["sure"]), "calibration") == [0.0]
    numbers = ConfidenceCalibration(tools.Scripted([{"reward": 1.0, "terminated": True}], text=False))
    assert tools.terms(tools.play(numbers, [3]), "calibration") == [0.0]


def test_the_released_form_and_another_scale(tools):
    env = ConfidenceCalibration(scripted(tools, 0.8), how="threshold", mean=0.9, scale=100)
    (paid,) = tools.terms(tools.play(env, ["Confidence: 90%"]), "calibration")
    assert paid == pytest.approx(calibration(0.8, 0.9, 0.9, 0.5, "threshold")) == pytest.approx(-0.16)


@pytest.mark.parametrize("arguments", [{"how": "ratio"}, {"alpha": 1.5}, {"scale": 0.0}, {"of": "nothing"}])
def test_wrong_calibrations_are_refused(tools, arguments):
    with pytest.raises(ValueError, match=r"ConfidenceCalibration (needs|reads)"):
        ConfidenceCalibration(tools.Scripted([{}]), **arguments)


@pytest.mark.parametrize("end", ENDS)
def test_phrases_are_paid_at_the_end_whatever_the_outcome(tools, end):
    for rewards in ((0.0, 0.0), (0.0, 1.0)):
        env = ReasoningPatternReward(scripted(tools, *rewards, end=end), enough=4)
        assert tools.terms(tools.play(env, ["Wait, let me check", "Wait: thus 5"]), "pattern") == [0.0, 0.75]


def test_by_turn_each_message_is_read_alone(tools):
    env = ReasoningPatternReward(scripted(tools, 0.0, 0.0), enough=2, per="turn", weight=3.0)
    assert tools.terms(tools.play(env, ["wait thus hence", "hence"]), "pattern") == [3.0, 1.5]


def test_beside_a_verdict_it_pays_for_failures_only(tools):
    for reward, paid in [(1.0, 0.0), (0.0, 0.5)]:
        env = ReasoningPatternReward(scripted(tools, reward), enough=4, when="failed", of="outcome")
        assert tools.terms(tools.play(env, ["wait, thus"]), "pattern") == [paid]


def test_by_turn_the_verdict_is_that_of_the_turn(tools):
    env = ReasoningPatternReward(scripted(tools, 1.0, 0.0), enough=1, when="failed", per="turn")
    assert tools.terms(tools.play(env, ["wait", "wait"]), "pattern") == [0.0, 1.0]


@pytest.mark.parametrize("of", ["outcome", "total"])
@pytest.mark.parametrize(
    ("when", "per", "earned", "missing"),
    [
        ("failed", "turn", [0.0, 1.0], [True, False]),
        ("failed", "episode", [0.0, 0.0], [False, True]),
        ("always", "turn", [1.0, 1.0], [False, False]),
        ("always", "episode", [0.0, 1.0], [False, False]),
    ],
)
def test_a_missing_verdict_is_no_failure(tools, of, when, per, earned, missing):
    turns = [{"missing": ["outcome"]}, {"terminated": True}]
    env = ReasoningPatternReward(tools.Scripted(turns), enough=1, when=when, of=of, per=per)
    env.reset()
    infos = [env.step("wait")[4] for _ in turns]
    assert [info["reward_terms"]["pattern"] for info in infos] == earned
    assert ["pattern" in info.get("missing", ()) for info in infos] == missing


def test_a_missing_verdict_is_forgotten_by_the_next_episode(tools):
    env = ReasoningPatternReward(scripted(tools, 0.0), enough=1, when="failed")
    env.env.turns[0]["missing"] = ["outcome"]
    assert tools.terms(tools.play(env, ["wait"]), "pattern") == [0.0]
    del env.env.turns[0]["missing"]
    assert tools.terms(tools.play(env, ["wait"]), "pattern") == [1.0]


def test_what_another_term_misses_says_nothing_of_the_verdict(tools):
    turns = [{"missing": ["judge"], "terminated": True}]
    env = ReasoningPatternReward(tools.Scripted(turns), enough=1, when="failed", of="outcome")
    env.reset()
    info = env.step("wait")[4]
    assert (info["reward_terms"]["pattern"], info["missing"]) == (1.0, ["judge"])


def test_it_gives_back_something_of_what_a_flipped_verdict_takes(tools):
    flipped = NoisyReward(scripted(tools, 1.0), flip_prob=1.0)
    (row,) = tools.play(ReasoningPatternReward(flipped, enough=2, when="failed"), ["wait, hence: 4"])
    assert row[4] == {"outcome": 1.0, "noise": -1.0, "pattern": 1.0}


@pytest.mark.parametrize("arguments", [{"when": "never"}, {"per": "step"}, {"phrases": []}, {"enough": 0.0}])
def test_wrong_pattern_rewards_are_refused(tools, arguments):
    with pytest.raises(ValueError, match=r"ReasoningPatternReward needs|reasoning_pattern needs"):
        ReasoningPatternReward(tools.Scripted([{}]), **arguments)


def said(items, history, info):
    return [item["criterion"] in history[-2] for item in items]


def goals(observation, info):
    return ["key", "door"]


def subgoals(tools, messages, **arguments):
    turns = [{} for _ in messages]
    turns[-1]["terminated"] = True
    env = LLMSubgoals(tools.Scripted(turns), **{"decompose": goals, "judge": said, **arguments})
    return tools.terms(tools.play(env, messages), "subgoals")


def test_each_subgoal_pays_once_when_it_is_first_reached(tools):
    assert subgoals(tools, ["key", "x", "key", "door"], weight=2.0) == [1.0, 0.0, 0.0, 1.0]


def test_a_subgoal_that_was_reached_stays_reached(tools):
    assert subgoals(tools, ["key", "x", "door"], mode="level") == [0.5, 0.5, 1.0]
    assert subgoals(tools, ["key", "x", "door"], mode="potential") == [0.5, 0.0, -0.5]


def test_reached_subgoals_are_not_asked_about(tools):
    asked = []

    def judge(items, history, info):
        asked.append([item["criterion"] for item in items])
        return said(items, history, info)

    subgoals(tools, ["key", "x", "door", "x"], judge=judge)
    assert asked == [["key", "door"], ["door"], ["door"]]


def test_sub_goals_that_are_one_text_are_refused(tools):
    with pytest.raises(ValueError, match="needs `decompose` to return a list of sub-goals; it returned 'open it'"):
        LLMSubgoals(tools.Scripted([{}]), lambda observation, info: "open it", said).reset()


def test_the_versions_of_both_models_are_noted(tools):
    class Model:
        def __init__(self, asked, version):
            self.asked, self.version, self.identity = asked, version, asked.__name__

        def __call__(self, *given):
            return self.asked(*given)

    versions = LLMSubgoals(tools.Scripted([{}]), Model(goals, 3), Model(said, 7)).reset()[1]["versions"]
    assert versions["subgoals"] == {"identity": "goals", "version": 3}
    assert versions["subgoals.1"] == {"identity": "said", "version": 7}
    assert LLMSubgoals(tools.Scripted([{}]), goals, Model(said, 7)).reset()[1]["versions"].keys() == {"subgoals"}


def test_subgoals_are_milestones_for_the_layers_outside(tools):
    inner = tools.Scripted([{"milestones": {"own": True}}, {}], {"milestones": {"own": False}})
    env = Milestones(LLMSubgoals(inner, goals, said), weights={"door": 1.0, "own": 0.5})
    assert env.reset()[1]["milestones"] == {"own": False, "key": False, "door": False}
    info = env.step("door")[4]
    assert info["milestones"] == {"own": True, "key": False, "door": True}
    assert info["reward_terms"] == {"outcome": 0.0, "subgoals": 0.5, "milestones": 1.5}


def test_the_environment_s_own_milestones_are_not_computed_for_it():
    env = turnwise.stack(
        "turnwise/KeyRooms-v0",
        [{"name": "LLMSubgoals", "decompose": "wrapper_cases.judged:goals", "judge": "wrapper_cases.judged:mentioned"}],
    )
    env.reset(seed=0)
    info = env.step("look")[4]
    assert not dict.__contains__(info, "milestones")
    assert {"think", "q"} < set(info["milestones"])


@pytest.mark.parametrize("none", [None, []])
def test_a_task_that_could_not_be_split_is_missing_on_every_turn(tools, none):
    env = LLMSubgoals(tools.Scripted([{}, {}]), lambda observation, info: none, said)
    env.reset()
    for message in ("key", "door"):
        info = env.step(message)[4]
        assert (info["reward_terms"]["subgoals"], info["missing"]) == (0.0, ["subgoals"])


def test_a_turn_of_which_the_judge_cannot_tell_is_missing_and_the_subgoals_stay_open(tools):
    answers = iter([None, [None, None], [True, None], [True]])
    env = LLMSubgoals(tools.Scripted([{}] * 5), goals, lambda *given: next(answers))
    env.reset()
    seen = [env.step("x")[4] for _ in range(5)]
    assert [info["reward_terms"]["subgoals"] for info in seen] == [0.0, 0.0, 0.5, 0.5, 0.0]
    assert [info.get("missing") for info in seen] == [["subgoals"], ["subgoals"], None, None, None]


def test_each_episode_is_split_anew(tools):
    splits = iter([["a"], None, ["b", "c"]])
    env = LLMSubgoals(tools.Scripted([{"terminated": True}]), lambda observation, info: next(splits), said)
    assert [tools.terms(tools.play(env, [text]), "subgoals") for text in "aab"] == [[1.0], [0.0], [0.5]]


def test_an_unknown_mode_is_refused(tools):
    with pytest.raises(ValueError, match="mode"):
        LLMSubgoals(tools.Scripted([{}]), goals, said, "best")
