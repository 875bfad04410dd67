r"""RND, random network distillation (Burda et al. 2018): how wrongly a trained network imitates a fixed random one.

    e(o') = (1/d) Σ_i (f̂_i(x') - f_i(x'))²,   x' = clip((o' - μ_o) / σ_o, ±5),   b = e / σ_e

f is a random network that is never trained, f̂ is trained to imitate it on what has been visited. The target is a
function of the observation alone, so chance in the transition cannot keep the error up; chance in the observation
itself (timestamps, ids, advertisements) can: normalise observations first. The bonus fades over a run and does not
come back.

What is new is new also after the episode's end, so RND takes intrinsic returns as non-episodic, with a discount of
their own: A = c_E A_E + c_I A_I. A step pays one number, but the ledger holds the term by name, so that credit may
discount its column apart from the outcome's and carry it on into the next episode.

Defaults: limit 5, eps 1e-8; the mean of the errors is left in; σ_e begins with a count of 1e-4 at variance 1, without
which a first update on a single state, or on states that are all alike, has σ_e = 0 and pays without bound.
Certainty: code (rllte ``rnd.py``: mean over dimensions, division by the running standard deviation). RND's own code
divides by the standard deviation of the discounted intrinsic *return* (recalled); here it is that of the errors, which
needs no discount.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, Number


def prediction_error(predicted: ArrayLike, target: ArrayLike) -> Floats:
    """Return the mean squared error over the last axis.

    Args:
        predicted: shape (..., d).
        target: shape (..., d).

    Returns:
        Shape (...).

    Raises:
        ValueError: the shapes differ, or d is 0.
    """
    made, wanted = np.asarray(predicted, dtype=np.float64), np.asarray(target, dtype=np.float64)
    if made.shape != wanted.shape or not made.ndim or not made.shape[-1]:
        raise ValueError(
            f"prediction_error needs two arrays of one shape (..., d) with d >= 1; got {made.shape} and {wanted.shape}."
        )
    error = made - wanted
    return np.asarray(np.einsum("...d,...d->...", error, error) / made.shape[-1])


def rnd_bonus(error: Number, std: float, eps: float = 1e-8) -> Number:
    """Return the error on the scale of earlier errors.

    Args:
        error: of the predictor, any shape.
        std: the running standard deviation of errors.
        eps: added to it.
    """
    return error / (std + eps)


def clipped(values: ArrayLike, mean: ArrayLike, std: ArrayLike, limit: float = 5.0, eps: float = 1e-8) -> Floats:
    """Return observations in standard deviations from their running mean, cut at ``limit``.

    A dimension that has never varied is ±limit wherever it is not its mean: that is what makes a new word stand out.

    Args:
        values: shape (..., d).
        mean: shape (d,).
        std: shape (d,).
        limit: in standard deviations.
        eps: added to the standard deviation.

    Returns:
        Shape (..., d).
    """
    centred = np.asarray(values, dtype=np.float64) - np.asarray(mean, dtype=np.float64)
    scaled = centred / (np.asarray(std, dtype=np.float64) + eps)
    return np.asarray(np.minimum(np.maximum(scaled, -limit), limit))
