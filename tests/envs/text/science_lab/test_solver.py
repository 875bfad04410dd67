"""ScienceLab's exact distances: plans are as long as they say, and no command does better."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laboratories import GRAMMAR, GROWING, HEAT, MIXING, laboratory, play

from turnwise.envs.text.science_lab import levels, possible, solver, turns
from turnwise.envs.text.science_lab.names import EXPERIMENTS, QUESTIONS
from turnwise.envs.text.science_lab.state import RUNNING, initial_state

BUILDING = [name for name in EXPERIMENTS if name not in QUESTIONS]


def wandered(experiment, seed, turns_played):
    """Return a state that random play leads to."""
    rng = np.random.default_rng(seed)
    steps, distractors = int(rng.integers(1, 4)), int(rng.integers(2))
    state = initial_state(levels.generate(rng, experiment, substances=4, distractors=distractors, steps=steps))
    for _ in range(turns_played):
        choices = possible.commands(state)
        after = turns.turn(state, GRAMMAR.read(choices[rng.integers(len(choices))])[0])[0]
        state = after if after.verdict == RUNNING else state
    return state


@settings(max_examples=60)
@given(st.sampled_from(BUILDING), st.integers(0, 10_000), st.integers(0, 30))
def test_every_command_of_a_plan_brings_the_end_nearer_by_one(experiment, seed, walk):
    state = wandered(experiment, seed, walk)
    plan = solver.plan(state)
    for left, message in zip(range(len(plan), 0, -1), plan, strict=True):
        assert solver.distance(state) == left
        state, _ = play(state, message)
    assert solver.distance(state) == 0


@settings(max_examples=60)
@given(st.sampled_from(BUILDING), st.integers(0, 10_000), st.integers(0, 30))
def test_no_command_brings_the_end_nearer_by_more_than_one(experiment, seed, walk):
    """With plans that are as long as the distance says, this makes the distance exact."""
    state = wandered(experiment, seed, walk)
    for message in possible.commands(state):
        assert solver.distance(play(state, message)[0]) >= solver.distance(state) - 1


@pytest.mark.parametrize(
    ("state", "length"),
    [
        (laboratory("melt", HEAT), 3),
        (laboratory("boil", HEAT), 4),
        (laboratory("freeze", HEAT, target=1), 3 + 1),
        (laboratory("mixing", MIXING, target=4), 4),
    ],
)
def test_short_experiments_take_what_counting_says(state, length):
    """Turn on, put (and wait an hour for what half-way does not do), deliver; three liquids to pour, deliver."""
    assert solver.distance(state) == length


def test_a_plant_takes_eight_hours_of_growth_at_least():
    assert solver.distance(laboratory("growing", GROWING)) >= 8 + 1


def test_delivering_the_wrong_thing_is_as_far_as_can_be():
    state, _ = play(laboratory("melt", HEAT), "deliver tarsine")
    assert solver.distance(state) == solver.LOST == 1000
