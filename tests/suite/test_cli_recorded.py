"""The commands that read recorded runs: replay, rescore and report."""

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
