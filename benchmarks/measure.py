"""Time callables side by side in one process and print medians and ratios."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def seconds_per_call(
    callables: Mapping[str, Callable[[], object]], *, repeats: int = 9, seconds: float = 0.05
) -> dict[str, float]:
    """Return the median seconds of one call of each, measured in turn so that a slow moment hits all alike.

    Args:
        callables: name → what to call.
        repeats: how many rounds; the median is over them.
        seconds: about how long one measurement of one callable takes.
    """
    loops = {}
    for name, call in callables.items():
        call()
        count, spent = 1, 0.0
        while spent < seconds / 4:
            count *= 2
            spent = _timed(call, count)
        loops[name] = max(1, round(count * seconds / spent))
    rounds: dict[str, list[float]] = {name: [] for name in callables}
    for _ in range(repeats):
        for name, call in callables.items():
            rounds[name].append(_timed(call, loops[name]) / loops[name])
    return {name: statistics.median(times) for name, times in rounds.items()}


def _timed(call: Callable[[], object], count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        call()
    return time.perf_counter() - start
