"""How often the expert, a random agent, the best constant command and silence solve each environment's defaults.

Prints a Markdown table over 100 seeds; slippery ice over 1000. Not a timing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.registry import ids

SETTINGS: list[tuple[str, dict[str, Any]]] = [(name, {}) for name in ids()]
SETTINGS.insert(2, ("turnwise/FrozenLake-v0", {"slippery": True}))


def rate(name: str, kwargs: dict[str, Any], choose: Callable[[gym.Env[str, str], int], Any], episodes: int) -> float:
    """Return the share of episodes solved; ``choose(env, seed)`` gives an iterator of messages for one episode."""
    env, solved = gym.make(name, **kwargs), 0
    for seed in range(episodes):
        _, info = env.reset(seed=seed)
        for message in choose(env, seed):
            _, _, terminated, truncated, info = env.step(message)
            if terminated or truncated:
                break
        solved += info["success"]
    return solved / episodes


def wander(env: gym.Env[str, str], seed: int) -> Any:
    """Yield random admissible messages."""
    rng = np.random.default_rng(seed)
    while True:
        choices = env.unwrapped.actions()
        yield choices[rng.integers(len(choices))]


def repeat(message: str) -> Callable[[gym.Env[str, str], int], Any]:
    """Return a chooser that says the same thing for ever."""

    def forever(env: gym.Env[str, str], seed: int) -> Any:
        while True:
            yield message

    return forever


def main() -> None:
    print("| environment | turns | expert | random | best constant | silence |\n|---|---|---|---|---|---|")
    for name, kwargs in SETTINGS:
        env = gym.make(name, **kwargs)
        episodes = 1000 if kwargs else 100
        constants = [rate(name, kwargs, repeat(command), episodes) for command in env.unwrapped.grammar.commands]
        shares = [
            rate(name, kwargs, lambda env, seed: env.unwrapped.expert(), episodes),
            rate(name, kwargs, wander, episodes),
            max(constants),
            rate(name, kwargs, repeat(""), 20),
        ]
        label = ", ".join([f"`{name}`", *(f"`{key}={value}`" for key, value in kwargs.items())])
        print(f"| {label} | {env.spec.max_episode_steps} | " + " | ".join(f"{share:.1%}" for share in shares) + " |")


if __name__ == "__main__":
    main()
