"""Published estimators as plain loops over episodes, turns and tokens: slow, and nothing shared with the package.

An episode is a dictionary of its group, its outcome and its turns; a turn one of its numbers and labels. NaN is
missing. Every function returns the advantage of each turn (or kept token), in order; a missing one is 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from turnwise.reward_shaping.credit import Program, Table

NAN = math.nan
NUMBERS = ("reward", "gain", "process", "low", "high", "valid", "weight", "entropy", "context", "scope")
FLAGS = ("tool", "main", "branch", "error", "forked")
LABELS = {"anchor": ("room", "hall"), "role": ("a", "b"), "fork": ("n1", "n2"), "segment": (0, 1, 2)}


def trace(seed: int, missing: float = 0.0) -> list[dict[str, Any]]:
    """Return random episodes: ragged, some empty, some truncated, turns with and without tokens."""
    rng = np.random.default_rng(seed)

    def number() -> float:
        return NAN if rng.random() < missing else float(np.round(rng.normal(), 3))

    def turn() -> dict[str, Any]:
        row: dict[str, Any] = {name: number() for name in NUMBERS}
        row |= {name: float(rng.random() < 0.4) for name in FLAGS}
        row |= {name: rng.choice(labels).item() for name, labels in LABELS.items()}
        return row | {"tokens": [float(np.round(rng.normal(), 3)) for _ in range(rng.integers(0, 4))]}

    return [
        {
            "group": int(rng.integers(0, 3)),
            "terminated": bool(rng.random() < 0.6),
            "outcome": NAN if rng.random() < missing else float(rng.integers(0, 3)) / 2,
            "turns": [turn() for _ in range(rng.integers(0, 6))],
        }
        for _ in range(rng.integers(1, 9))
    ]


def table(episodes: list[dict[str, Any]]) -> Table:
    """Return the table of the episodes."""
    turns = [turn for episode in episodes for turn in episode["turns"]]
    return Table(
        [len(episode["turns"]) for episode in episodes],
        [len(turn["tokens"]) for turn in turns],
        terminated=[episode["terminated"] for episode in episodes],
        truncated=[not episode["terminated"] for episode in episodes],
        keys={"group": [episode["group"] for episode in episodes],
              **{name: [turn[name] for turn in turns] for name in LABELS}},
        turn={name: [turn[name] for turn in turns] for name in (*NUMBERS, *FLAGS)},
        episode={"outcome": [episode["outcome"] for episode in episodes]},
        token={"token_value": [value for turn in turns for value in turn["tokens"]]},
    )  # fmt: skip


def column(episode: dict[str, Any], name: str) -> list[float]:
    """Return a number of each turn."""
    return [turn[name] for turn in episode["turns"]]


def flat(rows: Iterable[Iterable[float]]) -> list[float]:
    """Return all turns in one list, 0 where missing."""
    return [0.0 if math.isnan(x) else x for row in rows for x in row]


def known(values: Iterable[float]) -> list[float]:
    """Return the values that are not missing."""
    return [value for value in values if not math.isnan(value)]


def whole(values: Iterable[float]) -> float:
    """Return the sum of what is known, missing where nothing is."""
    there = known(values)
    return sum(there) if there else NAN


def std(values: list[float], ddof: int = 1) -> float:
    """Return the standard deviation, 0 of one value."""
    mean = sum(values) / len(values)
    return math.sqrt(sum((x - mean) ** 2 for x in values) / (len(values) - ddof)) if len(values) > ddof else 0.0


def to_go(values: list[float], gamma: float = 1.0) -> list[float]:
    """Return discounted sums to the end; a missing row is skipped and stays missing."""
    out, carried = [NAN] * len(values), 0.0
    for t in reversed(range(len(values))):
        if not math.isnan(values[t]):
            out[t] = carried = values[t] + gamma * carried
    return out


def compared(
    rows: list[list[float]], key: Callable[[int, int], Hashable], *, scale: bool = False, eps: float = 1e-6,
    ddof: int = 1, loo: bool = False, least: int = 2, missing: float = 0.0,
) -> list[list[float]]:  # fmt: skip
    """Return each value against the known values of its key."""
    samples: dict[Hashable, list[float]] = {}
    for i, row in enumerate(rows):
        for t, x in enumerate(row):
            samples.setdefault(key(i, t), []).extend(known([x]))

    def one(i: int, t: int, x: float) -> float:
        mates = samples[key(i, t)]
        if math.isnan(x):
            return missing
        if len(mates) < max(least, 2):
            return 0.0
        base = (sum(mates) - x) / (len(mates) - 1) if loo else sum(mates) / len(mates)
        return (x - base) / (std(mates, ddof) + eps if scale else 1.0)

    return [[one(i, t, x) for t, x in enumerate(row)] for i, row in enumerate(rows)]


def by_group(episodes: list[dict[str, Any]], values: list[float], **how: Any) -> list[float]:
    """Return each episode's value against its group's."""
    return [row[0] for row in compared([[x] for x in values], lambda i, _: episodes[i]["group"], **how)]


def turns_by_group(episodes: list[dict[str, Any]], rows: list[list[float]], **how: Any) -> list[list[float]]:
    """Return each turn's value against all turns of its group."""
    return compared(rows, lambda i, _: episodes[i]["group"], **how)


def outcomes(episodes: list[dict[str, Any]]) -> list[float]:
    """Return the outcome of each episode."""
    return [episode["outcome"] for episode in episodes]


def gae(rewards: list[float], values: list[float], gamma: float, lam: float, after: float = 0.0) -> list[float]:
    """Return generalised advantages of one sequence; a row with a missing number is skipped."""
    out, carried = [NAN] * len(rewards), 0.0
    for t in reversed(range(len(rewards))):
        if not math.isnan(rewards[t] + values[t]):
            out[t] = carried = rewards[t] + gamma * after - values[t] + gamma * lam * carried
            after = values[t]
    return out


SEEDS = st.integers(0, 2**32 - 1)
MISSING = st.sampled_from([0.0, 0.3])


def check(program: Program, episodes: list[dict[str, Any]], expected: list[float], name: str = "advantage") -> None:
    """Compare a step of a program with what is expected of each turn or token; missing counts as 0."""
    found = program(table(episodes))
    np.testing.assert_allclose(np.nan_to_num(found[name]), np.nan_to_num(expected), atol=1e-7, rtol=1e-6)


def each(episodes: list[dict[str, Any]], values: list[float]) -> list[list[float]]:
    """Return an episode's value for each of its turns."""
    return [[value] * len(episode["turns"]) for episode, value in zip(episodes, values, strict=True)]


def added(left: list[list[float]], right: list[list[float]]) -> list[list[float]]:
    """Return the sum, turn by turn."""
    return [[a + b for a, b in zip(one, other, strict=True)] for one, other in zip(left, right, strict=True)]


def scaled(rows: list[list[float]], factor: float) -> list[list[float]]:
    """Return the product, turn by turn."""
    return [[factor * x for x in row] for row in rows]


def rewards(episodes: list[dict[str, Any]], name: str = "reward") -> list[list[float]]:
    """Return a number of each turn of each episode."""
    return [column(episode, name) for episode in episodes]


def on_traces(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test on the seeds of random traces, with and without missing numbers."""
    return settings(max_examples=60, deadline=None)(given(seed=SEEDS, missing=MISSING)(test))
