"""Sokoban's resets and steps against gem's and gym-sokoban's, in one process, by turns, medians.

Targets: a reset at least 20× faster than gem's ``game:Sokoban-v0-easy`` and than gym-sokoban's 10 by 10 room with 4
boxes; batched steps with text, N = 256, at least 40× gem's step. Needs ``pip install gem-llm gym-sokoban``; what is
missing is named and left out.

A batched step is timed where no row begins a new episode; what beginning costs is in the lines "with resets": there
every environment is played at random up to its own turn limit (50 here, 20 in gem), resets included.
"""

from __future__ import annotations

import itertools
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import gymnasium as gym
import numpy as np
from measure import seconds_per_call

import turnwise  # noqa: F401 - registers the ids

BATCH = 256
COMMANDS = ("up", "down", "left", "right")
ROUNDS = 7


def make_gem(**kwargs: Any) -> Any | None:
    """Return gem's Sokoban, or None where gem isn't installed."""
    try:
        import gem
    except ImportError as error:
        print(f"gem is left out: {error}")
        return None
    return gem.make("game:Sokoban-v0-easy", **kwargs)


def gym_sokoban_resets(count: int) -> list[float]:
    """Return the seconds of some resets of gym-sokoban's 10 by 10 room with 4 boxes; none where it isn't installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from gym_sokoban.envs.sokoban_env import SokobanEnv
    except ImportError as error:
        print(f"gym-sokoban is left out: {error}")
        return []
    env = SokobanEnv(dim_room=(10, 10), num_boxes=4, reset=False)
    return [seconds(env.reset) for _ in range(count)]


def seconds(call: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def compare(what: str, ours: float, theirs: float | None, target: float | None = None) -> None:
    """Print both rates and their ratio."""
    line = f"{what:<58}{ours:>14,.0f} /s"
    if theirs:
        wanted = f"   (target >= {target:g})" if target else ""
        line += f"{theirs:>12,.1f} /s{ours / theirs:>9.1f}×{wanted}"
    print(line)


def resets() -> None:
    """Compare resets."""
    callables = {
        "6 by 6, 1 box": gym.make("turnwise/Sokoban-v0").reset,
        "6 by 6, 2 boxes": gym.make("turnwise/Sokoban-v0", boxes=2).reset,
        "10 by 10, 4 boxes": gym.make("turnwise/Sokoban-v0", size=10, boxes=4).reset,
    }
    peer = make_gem()
    if peer is not None:
        callables["gem"] = peer.reset
    for call in callables.values():
        call()
    rates = {name: 1 / taken for name, taken in seconds_per_call(callables, seconds=0.2).items()}
    theirs = rates.get("gem")
    compare("reset, 6 by 6, 1 box, to gem's easy one", rates["6 by 6, 1 box"], theirs, 20)
    compare("reset, 6 by 6, 2 boxes like gem's, to gem's easy one", rates["6 by 6, 2 boxes"], theirs)
    slow = gym_sokoban_resets(5)
    slow_rate = 1 / statistics.median(slow) if slow else None
    compare("reset, 10 by 10, 4 boxes, to gym-sokoban's", rates["10 by 10, 4 boxes"], slow_rate, 20)


def batched(actions: Iterator[Any], steps: int, **kwargs: Any) -> Callable[[], float]:
    """Return a function that gives the batch's steps per second over the next ``steps`` steps without a reset."""
    env = gym.make_vec("turnwise/Sokoban-v0", BATCH, **kwargs)
    env.reset(seed=0)
    over = np.zeros(BATCH, dtype=bool)

    def rate() -> float:
        nonlocal over
        spent: list[float] = []
        while len(spent) < steps:
            action, fresh = next(actions), over.any()
            start = time.perf_counter()
            _, _, terminated, truncated, _ = env.step(action)
            taken = time.perf_counter() - start
            over = terminated | truncated
            if not fresh:
                spent.append(taken)
        return BATCH * len(spent) / sum(spent)

    return rate


def batched_with_resets(actions: Iterator[Any], steps: int) -> Callable[[], float]:
    """Return a function that gives the batch's steps per second, resets included, with the registered turn limit."""
    env = gym.make_vec("turnwise/Sokoban-v0", BATCH, text=True)
    env.reset(seed=0)

    def rate() -> float:
        return BATCH * steps / seconds(lambda: [env.step(next(actions)) for _ in range(steps)])

    return rate


def single(step: Callable[[str], Any], reset: Callable[[], Any] | None, words: Iterator[str]) -> Callable[[], float]:
    """Return a function that gives an environment's steps per second, resets included where ``reset`` is given."""

    def play() -> None:
        for _ in range(2000):
            _, _, terminated, truncated, _ = step(next(words))
            if reset is not None and (terminated or truncated):
                reset()

    return lambda: 2000 / seconds(play)


def steps() -> None:
    """Compare steps."""
    rng = np.random.default_rng(0)
    actions = itertools.cycle(list(rng.integers(4, size=(999, BATCH))))
    words = itertools.cycle([COMMANDS[index] for index in rng.integers(4, size=9999)])
    boxed = itertools.cycle([f"\\boxed{{{COMMANDS[index]}}}" for index in rng.integers(4, size=9999)])
    env, limited = gym.make("turnwise/Sokoban-v0", max_episode_steps=10**9), gym.make("turnwise/Sokoban-v0")
    env.reset(seed=0)
    limited.reset(seed=0)
    rates: dict[str, Callable[[], float]] = {
        "text": batched(actions, 200, text=True, max_episode_steps=10**9),
        "numbers": batched(actions, 200, max_episode_steps=10**9),
        "batch with resets": batched_with_resets(actions, 60),
        "single with resets": single(limited.step, limited.reset, words),
    }
    endless, peer = make_gem(max_turns=10**9), make_gem()
    if endless is not None and peer is not None:
        endless.reset(seed=0)
        peer.reset(seed=0)
        rates["gem"] = single(endless.step, None, boxed)
        rates["gem with resets"] = single(peer.step, peer.reset, boxed)
    found: dict[str, list[float]] = {name: [] for name in rates}
    for _ in range(ROUNDS):
        for name, rate in rates.items():
            found[name].append(rate())
    median = {name: statistics.median(values) for name, values in found.items()}
    theirs, theirs_with_resets = median.get("gem"), median.get("gem with resets")
    compare(f"steps, batch of {BATCH} with text, to gem's step", median["text"], theirs, 40)
    compare(f"steps, batch of {BATCH} with numbers, to gem's step", median["numbers"], theirs)
    compare(f"steps with resets, batch of {BATCH} with text, to gem's", median["batch with resets"], theirs_with_resets)
    compare("steps with resets, gym.make, to gem's", median["single with resets"], theirs_with_resets)


def main() -> None:
    print(f"{'':<58}{'turnwise':>17}{'peer':>15}{'ratio':>10}")
    resets()
    steps()


if __name__ == "__main__":
    main()
