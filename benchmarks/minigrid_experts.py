"""MiniGrid: how many levels of each of minigrid's ids the expert solves within the registered turns. Not a timing.

    python benchmarks/minigrid_experts.py [SEEDS] [PART OF AN ID]

Prints a Markdown row for each id: levels solved, levels proved beyond solution, the lengths of the solutions (shortest,
median, longest), and how many solutions are longer than minigrid's own limit.
"""

from __future__ import annotations

import statistics
import sys
from typing import Any

import gymnasium as gym

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.grid.minigrid import catalogue

SEEDS = 5


def solve(env: gym.Env[str, str], seed: int) -> tuple[int, bool, bool]:
    """Return the turns the expert took (0 if it failed), whether nothing can, and whether minigrid's limit held."""
    _, info = env.reset(seed=seed)
    task: dict[str, Any] = info["task"]
    turns, over = 0, False
    inner: Any = env.unwrapped
    for message in inner.expert():
        _, _, terminated, truncated, info = env.step(message)
        turns, over = turns + 1, terminated or truncated
        if over:
            break
    solved = bool(info["success"])
    return turns * solved, not task.get("solvable", True), turns <= task["minigrid_max_moves"]


def main(seeds: int, part: str) -> None:
    print("| id | solved | beyond solution | turns | over minigrid's limit |\n|---|---|---|---|---|")
    for name in catalogue.ids():
        if part not in name:
            continue
        try:
            env = gym.make("turnwise/MiniGrid-v0", env_id=name)
        except gym.error.DependencyNotInstalled as missing:
            print(f"| {name} | left out: {missing} | | | |", flush=True)
            continue
        rows = [solve(env, seed) for seed in range(seeds)]
        turns = [taken for taken, _, _ in rows if taken]
        hopeless = sum(row[1] for row in rows)
        over = sum(taken > 0 and not within for taken, _, within in rows)
        lengths = f"{min(turns)}, {statistics.median(turns):g}, {max(turns)}" if turns else "-"
        print(f"| {name} | {len(turns)} of {seeds} | {hopeless} | {lengths} | {over} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS, sys.argv[2] if len(sys.argv) > 2 else "")
