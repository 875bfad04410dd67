"""``turnwise/MiniGrid-v0`` on every id, and what is particular to it beside the contract of all environments."""

import os
import subprocess
import sys

import gymnasium as gym
import numpy as np
import pytest

import turnwise

pytestmark = pytest.mark.needs("minigrid")


def make(env_id, **kwargs):
    return gym.make("turnwise/MiniGrid-v0", env_id=env_id, **kwargs)


def record(env, seed, messages):
    observation, info = env.reset(seed=seed)
    seen = [(observation, info.complete())]
    for message in messages:
        observation, reward, terminated, truncated, info = env.step(message)
        seen.append((observation, reward, terminated, truncated, info.complete()))
        if terminated or truncated:
            observation, info = env.reset()
            seen.append((observation, info.complete()))
    return seen


def some_messages(env, count):
    commands = env.unwrapped.grammar.commands
    return [commands[index] for index in np.random.default_rng(0).integers(len(commands), size=count)]


def test_every_id_plays_and_repeats_itself_by_seed(any_id):
    env, twin = make(any_id), make(any_id)
    messages = some_messages(env, 30)
    first = record(env, 3, messages)
    assert record(twin, 3, messages) == first
    assert not any(step[3] for step in first if len(step) == 5)
    assert all(step[-1]["milestones"] for step in first)
    assert all(np.isfinite(value) for step in first for value in step[-1]["channels"].values())


def test_every_id_goes_back_to_a_snapshot_exactly(any_id):
    env = make(any_id)
    messages = some_messages(env, 20)
    env.reset(seed=2)
    for message in messages[:8]:
        if any(env.step(message)[2:4]):
            env.reset()
    fork = turnwise.snapshot(env)

    def rest():
        seen = []
        for message in messages[8:]:
            *step, info = env.step(message)
            seen.append((*step, info.complete()))
            if step[2] or step[3]:
                seen.append(env.reset()[0])
        return seen

    first = rest()
    turnwise.restore(env, fork)
    assert rest() == first


def test_hash_seeds_and_processes_change_nothing():
    program = (
        "import gymnasium as gym, turnwise, zlib\n"
        "for name in ('MiniGrid-MultiRoom-N4-S5-v1', 'MiniGrid-LockedRoom-v0', 'BabyAI-BossLevel-v0'):\n"
        "    env = gym.make('turnwise/MiniGrid-v0', env_id=name)\n"
        "    seen = [repr((env.reset(seed=1)[0], env.unwrapped.state.level))]\n"
        "    for message in env.unwrapped.expert():\n"
        "        observation, *_, info = env.step(message)\n"
        "        seen.append(message + observation + repr(info.complete()))\n"
        "        if info['success']:\n"
        "            break\n"
        "    print(zlib.crc32(repr(seen).encode()))\n"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert len(told[0].split()) == 3


def test_importing_turnwise_leaves_minigrid_alone():
    program = "import sys, turnwise; assert not {'minigrid', 'pygame'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("name", ["MiniGrid-DoorKey-8x8-v0", "BabyAI-BossLevel-v0", "MiniGrid-MemoryS13Random-v0"])
def test_a_seed_gives_minigrids_own_level(name, original):
    env, theirs = make(name), original(name)
    for seed in range(3):
        env.reset(seed=seed)
        theirs.reset(seed=seed)
        state = env.unwrapped.state
        assert state.level.mission == theirs.mission
        kinds = [thing.type if thing else "" for thing in theirs.grid.grid]
        inside = [state.grid[state.level.cell(c, r)] for r in range(theirs.height) for c in range(theirs.width)]
        assert [state.level.things[code].kind for code in inside] == kinds


def test_success_pays_one_and_shows_what_minigrid_pays():
    env = make("MiniGrid-Empty-5x5-v0")
    env.reset(seed=0)
    for message in ["forward", "forward", "right", "forward", "forward"]:
        _, reward, terminated, truncated, info = env.step(message)
    assert (reward, terminated, truncated, info["success"]) == (1.0, True, False, True)
    assert info["channels"]["minigrid_reward"] == pytest.approx(1 - 0.9 * 5 / 100)
    assert info["task"]["minigrid_max_moves"] == 100


def test_failure_pays_nothing_and_a_collision_shows_minigrids_penalty():
    env = make("MiniGrid-Dynamic-Obstacles-5x5-v0")
    env.reset(seed=0)
    env.step("turn left")
    observation, reward, terminated, _, info = env.step("forward")
    assert (reward, terminated, info["success"]) == (0.0, True, False)
    assert info["channels"]["minigrid_reward"] == -1.0
    assert "You walked into something" in observation


def test_a_move_without_effect_is_valid_and_said_to_change_nothing():
    env = make("MiniGrid-Empty-5x5-v0")
    env.reset(seed=0)
    observation, _, _, _, info = env.step("pick up")
    assert info["valid"]
    assert observation.startswith("Nothing changed.")
    assert info["channels"]["state_changed"] == 0.0
    observation, _, _, _, info = env.step("jump")
    assert not info["valid"]
    assert "Nothing changed." not in observation
    assert info["facts"]["episode.moves"] == 1


def test_several_moves_stop_at_the_end_of_the_episode():
    env = make("MiniGrid-Empty-5x5-v0", moves_per_turn=9)
    _, info = env.reset(seed=0)
    assert info["task"]["suggested_max_turns"] == 12
    _, reward, terminated, _, info = env.step("forward forward right forward forward forward left")
    assert (reward, terminated, info["facts"]["episode.moves"]) == (1.0, True, 5)


def test_the_suggested_turns_are_minigrids_limit(original):
    env = make("BabyAI-GoToSeqS5R2-v0")
    theirs = original("BabyAI-GoToSeqS5R2-v0")
    for seed in range(4):
        _, info = env.reset(seed=seed)
        theirs.reset(seed=seed)
        assert info["task"]["suggested_max_turns"] == theirs.max_steps


def test_the_registered_turns_leave_room_for_a_long_mission():
    env = make("BabyAI-BossLevel-v0")
    for seed in range(5):
        env.reset(seed=seed)
        for message in env.unwrapped.expert():
            _, _, terminated, truncated, info = env.step(message)
            if terminated or truncated:
                break
        assert info["success"]


def test_an_expert_finds_back_after_other_moves():
    env = make("MiniGrid-UnlockPickup-v0")
    env.reset(seed=1)
    rng = np.random.default_rng(1)
    for turn, message in enumerate(env.unwrapped.expert()):
        choices = env.unwrapped.actions()
        stray = turn % 5 == 4 and turn < 50
        _, _, terminated, truncated, info = env.step(choices[rng.integers(len(choices))] if stray else message)
        if terminated or truncated:
            break
    assert info["success"]


def test_known_lengths_and_hopeless_levels_are_told():
    env = make("BabyAI-GoToImpUnlock-v0")
    _, info = env.reset(seed=6)
    assert info["task"]["solvable"] is False
    assert list(env.unwrapped.expert()) == []
    env = make("MiniGrid-DoorKey-8x8-v0")
    _, info = env.reset(seed=0)
    assert "solvable" not in info["task"]
    assert info["task"]["optimal_length"] == len(list(env.unwrapped.plan(env.unwrapped.state)))


def test_a_view_remembered_from_one_level_is_not_told_of_another():
    env = make("MiniGrid-Fetch-5x5-N2-v0", observation="coordinates")
    forks, seen = [], []
    for seed in range(6):
        env.reset(seed=seed)
        seen.append(env.step("turn left")[0])
        forks.append(turnwise.snapshot(env))
    for fork, told in zip(forks, seen, strict=True):
        turnwise.restore(env, fork)
        assert env.step("turn left turn")[0].endswith(told.splitlines()[-1])
        assert env.unwrapped.view(fork[1][0], fork[1][0]) == told


def test_env_kwargs_are_minigrids_difficulty():
    env = make("MiniGrid-DoorKey-8x8-v0", env_kwargs={"size": 10})
    _, info = env.reset(seed=0)
    assert info["task"]["parameters"]["env_kwargs"] == {"size": 10}
    assert env.unwrapped.state.level.stride == 12
    again = gym.make(gym.envs.registration.EnvSpec.from_json(env.spec.to_json()))
    assert again.reset(seed=0)[0] == env.reset(seed=0)[0]


@pytest.mark.parametrize("given", [{"length": 3}, {"render_mode": "human"}, {3: 4}, "size"])
def test_env_kwargs_that_minigrid_refuses_are_named(given):
    with pytest.raises(ValueError, match="env_kwargs"):
        make("MiniGrid-DoorKey-8x8-v0", env_kwargs=given)


def test_what_is_done_to_an_info_or_to_the_arguments_is_not_done_to_the_environment():
    arguments = {"size": 5}
    env = gym.make("turnwise/MiniGrid-v0", env_id="MiniGrid-Empty-8x8-v0", env_kwargs=arguments).unwrapped
    arguments["size"] = 9
    _, info = env.reset(seed=0)
    info["task"]["parameters"]["env_kwargs"]["size"] = 7
    assert env.reset(seed=0)[1]["task"]["parameters"]["env_kwargs"] == {"size": 5}


@pytest.mark.parametrize("arguments", [{"size": 3}, {"size": 4}, {"size": "large"}, {"sizes": 5}])
def test_arguments_that_minigrid_cannot_draw_with_are_refused_by_name_when_it_is_made(arguments):
    with pytest.raises(ValueError, match=r"MiniGrid-DoorKey-8x8-v0 .* env_kwargs="):
        gym.make("turnwise/MiniGrid-v0", env_kwargs=arguments)
