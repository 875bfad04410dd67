r"""Disagreement (Pathak et al. 2019; Plan2Explore, Sekar et al. 2020): how far an ensemble's predictions lie apart.

    b = (1/d) Σ_i Var_m f_m(s, a)_i

What no model has seen they foresee differently; what is random they learn to foresee alike, by its mean. So the bonus
fades on noise, where a prediction error would not.

Defaults: M = 4 models, ddof = 1 (unbiased).
Certainty: code (rllte ``disagreement.py``; ``torch.var`` is unbiased). A later rllte has 5 models.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats


def ensemble_variance(predictions: ArrayLike, ddof: int = 1) -> Floats:
    """Return the variance over the members.

    Args:
        predictions: shape (M, ...), the members first, M > ddof.
        ddof: taken off M in the divisor.

    Returns:
        Shape (...).

    Raises:
        ValueError: there are too few members.
    """
    members = np.asarray(predictions, dtype=np.float64)
    if not members.ndim or len(members) <= ddof:
        raise ValueError(f"ensemble_variance needs predictions of more than {ddof} members; got shape {members.shape}.")
    centred = members - members.sum(axis=0) / len(members)
    return np.asarray((centred * centred).sum(axis=0) / (len(members) - ddof))


def disagreement(predictions: ArrayLike, ddof: int = 1) -> Floats:
    """Return the ensemble's variance, averaged over dimensions.

    Args:
        predictions: shape (M, ..., d), the members first, M > ddof.
        ddof: taken off M in the divisor.

    Returns:
        Shape (...).

    Raises:
        ValueError: there are too few members, or no dimensions.
    """
    if np.ndim(predictions) < 2:
        raise ValueError(f"disagreement needs predictions of shape (M, ..., d); got {np.shape(predictions)}.")
    return np.asarray(ensemble_variance(predictions, ddof).mean(axis=-1))
