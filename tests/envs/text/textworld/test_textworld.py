"""Games of the package textworld through our contract."""

import json
import os
import random
import shutil
import subprocess
import sys

import gymnasium as gym
import numpy as np
import pytest

import turnwise
from turnwise.envs.text.textworld import text
from turnwise.envs.text.textworld.rules import Seen

pytestmark = pytest.mark.needs("textworld")
SMALL = {"games": 6, "rooms": 3, "objects": 8, "quest_length": 4}


def make(**kwargs):
    return gym.make("turnwise/TextWorld-v0", **{**SMALL, **kwargs})


@pytest.fixture(scope="module")
def game_file(tmp_path_factory):
    """Return a game file that lies where a user's would."""
    folder = tmp_path_factory.mktemp("games")
    env = make(cache=str(folder))
    env.reset(seed=0)
    env.close()
    return next(folder.glob("*.z8"))


@pytest.mark.parametrize(
    ("kind", "level"), [("coin_collector", 5), ("treasure_hunter", 5), ("simple", 1), ("cooking", 2)]
)
def test_walkthroughs_win_with_step_rewards_equal_to_the_score(kind, level, tmp_path):
    env = make(kind=kind, level=level, games=1, reward="score", cache=str(tmp_path), max_episode_steps=200)
    _, info = env.reset(seed=0)
    paid, gained = [], []
    for message in env.unwrapped.expert():
        _, reward, terminated, truncated, info = env.step(message)
        paid.append(reward)
        gained.append(info["channels"]["gain"])
        if terminated or truncated:
            break
    assert info["success"]
    assert paid == gained
    assert sum(paid) == info["channels"]["score"] == info["task"]["most"] > 0
    assert len(paid) == info["task"]["expert_length"]
    env.close()


def test_the_channel_counts_what_is_left_of_the_walkthrough():
    env = make()
    _, info = env.reset(seed=1)
    left = [info["channels"]["goal_distance"]]
    for message in env.unwrapped.expert():
        _, _, terminated, _, info = env.step(message)
        left.append(info["channels"]["goal_distance"])
        if terminated:
            break
    assert left == list(range(len(left) - 1, -1, -1))
    assert all(info["milestones"].values())


def test_a_file_of_the_users_is_played_and_a_fork_of_it_goes_on_the_same(game_file):
    env = make(files=[str(game_file)])
    opening, info = env.reset(seed=3)
    assert info["task"]["game"] == game_file.name
    assert opening.startswith("You play a text adventure.")
    first, *_ = list(env.unwrapped.state.seen.plan)
    fork = turnwise.snapshot(env)
    seen = env.step(first)[0]
    env.step("look")
    turnwise.restore(env, fork)
    assert env.step(first)[0] == seen
    again = make(files=str(game_file))
    again.reset(seed=0)
    turnwise.restore(again, fork)
    assert again.step(first)[0] == seen


def test_a_file_without_its_description_is_played_without_walkthrough_and_facts(game_file, tmp_path):
    alone = tmp_path / "alone.z8"
    shutil.copy(game_file, alone)
    env = make(files=str(alone))
    _, info = env.reset(seed=0)
    assert list(env.unwrapped.expert()) == []
    assert set(info["facts"]) == {"game.score", "game.won"}
    observation, _, terminated, _, info = env.step("Let me look first.\n<action>look</action>")
    assert info["valid"]
    assert observation
    assert not terminated
    assert not env.step("")[4]["valid"]


@pytest.mark.needs("alfworld")
def test_a_game_file_of_alfworlds_is_played_with_its_planners_walkthrough(tmp_path):
    made = gym.make("turnwise/ALFWorld-v0", task="place", objects=1, games=1).unwrapped.game(0)
    path = tmp_path / "game.tw-pddl"
    path.write_text(json.dumps(made))
    env = make(files=str(path), reward="score")
    opening, _ = env.reset(seed=0)
    assert "Your task is to: put some" in opening
    paid = [env.step(message)[1] for message in env.unwrapped.expert()]
    assert paid == [0.0] * (len(paid) - 1) + [1.0]
    assert env.unwrapped.state.seen.won


def test_a_command_that_only_looks_changes_no_fact():
    env = make()
    env.reset(seed=0)
    assert env.step("look")[4]["channels"]["state_changed"] == 0.0
    assert env.step(env.unwrapped.plan()[0])[4]["channels"]["state_changed"] == 1.0


def test_a_game_does_not_depend_on_how_texts_are_hashed(tmp_path):
    script = (
        "import gymnasium, sys, turnwise; env = gymnasium.make('turnwise/TextWorld-v0', kind='cooking', games=1, "
        "level=3, cache=sys.argv[1]); print(env.reset(seed=0)[0], env.unwrapped.plan())"
    )
    told = set()
    for seed in ("0", "1"):
        command = [sys.executable, "-c", script, str(tmp_path / seed)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        told.add(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
    assert len(told) == 1


def test_generated_games_are_kept_and_found_again(tmp_path):
    env = make(games=1, cache=str(tmp_path / "kept"))
    env.reset(seed=0)
    files = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()}
    assert {name.rpartition(".")[2] for name in files} == {"z8", "json"}
    twin = make(games=1, cache=str(tmp_path / "kept"))
    assert twin.reset(seed=5)[0] == env.reset(seed=7)[0]
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()} == files


def test_making_and_playing_leaves_the_process_wide_generators_alone(tmp_path):
    before = random.getstate(), np.random.get_state()[1].tolist()  # noqa: NPY002
    env = make(games=1, cache=str(tmp_path))
    env.reset(seed=0)
    env.step("look")
    assert (random.getstate(), np.random.get_state()[1].tolist()) == before  # noqa: NPY002


@pytest.mark.parametrize(
    ("message", "command"),
    [
        ("go north", "go north"),
        ("> Go  North.", "go north"),
        ("I need the key.\n`take key from box`", "take key from box"),
        ("<think>look</think><action>open the box</action>", "open the box"),
        ("Action: inventory", "inventory"),
        ("нет", ""),
        ("", ""),
        ("x" * 500, ""),
        (None, ""),
    ],
)
def test_a_command_is_the_last_line_or_what_is_tagged(message, command):
    assert text.command_of(message) == command


def test_an_admissible_command_is_known_in_any_case_and_with_articles():
    seen = Seen("", admissible=("open box", "take type X key from box"))
    assert text.admissible("open the box", seen) == "open box"
    assert text.admissible("take the type x key from the box", seen) == "take type X key from box"
    assert text.admissible("open", seen) == ""


def test_what_cannot_be_played_is_refused(tmp_path):
    strange = tmp_path / "game.exe"
    strange.write_text("")
    with pytest.raises(ValueError, match=r"end in one of .*z8"):
        make(files=str(strange))
    with pytest.raises(ValueError, match="level"):
        make(kind="treasure_hunter", level=31)
