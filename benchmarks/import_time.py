"""What ``import turnwise`` costs beside ``import gymnasium``: median of fresh interpreters, by turns. Target: 1.3×."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

REPETITIONS = 20


def seconds(statement: str) -> float:
    """Return how long an interpreter takes to start and run ``statement``."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print both medians and their ratio, with and without the interpreter's own start."""
    statements = ("pass", "import gymnasium", "import turnwise")
    for statement in statements:
        seconds(statement)
    taken: dict[str, list[float]] = {statement: [] for statement in statements}
    for _ in range(REPETITIONS):
        for statement in statements:
            taken[statement].append(seconds(statement))
    start, gymnasium, turnwise = (statistics.median(taken[statement]) for statement in statements)
    print(f"python alone            {1e3 * start:7.1f} ms")
    print(f"import gymnasium        {1e3 * gymnasium:7.1f} ms")
    print(f"import turnwise         {1e3 * turnwise:7.1f} ms")
    print(f"ratio                   {turnwise / gymnasium:7.3f}   (target <= 1.3)")
    print(f"ratio of imports alone  {(turnwise - start) / (gymnasium - start):7.3f}")


if __name__ == "__main__":
    main()
