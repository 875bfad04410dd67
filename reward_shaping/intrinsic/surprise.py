r"""Surprise (Developmental curiosity; Achiam and Sastry 2017): how improbable what happened was.

    b = -log p(o' | o, a)

With counts, p is smoothed: after N outcomes in a context, n of them this one, and V outcomes known anywhere,

    p(o') = (n + α) / (N + α (V + 1)),      p(any outcome never met) = α / (N + α (V + 1)),

which sums to 1 over the V known outcomes and one place for all others. With a model that predicts a mean m_i and a
variance v_i of each feature (independent, Gaussian), b = ½ Σ_i ((x_i - m_i)² / v_i + log 2π v_i), also negative.

A coin that is tossed for ever pays log 2 for ever: noise is surprising and stays so.

Defaults: α = 0.1. Certainty: abstract; the smoothing and the Gaussian are ours.
"""

from __future__ import annotations

from math import log, pi

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats


def outcome_log_prob(count: int, total: int, known: int, alpha: float = 0.1) -> float:
    """Return log p of an outcome in a context.

    Args:
        count: n, how often it was met in this context; 0 for one never met.
        total: N, outcomes in this context.
        known: V, distinct outcomes met anywhere.
        alpha: > 0.

    Raises:
        ValueError: ``alpha`` is not above 0.
    """
    if not alpha > 0:
        raise ValueError(f"outcome_log_prob needs alpha > 0; got alpha={alpha}.")
    return log((count + alpha) / (total + alpha * (known + 1)))


def surprise(log_prob: float) -> float:
    """Return -log p.

    Args:
        log_prob: of what happened, nats.
    """
    return 0.0 - log_prob


def gaussian_surprise(outcome: ArrayLike, mean: ArrayLike, variance: ArrayLike) -> Floats:
    """Return -log p of features under independent Gaussians, nats.

    Args:
        outcome: shape (..., d).
        mean: shape (..., d).
        variance: shape (..., d), > 0.

    Returns:
        Shape (...).
    """
    spread = np.asarray(variance, dtype=np.float64)
    error = np.asarray(outcome, dtype=np.float64) - np.asarray(mean, dtype=np.float64)
    return np.asarray(0.5 * (error * error / spread + np.log(2 * pi * spread)).sum(axis=-1))
