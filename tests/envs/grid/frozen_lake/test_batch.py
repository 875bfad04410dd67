"""The batched lakes, beside single ones; on slippery ice too, where each row slips by its own generator."""

import gymnasium as gym
import numpy as np
import pytest

from turnwise.envs.grid.frozen_lake.batch import BLOCK, FrozenLakeVectorEnv, encode
from turnwise.envs.grid.frozen_lake.rules import COMMANDS

ROWS = 3


@pytest.mark.parametrize("slippery", [False, True])
@pytest.mark.parametrize("mode", ["next_step", "same_step", "disabled"])
def test_every_row_is_a_single_environment_step_by_step(mode, slippery):
    settings = {"size": 5, "holes": 0.1, "slippery": slippery}
    limit = BLOCK + 8
    batch = FrozenLakeVectorEnv(ROWS, max_episode_steps=limit, autoreset_mode=mode, **settings)
    singles = [gym.make("turnwise/FrozenLake-v0", max_episode_steps=limit, **settings) for _ in range(ROWS)]
    seen, _ = batch.reset(seed=5)
    for row, env in enumerate(singles):
        env.reset(seed=5 + row)
    rng, over = np.random.default_rng(0), np.zeros(ROWS, dtype=bool)
    ends = {"goal": 0, "hole": 0, "limit": 0}
    for step in range(1000):
        np.testing.assert_array_equal(seen, [encode(env.unwrapped.state) for env in singles])
        if step == 500:  # a new seed in mid-episode must not give back what the old generator drew
            seen, _ = batch.reset(seed=77)
            over[:] = False
            for row, env in enumerate(singles):
                env.reset(seed=77 + row)
        stay = step % 200 < 60  # long episodes now and then, so that a block of draws is used up
        actions = rng.choice([0, 3] if stay else 4, size=ROWS)
        seen, rewards, terminated, truncated, infos = batch.step(actions)
        for row, env in enumerate(singles):
            if over[row] and mode == "next_step":
                env.reset()
                assert (rewards[row], terminated[row], truncated[row]) == (0, False, False)
                continue
            _, reward, ended, cut, info = env.step(COMMANDS[actions[row]])
            assert (rewards[row], terminated[row], truncated[row]) == (reward, ended, cut and not ended)
            ends["goal" if reward else "hole" if ended else "limit"] += ended or cut
            if mode == "same_step" and (ended or cut):
                np.testing.assert_array_equal(infos["final_obs"][row], encode(env.unwrapped.state))
                assert infos["final_info"]["success"][row] == info["success"]
                env.reset()
        over = terminated | truncated
        if mode == "disabled" and over.any():
            seen, _ = batch.reset(options={"reset_mask": over})
            for row in np.flatnonzero(over):
                singles[row].reset()
    assert all(ends.values()), ends


def test_gymnasium_makes_it():
    batch = gym.make_vec("turnwise/FrozenLake-v0", 4, "vector_entry_point", slippery=True)
    seen, _ = batch.reset(seed=0)
    assert seen.shape == (4, 6, 6)
    assert batch.observation_space.contains(seen)
    assert batch.max_episode_steps == 30


def test_every_knob_reaches_the_lakes():
    plain, _ = FrozenLakeVectorEnv(8).reset(seed=1)
    for setting in [{"size": 5}, {"holes": 0.4}, {"min_solution": 12}, {"split": "test"}]:
        other, _ = FrozenLakeVectorEnv(8, **setting).reset(seed=1)
        assert not np.array_equal(other, plain), setting
    dry, wet = FrozenLakeVectorEnv(8), FrozenLakeVectorEnv(8, slippery=True)
    walks = []
    for batch in (dry, wet):
        batch.reset(seed=1)
        walks.append(np.array([batch.step(np.full(8, 1))[0] for _ in range(5)]))
    assert not np.array_equal(*walks)


def test_wrong_settings_are_named_as_in_the_single_environment():
    with pytest.raises(ValueError, match="holes"):
        FrozenLakeVectorEnv(2, holes=0.9)
