"""The batched Sokoban is the single one, row by row."""

import pickle

import gymnasium as gym
import numpy as np
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.grid.sokoban.batch import GAINS, PUSHES, WALKS, SokobanVectorEnv
from turnwise.envs.grid.sokoban.env import SokobanEnv
from turnwise.envs.grid.sokoban.geometry import BOX, COMMANDS, PLAYER

MODES = ["next_step", "same_step", "disabled"]
GYMNASIUM = {"next_step": gym.vector.AutoresetMode.NEXT_STEP, "same_step": gym.vector.AutoresetMode.SAME_STEP}


def numbers(env):
    """Return what the batch shows of a single environment."""
    level, player, boxes = env.unwrapped.state
    cells = np.frombuffer(level.cells, dtype=np.uint8).copy()
    cells[player] |= PLAYER
    cells[list(boxes)] |= BOX
    return cells.reshape(level.rows, level.stride)[:, :-1]


@pytest.mark.parametrize("mode", ["next_step", "same_step"])
@pytest.mark.parametrize("kwargs", [{}, {"size": (6, 8), "boxes": 2, "split": "test"}])
def test_messages_rewards_and_infos_equal_those_of_single_environments(mode, kwargs):
    count, limit = 5, 25
    batch = gym.make_vec(
        "turnwise/Sokoban-v0", count, text=True, max_episode_steps=limit, autoreset_mode=mode, **kwargs
    )
    singles = gym.make_vec(
        "turnwise/Sokoban-v0",
        count,
        vectorization_mode="sync",
        vector_kwargs={"autoreset_mode": GYMNASIUM[mode]},
        max_episode_steps=limit,
        **kwargs,
    )
    observations, infos = batch.reset(seed=11)
    expected, expected_infos = singles.reset(seed=11)
    assert observations == expected
    assert_same_infos(infos, expected_infos)
    rng = np.random.default_rng(0)
    experts = [iter(env.unwrapped.expert()) for env in singles.envs]
    solved = 0
    for turn in range(600):
        actions = rng.integers(4, size=count)
        if turn % 3:  # experts most of the time, so that episodes end both ways
            for row in range(count):
                message = next(experts[row], None)
                actions[row] = COMMANDS.index(message) if message else actions[row]
        got = batch.step(actions)
        want = singles.step(tuple(COMMANDS[action] for action in actions))
        assert got[0] == want[0]
        np.testing.assert_array_equal(got[1], want[1])
        np.testing.assert_array_equal(got[2], want[2])
        np.testing.assert_array_equal(got[3], want[3] & ~want[2])
        assert_same_infos(got[4], want[4])
        solved += int(got[2].sum())
        for row in np.flatnonzero(got[2] | got[3] | (np.array([len(text) for text in got[0]]) > 200)):
            experts[row] = iter(singles.envs[row].unwrapped.expert())
    assert solved > 20


def assert_same_infos(got, want):
    """Compare batched infos where Gymnasium says that a row has an entry; a term nobody was paid may be missing."""
    for key, value in want.items():
        if key in ("reward_terms", "final_info"):
            assert_same_infos(got[key], value)
        elif key == "final_obs":
            assert list(got[key]) == list(value)
        elif not key.startswith("_"):
            shown = want[f"_{key}"]
            np.testing.assert_array_equal(got[f"_{key}"], shown)
            np.testing.assert_array_equal(got[key][shown], value[shown])


@pytest.mark.parametrize("kwargs", [{}, {"size": 8, "boxes": 3}])
def test_numbers_equal_the_single_states_over_thousands_of_steps(kwargs):
    count, limit = 16, 40
    batch = SokobanVectorEnv(count, max_episode_steps=limit, **kwargs)
    singles = [gym.make("turnwise/Sokoban-v0", max_episode_steps=limit, **kwargs) for _ in range(count)]
    observations, _ = batch.reset(seed=0)
    for row, env in enumerate(singles):
        env.reset(seed=row)
        np.testing.assert_array_equal(observations[row], numbers(env))
    over = np.zeros(count, dtype=bool)
    rng = np.random.default_rng(1)
    for _ in range(500):
        actions = rng.integers(4, size=count)
        observations, rewards, terminated, truncated, _ = batch.step(actions)
        for row, env in enumerate(singles):
            if over[row]:
                env.reset()
                expected = (0.0, False, False)
            else:
                _, reward, ended, cut, _ = env.step(COMMANDS[actions[row]])
                expected = (reward, ended, cut and not ended)
            assert (rewards[row], terminated[row], truncated[row]) == expected
            np.testing.assert_array_equal(observations[row], numbers(env))
        over = terminated | truncated


def test_observations_are_not_written_over():
    batch = SokobanVectorEnv(3)
    first, _ = batch.reset(seed=0)
    kept = first.copy()
    for action in range(4):
        batch.step(np.full(3, action))
    np.testing.assert_array_equal(first, kept)
    assert first.dtype == np.uint8
    assert batch.observation_space.contains(first)


def test_text_is_in_its_space():
    batch = SokobanVectorEnv(3, text=True)
    observations, _ = batch.reset(seed=0)
    assert batch.observation_space.contains(observations)


def test_look_up_tables_by_hand():
    floor, target, wall, end = 0, 1, 8, 9
    box, home = BOX, BOX + 1
    table = {
        (floor, wall): (4, 0, 0),
        (target, box): (4, 0, 0),
        (wall, floor): (0, 0, 0),
        (end, floor): (0, 0, 0),
        (box, floor): (4, 2, 0),
        (box, target): (4, 2, 1),
        (home, floor): (4, 2, -1),
        (home, target): (4, 2, 0),
        (box, box): (0, 0, 0),
        (box, wall): (0, 0, 0),
        (home, end): (0, 0, 0),
    }
    for (ahead, beyond), row in table.items():
        index = ahead << 4 | beyond
        assert (WALKS[index], PUSHES[index], GAINS[index]) == row


@pytest.mark.parametrize("mode", MODES)
def test_every_autoreset_mode_is_in_the_metadata_and_pickles(mode):
    batch = gym.make_vec("turnwise/Sokoban-v0", 2, autoreset_mode=mode)
    assert batch.metadata["autoreset_mode"].name.lower() == mode
    batch.reset(seed=0)
    twin = pickle.loads(pickle.dumps(batch))
    np.testing.assert_array_equal(batch.step(np.zeros(2, dtype=int))[0], twin.step(np.zeros(2, dtype=int))[0])


def test_make_vec_finds_it_and_sets_the_turn_limit():
    batch = gym.make_vec("turnwise/Sokoban-v0", 4)
    assert isinstance(batch, SokobanVectorEnv)
    assert batch.max_episode_steps == gym.spec("turnwise/Sokoban-v0").max_episode_steps


def test_knobs_are_checked_by_the_single_environment():
    with pytest.raises(ValueError, match="boxes"):
        SokobanVectorEnv(2, boxes=0)
    with pytest.raises(ValueError, match="text"):
        SokobanVectorEnv(2, text="yes")
    assert isinstance(SokobanVectorEnv(2).single, SokobanEnv)
