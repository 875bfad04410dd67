r"""Ensemble of judges: one reward from several scores.

    mean   (1/M) Σ_m s_m
    min    min_m s_m
    lower  mean - k · std,   std with ddof 0

``min`` and ``lower`` pay little where the judges disagree, which is where a policy exploits one of them; errors that
all judges share remain. A judge that could not score (NaN) is left out, never counted as 0.

Defaults: k = 1.
Certainty: abstract (reward model ensembles; uncertainty-aware RLHF).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .number import Floats

REDUCTIONS = ("mean", "min", "lower")
"""How scores may be reduced to one."""


def ensemble(scores: ArrayLike, how: str = "mean", k: float = 1.0) -> Floats:
    """Reduce the scores of M judges to one.

    Args:
        scores: shape (M, ...), the judges first; NaN where a judge could not score.
        how: ``"mean"``, ``"min"`` or ``"lower"``.
        k: standard deviations that ``lower`` takes off.

    Returns:
        Shape (...), NaN where no judge scored.

    Raises:
        ValueError: there is no judge, or ``how`` is unknown.
    """
    table = np.asarray(scores, dtype=np.float64)
    if table.ndim == 0 or not len(table):
        raise ValueError(f"ensemble needs scores of shape (M, ...) with M >= 1 judges; got shape {table.shape}.")
    if how not in REDUCTIONS:
        raise ValueError(f"ensemble needs how to be one of {list(REDUCTIONS)}; got {how!r}.")
    known = ~np.isnan(table)
    count = known.sum(axis=0)
    judged = count > 0
    if how == "min":
        return np.asarray(np.where(judged, np.where(known, table, np.inf).min(axis=0), np.nan))
    some = np.maximum(count, 1)
    mean = np.where(known, table, 0.0).sum(axis=0) / some
    spread = np.sqrt(np.where(known, (table - mean) ** 2, 0.0).sum(axis=0) / some)
    return np.asarray(np.where(judged, mean - k * spread if how == "lower" else mean, np.nan))
