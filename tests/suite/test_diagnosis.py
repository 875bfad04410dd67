"""How a diagnosis is made, what it says as a whole, and how it is kept."""

import json
import os
import subprocess
import sys

import gymnasium as gym
import pytest
from riddle import Mentions, Riddle

from turnwise.diagnose import Diagnosis, Finding, diagnose
from turnwise.diagnose.checks import CHECKS, NAMES
from turnwise.diagnose.file import FILE, read_diagnoses, write_diagnoses
from turnwise.diagnose.finding import PASSED, UNDEFINED, WARNING, plain
from turnwise.wrappers import Milestones, PotentialShaping

LAKE = {"id": "turnwise/FrozenLake-v0", "size": 4}
FEW = {"seeds": 2, "budget": 4_000}


def made(*statuses):
    """Return a diagnosis whose checks came out so."""
    return Diagnosis(
        "E-v0", ("A",), tuple(Finding(f"check-{place}", each, "S.") for place, each in enumerate(statuses))
    )


@pytest.mark.parametrize(
    ("statuses", "verdict"),
    [
        (["passed"], "sound"),
        (["passed", "warning", "not defined"], "sound"),
        (["passed", "failed"], "bad"),
        (["not defined", "failed"], "bad"),
        (["not defined"], "unknown"),
        ([], "unknown"),
    ],
)
def test_the_verdict_is_bad_if_any_check_failed_and_unknown_if_none_spoke(statuses, verdict):
    assert made(*statuses).verdict == verdict


def test_the_status_of_a_check_is_its_worst():
    found = Diagnosis("E", (), (Finding("a", PASSED, ""), Finding("a", WARNING, ""), Finding("b", UNDEFINED, "")))
    assert [found.status(name) for name in ("a", "b", "c")] == ["warning", "not defined", "not defined"]
    assert found.names(WARNING) == ["a"]


def test_every_check_speaks_once_at_least_and_by_a_name_of_the_list():
    found = diagnose(LAKE, ["Milestones"], **FEW)
    assert {finding.name for finding in found.findings} == set(NAMES)
    assert [each.says for each in found.findings if not each.says.endswith(".") or each.says[0].islower()] == []


def test_names_are_kebab_case():
    assert all(name == name.lower() and " " not in name and "_" not in name for name in NAMES)


def test_the_same_arguments_find_the_same_in_any_process():
    program = (
        "import json; from turnwise.diagnose import diagnose;"
        f"print(json.dumps(diagnose({LAKE!r}, ['Milestones', 'RepetitionPenalty'], **{FEW!r}).data()))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert " at 0x" not in said[0]


@pytest.mark.parametrize("budget", [1, 50, 400, 3_000])
def test_no_more_steps_are_taken_than_the_budget_has_and_what_was_left_out_says_so(budget):
    found = diagnose(LAKE, ["Milestones"], seeds=2, budget=budget)
    assert found.steps <= budget
    spent = [finding for finding in found.findings if "budget did not suffice" in finding.says]
    assert spent
    assert {finding.status for finding in spent} == {"not defined"}


def test_without_a_step_nothing_is_known():
    assert diagnose(LAKE, seeds=1, budget=1).verdict != "bad"
    assert diagnose(LAKE, seeds=1, budget=1, checks=CHECKS[:1]).verdict == "unknown"


def test_progress_is_told_before_each_check():
    told = []
    diagnose(LAKE, **FEW, checks=CHECKS[:3], progress=lambda *said: told.append(said))
    assert told == [("noise", 0, 3), ("missing-success-signal", 1, 3), ("failing-beats-succeeding", 2, 3)]


@pytest.mark.parametrize(
    "wrong", [{"seeds": 0}, {"seeds": []}, {"seeds": [-1]}, {"budget": 0}, {"gamma": 0.0}, {"gamma": 1.1}]
)
def test_arguments_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match="diagnose needs at least one seed"):
        diagnose(LAKE, **wrong)


def test_actions_that_are_not_messages_are_refused():
    with pytest.raises(ValueError, match="diagnose speaks in messages"):
        diagnose(lambda: gym.make("CartPole-v1"))


def test_a_wrapper_s_refusal_is_passed_on():
    with pytest.raises(ValueError, match="needs mode to be one of"):
        diagnose(LAKE, [{"name": "Milestones", "mode": "last"}])


def test_levels_are_chosen_by_seed():
    found = diagnose(LAKE, seeds=[7, 3], budget=2_000)
    assert found.seeds == (7, 3)


def test_an_environment_that_is_handed_over_is_used_as_it_is_and_left_open():
    env = Milestones(gym.make(**LAKE), "level")
    found = diagnose(env, **FEW)
    assert found.verdict == "bad"
    assert found.rewards == ('Milestones:mode="level"',)
    assert found.status("noise") == "not defined"
    assert "step" not in vars(env.unwrapped)
    env.reset(seed=0)
    env.step("left")


def test_live_objects_are_named_by_their_wrapper():
    found = diagnose(lambda: PotentialShaping(gym.make(**LAKE), lambda observation, info: 0.0), **FEW, label="Mine")
    assert (found.env, found.rewards, found.stack) == ("Mine", ("PotentialShaping",), {})


def test_an_environment_without_an_expert_is_told_what_is_missing():
    found = diagnose(lambda: Riddle(advice=False), seeds=2, budget=20_000)
    assert found.verdict == "sound"
    assert "no expert" in next(each.says for each in found.findings if each.name == "farming")
    assert found.status("noise") == "passed"


def test_an_answer_found_anywhere_in_a_message_is_caught_in_a_term_and_in_the_world_itself():
    assert diagnose(lambda: Riddle(), seeds=3, budget=20_000).of("failed") == []
    for make in (lambda: Mentions(Riddle()), lambda: Riddle(loose=True)):
        assert "answer-matching" in diagnose(make, seeds=3, budget=20_000).names("failed")


def test_a_diagnosis_is_read_as_it_was_written(tmp_path):
    found = diagnose(LAKE, ["Milestones"], **FEW)
    write_diagnoses(tmp_path, [found])
    (again,) = read_diagnoses(tmp_path)
    assert again.data() == found.data()
    assert (again.verdict, again.rewards, again.seeds) == (found.verdict, found.rewards, found.seeds)


def test_a_diagnosis_of_the_same_reward_is_replaced_and_others_stay(tmp_path):
    write_diagnoses(tmp_path, [made("passed")])
    other = Diagnosis("E-v0", ("B",), ())
    write_diagnoses(tmp_path, [made("failed"), other])
    assert [each.verdict for each in read_diagnoses(tmp_path)] == ["bad", "unknown"]


def test_where_nothing_was_diagnosed_there_is_nothing_to_read(tmp_path):
    assert read_diagnoses(tmp_path) == []


@pytest.mark.parametrize("text", ["{", "[]", '{"diagnoses": [{"env": "E"}]}', '{"diagnoses": [1]}'])
def test_a_broken_file_is_named(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(ValueError, match=r"diagnosis\.json cannot be read"):
        read_diagnoses(tmp_path)


def test_a_status_that_does_not_exist_is_refused():
    data = made("passed").data()
    data["findings"][0]["status"] = "fine"
    with pytest.raises(ValueError, match="no status 'fine'"):
        Diagnosis.read(data)


def test_evidence_is_plain_data_that_json_can_hold():
    value = {"a": (1, 2.5), 3: float("nan"), "c": float("-inf"), "d": {"e": None}, "f": ValueError("x")}
    text = json.dumps(plain(value), allow_nan=False)
    assert json.loads(text) == {"a": [1, 2.5], "3": "nan", "c": "-inf", "d": {"e": None}, "f": "x"}
