"""FrozenLake and Taxi against Gymnasium's own through gym.make, with random actions, in one process.

Target: a step within 2 times Gymnasium's, though ours reads and writes text. Ours draws a new level at every reset.
"""

from __future__ import annotations

import statistics
import time
from itertools import islice
from typing import Any

import gymnasium as gym
import numpy as np

import turnwise  # noqa: F401 - registers the ids

PAIRS: list[tuple[str, str, dict[str, Any], str, dict[str, Any]]] = [
    ("FrozenLake", "turnwise/FrozenLake-v0", {"size": 4}, "FrozenLake-v1", {"is_slippery": False}),
    ("FrozenLake, slippery", "turnwise/FrozenLake-v0", {"size": 4, "slippery": True}, "FrozenLake-v1", {}),
    ("Taxi", "turnwise/Taxi-v0", {}, "Taxi-v4", {}),
    ("Taxi, classic city", "turnwise/Taxi-v0", {"classic": True}, "Taxi-v4", {}),
    ("Taxi, rain", "turnwise/Taxi-v0", {"rain": 0.2}, "Taxi-v4", {"is_rainy": True}),
]
STEPS = 5_000
ROUNDS = 15


def walk(env: gym.Env[Any, Any], actions: list[Any]) -> tuple[float, float]:
    """Play the actions, resetting where an episode ends; return the seconds of a step and of a reset."""
    rest = iter(actions)
    spent, reset, resets, left = 0.0, 0.0, 0, len(actions)
    while left > 0:
        start = time.perf_counter()
        env.reset()
        begun = time.perf_counter()
        for action in islice(rest, left):
            _, _, terminated, truncated, _ = env.step(action)
            left -= 1
            if terminated or truncated:
                break
        spent += time.perf_counter() - begun
        reset += begun - start
        resets += 1
    return spent / len(actions), reset / resets


def main() -> None:
    rng = np.random.default_rng(0)
    print(f"medians of {ROUNDS} rounds of {STEPS} steps\n")
    print("| environment | ours, step | Gymnasium, step | ratio | ours, reset | Gymnasium, reset |")
    print("|---|---|---|---|---|---|")
    for name, ours, our_settings, theirs, their_settings in PAIRS:
        mine = gym.make(ours, max_episode_steps=200, **our_settings)
        other = gym.make(theirs, max_episode_steps=200, **their_settings)
        commands = mine.unwrapped.grammar.commands  # type: ignore[attr-defined]
        numbers = rng.integers(len(commands), size=STEPS).tolist()
        mine.reset(seed=0)
        other.reset(seed=0)
        rounds = [(*walk(mine, [commands[number] for number in numbers]), *walk(other, numbers)) for _ in range(ROUNDS)]
        step, reset, their_step, their_reset = (1e6 * statistics.median(column) for column in zip(*rounds, strict=True))
        print(
            f"| {name} | {step:.2f} µs | {their_step:.2f} µs | {step / their_step:.2f} "
            f"| {reset:.1f} µs | {their_reset:.1f} µs |"
        )


if __name__ == "__main__":
    main()
