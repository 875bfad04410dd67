r"""Operators on a level (a potential, a progress, a probability) along one sequence.

    diff        F_t = γ Φ_t - Φ_{t-1}                          Φ_0 = start
    first       F_t = max(0, Φ_t - max_{s<t} Φ_s)

``diff`` telescopes: its sum is the last level minus the first, so that under an estimator that compares episodes' sums
it is inert but for the last level (and altogether where that is zeroed); under returns it acts as the baseline -Φ.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .expression import Operand
from .operators import operator
from .rows import along, filled, picked
from .value import Value, column


@operator
def diff(
    level: Operand,
    start: Operand = 0.0,
    gamma: float = 1.0,
    terminal: Literal["ends", "keep", "zero"] = "ends",
    within: str = "episode",
) -> Value:
    """Return each row's change of a level, γ Φ_t - Φ_{t-1}.

    Args:
        level: Φ after each row.
        start: Φ before the first row, one an episode.
        gamma: the learner's discount.
        terminal: what the last Φ counts as: 0 where the episode terminated ("ends"), itself ("keep"), or 0 ("zero").
        within: what a sequence is.
    """
    levels = column(level)
    sequences, known = along(levels, within)
    now = picked(levels.data, known).astype(np.float64)
    before = sequences.shift(now, 1, np.nan)
    units, (first, last) = np.flatnonzero(sequences.sizes), sequences.edges()
    before[first] = column(start, levels).at(within)[units]
    if terminal != "keep":
        ended = np.ones(units.size, dtype=np.bool_)
        if terminal == "ends":
            ended = levels.table.terminated[levels.table.index(within, "episode")[units]]
        now[last[ended]] = 0.0
    return filled(levels, known, gamma * now - before)


@operator
def first(level: Operand, start: Operand = 0.0, within: str = "episode") -> Value:
    """Return how far each row raises the highest level so far: never negative; the sum is the rise to the highest.

    Args:
        level: the level after each row.
        start: the level before the first row, one an episode.
        within: what a sequence is.
    """
    levels = column(level)
    sequences, known = along(levels, within)
    data = picked(levels.data, known).astype(np.float64)
    floor = column(start, levels).at(within)[sequences.unit]
    highest = sequences.fold(np.maximum(data, floor), lambda now, so_far, _: np.maximum(now, so_far), backward=False)
    before = sequences.shift(highest, 1, np.nan)
    return filled(levels, known, highest - np.where(np.isnan(before), floor, before))


@operator
def lag(x: Operand, k: int = 1, within: str = "episode", skip_missing: bool = False) -> Value:
    """Return the value ``k`` rows earlier; missing where there is none.

    Args:
        x: a column.
        k: how many rows earlier; negative for later ones.
        within: what a sequence is.
        skip_missing: count only rows with a value: the ``k``-th known value before the row, wherever that stands.
    """
    values = column(x)
    sequences = values.table.sequences(values.scope, within)
    if not skip_missing or not k or values.complete:
        return values.like(sequences.shift(values.data, k))
    data, unit = sequences.sort(values.data), sequences.sort(sequences.unit)
    there = ~np.isnan(data)
    known = np.flatnonzero(there)
    place = np.cumsum(there) - (there if k > 0 else 1) - k
    inside = (place >= 0) & (place < known.size)
    found = known[place[inside]]
    out = np.full(data.shape, np.nan)
    out[inside] = np.where(unit[found] == unit[inside], data[found], np.nan)
    return values.like(sequences.unsort(out))
