"""Maze: a step and a reset through gym.make, and a step of N mazes in NumPy, resets included."""

from __future__ import annotations

import statistics
import time

import gymnasium as gym
import numpy as np
from frozen_lake_taxi import walk

import turnwise  # noqa: F401 - registers the ids

ROUNDS = 9
STEPS = 5_000
BATCH = 256
BATCH_STEPS = 400


def main() -> None:
    rng = np.random.default_rng(0)
    print(f"medians of {ROUNDS} rounds\n\n| Maze | step | reset |\n|---|---|---|")
    for size in (11, 21, 41):
        env = gym.make("turnwise/Maze-v0", size=size, max_solution=None)
        commands = env.unwrapped.grammar.commands  # type: ignore[attr-defined]
        env.reset(seed=0)
        actions = [commands[number] for number in rng.integers(4, size=STEPS).tolist()]
        rounds = [walk(env, actions) for _ in range(ROUNDS)]
        step, reset = (1e6 * statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"| size {size} | {step:.2f} µs | {reset:.0f} µs |")
    batch = gym.make_vec("turnwise/Maze-v0", BATCH, "vector_entry_point")
    batch.reset(seed=0)
    moves = rng.integers(4, size=(BATCH_STEPS, BATCH))
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for actions_now in moves:
            batch.step(actions_now)
        times.append((time.perf_counter() - start) / (BATCH_STEPS * BATCH))
    rate = 1 / statistics.median(times)
    print(f"\nbatch of {BATCH}: {rate / 1e3:.0f} thousand steps/s, resets included")


if __name__ == "__main__":
    main()
