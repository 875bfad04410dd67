r"""MaxInfoRL (Sukhija et al. 2024): what a transition would teach an ensemble of models about the dynamics.

    I(s, a) = Σ_i log(1 + σ²_i / σ²_noise)       σ²_i: the ensemble's variance in dimension i
    r' = r + λ I,       log λ ← log λ - η (mean I - Ī),       Ī ← (1 - τ) Ī + τ mean I

I bounds (twice) the mutual information of the outcome and the model: it is the entropy of the prediction minus that of
the noise. λ rises while behaviour gathers less information than it used to and falls while it gathers more, so that the
bonus fades where there is nothing left to learn about.

Not MaxInfoRL as published: there λ I stands inside SAC's target, together with an entropy bonus; log λ follows Adam;
and Ī is the information that a slowly moving copy of the actor would gather from the *same* observations. A wrapper
has no actor, so here Ī is a slow average of what earlier episodes gathered, and λ moves between episodes.

Defaults: λ_0 = 1, η = 3e-4, τ = 0.005, σ_noise = 1, ddof = 1.
Certainty: code (a JAX version of the authors' programs: ``maxinfosac_learner.py``, ``ensemble_model.py``). There the
variance has ddof 0, the standard deviation of the noise is 1e-3 on normalised outputs, logs are averaged over
dimensions by default and then centred and scaled by running statistics; the sum is the paper's (secondary). One step of
η = 3e-4 a batch of episodes is slow: theirs is one a gradient step.
"""

from __future__ import annotations

from math import exp, log

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats
from .disagreement import ensemble_variance


def information_gain_bound(predictions: ArrayLike, noise: float = 1.0, ddof: int = 1) -> Floats:
    """Return the sum over dimensions of log(1 + variance / noise²), nats.

    Args:
        predictions: shape (M, ..., d), the members first, M > ddof.
        noise: σ_noise > 0, the standard deviation of what cannot be foreseen.
        ddof: taken off M in the variance's divisor.

    Returns:
        Shape (...).

    Raises:
        ValueError: ``noise`` is not above 0, there are too few members, or no dimensions.
    """
    if not noise > 0 or np.ndim(predictions) < 2:
        raise ValueError(
            "information_gain_bound needs noise > 0 and predictions of shape (M, ..., d); "
            f"got noise={noise}, shape {np.shape(predictions)}."
        )
    return np.asarray(np.log1p(ensemble_variance(predictions, ddof) / noise**2).sum(axis=-1))


def next_scale(scale: float, gain: float, target: float, lr: float = 3e-4) -> float:
    """Return λ after one step towards gathering as much information as the target.

    Args:
        scale: λ > 0.
        gain: mean I of the latest episodes.
        target: Ī.
        lr: η.
    """
    return exp(log(scale) - lr * (gain - target))
