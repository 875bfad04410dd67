"""Distributions as scorers give them: a mapping from what may be true to its weight, or the weights alone."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..number import Floats

Distribution = Mapping[Any, float] | Sequence[float] | NDArray[np.float64]
"""Weights >= 0 that need not sum to 1, by name, or in an order that never changes. Empty, or None: it cannot tell."""


def keys_of(distribution: Distribution | None) -> list[Any]:
    """Return what the weights belong to: the names, or 0, 1, ...; nothing where there are none."""
    if distribution is None:
        return []
    return list(distribution) if isinstance(distribution, Mapping) else list(range(len(distribution)))


def probabilities(distribution: Distribution | None, keys: Sequence[Any] | None = None) -> Floats:
    """Return the weights, scaled to sum to 1.

    Args:
        distribution: weights >= 0; None has none.
        keys: in which order, those it lacks being 0; its own if None.

    Returns:
        Shape (K,); NaN throughout where the weights are no distribution: none is positive, or one is negative or NaN.
    """
    values = list(distribution.values()) if isinstance(distribution, Mapping) else distribution
    weights = np.asarray(() if values is None else values, dtype=np.float64)
    total = float(weights.sum())
    sound = 0 < total < math.inf and weights.min(initial=0.0) >= 0
    if keys is not None:
        place = {key: index for index, key in enumerate(keys_of(distribution))}
        weights = np.array([weights[place[key]] if key in place else 0.0 for key in keys])
    scaled: Floats = weights / total if sound else np.full(weights.shape, np.nan)
    return scaled


def probability(distribution: Distribution, of: Hashable) -> float:
    """Return the probability of one entry; 0 for one it does not hold, NaN where it cannot tell.

    Args:
        distribution: weights >= 0.
        of: the name, or the place.
    """
    return float(probabilities(distribution, [of])[0])
