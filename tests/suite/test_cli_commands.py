"""The commands, as a user types them."""

import json
import re
import subprocess
import sys

import pytest

from turnwise import cli
from turnwise.cli.app import app

COMMANDS = ("envs", "show", "play", "run", "rescore", "replay", "diagnose", "report")


def test_help_names_every_command_and_the_exit_codes(turnwise):
    text = turnwise("--help").output
    assert all(f"  {command} " in text for command in COMMANDS)
    assert "Exit codes:" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example_that_parses(turnwise, command):
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
def test_a_misspelt_word_is_answered_with_the_right_one_and_exit_code_2(turnwise, words, hint):
    result = turnwise(*words)
    assert result.exit_code == 2
    assert f"Did you mean '{hint}'?" in result.stderr


def test_envs_lists_every_id_and_the_families_without_one(turnwise):
    text = turnwise("envs").output
    assert "turnwise/Sokoban-v0" in text
    assert "The web family has no environment in this release." in text
    rows = json.loads(turnwise("envs", "--json").stdout)
    assert {"id", "family", "turns", "about"} == set(rows[0])
    assert turnwise("envs", "--family", "swe", "--json").stdout == "[]\n"


def test_show_says_what_an_environment_is(turnwise):
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


def test_play_shows_what_each_turn_pays(turnwise):
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


def test_play_can_be_left_at_any_time(turnwise):
    result = turnwise("play", "FrozenLake", "--seed", 1, input="left\n")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "stopped")


def test_a_run_makes_a_folder_for_each_agent_and_says_what_came_out(turnwise, played):
    assert sorted(path.name for path in played.iterdir()) == ["expert-noise-0.2", "plan.json", "random"]
    plan = json.loads((played / "plan.json").read_text())
    assert plan["runs"] == ["random", "expert-noise-0.2"]
    assert plan["reward"] == ["Milestones", 'GatedRewards:terms=["milestones"]']
    text = turnwise("report", played, "--text").output
    assert "8 episodes and" in text


def test_a_folder_with_runs_is_not_written_over(run, played):
    result = run(played)
    assert result.exit_code == 2
    assert "Go on with them by --resume" in result.stderr


def test_a_run_goes_on_with_more_episodes_and_agents(run, played, tmp_path):
    out = tmp_path / "x"
    assert run(out).exit_code == 0
    before = (out / "random" / "episodes.jsonl").read_bytes()
    result = run(out, "--resume", "--episodes", 6, "--agent", "expert")
    assert result.exit_code == 0, result.output
    after = (out / "random" / "episodes.jsonl").read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == 6
    assert json.loads((out / "plan.json").read_text())["runs"] == ["random", "expert-noise-0.2", "expert"]


def test_a_run_does_not_go_on_as_another_one(run, played):
    result = run(played, "--resume", "--seed", 1)
    assert result.exit_code == 2
    assert "was made with seed = 0; got 1" in result.stderr


def test_an_agent_given_twice_is_refused(turnwise, tmp_path):
    result = turnwise("run", "--env", "Maze", "--agent", "random", "--agent", "random", "--out", tmp_path / "x")
    assert result.exit_code == 2
    assert "random is given twice" in result.stderr


def test_an_interrupted_run_says_how_to_go_on(run, tmp_path, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("turnwise.cli.run.collect", interrupt)
    result = run(tmp_path / "x")
    assert result.exit_code == 1
    assert "go on with --resume" in result.stderr


def test_an_agent_that_fails_ends_the_run_with_exit_code_1_and_its_reason(turnwise, tmp_path):
    result = turnwise("run", "--env", "Maze", "--agent", "scripted:script=[up]", "--out", tmp_path / "x")
    assert result.exit_code == 1
    assert "Error: ScriptedAgent has 1 messages" in result.stderr


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        (["mileston"], "no entry 'mileston' of info to record. Did you mean 'milestones'?"),
        (["channels", "fact"], "no entry 'fact' of info to record. Did you mean 'facts'?"),
        (["milestones,channels"], "Give --record once for each entry."),
    ],
)
def test_recording_what_no_environment_reports_is_refused_and_writes_nothing(run, tmp_path, entries, why):
    words = [word for entry in entries for word in ("--record", entry)]
    result = run(tmp_path / "x", *words)
    assert result.exit_code == 2
    assert why in " ".join(result.stderr.split())
    assert not (tmp_path / "x").exists()


def test_every_entry_of_the_contract_can_be_recorded(run, tmp_path):
    entries = ("channels", "milestones", "facts", "answer", "task", "success", "valid", "error", "reward_terms")
    assert run(tmp_path / "x", *(word for entry in entries for word in ("--record", entry))).exit_code == 0
    assert json.loads((tmp_path / "x" / "random" / "run.json").read_text())["record"] == list(entries)


@pytest.mark.parametrize("more", [["--slots", 0], ["--episodes", 3, "--group", 2], ["--env", "Sokoban:boxes=99"]])
def test_a_run_that_is_not_understood_writes_nothing(run, tmp_path, more):
    assert run(tmp_path / "x", *more).exit_code == 2
    assert not (tmp_path / "x").exists()


def test_show_refuses_an_impossible_knob_before_it_says_anything(turnwise):
    result = turnwise("show", "Sokoban:boxes=99")
    assert result.exit_code == 2
    assert "boxes=99" in result.stderr
    assert not result.stdout


def test_the_scripted_agent_of_the_help_plays(turnwise, tmp_path):
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
