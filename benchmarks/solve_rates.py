"""How often the expert, a random agent, the best constant message and silence solve each environment's defaults.

Prints a Markdown table over 100 seeds; 1000 where chance or an opponent decides, with the expert's mean reward beside
what best play is known to be worth; 20 where a step takes milliseconds. Not a timing. ``benchmarks/solve_rates.py
[ID ...]`` takes some ids only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import gymnasium as gym
import numpy as np

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.registry import ids

SETTINGS: list[tuple[str, dict[str, Any]]] = [(name, {}) for name in ids()]
SETTINGS.insert(2, ("turnwise/FrozenLake-v0", {"slippery": True}))

SLOW = {"turnwise/TextWorld-v0", "turnwise/ALFWorld-v0", "turnwise/ScienceWorld-v0"}
CONSTANTS = 8

Choose = Callable[[Any, int], Iterator[str]]
"""``choose(env, seed)``: the messages of one episode."""


def played(env: Any, choose: Choose, episodes: int) -> tuple[float, float, float]:
    """Return the share of episodes solved, the mean reward of an episode, and the mean of what best play is worth."""
    solved, paid, worth = 0, 0.0, 0.0
    for seed in range(episodes):
        _, info = env.reset(seed=seed)
        worth += info["task"].get("optimal_value", 1.0)
        for message in choose(env, seed):
            _, reward, terminated, truncated, info = env.step(message)
            paid += float(reward)
            if terminated or truncated:
                break
        solved += info["success"]
    return solved / episodes, paid / episodes, worth / episodes


def wander(env: Any, seed: int) -> Iterator[str]:
    """Yield random admissible messages."""
    rng = np.random.default_rng(seed)
    while True:
        choices = env.unwrapped.actions()
        yield choices[rng.integers(len(choices))]


def repeat(message: str) -> Choose:
    """Return a chooser that says the same thing for ever."""

    def forever(env: Any, seed: int) -> Iterator[str]:
        while True:
            yield message

    return forever


def row(name: str, kwargs: dict[str, Any]) -> str:
    """Return the line of one environment."""
    env: Any = gym.make(name, **kwargs)
    _, info = env.reset(seed=0)
    chance = bool(kwargs) or "optimal_value" in info["task"]
    episodes = 1000 if chance else 20 if name in SLOW else 100
    constants = env.unwrapped.grammar.commands if ".grid." in str(env.spec.entry_point) else env.unwrapped.actions()
    solved, paid, worth = played(env, lambda env, seed: env.unwrapped.expert(), episodes)
    shares = [
        played(env, wander, episodes)[0],
        max(played(env, repeat(each), min(episodes, 100))[0] for each in constants[:CONSTANTS]),
        played(env, repeat(""), 10)[0],
    ]
    label = ", ".join([f"`{name}`", *(f"`{key}={value}`" for key, value in kwargs.items())])
    known = f", mean {paid:+.3f}, known {worth:+.3f}" if chance else ""
    told = " | ".join(f"{share:.1%}" for share in shares)
    env.close()
    return f"| {label} | {episodes} | {env.spec.max_episode_steps} | {solved:.1%}{known} | {told} |"


def main(names: list[str]) -> None:
    print("| environment | seeds | turns | expert | random | best constant | silence |\n|---|---|---|---|---|---|---|")
    for name, kwargs in SETTINGS:
        if not names or name.split("/")[-1] in names or name in names:
            print(row(name, kwargs), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
