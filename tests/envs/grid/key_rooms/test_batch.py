"""The batched KeyRooms, row for row and step for step the single environments."""

import gymnasium as gym
import numpy as np
import pytest

from turnwise.envs.grid.key_rooms import rules, view
from turnwise.envs.grid.key_rooms.batch import KeyRoomsVectorEnv

ROWS = 6
SETTINGS = [
    {},
    {"rooms": 3, "room_size": 5, "boxes": 3, "subgoals": 2, "view_size": 9},
    {"rooms": 6, "room_size": 3, "locked": 1, "distractors": 0, "view_size": 3},
    {"rooms": 1, "room_size": 3, "locked": 0, "boxes": 0, "distractors": 0, "view_size": 5},
    {"split": "test", "rooms": 2, "locked": 1, "min_solution": 15},
]


def observed(env):
    """Return what the single environment would show as numbers."""
    state = env.unwrapped.state
    seen = {"image": view.image(state, env.unwrapped.view_size), "direction": state.direction}
    if state.level.errands:
        left = [code for code, bit in state.level.bits.items() if not state.fetched & bit]
        seen["pending"] = np.isin(np.arange(6), [rules.THINGS[code].colour for code in left]).astype(np.int8)
    return seen


def assert_same(batch, row, seen):
    assert set(batch) == set(seen)
    for name, value in seen.items():
        np.testing.assert_array_equal(batch[name][row], value)


def moves(rng):
    return rng.choice(6, size=ROWS, p=(0.15, 0.15, 0.35, 0.15, 0.05, 0.15))


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("mode", ["next_step", "same_step"])
def test_every_row_is_the_single_environment_through_every_reset(mode, settings):
    batch = gym.make_vec("turnwise/KeyRooms-v0", ROWS, autoreset_mode=mode, max_episode_steps=30, **settings)
    singles = [gym.make("turnwise/KeyRooms-v0", max_episode_steps=30, **settings) for _ in range(ROWS)]
    seen, _ = batch.reset(seed=11)
    for row, env in enumerate(singles):
        env.reset(seed=11 + row)
        assert_same(seen, row, observed(env))
    rng, over = np.random.default_rng(0), [False] * ROWS
    for _ in range(130):
        actions = moves(rng)
        seen, rewards, terminated, truncated, infos = batch.step(actions)
        for row, env in enumerate(singles):
            if over[row] and mode == "next_step":
                env.reset()
                over[row] = False
                assert (rewards[row], terminated[row], truncated[row]) == (0.0, False, False)
            else:
                result = env.step(rules.COMMANDS[actions[row]])
                assert result[1:4] == (rewards[row], terminated[row], truncated[row])
                over[row] = result[2] or result[3]
                if over[row] and mode == "same_step":
                    assert infos["_final_obs"][row]
                    for name, value in observed(env).items():
                        np.testing.assert_array_equal(infos["final_obs"][row][name], value)
                    env.reset()
            assert_same(seen, row, observed(env))
    assert batch.observation_space.contains(seen)


def test_experts_actions_solve_every_row():
    batch = KeyRoomsVectorEnv(4, rooms=2, locked=1, autoreset_mode="disabled")
    batch.reset(seed=0)
    for row in range(4):
        env = gym.make("turnwise/KeyRooms-v0", rooms=2, locked=1).unwrapped
        env.reset(seed=row)
        plan = env.plan(env.state)
        twin = KeyRoomsVectorEnv(1, rooms=2, locked=1)
        twin.reset(seed=row)
        for count, name in enumerate(plan, start=1):
            _, rewards, terminated, _, infos = twin.step([rules.COMMANDS.index(name)])
            assert bool(terminated[0]) == (count == len(plan)) == bool(infos["success"][0])
        assert rewards[0] == 1.0


def test_observations_are_not_touched_by_later_steps():
    batch = KeyRoomsVectorEnv(3, subgoals=1)
    seen, _ = batch.reset(seed=0)
    kept = {name: value.copy() for name, value in seen.items()}
    rng = np.random.default_rng(1)
    for _ in range(20):
        batch.step(rng.integers(6, size=3))
    for name, value in kept.items():
        np.testing.assert_array_equal(seen[name], value)


def test_some_rows_begin_anew_and_the_others_go_on():
    batch = KeyRoomsVectorEnv(3, autoreset_mode="disabled")
    batch.reset(seed=0)
    before = batch.step(np.array([0, 0, 0]))[0]
    after, _ = batch.reset(seed=[7, None, None], options={"reset_mask": np.array([True, False, False])})
    fresh, _ = KeyRoomsVectorEnv(1).reset(seed=7)
    for name in before:
        np.testing.assert_array_equal(after[name][0], fresh[name][0])
        np.testing.assert_array_equal(after[name][1:], before[name][1:])


@pytest.mark.parametrize("wrong", [{"view_size": 11}, {"rooms": 36, "room_size": 10}, {"rooms": 0}], ids=str)
def test_what_is_too_large_for_a_batch_is_refused(wrong):
    with pytest.raises(ValueError, match="KeyRooms"):
        KeyRoomsVectorEnv(2, **wrong)
