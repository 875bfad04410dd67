r"""Ensemble disagreement: where judges part, one of them is being exploited.

    spread_i     standard deviation (ddof 0) of the judges' scores of episode i
    held out     mean(training judges) - held-out judge, per episode; its rise over training is over-optimisation

Helping or herding: an ensemble mitigates but does not end over-optimisation, for errors that all judges share do not
show in their spread; a held-out judge of another kind shows some of them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...number import Floats
from .correlation import correlation


class Disagreement(NamedTuple):
    """How far judges part.

    Attributes:
        spread: shape (N,); their standard deviation on each episode, NaN where none scored.
        mean_spread: over the episodes.
        agreement: mean Pearson correlation over the pairs of judges, NaN where none is defined.
        held_out_gap: mean of (mean of the others - held-out judge); NaN without one.
    """

    spread: Floats
    mean_spread: float
    agreement: float
    held_out_gap: float


def ensemble_disagreement(scores: ArrayLike, held_out: ArrayLike | None = None) -> Disagreement:
    """Return how far judges part.

    Args:
        scores: shape (M, N); the scores of M judges for N episodes, NaN where a judge could not score.
        held_out: shape (N,); the scores of a judge that is not trained on.

    Raises:
        ValueError: the shapes do not fit.
    """
    table = np.asarray(scores, dtype=np.float64)
    held = None if held_out is None else np.asarray(held_out, dtype=np.float64)
    if table.ndim != 2 or (held is not None and held.shape != table.shape[1:]):
        given = None if held is None else held.shape
        raise ValueError(f"ensemble_disagreement needs scores (M, N) and held_out (N,); got {table.shape}, {given}.")
    known = ~np.isnan(table)
    count = known.sum(axis=0)
    mean = np.divide(
        np.where(known, table, 0.0).sum(axis=0), count, out=np.full(table.shape[1], np.nan), where=count > 0
    )
    square = np.where(known, (table - mean) ** 2, 0.0).sum(axis=0)
    spread = np.sqrt(np.divide(square, count, out=np.full(table.shape[1], np.nan), where=count > 0))
    pairs = [correlation(table[i], table[j]) for i in range(len(table)) for j in range(i)]
    defined = [each for each in pairs if each == each]
    gap = mean - held if held is not None else np.array([np.nan])
    return Disagreement(
        spread,
        float(np.nanmean(spread)) if np.any(count) else float("nan"),
        float(np.mean(defined)) if defined else float("nan"),
        float(np.nanmean(gap)) if not np.isnan(gap).all() else float("nan"),
    )
