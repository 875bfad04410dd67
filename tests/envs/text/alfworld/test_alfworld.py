"""Homes drawn for ALFWorld's domain, and its games' own form."""

import json
import os
import subprocess
import sys
from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest

from turnwise.envs.text.alfworld import homes, problems

needed = pytest.mark.needs("alfworld")


@pytest.mark.parametrize("task", homes.TASKS)
def test_a_drawn_home_holds_what_its_task_needs_and_not_yet_done(task):
    for seed in range(30):
        home = homes.draw_home(np.random.default_rng(seed), task, 8)
        mine = [name for name, kind in home.objects.items() if kind == home.thing]
        assert len(mine) == (2 if task == "two" else 1)
        assert all(home.receptacles[home.lies[name]] != home.place for name in mine)
        assert set(home.lies) == set(home.objects)
        assert all(home.lies[name] in home.receptacles for name in home.objects)
        if task in homes.ABLE:
            assert task in homes.THINGS[home.thing][1].split()
            assert {"Microwave", "Fridge", "SinkBasin"} <= set(home.receptacles.values())


@pytest.mark.parametrize(
    ("task", "done", "light"),
    [("place", (), False), ("clean", ("isclean",), False), ("heat", ("ishot",), False), ("examine", (), True)],
)
def test_the_goal_is_read_from_the_problem(task, done, light):
    home = homes.draw_home(np.random.default_rng(1), task, 3)
    goal = problems.read_goal(problems.problem(home))
    assert goal.things == ((home.thing.lower(), 1),)
    assert (goal.place, goal.done, goal.light) == (home.place.lower(), done, light)


def test_things_are_called_by_kind_and_number_also_as_alfred_names_them():
    told = """(define (problem p) (:objects
        agent1 - agent
        cabinet_2 - receptacle
        Mug_bar__minus_00_dot_75_bar__plus_01_dot_66 - object
        Mug_bar__plus_02_dot_00 - object
        loc_3 - location
        MugType - otype
    ) (:init (x)) )"""
    assert problems.names_of(told) == {
        "cabinet_2": "cabinet 2",
        "Mug_bar__minus_00_dot_75_bar__plus_01_dot_66": "mug 1",
        "Mug_bar__plus_02_dot_00": "mug 2",
    }


@needed
@pytest.mark.parametrize("task", ["clean", "two"])
def test_the_planner_solves_a_drawn_home_and_milestones_follow(task):
    env = gym.make("turnwise/ALFWorld-v0", task=task, objects=1)
    opening, info = env.reset(seed=2)
    assert f"{info['task']['goal']['things'][0][0]}" in opening
    assert not any(info["milestones"].values())
    seen = []
    for message in env.unwrapped.expert():
        _, reward, terminated, _, info = env.step(message)
        seen.append(dict(info["milestones"]))
        if terminated:
            break
    assert (reward, info["success"]) == (1.0, True)
    assert all(seen[-1].values())
    assert [each["found"] for each in seen] == sorted(each["found"] for each in seen)
    assert not seen[0]["solved"]


@needed
def test_a_game_file_in_alfreds_form_is_played(tmp_path):
    made = gym.make("turnwise/ALFWorld-v0", task="examine", objects=0, games=1).unwrapped
    folder = tmp_path / "train" / "look_at_obj" / "trial_1"
    folder.mkdir(parents=True)
    (folder / "game.tw-pddl").write_text(json.dumps({**made.game(0), "solvable": True}))
    env = gym.make("turnwise/ALFWorld-v0", data=str(tmp_path))
    opening, info = env.reset(seed=0)
    assert info["task"]["game"] == "look_at_obj/trial_1"
    assert "under the desklamp" in opening
    plan = list(env.unwrapped.plan())
    for message in plan:
        terminated = env.step(message)[2]
    assert terminated


@needed
def test_the_planner_solves_every_task_also_away_from_its_plan():
    env = gym.make("turnwise/ALFWorld-v0", objects=4)
    seen = set()
    for seed in range(8):
        _, info = env.reset(seed=seed)
        seen.add(str(info["task"]["goal"]))
        for message in [*env.unwrapped.actions()[:2], *env.unwrapped.actions()[-1:]]:
            env.step(message)
        for message in env.unwrapped.expert():
            if env.step(message)[2]:
                break
        assert env.unwrapped.state.seen.won
    assert len(seen) >= 6
    env.close()


@needed
def test_the_planner_is_loaded_once_and_leaves_the_programs_arguments_alone():
    loaded, arguments = [], list(sys.argv)
    for seed in range(4):
        env = gym.make("turnwise/ALFWorld-v0", task="examine", objects=0)
        env.reset(seed=seed)
        env.reset(seed=seed + 1)
        next(env.unwrapped.expert())
        env.close()
        loaded.append(Path("/proc/self/maps").read_text().count("libdownward"))
    assert len(set(loaded)) == 1
    assert sys.argv == arguments


@needed
def test_neither_importing_nor_playing_makes_a_folder_below_the_home(tmp_path):
    script = "import gymnasium, turnwise; gymnasium.make('turnwise/ALFWorld-v0', objects=0).reset(seed=0)"
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []


@needed
def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"game\.tw-pddl"):
        gym.make("turnwise/ALFWorld-v0", data=str(tmp_path))
