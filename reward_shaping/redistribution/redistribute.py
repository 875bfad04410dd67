r"""Redistribute a return over the turns that earned it: the parts sum to the whole.

    by weights   r_t = R · w_t / Σ w
    uniform      r_t = R / T
    last         r_t = R · 1[t = T]
    residual     r_t = c_t + (R - Σ c) / T            c predicted contributions; the error is shared equally

The weights may be attention, an attribution, or the step rewards of a learned model (Hindsight PRIOR, RRD, LaRe,
SPA); what they were fitted to is credited, cause or not. Weights of both signs may nearly cancel, and the parts then
outgrow the whole without bound: the residual form does not. Where the weights sum to 0 they say nothing, and the whole
is shared equally (ours).

A weight that is NaN is missing: its turn is missing as well, and the others share the whole.

Certainty: the weighted form abstract (the methods' abstracts); the residual one is ours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence


def by_weights(total: float, weights: ArrayLike) -> Floats:
    """Return each turn's share of ``total``.

    Args:
        total: the return R.
        weights: shape (T,); NaN where missing.

    Returns:
        Shape (T,); NaN where the weight is missing, the rest sums to ``total``.

    Raises:
        ValueError: ``weights`` is not one-dimensional.
    """
    w = sequence("by_weights", "weights", weights)
    known = ~np.isnan(w)
    whole = w[known].sum()
    if whole == 0:
        w, whole = np.where(known, 1.0, np.nan), float(known.sum())
    share: Floats = total * (w / whole) if whole else w
    return share


def uniform(total: float, turns: int) -> Floats:
    """Return the same share for each turn.

    Args:
        total: the return R.
        turns: T.

    Returns:
        Shape (T,).
    """
    return by_weights(total, np.ones(turns))


def last(total: float, turns: int) -> Floats:
    """Return everything for the last turn.

    Args:
        total: the return R.
        turns: T.

    Returns:
        Shape (T,).
    """
    return by_weights(total, np.arange(turns) == turns - 1)


def residual_corrected(total: float, contributions: ArrayLike) -> Floats:
    """Return predicted contributions, the error of their sum shared equally.

    Args:
        total: the return R.
        contributions: shape (T,); NaN where missing.

    Returns:
        Shape (T,); NaN where the contribution is missing, the rest sums to ``total``.

    Raises:
        ValueError: ``contributions`` is not one-dimensional.
    """
    c = sequence("residual_corrected", "contributions", contributions)
    known = ~np.isnan(c)
    corrected: Floats = c + (total - c[known].sum()) / max(int(known.sum()), 1)
    return corrected
