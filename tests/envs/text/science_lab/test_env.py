"""ScienceLab as an environment: what it draws, measures and takes."""

import gymnasium as gym
import numpy as np
import pytest

from turnwise.envs.text.science_lab import levels, solver
from turnwise.envs.text.science_lab.names import EXPERIMENTS, QUESTIONS
from turnwise.envs.text.science_lab.state import initial_state
from turnwise.wrappers import GoalDistance


def make(experiment="any", **settings):
    return gym.make("turnwise/ScienceLab-v0", experiment=experiment, **settings)


def solved(env, seed):
    """Play the expert's episode and return every ``info``."""
    infos = [env.reset(seed=seed)[1]]
    for message in env.unwrapped.expert():
        _, _, terminated, truncated, info = env.step(message)
        infos.append(info)
        if terminated or truncated:
            break
    return infos


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_every_milestone_is_reached_by_the_expert_and_few_hold_at_first(experiment):
    reached, env = set(), make(experiment)
    for seed in range(15):
        infos = solved(env, seed)
        names = infos[0]["milestones"]
        assert infos[-1]["milestones"]["done"]
        assert sum(names.values()) <= 1
        reached |= {name for info in infos for name, holds in info["milestones"].items() if holds}
    assert set(names) <= reached


@pytest.mark.parametrize("experiment", [name for name in EXPERIMENTS if name not in QUESTIONS])
def test_the_distance_counts_down_and_pays_one_in_all(experiment):
    infos = solved(GoalDistance(make(experiment)), 2)
    assert [info["channels"]["goal_distance"] for info in infos] == list(range(len(infos)))[::-1]
    assert sum(info["reward_terms"]["goal_distance"] for info in infos[1:]) == pytest.approx(1.0)


@pytest.mark.parametrize("experiment", QUESTIONS)
def test_the_bits_of_an_episode_sum_to_all_there_is_to_know(experiment):
    env = make(experiment)
    for seed in range(5):
        infos = solved(env, seed)
        assert len(infos) - 1 == infos[0]["task"]["expert_length"]
        told = sum(info["channels"]["bits"] for info in infos[1:])
        assert told == pytest.approx(np.log2(len(env.unwrapped.hypotheses())))


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_mixture_takes_the_reactions_asked_for(steps):
    for seed in range(20):
        level = levels.generate(np.random.default_rng(seed), "mixing", substances=5, distractors=0, steps=steps)
        poured = [line for line in solver.plan(initial_state(level)) if line.startswith("pour") and "solution" in line]
        assert len(poured) == steps + 1


@pytest.mark.parametrize(("experiment", "phase"), [("melt", 0), ("boil", 0), ("freeze", 1)])
def test_no_sample_is_in_the_wanted_phase_at_first(experiment, phase):
    for seed in range(50):
        level = levels.generate(np.random.default_rng(seed), experiment, substances=4, distractors=0, steps=1)
        assert solver.distance(initial_state(level)) >= 3


def test_distractors_are_other_stations_and_their_commands_work():
    few, many = make("melt", distractors=0), make("melt", distractors=3)
    few.reset(seed=0)
    many.reset(seed=0)
    assert not any(message.startswith(("pour", "connect", "water")) for message in few.unwrapped.actions())
    assert "pour" not in few.unwrapped.commands.commands
    for message in ("connect square battery", "fill pot with loam", "read book"):
        assert many.step(message)[4]["valid"]


def test_substances_says_how_many_things_there_are():
    for experiment, held in {"melt": "substances", "conductivity": "objects", "growing": "species"}.items():
        env = make(experiment, substances=7)
        env.reset(seed=1)
        assert len(getattr(env.unwrapped.state.level, held)) == 7


def test_any_experiment_is_one_of_all():
    env = make()
    assert {env.reset(seed=seed)[1]["task"]["experiment"] for seed in range(80)} == set(EXPERIMENTS)


def test_what_takes_no_time_changes_no_temperature():
    env = make("melt")
    env.reset(seed=0)
    name = env.unwrapped.state.level.substances[0].name
    for message in ("look", f"examine {name}", f"measure {name}"):
        assert env.step(message)[4]["facts"]["laboratory.hours"] == 0
    assert env.step("wait")[4]["facts"]["laboratory.hours"] == 1


def test_where_nothing_is_asked_an_answer_is_refused_as_such_whatever_else_the_laboratory_has():
    env, seen = make("any", distractors=3), set()
    for seed in range(40):
        experiment = env.reset(seed=seed)[1]["task"]["experiment"]
        if experiment not in ("melting_point", "reaction"):
            seen.add(experiment)
            assert env.step("answer 100")[4]["error"] == "There is no question to answer in this experiment."
    assert len(seen) == 6


def test_a_thing_may_be_named_with_any_article():
    env = make("melt", distractors=0)
    env.reset(seed=0)
    name = env.unwrapped.state.level.substances[0].name
    for article in ("the ", "A ", "an "):
        assert env.step(f"measure {article}{name}")[4]["valid"]
