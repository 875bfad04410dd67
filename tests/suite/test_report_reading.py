"""Run folders become a report."""

import json
import shutil

import pytest

from turnwise.report import find_runs, read_report
from turnwise.report.reading import left_out_notes

LEFT_OUT = [
    {"name": name, "why": f"No {what}."} for name, what in (("A", "browser"), ("B", "engine"), ("C", "browser"))
]


def test_a_folder_of_runs_is_read_whole(recorded):
    report = read_report([recorded])
    assert report.summary.episodes == 32
    assert list(report.summary.environments) == ["FrozenLake-v0", "FrozenLake-v0 slippery=true"]
    assert sorted(report.summary.agents) == ["expert(noise=0.2)", "random"]
    assert report.notes == []


def test_one_run_can_be_read_alone(recorded):
    report = read_report([recorded / "random"])
    assert report.summary.agents == ["random"]
    assert report.title == "random"


def test_a_title_can_be_given(recorded):
    assert read_report([recorded], title="Lakes").title == "Lakes"


def test_each_term_says_what_it_pays_for_and_how_it_was_set(recorded, monkeypatch):
    report = read_report([recorded / "random"])
    assert list(report.terms) == ["outcome", "milestones", "gate"]
    assert report.terms["milestones"].startswith("Milestones() – Pay ")
    assert report.terms["gate"].startswith('GatedRewards(terms=["milestones"]) – ')
    assert report.gates == ["gate"]


def test_runs_stand_in_the_order_of_their_plan(recorded, tmp_path):
    shutil.copytree(recorded, tmp_path / "x")
    for order in (["random", "expert"], ["expert", "random"]):
        (tmp_path / "x" / "plan.json").write_text(json.dumps({"runs": order}))
        assert [run.name for run in find_runs(tmp_path / "x")] == order


def test_what_was_left_out_is_noted(recorded, tmp_path):
    shutil.copytree(recorded, tmp_path / "x")
    (tmp_path / "x" / "plan.json").write_text(json.dumps({"left_out": LEFT_OUT}))
    assert read_report([tmp_path / "x"]).notes == ["Left out: A and C. No browser.", "Left out: B. No engine."]


@pytest.mark.parametrize(
    ("names", "note"),
    [
        (["the family web"], "Left out: the family web (none here)."),
        (["the family text", "the family web"], "Left out: the families text and web (none here)."),
        ([f"the family {name}" for name in "abc"], "Left out: the families a, b and c (none here)."),
        (["Maze-v0", "the family a", "Taxi-v0", "the family b"],
         "Left out: Maze-v0, Taxi-v0 and the families a and b (none here)."),
    ],
)  # fmt: skip
def test_what_was_left_out_reads_as_a_sentence(names, note):
    assert left_out_notes([{"name": name, "why": "none here"} for name in names]) == [note]


def test_two_runs_of_one_name_are_told_apart(recorded, tmp_path):
    for place in ("a", "b"):
        shutil.copytree(recorded / "random", tmp_path / place / "random")
    report = read_report([tmp_path / "a", tmp_path / "b"])
    labels = [cell.label for cell in report.summary.environments["FrozenLake-v0"]]
    assert labels == ["random · a/random", "random · b/random"]


def test_an_unfinished_run_says_how_much_is_missing(recorded, tmp_path):
    run = shutil.copytree(recorded / "random", tmp_path / "run")
    lines = (run / "episodes.jsonl").read_bytes().splitlines(keepends=True)
    (run / "episodes.jsonl").write_bytes(b"".join(lines[:10]) + lines[10][:20])
    report = read_report([run])
    assert report.summary.episodes == 10
    assert any("ends in the middle of line 11" in note for note in report.notes)
    assert "random: 6 of its episodes have not been played yet." in report.notes


def test_a_run_without_its_episodes_or_its_folder_is_named(recorded, tmp_path):
    out = shutil.copytree(recorded, tmp_path / "x")
    (out / "random" / "episodes.jsonl").unlink()
    (out / "plan.json").write_text(json.dumps({"runs": ["random", "expert", "late"]}))
    report = read_report([out])
    assert report.notes == [
        "late: nothing of this run is counted; there is no run in " + str(out / "late") + ".",
        f"random: {out / 'random' / 'episodes.jsonl'} is missing; nothing of this run is counted.",
    ]
    assert report.summary.agents == ["expert(noise=0.2)"]


def test_a_report_in_which_no_episode_is_left_says_why(recorded, tmp_path):
    run = shutil.copytree(recorded / "random", tmp_path / "random")
    (run / "episodes.jsonl").unlink()
    report = read_report([run])
    assert (report.summary.episodes, len(report.notes)) == (0, 1)


def test_a_run_that_was_scored_anew_says_by_what(recorded, tmp_path):
    run = shutil.copytree(recorded / "random", tmp_path / "run")
    config = json.loads((run / "run.json").read_text())
    config["rescored"] = ["Milestones", {"name": "GatedRewards", "terms": ["milestones"], "term": "door"}]
    (run / "run.json").write_text(json.dumps(config))
    report = read_report([run])
    assert list(report.terms) == ["outcome", "milestones", "door"]
    assert report.gates == ["door"]


def test_nobody_else_s_code_is_loaded_from_a_trace(recorded, tmp_path, monkeypatch):
    run = shutil.copytree(recorded / "random", tmp_path / "run")
    config = json.loads((run / "run.json").read_text())
    config["envs"][0]["spec"]["additional_wrappers"] = [{"name": "x", "entry_point": "antigravity:x", "kwargs": {}}]
    config["envs"][1]["spec"]["additional_wrappers"] = [
        {"name": "x", "entry_point": "turnwise.wrappers.gone:Gone", "kwargs": {}}
    ]
    (run / "run.json").write_text(json.dumps(config))
    assert list(read_report([run]).terms) == ["outcome"]


@pytest.mark.parametrize(("name", "why"), [("empty", "no run"), ("missing", "does not exist")])
def test_a_folder_without_a_run_is_refused(tmp_path, name, why):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match=why):
        read_report([tmp_path / name])


def test_a_broken_plan_is_refused_by_name(recorded, tmp_path):
    shutil.copytree(recorded, tmp_path / "x")
    (tmp_path / "x" / "plan.json").write_text("{")
    with pytest.raises(ValueError, match=r"plan\.json cannot be read"):
        read_report([tmp_path / "x"])
