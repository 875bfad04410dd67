"""FrozenLake's rules, its solver and what is told of it."""

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.grid.frozen_lake import rules, solver, text

LAKE = rules.Level(3, holes=(1, 5), slippery=False)
"""
P O .
. . O
. . G
"""


def walk(state, *commands):
    for command in commands:
        state = rules.transition(state, command)
    return state


def test_steps_move_and_the_shore_stops_them():
    start = rules.State(LAKE)
    assert walk(start, "down").cell == 3
    assert walk(start, "left").cell == walk(start, "up").cell == 0
    assert walk(start, "down", "right", "down", "right").solved
    assert walk(start, "right").fallen
    assert walk(start, "down", "down").steps == 2


def test_a_slip_goes_to_either_side():
    start = rules.State(LAKE, cell=4)
    assert [rules.transition(start, "right", slip).cell for slip in (-1, 0, 1)] == [7, 5, 1]
    assert [rules.transition(start, "left", slip).cell for slip in (-1, 0, 1)] == [1, 3, 7]


def test_distances_go_around_the_holes():
    assert LAKE.distances == (4, 9, 9, 3, 2, 9, 2, 1, 0)
    assert rules.Level(2, (1, 2), slippery=False).distances == (4, 4, 4, 0)


@given(st.integers(0, 10_000), st.integers(2, 8), st.floats(0, 0.6))
def test_every_lake_can_be_crossed(seed, size, holes):
    state = rules.initial_state(np.random.default_rng(seed), size, holes, slippery=False)
    assert 2 * (size - 1) <= state.level.distances[0] < size * size
    assert state.level.goal not in state.level.holes
    assert 0 not in state.level.holes


def test_slip_values_by_hand():
    shore = rules.Level(2, holes=(1,), slippery=True)
    values, best = solver.slip_values(shore.neighbours, shore.holes, shore.goal, 2)
    # One turn from cell 2 (bottom left): right, up and down are the three ways of "right"; one of them is the goal.
    assert values[1].tolist() == pytest.approx([0, 0, 1 / 3, 1])
    # Two turns: from cell 0, "left" slides up (stay), left (stay) or down (cell 2): 1/3 * V_1(2) = 1/9. From cell 2,
    # "down" stays, goes left (stays) or right: 1/3 + 2/3 * 1/3.
    assert values[2].tolist() == pytest.approx([1 / 9, 0, 1 / 3 + 2 / 9, 1])
    assert rules.COMMANDS[best[2, 2]] == "down"


def test_slip_values_agree_with_trying():
    env = gym.make("turnwise/FrozenLake-v0", size=3, holes=0.2, slippery=True, horizon=12, max_episode_steps=12)
    _, info = env.reset(seed=2)
    value, start, solved = info["task"]["optimal_value"], env.unwrapped.snapshot(), 0
    for _ in range(2000):
        env.reset()
        generator = env.unwrapped.np_random.bit_generator.state
        env.unwrapped.restore((start[0], generator, *start[2:]))
        for message in env.unwrapped.expert():
            if any(env.step(message)[2:4]):
                break
        solved += env.unwrapped.state.solved
    assert abs(solved / 2000 - value) < 4 * np.sqrt(value * (1 - value) / 2000)


def test_more_turns_never_hurt():
    values, _ = solver.slip_values(LAKE.neighbours, LAKE.holes, LAKE.goal, 30)
    assert (np.diff(values, axis=0) >= -1e-12).all()


def test_the_map_by_hand():
    assert text.view(rules.State(LAKE), "ascii") == "PO.\n..O\n..G"
    assert text.view(rules.State(LAKE, 1), "ascii") == ".P.\n..O\n..G\nYou fell into a hole."


def test_what_is_around_you_by_hand():
    assert text.view(rules.State(LAKE, 4), "egocentric") == "#####\n#.O.#\n#.PO#\n#..G#\n#####"
    assert text.view(rules.State(LAKE, 4), "sentences") == (
        "The goal is 1 rows down and 1 columns to the right. "
        "Left of you is ice, down is ice, right of you is a hole, up is a hole."
    )
    assert "you: (1, 1)\ngoal: (2, 2)\nholes: (0, 1), (1, 2)" in text.view(rules.State(LAKE, 4), "coordinates")


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("size", 1),
        ("size", 2.5),
        ("holes", 0.9),
        ("holes", float("nan")),
        ("holes", "many"),
        ("holes", None),
        ("holes", True),
        ("slippery", 1),
        ("min_solution", 19),
        ("horizon", 0),
        ("horizon", True),
        ("horizon", 10**9),
    ],
)
def test_wrong_settings_are_named(argument, value):
    with pytest.raises(ValueError, match=f"FrozenLakeEnv needs {argument} to be .*; got {argument}={value!r}"):
        gym.make("turnwise/FrozenLake-v0", **{argument: value})


def test_every_setting_changes_the_episode():
    def opening(**kwargs):
        return gym.make("turnwise/FrozenLake-v0", **kwargs).reset(seed=1)[0]

    settings = [
        {},
        {"size": 5},
        {"holes": 0.4},
        {"slippery": True},
        {"observation": "sentences"},
        {"moves_per_turn": 2},
    ]
    assert len({opening(**kwargs) for kwargs in settings}) == len(settings)


def test_the_plan_ends_where_nothing_helps():
    env = gym.make("turnwise/FrozenLake-v0").unwrapped
    env.reset(seed=0)
    env.state = rules.State(rules.Level(3, (1, 3), slippery=False))
    assert list(env.expert()) == []


def test_no_lake_is_shorter_than_asked_for():
    env = gym.make("turnwise/FrozenLake-v0", holes=0.3, min_solution=12)
    assert all(env.reset(seed=seed)[1]["task"]["optimal_length"] >= 12 for seed in range(20))
    with pytest.raises(ValueError, match=r"no lake .* min_solution=18; change `holes`"):
        gym.make("turnwise/FrozenLake-v0", holes=0.0, min_solution=18).reset(seed=0)
