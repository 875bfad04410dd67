"""Text worlds: Household and Quest beside generated games of TextWorld with as many rooms and objects.

Both play random admissible commands through whole steps; resets are left out. With facts: the admissible commands and
all facts at every step (``actions()`` and ``info["facts"]`` of ours, ``EnvInfos(admissible_commands=True, facts=True)``
there). Bare: neither, for commands that were drawn before. Medians over rounds in which the two take turns.
Target: at least 20 times TextWorld's steps with admissible commands and facts.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import textworld

import turnwise  # noqa: F401 - registers the ids

ROUNDS = 5
OUR_STEPS = 4_000
THEIR_STEPS = 100
SIZES: list[tuple[str, dict[str, Any], int, int]] = [
    ("Household", {"receptacles": 6, "objects": 6}, 1, 12),
    ("Household", {}, 1, 32),
    ("Household", {"rooms": 4, "receptacles": 12, "objects": 12}, 4, 24),
    ("Quest", {"rooms": 6, "distractors": 3}, 6, 12),
    ("Quest", {}, 12, 16),
]
"""Ours, its settings, and how many rooms and objects there are."""


class Ours:
    """Random episodes of an environment."""

    def __init__(self, name: str, settings: dict[str, Any]) -> None:
        self.env = gym.make(f"turnwise/{name}-v0", **settings)
        self.rng = np.random.default_rng(0)
        self.commands: list[str] = []

    def full(self) -> float:
        """Return the seconds of a step with admissible commands and facts."""
        self.env.reset(seed=0)
        world: Any = self.env.unwrapped
        spent, begun = 0.0, time.perf_counter()
        for draw in self.rng.integers(1 << 30, size=OUR_STEPS).tolist():
            admissible = world.actions()
            _, _, terminated, truncated, info = self.env.step(admissible[draw % len(admissible)])
            info["facts"]
            if terminated or truncated:
                spent += time.perf_counter() - begun
                self.env.reset()
                begun = time.perf_counter()
        return (spent + time.perf_counter() - begun) / OUR_STEPS

    def bare(self) -> float:
        """Return the seconds of a step alone, playing what a random agent played."""
        if not self.commands:
            self._walk()
        self.env.reset(seed=0)
        spent, begun = 0.0, time.perf_counter()
        for command in self.commands:
            _, _, terminated, truncated, _ = self.env.step(command)
            if terminated or truncated:
                spent += time.perf_counter() - begun
                self.env.reset()
                begun = time.perf_counter()
        return (spent + time.perf_counter() - begun) / OUR_STEPS

    def _walk(self) -> None:
        world: Any = self.env.unwrapped
        self.env.reset(seed=0)
        for draw in self.rng.integers(1 << 30, size=OUR_STEPS).tolist():
            admissible = world.actions()
            self.commands.append(admissible[draw % len(admissible)])
            if any(self.env.step(self.commands[-1])[2:4]):
                self.env.reset()


class Theirs:
    """Random episodes of a generated game of TextWorld."""

    def __init__(self, rooms: int, objects: int, folder: Path) -> None:
        options = textworld.GameOptions()
        options.nb_rooms, options.nb_objects, options.quest_length, options.seeds = rooms, objects, 5, 1
        options.path = str(folder / f"{rooms}-{objects}.z8")
        path, _ = textworld.make(options)
        asked = textworld.EnvInfos(admissible_commands=True, facts=True)
        self.env, self.plain = textworld.start(path, request_infos=asked), textworld.start(path)
        self.rng = np.random.default_rng(0)
        self.commands: list[str] = []

    def full(self) -> float:
        """Return the seconds of a step with admissible commands and facts."""
        state, commands = self.env.reset(), []
        spent, begun = 0.0, time.perf_counter()
        for draw in self.rng.integers(1 << 30, size=THEIR_STEPS).tolist():
            commands.append(state.admissible_commands[draw % len(state.admissible_commands)])
            state, _, done = self.env.step(commands[-1])
            if done:
                spent += time.perf_counter() - begun
                state = self.env.reset()
                begun = time.perf_counter()
        self.commands = commands
        return (spent + time.perf_counter() - begun) / THEIR_STEPS

    def bare(self) -> float:
        """Return the seconds of a step alone, playing what :meth:`full` played."""
        self.plain.reset()
        spent, begun = 0.0, time.perf_counter()
        for command in self.commands:
            if self.plain.step(command)[2]:
                spent += time.perf_counter() - begun
                self.plain.reset()
                begun = time.perf_counter()
        return (spent + time.perf_counter() - begun) / THEIR_STEPS


def main() -> None:
    print(f"steps a second, medians of {ROUNDS} rounds\n")
    print("| world | rooms | objects | with facts | TextWorld | ratio | bare | TextWorld | ratio |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, settings, rooms, objects in SIZES:
            if f"turnwise/{name}-v0" not in gym.registry:
                continue
            ours, theirs = Ours(name, settings), Theirs(rooms, objects, Path(folder))
            rounds = [(ours.full(), theirs.full(), ours.bare(), theirs.bare()) for _ in range(ROUNDS)]
            mine, full, my_bare, bare = (statistics.median(column) for column in zip(*rounds, strict=True))
            print(f"| {name} | {rooms} | {objects} | {1 / mine:,.0f} | {1 / full:,.0f} | {full / mine:.0f} ", end="")
            print(f"| {1 / my_bare:,.0f} | {1 / bare:,.0f} | {bare / my_bare:.0f} |", flush=True)


if __name__ == "__main__":
    main()
