"""Runs played again in the real environments: no difference, or every one of them."""

import math
from dataclasses import replace

import numpy as np
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.agents import ExpertAgent, RandomAgent, ScriptedAgent
from turnwise.agents.rollouts import CONTRACT, Difference, collect, read_run, replay

SLIPPERY = {"env": {"id": "turnwise/FrozenLake-v0", "slippery": True}, "layers": ["Milestones"]}


def test_a_run_is_reproduced_exactly_from_its_own_record(tmp_path):
    collect([SLIPPERY, "turnwise/Maze-v0"], ExpertAgent(0.3), episodes=8, group_size=2, out=tmp_path / "run")
    assert replay(read_run(tmp_path / "run")) == []


@pytest.fixture
def run(corridor):
    return collect(corridor, ScriptedAgent(["left", "right", "right"], repeat=True), episodes=3, record=CONTRACT)


def test_every_difference_is_reported_with_its_place(run, corridor):
    old = run[1]
    turns = len(old)
    run.episodes[1] = replace(
        old,
        observations=["hello", *old.observations[1:3], "nowhere", *old.observations[4:]],
        rewards=[math.nan, *old.rewards[1:]],
        paid={"outcome": old.rewards, "bonus": [0.0] * turns},
        successes=[True, *old.successes[1:]],
        valid=[*old.valid[:-1], False],
        errors=["bad", *old.errors[1:]],
        milestones={"halfway": [None, *old.milestones["halfway"][1:]]},
        facts={**old.facts, "walker.place": [7, *old.facts["walker.place"][1:]]},
        opening={**old.opening, "answer": "42"},
        terminated=False,
        truncated=True,
    )
    found = {(d.turn, d.what): (d.recorded, d.replayed) for d in replay(run, corridor)}
    assert {d.episode for d in replay(run, corridor)} == {1}
    assert found.pop((None, "observations")) == ("hello", old.observations[0])
    assert found.pop((2, "observations")) == ("nowhere", old.observations[3])
    assert found.pop((0, "rewards"))[1] == 0.0
    assert [found.pop((turn, "paid.bonus")) for turn in range(turns)] == [(0.0, None)] * turns
    assert found.pop((0, "successes")) == (True, False)
    assert found.pop((turns - 1, "valid")) == (False, True)
    assert found.pop((0, "errors")) == ("bad", "")
    assert found.pop((0, "milestones.halfway")) == (None, False)
    assert found.pop((0, "facts.walker.place")) == (7, 0)
    assert found.pop((None, "terminated")) == (False, True)
    assert found.pop((None, "truncated")) == (True, False)
    assert found.pop((None, "opening"))[0]["answer"] == "42"
    assert found == {}


def test_an_episode_that_ends_earlier_is_reported_by_its_turns(run, corridor):
    import gymnasium as gym

    differences = replay(run, lambda: gym.wrappers.TimeLimit(corridor(), 2))
    turns = [difference for difference in differences if difference.what == "turns"]
    assert [(d.episode, d.recorded, d.replayed) for d in turns] == [(n, len(run[n]), 2) for n in range(3)]


def test_what_json_cannot_tell_apart_is_no_difference(corridor, tmp_path):
    class Strange(corridor):
        def _info(self, valid, terms):
            task = {"sizes": (1, 2), 3: math.nan, "count": np.int64(4)}
            return {**super()._info(valid, terms), "task": task, "spread": (np.float32(0.1), math.inf)}

    record = ["task", "spread"]
    kept = collect(Strange, RandomAgent(), episodes=2, record=record)
    assert replay(kept, Strange) == []
    assert replay(collect(Strange, RandomAgent(), episodes=2, record=record, out=tmp_path), Strange) == []


def test_another_environment_differs(run, corridor):
    class Longer(corridor):
        def reset(self, **options):
            _, info = super().reset(**options)
            self.length += 1
            return f"A corridor of {self.length}.", info

    assert {d.what for d in replay(run, Longer)} >= {"observations", "terminated", "channels.goal_distance"}


def test_a_run_whose_environments_cannot_be_made_asks_for_them(run):
    with pytest.raises(ValueError, match=r"was played in \['Corridor'\].*replay\(run, envs=...\)"):
        replay(run)


def test_as_many_environments_are_given_as_the_run_has(corridor):
    run = collect([corridor, corridor], RandomAgent(), episodes=1)
    with pytest.raises(ValueError, match=r"was played in environment 1 .*replay was given 1"):
        replay(run, corridor)


def test_a_crash_counts_as_the_end(corridor):
    agent = ScriptedAgent(["left", "break"])
    run = collect(lambda: corridor("break"), agent, tolerate=(OSError,))
    assert replay(run, corridor) == []


def test_a_run_that_lost_its_episodes_is_refused_by_its_folder(tmp_path):
    collect("turnwise/Maze-v0", RandomAgent(), episodes=1, out=tmp_path / "run")
    (tmp_path / "run" / "episodes.jsonl").unlink()
    with pytest.raises(ValueError, match=r"run holds no episodes\.jsonl.*Restore it"):
        replay(read_run(tmp_path / "run"))


def test_a_difference_is_one_line_that_counts_turns_from_1():
    assert str(Difference(3, 2, "rewards", 0.0, 1.0)) == "episode 3, turn 3: rewards was 0.0, is 1.0"
    assert str(Difference(3, None, "turns", 4, 5)) == "episode 3: turns was 4, is 5"
