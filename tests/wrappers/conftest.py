"""What the tests of wrappers share: one sample stack a wrapper, a scripted environment, and an episode's record."""

import types
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from wrapper_cases import SAMPLES

import turnwise
from turnwise.wrappers import RewardTerm

KINDS = ("Sokoban", "FrozenLake", "Taxi", "KeyRooms", "Crafting", "Household", "SearchQA", "EssayEdit")
"""Environments that report all that the samples read; the laws of wrappers are about what environments have in common.
On every other one `test_every_environment.py` plays every sample that finds what it reads."""

IDS = [f"turnwise/{name}-v0" for name in KINDS if f"turnwise/{name}-v0" in gym.registry]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test over every sample and over every registered environment, as it asks."""
    if "layers" in metafunc.fixturenames:
        metafunc.parametrize("layers", list(SAMPLES.values()), ids=list(SAMPLES))
    if "env_id" in metafunc.fixturenames:
        metafunc.parametrize("env_id", IDS)


class Scripted(gym.Env[Any, Any]):
    """Plays a list of turns, whatever the action; each is what ``info`` says, and may end the episode.

    Args:
        turns: of each, ``reward``, ``terminated``, ``truncated`` and entries of ``info``.
        opening: entries of ``info`` at the reset.
        text: messages as observations and actions, or else numbers.
    """

    can_fork = True

    def __init__(self, turns: list[dict[str, Any]], opening: dict[str, Any] | None = None, text: bool = True) -> None:
        self.turns = turns
        self.opening = {"success": False, "valid": True, **(opening or {})}
        space = gym.spaces.Text(100) if text else gym.spaces.Discrete(1000)
        self.observation_space = self.action_space = space
        self.text = text
        self.turn = 0

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        super().reset(seed=seed)
        self.turn = 0
        return self.seen(), dict(self.opening)

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        turn = {"success": False, "valid": True, **self.turns[self.turn]}
        self.turn += 1
        reward, terminated, truncated = (turn.pop(key, 0) for key in ("reward", "terminated", "truncated"))
        return self.seen(), float(reward), bool(terminated), bool(truncated), turn

    def seen(self) -> Any:
        return f"turn {self.turn}" if self.text else self.turn

    def snapshot(self) -> int:
        return self.turn

    def restore(self, state: int) -> None:
        self.turn = state


def play(env: gym.Env[Any, Any], messages: list[Any], seed: int | None = 0) -> list[tuple[Any, ...]]:
    """Play one episode, or as far as the messages go; return for each turn all that a wrapper may change."""
    env.reset(seed=seed)
    record = []
    for message in messages:
        observation, reward, terminated, truncated, info = env.step(message)
        record.append(
            (observation, reward, terminated, truncated, dict(info.get("reward_terms", {})), info.get("late"))
        )
        if terminated or truncated:
            break
    return record


def terms(record: list[tuple[Any, ...]], term: str) -> list[float]:
    """Return what a term paid each turn."""
    return [row[4][term] for row in record]


def some_messages(env_id: str, count: int, seed: int = 3) -> list[str]:
    """Return messages that an agent might send: admissible ones, tagged ones, nonsense, and repeats of them."""
    rng = np.random.default_rng(seed)
    env = gym.make(env_id)
    env.reset(seed=seed)
    known = [*env.unwrapped.actions(), "what?"]
    picked = [known[index] for index in rng.integers(len(known), size=count)]
    return [f"<action>{message}</action>" if rng.random() < 0.5 else message for message in picked]


def around(env: gym.Env[Any, Any], *layers: Any) -> gym.Env[Any, Any]:
    """Wrap an environment by plain data."""
    return turnwise.stack(env, layers)


def reward_terms_of(env: gym.Env[Any, Any]) -> list[RewardTerm]:
    """Return the reward terms of a stack, outermost first."""
    found = []
    while isinstance(env, gym.Wrapper):
        if isinstance(env, RewardTerm):
            found.append(env)
        env = env.env
    return found


@pytest.fixture(scope="session")
def tools() -> types.SimpleNamespace:
    """Return what is defined here, for test files that cannot import it."""
    return types.SimpleNamespace(
        Scripted=Scripted,
        play=play,
        terms=terms,
        some_messages=some_messages,
        around=around,
        reward_terms_of=reward_terms_of,
        samples=SAMPLES,
    )
