r"""ICM, intrinsic curiosity (Pathak et al. 2017): how wrongly a forward model foresaw the next features.

    b = (1/d) ‖φ̂(s') - φ(s')‖²   ("mean")      or      b = η/2 ‖φ̂(s') - φ(s')‖²   ("half_sum"),   φ̂(s') = f(φ(s), a)
    loss = (1 - β) L_inverse + β L_forward,         L_inverse: what a was, from φ(s) and φ(s')

The inverse model keeps in φ only what the agent's actions change, so what it cannot control should not surprise it.
What answers its actions at random still does (the noisy television): the error never fades.

Defaults: "mean"; η = 1; β = 0.2.
Certainty: the two forms differ by a factor of d·η/2; "mean" is code (rllte ``icm.py``), "half_sum" the paper's
equation 6 (secondary); β recalled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats
from .rnd import prediction_error

FORMS = ("mean", "half_sum")
"""How errors over dimensions become one number."""


def forward_error(predicted: ArrayLike, features: ArrayLike, form: str = "mean", eta: float = 1.0) -> Floats:
    """Return the error of the forward model.

    Args:
        predicted: φ̂(s'), shape (..., d).
        features: φ(s'), shape (..., d).
        form: ``"mean"`` or ``"half_sum"``.
        eta: η of ``"half_sum"``.

    Returns:
        Shape (...).

    Raises:
        ValueError: the shapes differ or ``form`` is unknown.
    """
    if form not in FORMS:
        raise ValueError(f"forward_error needs form to be one of {list(FORMS)}; got {form!r}.")
    mean = prediction_error(predicted, features)
    return mean if form == "mean" else np.asarray(mean * (eta / 2 * np.shape(features)[-1]))


def icm_loss(forward: Any, inverse: Any, beta: float = 0.2) -> Any:
    """Return the joint loss, ``(1 - beta) inverse + beta forward``.

    Args:
        forward: loss of the forward model; a float, an array or a tensor.
        inverse: loss of the inverse model.
        beta: the forward model's share, in [0, 1].
    """
    return (1 - beta) * inverse + beta * forward
