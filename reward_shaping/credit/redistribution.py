r"""Operators that move reward along a sequence: the minimum in place of the sum (PURE), and splits of a whole.

softmin     r*_t = softmax(-r/τ)_t · r_t
min_to_go   G_t = min_{s≥t} r_s
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .expression import Operand
from .operators import operator
from .rows import along, filled, picked
from .value import Value, column


@operator
def softmin(x: Operand, temperature: float = 0.1, within: str = "episode") -> Value:
    """Return each reward times its weight in softmax(-r/τ) over the sequence, so that the sum is nearly the minimum.

    Args:
        x: rewards.
        temperature: τ.
        within: what a sequence is.
    """
    rewards = column(x)
    sequences, known = along(rewards, within)
    data = picked(rewards.data, known)
    lowest = sequences.reduce(data, "min")[sequences.unit]
    weight = np.exp((lowest - data) / temperature)
    return filled(rewards, known, data * weight / sequences.reduce(weight, "sum")[sequences.unit])


@operator
def min_to_go(x: Operand, within: str = "episode") -> Value:
    """Return the lowest reward from each row on.

    Args:
        x: rewards.
        within: what a sequence is.
    """
    rewards = column(x)
    sequences, known = along(rewards, within)
    lowest = sequences.fold(picked(rewards.data, known), lambda now, later, _: np.minimum(now, later), backward=True)
    return filled(rewards, known, lowest)


@operator
def redistribute(
    whole: Operand,
    weight: Operand,
    how: Literal["weights", "residual", "uniform", "last"] = "weights",
    within: str = "episode",
) -> Value:
    """Split one value an episode over its rows; the parts sum to it wherever a row is known.

    Args:
        whole: what is split, one for each unit of ``within``.
        weight: which rows share, and in "weights" and "residual" how much; a missing row gets nothing and is missing.
        how: in proportion to the weights (equally where they sum to 0); each its weight plus an equal part of what they
            leave over (SPA); equally; or all to the last row.
        within: what is split.
    """
    weights = column(weight)
    sequences, known = along(weights, within)
    data = picked(weights.data, known).astype(np.float64)
    value = column(whole, weights).at(within)[sequences.unit]
    count = sequences.sizes[sequences.unit]
    share = 1.0 / count
    if how == "last":
        share = np.zeros(data.size)
        share[sequences.edges()[1]] = 1.0
    elif how == "weights":
        sums = sequences.reduce(data, "sum")[sequences.unit]
        share = np.where(sums != 0, data / np.where(sums != 0, sums, 1.0), share)
    elif how == "residual":
        return filled(weights, known, data + (value - sequences.reduce(data, "sum")[sequences.unit]) / count)
    return filled(weights, known, value * share)
