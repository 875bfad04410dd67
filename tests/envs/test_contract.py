"""The contract that every registered id keeps (the step contract in the documentation)."""

import copy
import inspect
import json
import pickle
import random
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.envs.registration import EnvSpec
from gymnasium.utils.env_checker import check_env
from gymnasium.vector import AutoresetMode

import turnwise
from turnwise.envs.registry import TABLE, ids

EAGER = {"success": bool, "valid": bool, "error": str, "reward_terms": dict}
MEASURED = {"channels": float, "milestones": bool, "facts": (str, int, float, bool)}


def record(env: gym.Env[str, str], seed: int, messages: Iterable[str]) -> list[Any]:
    """Play the messages from a seeded reset, going on into new episodes, and return everything that was seen."""
    observation, info = env.reset(seed=seed)
    seen: list[Any] = [(observation, info.complete())]
    for message in messages:
        observation, reward, terminated, truncated, info = env.step(message)
        seen.append((observation, reward, terminated, truncated, info.complete()))
        if terminated or truncated:
            observation, info = env.reset()
            seen.append((observation, info.complete()))
    return seen


def some_messages(case: Any, count: int, seed: int = 0) -> list[str]:
    """Return admissible messages met on a random walk, with a few that are not."""
    env, rng = case.make(), np.random.default_rng(seed)
    env.reset(seed=seed)
    messages = []
    for index in range(count if case.pace == 1 else max(count // case.pace, 6)):
        choices = env.unwrapped.actions()
        messages.append("nonsense" if index % 17 == 16 else choices[rng.integers(len(choices))])
        if any(env.step(messages[-1])[2:4]):
            env.reset()
    return messages


def success_rate(case: Any, choose: Callable[[gym.Env[str, str], np.random.Generator], str], episodes: int) -> float:
    """Return the share of episodes that end in success."""
    env, solved = case.make(), 0
    for seed in range(episodes):
        env.reset(seed=seed)
        rng, over = np.random.default_rng(seed), False
        while not over:
            _, _, terminated, truncated, info = env.step(choose(env, rng))
            over = terminated or truncated
        solved += info["success"]
    return solved / episodes


def test_every_registered_id_has_a_case(cases):
    names = {f"turnwise/{case.name}" for case in cases}
    assert names == set(ids()) == {name for name in gym.registry if name.startswith("turnwise/")}


def test_check_env_has_nothing_to_say(case):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(case.make().unwrapped)


def test_same_seed_and_messages_give_the_same_episodes(case):
    messages = some_messages(case, 50)
    assert record(case.make(), 7, messages) == record(case.make(), 7, messages)


def test_another_environment_beside_it_changes_nothing(case):
    messages = some_messages(case, 30)
    other = gym.make("turnwise/FrozenLake-v0", slippery=True)
    other.reset(seed=99)

    def interleaved() -> Iterable[str]:
        for message in messages:
            if any(other.step("left")[2:4]):
                other.reset()
            yield message

    assert record(case.make(), 3, interleaved()) == record(case.make(), 3, messages)


def test_global_generators_are_left_alone(case):
    python, numpy = random.getstate(), np.random.get_state()[1].copy()  # noqa: NPY002 - the global one is the point
    record(case.make(), 0, some_messages(case, 20))
    assert random.getstate() == python
    assert (np.random.get_state()[1] == numpy).all()  # noqa: NPY002


def test_pickled_in_mid_episode_it_goes_on_the_same(case):
    env = case.make()
    env.reset(seed=5)
    messages = some_messages(case, 20, seed=5)
    for message in messages[:5]:
        if any(env.step(message)[2:4]):
            env.reset()
    twin = pickle.loads(pickle.dumps(env))
    assert [env.step(messages[5])[:4]] == [twin.step(messages[5])[:4]]
    assert record(env, 1, messages) == record(twin, 1, messages)


def test_spec_survives_json(case):
    messages = some_messages(case, 15)
    env = case.make(max_episode_steps=9)
    again = gym.make(EnvSpec.from_json(env.spec.to_json()))
    assert record(again, 2, messages) == record(env, 2, messages)


def test_info_keeps_its_types_and_the_ledger_its_sum(case):
    env = case.make()
    _, info = env.reset(seed=0)
    assert info["reward_terms"] == {}
    for message in ["", *some_messages(case, 60)]:
        for key, kind in EAGER.items():
            assert type(info[key]) is kind, key
        for key, kind in MEASURED.items():
            assert all(type(name) is str and isinstance(value, kind) for name, value in info[key].items()), key
        assert {"state_changed", *(["goal_distance"] if case.grid else [])} <= set(info["channels"])
        assert all(np.isfinite(value) for value in info["channels"].values())
        assert info["milestones"]
        assert info["facts"]
        assert all("." in name for name in info["facts"])
        assert json.loads(json.dumps(info["task"])) == info["task"]
        assert info["valid"] == (not info["error"])
        _, reward, terminated, truncated, info = env.step(message)
        assert sum(info["reward_terms"].values()) == reward
        if terminated or truncated:
            _, info = env.reset()


def test_milestone_names_stay_the_same_within_an_episode(case):
    env = case.make()
    _, info = env.reset(seed=4)
    names = list(info["milestones"])
    for message in env.unwrapped.expert():
        _, _, terminated, truncated, info = env.step(message)
        assert list(info["milestones"]) == names
        if terminated or truncated:
            break
    if not case.stochastic:
        assert any(info["milestones"].values())


def test_an_old_info_still_speaks_of_its_own_turn(case):
    env, twin = case.make(), case.make()
    _, late = env.reset(seed=6)
    _, early = twin.reset(seed=6)
    early.complete()
    for message in some_messages(case, 12, seed=6):
        if any(env.step(message)[2:4]):
            env.reset()
    assert late.complete() == early


def expert_play(case: Any, seeds: int) -> tuple[int, list[float], list[float]]:
    """Return how many episodes the expert solves, what each pays, and what best play is known to be worth."""
    env, solved, paid, known = case.make(), 0, [], []
    for seed in range(seeds):
        _, info = env.reset(seed=seed)
        known.append(float(info["task"].get("optimal_value", 1.0)))
        turns, total, over = 0, 0.0, False
        for message in env.unwrapped.expert():
            _, reward, terminated, truncated, info = env.step(message)
            turns, total = turns + 1, total + float(reward)
            over = terminated or truncated
            if over:
                break
        solved += info["success"]
        paid.append(total)
        if info["success"] and "optimal_length" in info["task"] and case.kwargs.get("moves_per_turn", 1) == 1:
            assert turns == info["task"]["optimal_length"], f"seed {seed}"
    return solved, paid, known


def random_message(env: gym.Env[str, str], rng: np.random.Generator) -> str:
    choices = env.unwrapped.actions()
    return choices[rng.integers(len(choices))]


def test_expert_solves_100_of_100_or_reaches_the_known_optimum(case):
    seeds = 1000 if case.stochastic else case.seeds
    solved, paid, known = expert_play(case, seeds)
    if not case.stochastic:
        assert solved == seeds
        return
    short = np.subtract(known, paid)
    deviation = max(float(short.std()) / np.sqrt(seeds), 1e-9)
    assert abs(short.mean()) <= 4 * deviation
    chance = [random_return(case, seed) for seed in range(200)]
    assert np.mean(paid) - np.mean(chance) > 4 * float(np.std(chance)) / np.sqrt(200), "told from chance"


def random_return(case: Any, seed: int) -> float:
    """Return what a random agent is paid in one episode."""
    env, total, over = case.make(), 0.0, False
    env.reset(seed=seed)
    rng = np.random.default_rng(seed)
    while not over:
        _, reward, terminated, truncated, _ = env.step(random_message(env, rng))
        total, over = total + float(reward), terminated or truncated
    return total


def test_agents_that_know_nothing_do_not_solve_it(case):
    assert success_rate(case, lambda env, rng: "", min(case.episodes, 10)) == 0.0
    env = case.make()
    env.reset(seed=0)
    constants = env.unwrapped.grammar.commands if case.grid else env.unwrapped.actions()[:6]
    for constant in constants:
        rate = success_rate(case, lambda env, rng, constant=constant: constant, min(case.episodes, 20))
        assert rate <= case.random_rate + 0.05
    assert success_rate(case, random_message, case.episodes) <= case.random_rate


def test_solution_and_answer_are_not_told_before_they_are_earned(case):
    env = case.make()
    for seed in range(10 if case.pace == 1 else 2):
        observation, info = env.reset(seed=seed)
        if "answer" in info and not case.guessing and not case.posed:
            assert str(info["answer"]).casefold() not in observation.casefold()
        solution = plan_of(env)
        seen = [observation]
        for message in some_messages(case, 15, seed):
            observation, _, terminated, truncated, info = env.step(message)
            if terminated or truncated:
                break
            seen.append(observation)
        text = "\n".join(seen).casefold()
        if "answer" in info and not (case.guessing or case.found or case.posed):
            assert str(info["answer"]).casefold() not in text
        if len(solution) >= 5:
            for joint in (" ", ", ", "\n", '", "', " -> ", ","):
                assert joint.join(solution) not in text


def plan_of(env: gym.Env[str, str]) -> list[str]:
    """Return the expert's messages, on a fork of the episode where it can be forked."""
    if not env.unwrapped.can_fork:
        return []
    fork = turnwise.snapshot(env)
    messages = []
    for message in env.unwrapped.expert():
        messages.append(message)
        if any(env.step(message)[2:4]):
            break
    turnwise.restore(env, fork)
    return messages


def test_restored_it_repeats_the_same_ten_steps(case):
    env = case.make()
    assert env.unwrapped.can_fork == case.forks
    if not case.forks:
        with pytest.raises(NotImplementedError, match="cannot fork"):
            env.unwrapped.snapshot()
        return
    for seed in range(5 if case.pace == 1 else 1):
        env.reset(seed=seed)
        walk = some_messages(case, 13, seed)
        for message in walk[:3]:
            if any(env.step(message)[2:4]):
                env.reset()
        fork = turnwise.snapshot(env)
        kept = copy.deepcopy(fork)

        def ten(env: gym.Env[str, str] = env, walk: list[str] = walk) -> list[Any]:
            seen: list[Any] = []
            for message in walk[3:]:
                observation, reward, terminated, truncated, info = env.step(message)
                seen.append((observation, reward, terminated, truncated, info.complete()))
                if terminated or truncated:
                    observation, info = env.reset()
                    seen.append((observation, info.complete()))
            return seen

        first = ten()
        turnwise.restore(env, fork)
        assert ten() == first
        other = case.make()
        other.reset(seed=1234)
        turnwise.restore(other, pickle.loads(pickle.dumps(kept)))
        assert ten(other) == first


def test_hostile_messages_never_raise(case, hostile):
    env = case.make()
    env.reset(seed=0)
    commands = set(env.unwrapped.command_words())
    for message in hostile(case.hostile, seed=0):
        before = env.unwrapped.state
        observation, _, terminated, truncated, info = env.step(message)
        assert isinstance(observation, str)
        if not info["valid"]:
            assert info["error"]
            assert any(command in observation for command in commands)
            assert info["channels"]["state_changed"] == 0.0
            assert env.unwrapped.state == before
        if terminated or truncated:
            env.reset()


@pytest.mark.parametrize("message", [None, 3, b"left", ["left"], {"action": "left"}])
def test_a_message_that_is_no_text_is_invalid_and_not_an_exception(case, message):
    env = case.make(disable_env_checker=True)
    env.reset(seed=0)
    assert env.step(message)[4]["valid"] is False


def test_two_episodes_in_one_instance_share_nothing(case):
    messages = some_messages(case, 25)
    used = case.make()
    record(used, 11, messages)
    assert record(used, 12, messages) == record(case.make(), 12, messages)


def test_stepping_outside_an_episode_raises_reset_needed(case):
    with pytest.raises(gym.error.ResetNeeded):
        case.make().step("left")
    with pytest.raises(gym.error.ResetNeeded):
        case.make().unwrapped.step("left")
    env = case.make()
    seed, ended = 0, False
    while not ended:
        env.reset(seed=seed)
        for message in env.unwrapped.expert():
            _, _, ended, truncated, _ = env.step(message)
            if ended or truncated:
                break
        seed += 1
    with pytest.raises(gym.error.ResetNeeded):
        env.step("left")


def test_wrong_arguments_are_named_in_the_constructor(case):
    for argument, value in case.wrong:
        with pytest.raises(ValueError, match=argument):
            case.make(**{argument: value})
    with pytest.raises(ValueError, match="reset takes"):
        case.make().reset(options={"difficulty": 3})


def test_train_and_test_share_no_level(case):
    if "split" not in inspect.signature(type(case.make().unwrapped)).parameters:
        return  # it has no levels
    levels = {}
    for split in ("train", "test"):
        env, drawn = case.make(split=split), 25 if case.pace == 1 else 4
        levels[split] = {env.unwrapped.layout(env.unwrapped.state) for seed in range(drawn) if env.reset(seed=seed)}
    assert levels["train"].isdisjoint(levels["test"])


def test_every_style_tells_its_opening_and_its_turns_apart(grid_case):
    openings = set()
    for style in grid_case.make().unwrapped.styles:
        env = grid_case.make(observation=style)
        opening, _ = env.reset(seed=0)
        openings.add(opening)
        assert any(command in opening for command in env.unwrapped.grammar.commands)
        assert env.observation_space.contains(opening)
    assert len(openings) == len(grid_case.make().unwrapped.styles)


def test_several_moves_in_one_message_are_the_moves_one_by_one(grid_case):
    single, several = grid_case.make(), grid_case.make(moves_per_turn=3)
    single.reset(seed=8)
    several.reset(seed=8)
    plan = []
    for message in plan_of(single)[:3]:
        plan.append(message)
        last = single.step(message)
        if last[2]:
            break
    together = several.step(json.dumps(plan))
    assert together[1:3] == last[1:3]
    assert together[4]["facts"] == last[4]["facts"]
    commands, error = several.unwrapped.grammar.read(f"{plan[0]} " * 4, 3)
    assert (commands, error.split(".")[0]) == ((), "More than 3 commands in one message")


def test_the_environment_itself_never_truncates(case):
    env = case.make().unwrapped
    env.reset(seed=1)
    for message in some_messages(case, 60, seed=1):
        terminated, truncated = env.step(message)[2:4]
        assert truncated is False
        if terminated:
            env.reset()


@pytest.mark.parametrize("mode", list(AutoresetMode), ids=lambda mode: mode.value)
def test_async_vector_with_defaults_sees_what_single_environments_see(case, mode):
    if not case.grid and mode is not AutoresetMode.NEXT_STEP:
        return  # what resets is the vector environment, the same for all
    kwargs = {"vector_kwargs": {"autoreset_mode": mode}, "max_episode_steps": 6, **case.kwargs}
    vector = gym.make_vec(f"turnwise/{case.name}", 2, "async", **kwargs)
    singles = [case.make(max_episode_steps=6) for _ in range(2)]
    observations, _ = vector.reset(seed=40)
    expected = [env.reset(seed=40 + index)[0] for index, env in enumerate(singles)]
    assert list(observations) == expected
    over = [False, False]
    for message in some_messages(case, 16):
        observations, rewards, terminated, truncated, _ = vector.step((message, message))
        for index, env in enumerate(singles):
            if over[index]:
                expected[index], paid, over[index] = env.reset()[0], 0.0, False
            else:
                expected[index], paid, *ends, _ = env.step(message)
                over[index] = any(ends)
            if mode is AutoresetMode.SAME_STEP and over[index]:
                expected[index], over[index] = env.reset()[0], False
            assert rewards[index] == paid
        assert list(observations) == expected
        if mode is AutoresetMode.DISABLED and any(over):
            mask = np.logical_or(terminated, truncated)
            observations, _ = vector.reset(options={"reset_mask": mask})
            for index in np.flatnonzero(mask):
                expected[index], over[index] = singles[index].reset()[0], False
            assert list(observations) == expected
    vector.close()


def test_vector_infos_carry_what_was_asked_for(case):
    vector = gym.make_vec(f"turnwise/{case.name}", 2, "async", info_keys=("milestones",), **case.kwargs)
    _, infos = vector.reset(seed=0)
    assert "milestones" in infos
    assert "facts" not in infos
    vector.close()


DIGEST = """
import hashlib, sys, warnings
import gymnasium as gym, numpy as np, turnwise
from turnwise.envs.registry import ids
digest = hashlib.sha256()
SLOW = ("turnwise/TextWorld-v0", "turnwise/ALFWorld-v0", "turnwise/ScienceWorld-v0")
for id in ids():
    try:
        env = gym.make(id)
    except gym.error.DependencyNotInstalled:
        continue
    rng = np.random.default_rng(0)
    observation, info = env.reset(seed=21)
    for _ in range(3 if id in SLOW else 40):
        digest.update(repr((observation, info.complete())).encode())
        choices = env.unwrapped.actions()
        observation, _, terminated, truncated, info = env.step(choices[rng.integers(len(choices))])
        if terminated or truncated:
            observation, info = env.reset()
    digest.update(repr(next(env.unwrapped.expert(), None)).encode())
print(digest.hexdigest())
"""


def test_episodes_are_the_same_in_any_process_and_under_any_hash_seed():
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(digests) == 1


def test_rows_of_the_table_are_sorted_out():
    assert len({row.name for row in TABLE}) == len(TABLE)
    assert all(row.max_turns > 0 for row in TABLE)
