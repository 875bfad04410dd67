"""The commands, as a user types them."""

import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from turnwise import cli
from turnwise.cli.app import app


def turnwise(*words, **more):
    return CliRunner().invoke(app, [str(word) for word in words], **more)


def run(out, *more):
    return turnwise(
        "run", "--env", "FrozenLake:size=4", "--agent", "random", "--agent", "expert:noise=0.2",
        "--reward", "Milestones", "--reward", "GatedRewards:terms=[milestones]", "--episodes", 4, "--out", out, *more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    out = tmp_path_factory.mktemp("played") / "run"
    result = run(out)
    assert result.exit_code == 0, result.output
    return out


COMMANDS = ("envs", "show", "play", "run", "rescore", "replay", "report")


def test_help_names_every_command_and_the_exit_codes():
    text = turnwise("--help").output
    assert all(f"  {command} " in text for command in COMMANDS)
    assert "Exit codes:" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example_that_parses(command):
    text = turnwise(command, "--help").output
    examples = re.findall(rf"^ *turnwise {command}(.*)$", text, re.MULTILINE)
    assert examples
    known = {option for parameter in app.commands[command].params for option in parameter.opts}
    used = re.findall(r"(?<= )--?[a-z][-a-z]*", " ".join(examples))
    assert set(used) <= known


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["rnu"], "run"),
        (["show", "Sokobam"], "turnwise/Sokoban-v0"),
        (["play", "frozenlak"], "turnwise/FrozenLake-v0"),
        (["show", "FrozenLake:slipery=true"], "slippery"),
        (["run", "--env", "Maze", "--agent", "exper", "--out", "x"], "expert"),
        (["run", "--env", "Maze", "--agent", "expert", "--reward", "Milestone", "--out", "x"], "Milestones"),
        (["envs", "--famly", "grid"], "--family"),
    ],
)
def test_a_misspelt_word_is_answered_with_the_right_one_and_exit_code_2(words, hint):
    result = turnwise(*words)
    assert result.exit_code == 2
    assert f"Did you mean '{hint}'?" in result.stderr


def test_envs_lists_every_id_and_the_families_without_one():
    text = turnwise("envs").output
    assert "turnwise/Sokoban-v0" in text
    assert "The web family has no environment in this release." in text
    rows = json.loads(turnwise("envs", "--json").stdout)
    assert {"id", "family", "turns", "about"} == set(rows[0])
    assert turnwise("envs", "--family", "swe", "--json").stdout == "[]\n"


def test_show_says_what_an_environment_is():
    text = turnwise("show", "FrozenLake:size=4", "--seed", 1).output
    for part in (
        "30 turns",
        "Walk over the ice",
        "slippery",
        "= False",
        "whether steps slip.",
        "4 by 4 cells",
        "> ",
        "solved",
    ):
        assert part in text


def test_play_shows_what_each_turn_pays():
    expert = [
        line[2:] for line in turnwise("show", "FrozenLake:size=4", "--seed", 1).output.splitlines() if line[:2] == "> "
    ]
    result = turnwise(
        "play", "FrozenLake:size=4", "--seed", 1, "--reward", "Milestones", input="\n".join(expert) + "\n"
    )
    assert result.exit_code == 0
    assert "✓ goal" in result.output
    assert "outcome +1.00" in result.output
    assert "return 2, seed 1" in result.output


def test_play_can_be_left_at_any_time():
    result = turnwise("play", "FrozenLake", "--seed", 1, input="left\n")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "stopped")


def test_a_run_makes_a_folder_for_each_agent_and_says_what_came_out(played):
    assert sorted(path.name for path in played.iterdir()) == ["expert-noise-0.2", "plan.json", "random"]
    plan = json.loads((played / "plan.json").read_text())
    assert plan["runs"] == ["random", "expert-noise-0.2"]
    assert plan["reward"] == ["Milestones", 'GatedRewards:terms=["milestones"]']
    text = turnwise("report", played, "--text").output
    assert "8 episodes and" in text


def test_a_folder_with_runs_is_not_written_over(played):
    result = run(played)
    assert result.exit_code == 2
    assert "Go on with them by --resume" in result.stderr


def test_a_run_goes_on_with_more_episodes_and_agents(played, tmp_path):
    out = tmp_path / "x"
    assert run(out).exit_code == 0
    before = (out / "random" / "episodes.jsonl").read_bytes()
    result = run(out, "--resume", "--episodes", 6, "--agent", "expert")
    assert result.exit_code == 0, result.output
    after = (out / "random" / "episodes.jsonl").read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == 6
    assert json.loads((out / "plan.json").read_text())["runs"] == ["random", "expert-noise-0.2", "expert"]


def test_a_run_does_not_go_on_as_another_one(played):
    result = run(played, "--resume", "--seed", 1)
    assert result.exit_code == 2
    assert "was made with seed = 0; got 1" in result.stderr


def test_an_agent_given_twice_is_refused(tmp_path):
    result = turnwise("run", "--env", "Maze", "--agent", "random", "--agent", "random", "--out", tmp_path / "x")
    assert result.exit_code == 2
    assert "random is given twice" in result.stderr


def test_an_interrupted_run_says_how_to_go_on(tmp_path, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("turnwise.cli.run.collect", interrupt)
    result = run(tmp_path / "x")
    assert result.exit_code == 1
    assert "go on with --resume" in result.stderr


def test_an_agent_that_fails_ends_the_run_with_exit_code_1_and_its_reason(tmp_path):
    result = turnwise("run", "--env", "Maze", "--agent", "scripted:script=[up]", "--out", tmp_path / "x")
    assert result.exit_code == 1
    assert "Error: ScriptedAgent has 1 messages" in result.stderr


def test_a_run_plays_again_as_it_was(played):
    result = turnwise("replay", played)
    assert result.exit_code == 0
    assert "4 episodes, 0 differences" in result.output


def test_a_replay_that_differs_reports_it_with_exit_code_1(played, tmp_path):
    out = tmp_path / "x"
    assert run(out).exit_code == 0
    file = out / "random" / "episodes.jsonl"
    file.write_bytes(file.read_bytes().replace(b"P.", b"Q."))
    result = turnwise("replay", out, "--differences", 2)
    assert result.exit_code == 1
    assert "observations was" in result.output
    assert "more; see --differences" in result.output


def test_rescoring_pays_anew_and_reports_the_new_terms(played, tmp_path):
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
def test_rescoring_by_a_reward_that_is_not_understood_writes_nothing(played, tmp_path, reward, why):
    result = turnwise("rescore", played, "--reward", reward, "--out", tmp_path / "x")
    assert result.exit_code == 2
    assert why in result.stderr
    assert not (tmp_path / "x").exists()


def test_rescoring_two_runs_into_one_folder_writes_nothing(tmp_path):
    for name in "ab":
        assert run(tmp_path / "runs" / name).exit_code == 0
    result = turnwise("rescore", tmp_path / "runs", "--out", tmp_path / "x")
    assert result.exit_code == 2
    assert "two of the runs are called expert-noise-0.2" in result.stderr
    assert not (tmp_path / "x").exists()


def test_rescoring_by_what_was_not_recorded_ends_with_exit_code_1(tmp_path):
    assert run(tmp_path / "x", "--record", "milestones").exit_code == 0
    result = turnwise("rescore", tmp_path / "x", "--reward", "GoalDistance", "--out", tmp_path / "y")
    assert result.exit_code == 1
    assert "no 'channels' on record" in result.stderr


def test_the_report_lies_beside_the_runs_or_where_it_is_asked_for(played, tmp_path):
    result = turnwise("report", played)
    assert result.exit_code == 0
    assert "report.html" in result.output
    page = (played / "report.html").read_text()
    elsewhere = tmp_path / "new" / "page.html"
    assert turnwise("report", played, "-o", elsewhere, "--title", "<Lakes>").exit_code == 0
    assert elsewhere.read_text() == page.replace(">run<", ">&lt;Lakes&gt;<").replace(
        "run – turn", "&lt;Lakes&gt; – turn"
    )


def test_a_folder_without_a_run_is_not_understood(tmp_path):
    for command in ("report", "replay"):
        result = turnwise(command, tmp_path)
        assert result.exit_code == 2
        assert "holds no run" in result.stderr


def test_a_broken_trace_ends_with_exit_code_1_and_its_line(tmp_path):
    assert run(tmp_path / "x").exit_code == 0
    file = tmp_path / "x" / "random" / "episodes.jsonl"
    file.write_bytes(b"{}}\n" + file.read_bytes())
    result = turnwise("report", tmp_path / "x")
    assert result.exit_code == 1
    assert "Line 1 of" in result.stderr


def test_a_torn_last_line_is_told_once_without_code(tmp_path):
    assert run(tmp_path / "x").exit_code == 0
    file = tmp_path / "x" / "random" / "episodes.jsonl"
    file.write_bytes(file.read_bytes()[:-20])
    words = [sys.executable, "-c", "from turnwise.cli import main; main()", "replay", str(tmp_path / "x")]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stderr
    assert told.count("ends in the middle of line 4") == 1
    assert told.startswith("Warning: ")
    assert ".py" not in told


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        (["mileston"], "no entry 'mileston' of info to record. Did you mean 'milestones'?"),
        (["channels", "fact"], "no entry 'fact' of info to record. Did you mean 'facts'?"),
        (["milestones,channels"], "Give --record once for each entry."),
    ],
)
def test_recording_what_no_environment_reports_is_refused_and_writes_nothing(tmp_path, entries, why):
    words = [word for entry in entries for word in ("--record", entry)]
    result = run(tmp_path / "x", *words)
    assert result.exit_code == 2
    assert why in " ".join(result.stderr.split())
    assert not (tmp_path / "x").exists()


def test_every_entry_of_the_contract_can_be_recorded(tmp_path):
    entries = ("channels", "milestones", "facts", "answer", "task", "success", "valid", "error", "reward_terms")
    assert run(tmp_path / "x", *(word for entry in entries for word in ("--record", entry))).exit_code == 0
    assert json.loads((tmp_path / "x" / "random" / "run.json").read_text())["record"] == list(entries)


@pytest.mark.parametrize("more", [["--slots", 0], ["--episodes", 3, "--group", 2], ["--env", "Sokoban:boxes=99"]])
def test_a_run_that_is_not_understood_writes_nothing(tmp_path, more):
    assert run(tmp_path / "x", *more).exit_code == 2
    assert not (tmp_path / "x").exists()


def test_show_refuses_an_impossible_knob_before_it_says_anything():
    result = turnwise("show", "Sokoban:boxes=99")
    assert result.exit_code == 2
    assert "boxes=99" in result.stderr
    assert not result.stdout


def test_the_scripted_agent_of_the_help_plays(tmp_path):
    spec = re.search(r"scripted:\S+ \S+(?=, or)", turnwise("run", "--help").output)
    assert turnwise("run", "--env", "FrozenLake", "--agent", spec[0], "--episodes", 1, "--out", tmp_path).exit_code == 0


def test_without_its_extra_the_command_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(cli, "NEEDED", ("click", "no_such_package"))
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    assert exit_.value.code == 1
    assert capsys.readouterr().err == (
        "The turnwise command needs no_such_package. Install with: pip install 'turnwise[report]'\n"
    )


def test_the_installed_command_runs_and_a_wrong_one_ends_with_2():
    code = "from turnwise.cli import main; main()"
    good = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, text=True)
    assert (good.returncode, good.stdout.startswith("turnwise, version ")) == (0, True)
    assert subprocess.run([sys.executable, "-c", code, "nothing"], capture_output=True).returncode == 2
