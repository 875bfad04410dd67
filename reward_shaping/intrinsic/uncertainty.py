r"""Uncertainty (Developmental curiosity): how little a model knows, before the turn, of what will come of it.

    b = H[p(· | o, a)] = -Σ_{o'} p(o') log p(o')

the expected surprise. With the smoothed counts of :mod:`.surprise` the sum runs over the outcomes known anywhere and
one place for all others, so a context never met has entropy log(V + 1). With Gaussian features of variance v_i,
H = ½ Σ_i log 2πe v_i: a differential entropy, which may be negative; differences of it are what counts.

It mixes what could be learned with what is random: a fair coin stays at log 2. :mod:`.disagreement` keeps only the
part that can be learned.

Defaults: α = 0.1. Certainty: abstract; the smoothing and the Gaussian are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import e, log, pi

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats


def outcome_entropy(counts: Sequence[int], known: int, alpha: float = 0.1) -> float:
    """Return the entropy of the smoothed distribution over outcomes, nats.

    Args:
        counts: how often each outcome was met in this context, those that were met.
        known: V, distinct outcomes met anywhere; at least as many as counts.
        alpha: > 0.

    Raises:
        ValueError: ``alpha`` is not above 0, or fewer outcomes are known than counted.
    """
    if not alpha > 0 or known < len(counts):
        raise ValueError(f"outcome_entropy needs alpha > 0 and known >= {len(counts)}; got {alpha}, {known}.")
    mass = sum(counts) + alpha * (known + 1)
    others = alpha / mass
    entropy = -(known + 1 - len(counts)) * others * log(others)
    for count in counts:
        share = (count + alpha) / mass
        entropy -= share * log(share)
    return entropy


def gaussian_entropy(variance: ArrayLike) -> Floats:
    """Return the differential entropy of independent Gaussians, nats.

    Args:
        variance: shape (..., d), > 0.

    Returns:
        Shape (...).
    """
    return np.asarray(0.5 * np.log(2 * pi * e * np.asarray(variance, dtype=np.float64)).sum(axis=-1))
