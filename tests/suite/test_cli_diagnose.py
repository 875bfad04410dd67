"""``turnwise diagnose``, as a user types it."""

import json

import pytest

LAKE = ("--env", "FrozenLake:size=4", "--seeds", 2, "--budget", 4_000)
LEVEL = ("--reward", "Milestones:mode=level")


@pytest.fixture(scope="module")
def diagnosed(turnwise, tmp_path_factory):
    """Return a folder with a bad reward and a sound one, and what was printed."""
    out = tmp_path_factory.mktemp("diagnosed") / "d"
    bad = turnwise("diagnose", *LAKE, *LEVEL, "--out", out)
    sound = turnwise("diagnose", *LAKE, "--out", out)
    return out, bad, sound


def test_a_bad_reward_ends_with_1_and_says_what_to_do(diagnosed):
    _, bad, _ = diagnosed
    assert bad.exit_code == 1
    lines = bad.stdout.splitlines()
    assert lines[0] == 'FrozenLake-v0 size=4 under Milestones:mode="level": bad'
    assert "2 levels, " in lines[1]
    assert "of 4,000 steps, discount 1." in lines[1]
    assert any(line.startswith("✗  re-earnable") and "Use 'first' or 'potential'." in line for line in lines)
    assert any(line.startswith("✓  passed") for line in lines)


def test_a_sound_reward_ends_with_0(diagnosed):
    _, _, sound = diagnosed
    assert sound.exit_code == 0
    assert sound.stdout.startswith("FrozenLake-v0 size=4 under the outcome alone: sound\n")


def test_what_is_written_holds_both_and_the_report_shows_them(diagnosed, turnwise):
    out, bad, _ = diagnosed
    assert "look at it with turnwise report" in bad.stderr
    data = json.loads((out / "diagnosis.json").read_text())
    assert [(each["env"], each["verdict"]) for each in data["diagnoses"]] == [
        ("FrozenLake-v0 size=4", "bad"),
        ("FrozenLake-v0 size=4", "sound"),
    ]
    text = turnwise("report", out, "--text")
    assert text.exit_code == 0
    assert "Diagnosis of the rewards" in text.stdout
    assert "0 episodes" not in text.stdout
    assert turnwise("report", out).exit_code == 0
    assert 'id="diagnosis"' in (out / "report.html").read_text()


def test_json_is_the_diagnosis_and_nothing_else(turnwise):
    result = turnwise("diagnose", *LAKE, *LEVEL, "--gamma", 0.9, "--json")
    (found,) = json.loads(result.stdout)
    assert (result.exit_code, found["gamma"], found["seeds"]) == (1, 0.9, [0, 1])
    assert {"name", "status", "says", "term", "evidence"} == set(found["findings"][0])


def test_warnings_count_where_they_are_to(turnwise):
    potential = ("--reward", "Milestones:mode=potential")
    assert turnwise("diagnose", *LAKE, *potential).exit_code == 0
    assert turnwise("diagnose", *LAKE, *potential, "--fail-on", "warning").exit_code == 1


def test_where_nothing_can_be_said_the_reward_is_not_called_sound(turnwise):
    result = turnwise("diagnose", "--env", "FrozenLake", "--seeds", 1, "--budget", 1)
    assert result.stdout.splitlines()[0].endswith(": unknown")
    assert result.exit_code == 1


def test_several_environments_have_a_verdict_each(turnwise):
    result = turnwise("diagnose", *LAKE, "--env", "Maze:size=5,loops=0")
    assert [line.partition(" under")[0] for line in result.stdout.splitlines() if " under " in line] == [
        "FrozenLake-v0 size=4",
        "Maze-v0 size=5 loops=0",
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--env", "FrozenLak"], "Did you mean 'turnwise/FrozenLake-v0'?"),
        (["--env", "FrozenLake:sizes=4"], "has no argument 'sizes'"),
        (["--env", "FrozenLake", "--reward", "Milestone"], "Did you mean 'Milestones'?"),
        (["--env", "FrozenLake", "--reward", "Milestones:mode=last"], "needs mode to be one of"),
        (["--env", "FrozenLake", "--reward", "Milestones:weights={nothing=1}"], "which"),
        (["--env", "FrozenLake", "--gamma", "0"], "--gamma"),
        (["--env", "FrozenLake", "--runs", "."], "give --reward-report too"),
        (["--env", "FrozenLake", "--env", "Maze", "--reward-report", "r.md"], "takes one --env"),
        (["--env", "FrozenLake", "--reward-report", "r.json"], "and a FILE.md"),
        ([], "--env"),
    ],
)
def test_what_is_not_understood_ends_with_2_before_anything_is_played(turnwise, words, why):
    result = turnwise("diagnose", *words)
    assert result.exit_code == 2
    assert why in " ".join(result.stderr.split())


def test_the_reward_is_documented_and_the_document_goes_on(turnwise, tmp_path, played):
    file = tmp_path / "docs" / "reward.md"
    first = turnwise("diagnose", *LAKE, *LEVEL, "--reward-report", file, "--runs", played)
    assert (first.exit_code, f"{file}: version 1" in first.stderr) == (1, True)
    text = file.read_text(encoding="utf-8")
    assert "The reward is **bad**" in text
    assert "## Behaviour over recorded episodes" in text
    again = turnwise("diagnose", *LAKE, "--reward", "Milestones", "--reward-report", file)
    assert f"{file}: version 2" in again.stderr
    assert '`milestones` has mode="first"; it had mode="level".' in file.read_text(encoding="utf-8")
    assert "The check re-earnable: failed became passed." in file.read_text(encoding="utf-8")


def test_runs_without_an_episode_of_the_environment_are_refused(turnwise, tmp_path, played):
    words = ("--env", "Maze:size=5,loops=0", "--seeds", 1, "--budget", 500, "--reward-report", tmp_path / "r.md")
    result = turnwise("diagnose", *words, "--runs", played)
    assert result.exit_code == 2
    assert "holds no episode of Maze-v0" in result.stderr


def test_a_broken_diagnosis_is_named(turnwise, tmp_path):
    (tmp_path / "diagnosis.json").write_text("{")
    for command in (("report", tmp_path), ("diagnose", *LAKE, "--out", tmp_path)):
        result = turnwise(*command)
        assert result.exit_code == 1
        assert "diagnosis.json cannot be read" in result.stderr
