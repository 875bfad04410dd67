"""The commands that read recorded runs: replay, rescore and report."""

import json
import re
import shutil
import subprocess
import sys

import pytest


def test_a_run_plays_again_as_it_was(turnwise, played):
    result = turnwise("replay", played)
    assert result.exit_code == 0
    assert "4 episodes, 0 differences" in result.output


def test_a_replay_that_differs_reports_it_with_exit_code_1(turnwise, run, played, tmp_path):
    out = tmp_path / "x"
    assert run(out).exit_code == 0
    file = out / "random" / "episodes.jsonl"
    file.write_bytes(file.read_bytes().replace(b"P.", b"Q."))
    result = turnwise("replay", out, "--differences", 2)
    assert result.exit_code == 1
    assert "observations was" in result.output
    assert "more; see --differences" in result.output


def test_turns_are_counted_from_1_as_in_the_viewer(turnwise, played, tmp_path):
    out = shutil.copytree(played / "random", tmp_path / "x")
    lines = (out / "episodes.jsonl").read_text().splitlines(keepends=True)
    for number, line in enumerate(lines):
        entry = json.loads(line)
        entry["observations"][1] = "changed"
        lines[number] = json.dumps(entry) + "\n"
    (out / "episodes.jsonl").write_text("".join(lines))
    text = turnwise("replay", out).output
    assert re.findall(r"turn (\d+): observations", text) == ["1"] * len(lines)
    assert "Turns are counted from 1" in turnwise("replay", "--help").output


def damaged(played, tmp_path):
    """Return a copy of a folder of runs, and the one of its runs that lost its episodes."""
    out = shutil.copytree(played, tmp_path / "damaged")
    (out / "random" / "episodes.jsonl").unlink()
    return out, out / "random"


def test_a_run_that_lost_its_episodes_is_not_replayed(turnwise, played, tmp_path):
    out, lost = damaged(played, tmp_path)
    for folder in (out, lost):
        result = turnwise("replay", folder)
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"{lost} holds no episodes.jsonl" in result.stderr


def test_a_run_that_lost_its_episodes_is_not_rescored(turnwise, played, tmp_path):
    out, lost = damaged(played, tmp_path)
    result = turnwise("rescore", out, "--reward", "Milestones", "--out", tmp_path / "y")
    assert result.exit_code == 1
    assert f"{lost} holds no episodes.jsonl" in result.stderr
    assert not (tmp_path / "y").exists()


def test_a_run_that_lost_its_episodes_is_named_in_the_report(turnwise, played, tmp_path):
    out, lost = damaged(played, tmp_path)
    note = f"random: {lost / 'episodes.jsonl'} is missing; nothing of this run is counted."
    assert note in turnwise("report", out, "--text").output.replace("\n", "")
    assert turnwise("report", out).exit_code == 0
    assert note in (out / "report.html").read_text()


def test_nothing_is_replayed_where_one_of_the_runs_was_rescored(turnwise, played, tmp_path):
    shutil.copytree(played / "expert-noise-0.2", tmp_path / "x" / "a")
    assert turnwise("rescore", played / "random", "--out", tmp_path / "y").exit_code == 0
    shutil.copytree(tmp_path / "y" / "random", tmp_path / "x" / "b")
    result = turnwise("replay", tmp_path / "x")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{tmp_path / 'x' / 'b'} was re-scored" in result.stderr


def test_rescoring_pays_anew_and_reports_the_new_terms(turnwise, played, tmp_path):
    out = tmp_path / "x"
    result = turnwise("rescore", played, "--reward", "GoalDistance", "--out", out)
    assert result.exit_code == 0, result.output
    assert "goal_distance" in result.output
    assert "gate" not in result.stdout
    assert turnwise("rescore", played, "--out", out).exit_code == 2
    refused = turnwise("replay", out)
    assert refused.exit_code == 2
    assert "was re-scored" in refused.stderr


@pytest.mark.parametrize(
    ("reward", "why"),
    [("GoalDistence", "Did you mean 'GoalDistance'?"), ("GoalDistance:gama=1", "Did you mean 'gamma'?")],
)
def test_rescoring_by_a_reward_that_is_not_understood_writes_nothing(turnwise, played, tmp_path, reward, why):
    result = turnwise("rescore", played, "--reward", reward, "--out", tmp_path / "x")
    assert result.exit_code == 2
    assert why in result.stderr
    assert not (tmp_path / "x").exists()


def test_rescoring_two_runs_into_one_folder_writes_nothing(turnwise, run, tmp_path):
    for name in "ab":
        assert run(tmp_path / "runs" / name).exit_code == 0
    result = turnwise("rescore", tmp_path / "runs", "--out", tmp_path / "x")
    assert result.exit_code == 2
    assert "two of the runs are called expert-noise-0.2" in result.stderr
    assert not (tmp_path / "x").exists()


def test_rescoring_by_what_was_not_recorded_ends_with_exit_code_1(turnwise, run, tmp_path):
    assert run(tmp_path / "x", "--record", "milestones").exit_code == 0
    result = turnwise("rescore", tmp_path / "x", "--reward", "GoalDistance", "--out", tmp_path / "y")
    assert result.exit_code == 1
    assert "no 'channels' on record" in result.stderr


def test_the_report_lies_beside_the_runs_or_where_it_is_asked_for(turnwise, played, tmp_path):
    result = turnwise("report", played)
    assert result.exit_code == 0
    assert "report.html" in result.output
    page = (played / "report.html").read_text()
    elsewhere = tmp_path / "new" / "page.html"
    assert turnwise("report", played, "-o", elsewhere, "--title", "<Lakes>").exit_code == 0
    assert elsewhere.read_text() == page.replace(">run<", ">&lt;Lakes&gt;<").replace(
        "run – turn", "&lt;Lakes&gt; – turn"
    )


def test_a_folder_without_a_run_is_not_understood(turnwise, tmp_path):
    for command in ("report", "replay"):
        result = turnwise(command, tmp_path)
        assert result.exit_code == 2
        assert "holds no run" in result.stderr


def test_a_broken_trace_ends_with_exit_code_1_and_its_line(turnwise, run, tmp_path):
    assert run(tmp_path / "x").exit_code == 0
    file = tmp_path / "x" / "random" / "episodes.jsonl"
    file.write_bytes(b"{}}\n" + file.read_bytes())
    result = turnwise("report", tmp_path / "x")
    assert result.exit_code == 1
    assert "Line 1 of" in result.stderr


def test_a_torn_last_line_is_told_once_without_code(run, tmp_path):
    assert run(tmp_path / "x").exit_code == 0
    file = tmp_path / "x" / "random" / "episodes.jsonl"
    file.write_bytes(file.read_bytes()[:-20])
    words = [sys.executable, "-c", "from turnwise.cli import main; main()", "replay", str(tmp_path / "x")]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stderr
    assert told.count("ends in the middle of line 4") == 1
    assert told.startswith("Warning: ")
    assert ".py" not in told
