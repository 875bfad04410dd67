"""What each method of curiosity costs a turn, beside ``RecordEpisodeStatistics``, in one process.

The environment is a stub that returns what it made beforehand: 64 different observations of KeyRooms, so that hashing
a text, counting its n-grams and looking for neighbours are all paid for. Memories of the run fill up to their capacity
while it runs; what a turn costs with a full one is printed for the methods whose cost grows with it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
from measure import seconds_per_call

import turnwise
from turnwise.reward_shaping.intrinsic import METHODS
from turnwise.wrappers import Curiosity
from turnwise.wrappers.intrinsic.features import Feature
from turnwise.wrappers.intrinsic.memory import Memory, memory_process
from wrappers import TURNS, Stub, costs

METHODS_TIMED: dict[str, dict[str, Any]] = {
    "counts, run": {},
    "counts, facts": {"feature": "facts"},
    "counts, both scopes": {"scope": "both"},
    "counts, digits ignored": {"ignore": ["digits"]},
    "counts, normalised": {"normalise": True},
    "first_visit": {"method": "first_visit"},
    "noveld": {"method": "noveld"},
    "coverage, facts": {"method": "coverage", "feature": "facts"},
    "ride": {"method": "ride"},
    "e3b": {"method": "e3b"},
    "e3b, 32 dimensions": {"method": "e3b", "dimension": 32},
    "e3b_noveld": {"method": "e3b_noveld"},
    "pseudo_counts": {"method": "pseudo_counts"},
    "re3": {"method": "re3"},
    "archive": {"method": "archive"},
}


class Rooms(Stub):
    """Answer with observations of KeyRooms that were made beforehand."""

    def __init__(self) -> None:
        super().__init__()
        env = gym.make("turnwise/KeyRooms-v0")
        env.reset(seed=0)
        expert, facts = env.unwrapped.expert(), []  # type: ignore[attr-defined] # every environment of ours has one
        for turn in range(TURNS):
            observation, _, terminated, truncated, info = env.step(next(expert))
            self.results[turn] = (observation, *self.results[turn][1:4], {**self.results[turn][4]})
            facts.append(info["facts"])
            self.results[turn][4]["facts"] = facts[-1]
            if terminated or truncated:
                env.reset(seed=turn)
                expert = env.unwrapped.expert()  # type: ignore[attr-defined]

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Begin an episode."""
        _, info = super().reset(seed=seed, options=options)
        return self.results[0][0], {**info, "facts": self.results[0][4]["facts"]}


def full(method: str, size: int) -> Callable[[], object]:
    """Return a turn of a method whose memory holds this many states."""
    rng = np.random.default_rng(0)
    bonus = METHODS[method]()
    vectors = rng.standard_normal((size, 128))
    for vector in vectors:
        bonus.start(vector) if method != "archive" else bonus.bonus(None, None, vector)
    return lambda: bonus.bonus(vectors[0], None, vectors[1], learn=False)


def main() -> None:
    compared: dict[str, Callable[[gym.Env[Any, Any]], gym.Env[Any, Any]]] = {
        "RecordEpisodeStatistics": gym.wrappers.RecordEpisodeStatistics,
        "Milestones": turnwise.wrappers.Milestones,
    }
    ours = {
        name: (lambda env, arguments=arguments: Curiosity(env, **arguments))
        for name, arguments in METHODS_TIMED.items()
    }
    steps, resets = costs(compared | ours, Rooms)
    unit, width = steps["RecordEpisodeStatistics"], max(map(len, steps))
    example = Rooms().results[5][0]
    print(f"µs added to a stub environment ({len(example)} characters an observation)")
    print(f"  {'':{width}}    a step   a reset  a step / RecordEpisodeStatistics'")
    for name, microseconds in steps.items():
        print(f"  {name:{width}}  {microseconds:8.2f}  {resets[name]:8.2f}  {microseconds / unit:8.1f}")
    pieces(example)


def pieces(example: str) -> None:
    """Print what the parts of a turn cost, and memories that are full or far away."""
    feature = Feature("text")
    memory = Memory()
    memory.open("place", "counts", {})
    timed: dict[str, Callable[[], object]] = {
        "key of the text": lambda: feature.of(example, "key"),
        "n-grams of the text": lambda: feature.of(example, "vector"),
        "a count in a memory": lambda: memory.pay("place", "", "a", None, "b"),
        **{f"{name}, {size} states": full(name, size) for name, size in SIZES},
    }
    with memory_process() as far, tempfile.TemporaryDirectory() as folder:
        far.open("place", "counts", {})
        timed["a count in another process"] = lambda: far.pay("place", "", "a", None, "b")
        for state in range(100_000):
            memory.pay("place", "", "", None, f"{state:016x}")
        path = Path(folder, "memory.npz")
        timed["snapshot of 100,000 counts, the same again"] = memory.kept
        timed["snapshot of 100,000 counts after a turn"] = lambda: (
            memory.pay("place", "", "", None, "") and memory.kept()
        )
        timed["save and load 100,000 counts"] = lambda: (memory.save(path), memory.load(path))
        found = seconds_per_call(timed, repeats=5)
    print("µs a call")
    for name, seconds in found.items():
        print(f"  {name:44}  {1e6 * seconds:10.2f}")


SIZES = (("pseudo_counts", 100), ("pseudo_counts", 1000), ("re3", 1000), ("archive", 10_000))

if __name__ == "__main__":
    main()
