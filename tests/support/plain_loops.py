"""The operators of credit written as plain loops over rows: slow, short, and nothing shared with the package.

Every function takes a table and columns as arrays and loops over units and rows one by one. A missing row is NaN.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from turnwise.reward_shaping.credit import Table


def units(table: Table, scope: str, within: str) -> Iterator[list[int]]:
    """Yield the rows of each unit, in order, also of units without rows."""
    owner = table.index(scope, within).tolist()
    for unit in range(table.size(within)):
        yield [row for row, each in enumerate(owner) if each == unit]


def known(rows: list[int], *columns: np.ndarray) -> list[int]:
    """Return the rows where no column is missing."""
    return [row for row in rows if not any(math.isnan(column[row]) for column in columns)]


def is_terminal(table: Table, rows: list[int], within: str) -> bool:
    """Whether the unit of turns holds its episode's last turn, and the episode terminated."""
    episode = int(table.index("turn", "episode")[rows[0]])
    last = int(np.flatnonzero(table.index("turn", "episode") == episode)[-1])
    mine = table.index("turn", within)[rows[0]] == table.index("turn", within)[last]
    return bool(mine and table.terminated[episode])


def returns(table: Table, x: np.ndarray, gamma: float, within: str = "episode", bootstrap: Any = None) -> np.ndarray:
    """Discounted sums of turns to the end of their unit."""
    out = np.full(x.shape, np.nan)
    for unit, rows in enumerate(units(table, "turn", within)):
        carried = 0.0
        if bootstrap is not None and rows and not is_terminal(table, rows, within):
            carried = 0.0 if math.isnan(bootstrap[unit]) else bootstrap[unit]
        for row in reversed(known(rows, x)):
            carried = out[row] = x[row] + gamma * carried
    return out


def gae(
    table: Table, r: np.ndarray, v: np.ndarray, gamma: float, lam: float, within: str = "episode", bootstrap: Any = None
) -> np.ndarray:
    """Generalised advantages of turns."""
    out = np.full(r.shape, np.nan)
    for unit, rows in enumerate(units(table, "turn", within)):
        carried, following = 0.0, 0.0
        if bootstrap is not None and rows and not is_terminal(table, rows, within):
            following = 0.0 if math.isnan(bootstrap[unit]) else bootstrap[unit]
        for row in reversed(known(rows, r, v)):
            carried = out[row] = r[row] + gamma * following - v[row] + gamma * lam * carried
            following = v[row]
    return out


def smdp(table: Table, r: np.ndarray, v: np.ndarray, gamma: float, lam: float, bootstrap: Any) -> np.ndarray:
    """Advantages of segments; ``v`` has one value a segment."""
    out = np.full(v.shape, np.nan)
    of_segment = list(units(table, "turn", "segment"))
    for episode, segments in enumerate(units(table, "segment", "episode")):
        carried = 0.0
        following = 0.0 if table.terminated[episode] else bootstrap[episode]
        for segment in reversed(segments):
            rows = of_segment[segment]
            paid = sum(gamma**place * r[row] for place, row in enumerate(rows))
            discount = gamma ** len(rows)
            carried = out[segment] = paid + discount * following - v[segment] + discount * lam * carried
            following = v[segment]
    return out


def diff(table: Table, level: np.ndarray, start: np.ndarray, gamma: float, terminal: str) -> np.ndarray:
    """Changes of a level, turn by turn."""
    out = np.full(level.shape, np.nan)
    for episode, rows in enumerate(units(table, "turn", "episode")):
        before, there = start[episode], known(rows, level)
        for row in there:
            zeroed = row == there[-1] and (terminal == "zero" or (terminal == "ends" and table.terminated[episode]))
            out[row] = gamma * (0.0 if zeroed else level[row]) - before
            before = level[row]
    return out


def first(table: Table, level: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Rises of the highest level so far."""
    out = np.full(level.shape, np.nan)
    for episode, rows in enumerate(units(table, "turn", "episode")):
        highest = start[episode]
        for row in known(rows, level):
            out[row] = max(0.0, level[row] - highest)
            highest = max(highest, level[row])
    return out


def per_key(
    codes: np.ndarray, x: np.ndarray, of: Callable[[list[float], list[int]], dict[int, float]], missing: float
) -> np.ndarray:
    """Apply a function of the known values (and rows) of each key; missing rows get ``missing``."""
    out = np.full(x.shape, missing)
    for code in sorted(set(codes.tolist())):
        rows = [row for row in np.flatnonzero(codes == code).tolist() if not math.isnan(x[row])]
        for row, value in of([float(x[row]) for row in rows], rows).items():
            out[row] = value
    return out


def centre(
    codes: np.ndarray, x: np.ndarray, *, scale: str | None = None, ddof: int = 1, eps: float = 1e-6, loo: bool = False,
    single: str = "zero", min_count: int = 1,
) -> np.ndarray:  # fmt: skip
    """Each value against the others of its key."""

    def compare(values: list[float], rows: list[int]) -> dict[int, float]:
        n = len(values)
        if n < min_count:
            return dict.fromkeys(rows, 0.0)
        if n == 1:
            return {rows[0]: (values[0] / (1 + eps if scale else 1) if single == "raw" else 0.0)}
        mean = sum(values) / n if n else 0.0
        std = math.sqrt(sum((value - mean) ** 2 for value in values) / (n - ddof)) if n > ddof else 0.0
        divisor = {"std": std + eps, "mean": mean + eps, None: 1.0}[scale]
        out = {}
        for row, value in zip(rows, values, strict=True):
            base = (sum(values) - value) / (n - 1) if loo else mean
            out[row] = (value - base) / divisor
        return out

    return per_key(codes, x, compare, 0.0)


def moving_average(codes: np.ndarray, x: np.ndarray, decay: float, start: float) -> np.ndarray:
    """The average of each key before each row."""

    def average(values: list[float], rows: list[int]) -> dict[int, float]:
        out, now = {}, start
        for row, value in zip(rows, values, strict=True):
            out[row] = now
            now = decay * now + (1 - decay) * value
        return out

    return per_key(codes, x, average, math.nan)


def margin(codes: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The lead of the highest value of each key."""

    def lead(values: list[float], rows: list[int]) -> dict[int, float]:
        if len(values) < 2:
            return {}
        second, best = sorted(values)[-2:]
        return {rows[values.index(best)]: best - second}

    return per_key(codes, x, lead, 0.0)


def spread(table: Table, x: np.ndarray, how: str) -> np.ndarray:
    """A turn's value for each of its kept tokens."""
    out: list[float] = []
    mask, place = table.mask.tolist(), 0
    for turn, tokens in enumerate(table.tokens.tolist()):
        n = sum(mask[place : place + tokens])
        place += tokens
        shares = {"all": [1.0] * n, "uniform": [1.0 / max(n, 1)] * n}
        shares |= {"last": [0.0] * (n - 1) + [1.0] * (n > 0), "first": [1.0] * (n > 0) + [0.0] * (n - 1)}
        out += [share * x[turn] for share in shares[how]]
    return np.array(out)
