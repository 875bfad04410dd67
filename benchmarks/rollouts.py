"""What ``collect`` costs over the bare loop of ``reset`` and ``step``, with an agent that costs next to nothing.

Both play the same messages on the same seeds; medians of the ratio, measured by turns: seconds of the processor in
memory, of the clock on disk. Target: at least 60 % of the bare loop's speed, in memory.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import gymnasium as gym

import turnwise  # noqa: F401 - registers the ids
from turnwise.agents import ScriptedAgent
from turnwise.agents.rollouts import CONTRACT, collect

SCRIPTS = {
    "turnwise/FrozenLake-v0": ["left", "up"],
    "turnwise/KeyRooms-v0": ["forward", "turn left", "forward", "turn right"],
}
TURNS = 30_000
REPEATS = 9


def bare(env: gym.Env[str, str], script: list[str], seeds: range) -> int:
    """Play the script on every seed and return the number of turns."""
    turns, length = 0, len(script)
    for seed in seeds:
        env.reset(seed=seed)
        for turn in count():
            _, _, terminated, truncated, _ = env.step(script[turn % length])
            if terminated or truncated:
                turns += turn + 1
                break
    return turns


def seconds(call: Callable[[], Any], clock: Callable[[], float]) -> float:
    """Return how long ``call`` takes by ``clock``."""
    start = clock()
    call()
    return clock() - start


def ways(folder: Path) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return the ways of recording: name → arguments of one run, each on disk in a folder of its own."""
    places = (folder / str(number) for number in count())
    return {
        "memory, default record": dict,
        "memory, one slot": lambda: {"slots": 1},
        "memory, record milestones": lambda: {"record": ["milestones"]},
        "memory, record everything": lambda: {"record": CONTRACT},
        "disk, record nothing": lambda: {"record": (), "out": next(places)},
        "disk, default record (everything)": lambda: {"out": next(places)},
    }


def compare(name: str, script: list[str], folder: Path) -> None:
    """Print a line for each way of recording one environment."""
    env, agent = gym.make(name), ScriptedAgent(script, repeat=True)
    seeds = range(max(1, TURNS * 50 // bare(env, script, range(50))))
    turns = bare(env, script, seeds)
    for way, arguments in ways(folder).items():
        loops, collects = [], []
        clock = time.process_time if way.startswith("memory") else time.perf_counter
        for _ in range(REPEATS):
            loops.append(seconds(partial(bare, env, script, seeds), clock))
            recorded = partial(collect, name, agent, seeds=seeds, progress=False, **arguments())
            collects.append(seconds(recorded, clock))
        ratio = statistics.median(loop / taken for loop, taken in zip(loops, collects, strict=True))
        shown = [f"{1e6 * statistics.median(times) / turns:5.2f} µs" for times in (loops, collects)]
        print(f"{name:24} {way:38} {shown[0]:>8} {shown[1]:>8} {ratio:6.2f}")


def main() -> None:
    """Print a line for each environment and way of recording."""
    print(f"{'environment':24} {'way':38} {'bare':>8} {'collect':>8} {'ratio':>6}   a turn; target >= 0.60 by default")
    for name, script in SCRIPTS.items():
        with tempfile.TemporaryDirectory() as folder:
            compare(name, script, Path(folder))


if __name__ == "__main__":
    main()
