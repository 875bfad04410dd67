"""Our rules beside minigrid's own, on every id."""

import numpy as np
import pytest

from turnwise.envs.grid.minigrid import catalogue, rules, sight, solver

pytestmark = pytest.mark.needs("minigrid")

ODDS = [0.14, 0.14, 0.32, 0.14, 0.10, 0.13, 0.03]
"""How often a random walk makes each of the seven moves."""


def image(looks, level):
    """Return looks as minigrid encodes cells, with its own index for what is out of sight."""
    from minigrid.core.constants import COLOR_TO_IDX, OBJECT_TO_IDX

    def cell(look):
        if look == rules.UNSEEN:
            return OBJECT_TO_IDX["unseen"], 0, 0
        thing = rules.LOOKS[look]
        state = rules.DOOR_STATES.index(thing.state) if thing.state else 0
        return OBJECT_TO_IDX[thing.kind or "empty"], COLOR_TO_IDX[thing.colour] if thing.colour else 0, state

    return np.array([cell(look) for look in looks], dtype=np.uint8)


def whole_map(state):
    level, height = state.level, len(state.grid) // state.level.stride
    rows = image(state.grid.translate(level.looks), level).reshape(height, level.stride, 3)
    return rows[1:-1, 1:-1].transpose(1, 0, 2)


def own_view(state):
    """Return what the agent sees as minigrid encodes it: by column, with what it carries in its own cell."""
    level = state.level
    looks = bytearray(sight.seen(state))
    looks[level.sight**2 - 1 - level.sight // 2] = level.looks[state.carrying]
    return image(looks, level).reshape(level.sight, level.sight, 3).transpose(1, 0, 2)


def compare(state, env, thorough):
    level = state.level
    assert (level.column(state.at), level.row(state.at)) == tuple(int(part) for part in env.agent_pos)
    assert state.facing == env.agent_dir
    assert (env.carrying is None) == (state.carrying == 0)
    if thorough:
        np.testing.assert_array_equal(whole_map(state), env.grid.encode())
        np.testing.assert_array_equal(own_view(state), env.gen_obs()["image"])


def play(state, env, moves, rng, every):
    """Play moves on both and compare; return the state in which they end, and minigrid's last reward."""
    see, reward = env.gen_obs, 0.0
    for count, move in enumerate(moves):
        state = rules.transition(state, move, rng)
        env.gen_obs = dict
        _, reward, terminated, _, _ = env.step(move)
        env.gen_obs = see
        compare(state, env, thorough=terminated or count % every == 0)
        assert bool(state.verdict) == bool(terminated)
        if terminated:
            break
    return state, reward


def test_a_random_walk_is_the_same_on_every_id(any_id, original, drawn):
    env = original(any_id)
    env.reset(seed=1)
    state = drawn(any_id, 1)
    assert (state.level.mission, state.level.max_moves) == (env.mission, env.max_steps)
    compare(state, env, thorough=True)
    rng = np.random.default_rng(0)
    ours = catalogue.build(any_id, {})
    ours.reset(seed=1)
    state, reward = play(state, env, rng.choice(7, size=100, p=ODDS).tolist(), ours.np_random, 25)
    if state.verdict and state.moves <= env.max_steps:
        assert state.paid == pytest.approx(reward)


def test_what_the_expert_accomplishes_is_what_minigrid_rewards(any_id, original, drawn):
    for seed in range(2):
        state = drawn(any_id, seed)
        moves = None if state.level.task.stirs else solver.solve(state)
        if moves is None:
            continue
        env = original(any_id)
        env.reset(seed=seed)
        state, reward = play(state, env, moves, None, 1000)
        assert state.verdict == rules.SUCCESS
        assert reward > 0
        assert state.paid == pytest.approx(reward)


@pytest.mark.parametrize("size", [3, 5, 9])
def test_the_view_is_the_same_for_other_sizes_of_view(size):
    from turnwise.envs.grid.minigrid import capture

    env = catalogue.build("MiniGrid-MultiRoom-N4-S5-v1", {"agent_view_size": size})
    for seed in range(5):
        env.reset(seed=seed)
        state = rules.initial_state(capture.level("x", env))
        np.testing.assert_array_equal(own_view(state), type(env).gen_obs(env)["image"])


def test_balls_roll_as_minigrid_rolls_them(original):
    from turnwise.envs.grid.minigrid import capture

    for seed in range(5):
        env, ours = (
            original("MiniGrid-Dynamic-Obstacles-8x8-v0"),
            catalogue.build("MiniGrid-Dynamic-Obstacles-8x8-v0", {}),
        )
        env.reset(seed=seed)
        ours.reset(seed=seed)
        state = rules.initial_state(capture.level("x", ours))
        walk = np.random.default_rng(seed).choice(7, size=60, p=ODDS).tolist()
        state, reward = play(state, env, walk, ours.np_random, 1)
        if state.verdict == rules.COLLISION:
            assert state.paid == reward == -1


def test_the_limit_of_minigrid_ends_its_payment_and_nothing_else(sketched):
    state = sketched("##### #>.G# #####")
    for _ in range(99):
        state = rules.transition(state, rules.DONE)
    assert not state.verdict
    in_time = rules.transition(state._replace(moves=98), rules.FORWARD)
    assert rules.transition(in_time, rules.FORWARD).paid == pytest.approx(0.1)
    late = rules.transition(rules.transition(state, rules.FORWARD), rules.FORWARD)
    assert (late.verdict, late.paid) == (rules.SUCCESS, 0.0)
