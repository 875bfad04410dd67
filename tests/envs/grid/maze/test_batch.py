"""The batched mazes, beside single ones."""

import gymnasium as gym
import numpy as np
import pytest

from turnwise.envs.grid.maze.batch import MazeVectorEnv, encode
from turnwise.envs.grid.maze.env import MazeEnv
from turnwise.envs.grid.maze.solver import COMMANDS, plan

ROWS = 3
SETTINGS = [
    {},
    {"flags": 3, "size": 9, "min_solution": 5, "max_solution": 20, "split": "test"},
    {"flags": 0, "algorithm": "wilson"},
]


def guided(states, step, rng):
    """Return an action a row: mostly the first of a shortest plan, so that episodes end in both ways."""
    best = [COMMANDS.index((plan(state) or ["up"])[0]) for state in states]
    return np.where(rng.random(len(best)) < 0.85, best, rng.integers(4, size=len(best)))


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("mode", ["next_step", "same_step", "disabled"])
def test_every_row_is_a_single_environment_step_by_step(mode, settings):
    batch = MazeVectorEnv(ROWS, max_episode_steps=18, autoreset_mode=mode, **settings)
    singles = [gym.make("turnwise/Maze-v0", max_episode_steps=18, **settings) for _ in range(ROWS)]
    seen, _ = batch.reset(seed=5)
    for row, env in enumerate(singles):
        env.reset(seed=5 + row)
    rng, over, ends = np.random.default_rng(0), np.zeros(ROWS, dtype=bool), np.zeros(2, dtype=int)
    for step in range(200):
        states = [env.unwrapped.state for env in singles]
        np.testing.assert_array_equal(seen, [encode(state) for state in states])
        actions = guided(states, step, rng)
        seen, rewards, terminated, truncated, infos = batch.step(actions)
        for row, env in enumerate(singles):
            if over[row] and mode == "next_step":
                env.reset()
                assert (rewards[row], terminated[row], truncated[row], infos["success"][row]) == (
                    0,
                    False,
                    False,
                    False,
                )
                continue
            _, reward, ended, cut, info = env.step(COMMANDS[actions[row]])
            assert (rewards[row], terminated[row]) == (reward, ended)
            assert truncated[row] == (cut and not ended)
            assert (ended or cut) == (terminated | truncated)[row]
            if mode == "same_step" and (ended or cut):
                np.testing.assert_array_equal(infos["final_obs"][row], encode(env.unwrapped.state))
                assert infos["final_info"]["success"][row] == info["success"]
                env.reset()
        over = terminated | truncated
        ends += (terminated.sum(), truncated.sum())
        if mode == "disabled" and over.any():
            seen, _ = batch.reset(options={"reset_mask": over})
            for row in np.flatnonzero(over):
                singles[row].reset()
    assert (ends > 0).all()


def test_rows_hold_their_levels_whatever_their_number():
    many, _ = MazeVectorEnv(5).reset(seed=2)
    few, _ = MazeVectorEnv(2).reset(seed=4)
    np.testing.assert_array_equal(many[2:4], few)


def test_gymnasium_makes_it():
    batch = gym.make_vec("turnwise/Maze-v0", 4, "vector_entry_point", size=9)
    seen, _ = batch.reset(seed=0)
    assert seen.shape == (4, 9, 9)
    assert batch.observation_space.contains(seen)
    assert batch.max_episode_steps == 60


def test_every_knob_reaches_the_levels():
    settings = [{"size": 9}, {"flags": 2}, {"loops": 0}, {"algorithm": "wilson"}, {"min_solution": 30}]
    settings += [{"max_solution": 12}, {"split": "test"}]
    plain, _ = MazeVectorEnv(8).reset(seed=1)
    for setting in settings:
        other, _ = MazeVectorEnv(8, **setting).reset(seed=1)
        assert not np.array_equal(other, plain), setting


def test_wrong_settings_are_named_as_in_the_single_environment():
    with pytest.raises(ValueError, match="size"):
        MazeVectorEnv(2, size=8)
    with pytest.raises(ValueError, match="num_envs"):
        MazeVectorEnv(0)


def test_signs_by_hand():
    env = MazeEnv(size=5, flags=1, min_solution=1, loops=0)
    env.reset(seed=0)
    cells = encode(env.state).ravel()
    assert cells[env.state.cell] == 4
    assert cells[env.state.level.exit] == 1
    assert cells[env.state.level.flags[0]] == 2
    assert set(cells.tolist()) == {0, 1, 2, 4, 8}
