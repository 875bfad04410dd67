"""MiniGrid: steps per second of turnwise/MiniGrid-v0 beside minigrid's own environment, both through gym.make.

Random moves, text observations here and minigrid's encoded ones there; resets are timed apart. An episode that ends is
drawn anew outside the clock. Medians over rounds in which the two take turns.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import time
import warnings
from typing import Any

import gymnasium as gym
import minigrid  # noqa: F401 - registers the ids
import numpy as np

import turnwise  # noqa: F401 - registers the ids

ROUNDS = 7
STEPS = 4_000
RESETS = 30
IDS = ("MiniGrid-DoorKey-8x8-v0", "MiniGrid-Dynamic-Obstacles-8x8-v0", "BabyAI-GoToLocal-v0", "BabyAI-BossLevel-v0")


def per_step(env: gym.Env[Any, Any], actions: list[Any]) -> float:
    """Return the seconds of one step, resets left out."""
    env.reset(seed=0)
    spent, begun = 0.0, time.perf_counter()
    for action in actions:
        _, _, terminated, truncated, _ = env.step(action)
        if terminated or truncated:
            spent += time.perf_counter() - begun
            env.reset()
            begun = time.perf_counter()
    return (spent + time.perf_counter() - begun) / len(actions)


def per_reset(env: gym.Env[Any, Any]) -> float:
    """Return the seconds of one reset."""
    begun = time.perf_counter()
    for seed in range(RESETS):
        env.reset(seed=seed)
    return (time.perf_counter() - begun) / RESETS


def main() -> None:
    warnings.simplefilter("ignore")
    print(f"medians of {ROUNDS} rounds\n\n| id | minigrid step | ours | ratio | minigrid reset | ours | ratio |")
    print("|---|---|---|---|---|---|---|")
    for name in IDS:
        theirs, ours = gym.make(name), gym.make("turnwise/MiniGrid-v0", env_id=name)
        commands = ours.unwrapped.grammar.commands  # type: ignore[attr-defined]
        moves = np.random.default_rng(0).integers(7, size=STEPS).tolist()
        messages = [commands[move] for move in moves]
        rounds = []
        for _ in range(ROUNDS):
            with contextlib.redirect_stdout(io.StringIO()):
                theirs_now = per_step(theirs, moves), per_reset(theirs)
            rounds.append((theirs_now[0], per_step(ours, messages), theirs_now[1], per_reset(ours)))
        step, our_step, reset, our_reset = (1e6 * statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"| {name} | {step:.1f} µs | {our_step:.2f} µs | {step / our_step:.1f}× ", end="")
        print(f"| {reset:.0f} µs | {our_reset:.0f} µs | {reset / our_reset:.2f}× |", flush=True)


if __name__ == "__main__":
    main()
