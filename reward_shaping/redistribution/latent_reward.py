r"""Latent reward (LaRe): written code maps a step to a few factors, a small model weighs them.

    z_t = code(step t)            d factors, e.g. nearness, waste, safety
    r_t = w · z_t                 w fitted so that Σ_t r_t = R (the return decomposition's loss)

A language model writes the code from the description of the task; before it is used it has to pass a verification: it
runs, returns d finite numbers for every step, and the same ones each time. The paper's decoder is a small network; a
linear one shows what each factor is worth.

Certainty: code of thu-rllab/LaRe for the loss and the use of factors; that determinism is verified is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats

Factors = Callable[[Sequence[Any]], ArrayLike]
"""``factors(history)``: shape (d,), of the last turn of observation, action, ..., observation."""


def latent_rewards(factors: ArrayLike, weights: ArrayLike) -> Floats:
    """Return each step's reward.

    Args:
        factors: shape (T, d).
        weights: shape (d,).

    Returns:
        Shape (T,).

    Raises:
        ValueError: the shapes do not fit.
    """
    z, w = np.asarray(factors, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if z.ndim != 2 or w.shape != z.shape[1:]:
        raise ValueError(f"latent_rewards needs factors (T, d) and weights (d,); got shapes {z.shape} and {w.shape}.")
    rewards: Floats = z @ w
    return rewards


def verified_factors(factors: Factors, examples: Iterable[Sequence[Any]], size: int | None = None) -> int:
    """Return how many factors the code gives, having tried it on examples.

    Args:
        factors: the code.
        examples: histories, each ending in the turn to be described; at least one.
        size: how many factors there have to be; as many as for the first example if None.

    Raises:
        ValueError: there is no example, or for one of them the code raises, gives another shape, something that is not
            a finite number, or not the same twice.
    """
    for number, history in enumerate(examples):
        first, again = _tried(factors, history, number), _tried(factors, history, number)
        size = first.size if size is None else size
        fault = (
            f"shape {first.shape}, not ({size},)"
            if first.shape != (size,) or not size
            else f"{first.tolist()}, not all finite"
            if not np.isfinite(first).all()
            else f"{first.tolist()} and then {again.tolist()}: not the same twice"
            if not np.array_equal(first, again)
            else ""
        )
        if fault:
            raise ValueError(f"The code for latent factors gives {fault}, for example {number}. Mend the code.")
    if size is None:
        raise ValueError("verified_factors needs at least one example to try the code on; got none.")
    return size


def _tried(factors: Factors, history: Sequence[Any], number: int) -> Floats:
    """Return what the code gives for one example, as an array."""
    try:
        return np.asarray(factors(history), dtype=np.float64)
    except (ArithmeticError, AttributeError, LookupError, NameError, TypeError, ValueError) as error:
        raise ValueError(
            f"The code for latent factors raises {type(error).__name__} ({error}) for example {number}. Mend the code."
        ) from error
