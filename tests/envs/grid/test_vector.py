"""What the batched grid environments share, on the smallest world there is: a walk to 0 from a drawn place."""

import copy
import pickle

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.utils.env_checker import data_equivalence
from gymnasium.vector import AutoresetMode

from turnwise.envs.grid.vector import GridVectorEnv


class Walks(GridVectorEnv):
    """Rows start at 2 to 4 and go down (0) or up (1), at most to 9; 0 is success, 9 is failure."""

    def __init__(self, num_envs=3, **kwargs):
        super().__init__(num_envs, gym.spaces.Box(0, 9, (1,), np.int64), 2, **kwargs)
        self.places = np.zeros(num_envs, dtype=np.int64)

    def begin(self, rows):
        for row in rows:
            self.places[row] = self.rng(row).integers(2, 5)

    def play(self, actions, active):
        self.places += 2 * actions - 1
        return (self.places <= 0) | (self.places >= 9), self.places <= 0

    def observe(self):
        return self.places[:, None].copy()


class Walk(gym.Env):
    """One row of the above."""

    observation_space = gym.spaces.Box(0, 9, (1,), np.int64)
    action_space = gym.spaces.Discrete(2)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.place = int(self.np_random.integers(2, 5))
        return np.array([self.place]), {"success": False, "valid": True, "error": "", "reward_terms": {}}

    def step(self, action):
        self.place += 2 * int(action) - 1
        success = self.place <= 0
        info = {"success": success, "valid": True, "error": "", "reward_terms": {"outcome": float(success)}}
        return np.array([self.place]), float(success), success or self.place >= 9, False, info


def assert_same(got, want):
    for key, value in want.items():
        if isinstance(value, dict):
            assert_same(got[key], value)
        elif not key.startswith("_"):
            shown = want[f"_{key}"]
            np.testing.assert_array_equal(got[f"_{key}"], shown)
            assert list(got[key][shown]) == list(value[shown])


@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP])
def test_steps_resets_and_infos_equal_gymnasiums_sync_vector_environment(mode):
    batch = Walks(5, max_episode_steps=6, autoreset_mode=mode)
    singles = gym.vector.SyncVectorEnv([lambda: gym.wrappers.TimeLimit(Walk(), 6)] * 5, autoreset_mode=mode)
    got, want = batch.reset(seed=3), singles.reset(seed=3)
    np.testing.assert_array_equal(got[0], want[0])
    assert_same(got[1], want[1])
    rng, ends = np.random.default_rng(0), np.zeros(2, dtype=int)
    for _ in range(400):
        actions = rng.integers(2, size=5)
        got, want = batch.step(actions), singles.step(actions)
        np.testing.assert_array_equal(got[0], want[0])
        np.testing.assert_array_equal(got[1], want[1])
        np.testing.assert_array_equal(got[2], want[2])
        np.testing.assert_array_equal(got[3], want[3] & ~want[2])
        assert_same(got[4], want[4])
        ends += got[2].sum(), got[3].sum()
    assert (ends > 20).all()


def test_a_step_is_never_terminated_and_truncated():
    batch = Walks(1, max_episode_steps=2)
    batch.reset(seed=next(seed for seed in range(99) if np.random.default_rng(seed).integers(2, 5) == 2))
    batch.step([0])
    _, rewards, terminated, truncated, _ = batch.step([0])
    assert (rewards[0], terminated[0], truncated[0]) == (1.0, True, False)


def test_without_a_limit_nothing_is_truncated():
    batch = Walks(1)
    batch.reset(seed=0)
    assert not any(batch.step([turn % 2])[3][0] for turn in range(50))


def test_rows_of_a_disabled_autoreset_wait_to_be_reset():
    batch = Walks(3, max_episode_steps=2, autoreset_mode="disabled")
    batch.reset(seed=0)
    batch.step([1, 0, 1])
    truncated = batch.step([0, 1, 0])[3]
    assert truncated.all()
    with pytest.raises(gym.error.ResetNeeded, match=r"rows \[0, 1, 2\]"):
        batch.step([0, 0, 0])
    before = batch.observe()
    mask = np.array([True, False, False])
    observations, infos = batch.reset(seed=[77, None, None], options={"reset_mask": mask})
    assert observations[0, 0] == np.random.default_rng(77).integers(2, 5)
    np.testing.assert_array_equal(observations[1:], before[1:])
    np.testing.assert_array_equal(infos["_success"], mask)
    with pytest.raises(gym.error.ResetNeeded, match=r"rows \[1, 2\]"):
        batch.step([0, 0, 0])


def test_resets_without_a_seed_go_on_with_each_rows_generator():
    batch = Walks(4)
    batch.reset(seed=5)
    again = batch.reset()[0]
    for row in range(4):
        rng = np.random.default_rng(5 + row)
        rng.integers(2, 5)
        assert again[row, 0] == rng.integers(2, 5)
    assert batch.np_random_seed == (5, 6, 7, 8)
    assert len(batch.np_random) == 4


def test_a_seed_a_row():
    np.testing.assert_array_equal(Walks(3).reset(seed=[4, 5, 6])[0], Walks(3).reset(seed=4)[0])


def test_a_deep_copy_goes_on_alike():
    batch = Walks(3, max_episode_steps=4)
    batch.reset(seed=1)
    twin = copy.deepcopy(batch)
    for _ in range(12):
        for got, want in zip(batch.step([1, 1, 0])[:4], twin.step([1, 1, 0])[:4], strict=True):
            np.testing.assert_array_equal(got, want)


def test_observations_rewards_and_infos_are_not_written_over():
    batch = Walks(2, max_episode_steps=3)
    batch.reset(seed=0)
    first = batch.step([1, 1])
    kept = copy.deepcopy(first)
    for _ in range(5):
        batch.step([0, 1])
    for got, want in zip(first[:4], kept[:4], strict=True):
        np.testing.assert_array_equal(got, want)
    assert_same(first[4], kept[4])


@pytest.mark.parametrize("actions", [[0, 1], [0, 1, 2], [0, -1, 1], [0.0, 1.0, 1.0], [[0, 1, 1]], "abc"])
def test_wrong_actions_are_refused(actions):
    batch = Walks(3)
    batch.reset(seed=0)
    with pytest.raises(ValueError, match="Walks"):
        batch.step(actions)


def test_stepping_before_reset_is_refused():
    with pytest.raises(gym.error.ResetNeeded):
        Walks(2).step([0, 0])


@pytest.mark.parametrize(
    "kwargs",
    [{"num_envs": 0}, {"max_episode_steps": 0}, {"autoreset_mode": "sometimes"}],
    ids=lambda kwargs: str(kwargs),
)
def test_wrong_arguments_are_refused(kwargs):
    with pytest.raises(ValueError, match=f"Walks needs {next(iter(kwargs))}"):
        Walks(**kwargs)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"seed": [1, 2]}, "3 rows; got 2 seeds"),
        ({"options": {"level": 3}}, r"reset_mask' only; got \['level'\]"),
        ({"options": {"reset_mask": [True, False, True]}}, "boolean array"),
        ({"options": {"reset_mask": np.ones(2, dtype=bool)}}, "boolean array"),
    ],
)
def test_wrong_resets_are_refused(arguments, said):
    with pytest.raises(ValueError, match=said):
        Walks(3).reset(**arguments)


@pytest.mark.parametrize("argument", ["num_envs", "max_episode_steps"])
@pytest.mark.parametrize("value", ["3", 0, -1, 2.0, 1.5, True, float("nan"), np.uint8(7), [3]])
def test_a_count_that_is_no_whole_number_is_refused_by_name(argument, value):
    with pytest.raises(ValueError, match=rf"Walks needs {argument} to be a whole number .*; got "):
        Walks(**{argument: value})


@pytest.mark.parametrize("value", [10**9, 2**63])
def test_more_rows_than_memory_holds_are_refused_before_any_is_made(value):
    with pytest.raises(ValueError, match="num_envs"):
        Walks(value)


@pytest.mark.parametrize("mode", [[], {}, None, "never"])
def test_an_autoreset_mode_that_is_none_is_refused_by_name(mode):
    with pytest.raises(ValueError, match="autoreset_mode"):
        Walks(autoreset_mode=mode)


def test_seeds_may_be_numpys_integers():
    seeds = [4, 5, 6]
    first, again = Walks(), Walks()
    assert (first.reset(seed=np.array(seeds))[0] == again.reset(seed=seeds)[0]).all()
    assert first.np_random_seed == (4, 5, 6)


@pytest.mark.parametrize("seed", [1.5, {}, object()])
def test_a_seed_that_is_none_is_refused(seed):
    with pytest.raises(ValueError, match="takes a whole number, one a row, or None; got seed="):
        Walks().reset(seed=seed)


@pytest.mark.parametrize("name", ["Sokoban-v0", "FrozenLake-v0", "Maze-v0", "KeyRooms-v0"])
@pytest.mark.parametrize("twin_of", [copy.deepcopy, lambda envs: pickle.loads(pickle.dumps(envs))])
def test_a_copy_goes_on_as_the_original_and_apart_from_it(name, twin_of):
    envs = gym.make_vec(f"turnwise/{name}", 3, "vector_entry_point", max_episode_steps=9).unwrapped
    envs.reset(seed=2)
    envs.step([0, 1, 2])
    twin, third = twin_of(envs), twin_of(envs)
    rng = np.random.default_rng(0)
    plays = rng.integers(0, 4, (40, 3))
    third.step([3, 3, 3])
    seen = [envs.step(play) for play in plays]
    for play, was in zip(plays, seen, strict=True):
        assert data_equivalence(twin.step(play)[:4], was[:4])
