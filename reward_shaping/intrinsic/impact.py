r"""RIDE: reward the impact of an action (Raileanu and Rocktäschel 2020), and less so where the episode has been.

    r_t = ‖φ(s_t) - φ(s_{t-1})‖₂ / √N_ep(s_t)                           form "paper"
    r_t = mean_d (φ(s_t) - φ(s_{t-1}))²_d · pseudo-count(φ(s_t))        form "rllte"

An action that changes nothing pays nothing, however new the place; the count keeps the agent from going back and forth
between two states that differ much. φ may be any vector feature: hashed n-grams without a model, or one that was
learned by inverse dynamics, as published.

Defaults: "paper", weight 0.5. Certainty: code (impact-driven exploration, ``src/algos/ride.py``; rllte ``ride.py``);
where they disagree the paper's own code is followed.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats
from .bonus import Bonus, Composition, Part, composition, method, parts_of, product

FORMS = ("paper", "rllte")
"""How RIDE may be computed."""


def impact(before: ArrayLike, after: ArrayLike, *, mean_square: bool = False) -> float:
    """Return how far a transition moved.

    Args:
        before: φ of the state that was left, shape (d,).
        after: φ of the state that was reached, shape (d,).
        mean_square: the mean square of the difference, not its Euclidean length.

    Raises:
        ValueError: the shapes differ.
    """
    left, reached = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    if left.shape != reached.shape or left.ndim != 1:
        raise ValueError(f"impact needs two vectors of one length; got shapes {left.shape} and {reached.shape}.")
    moved = reached - left
    square = float(moved @ moved)
    return square / len(moved) if mean_square else sqrt(square)


@method("impact")
class Impact(Bonus):
    """Pay for change, without a memory.

    Args:
        mean_square: the mean square of the difference, not its Euclidean length.
    """

    needs: ClassVar[str] = "vector"
    scope: ClassVar[str] = "episode"

    def __init__(self, *, mean_square: bool = False) -> None:
        self.mean_square = mean_square

    def bonus(self, before: Floats, action: Any, after: Floats, *, learn: bool = True) -> float:
        """Return how far the transition moved.

        Args:
            before: shape (d,).
            action: not used.
            after: shape (d,).
            learn: nothing to take in.
        """
        return impact(before, after, mean_square=self.mean_square)


@composition("ride")
def ride(*, scope: str | None = None, form: str = "paper", power: float = 0.5) -> Composition:
    """Return impact × counts.

    Args:
        scope: of the counts; an episode's if None.
        form: ``"paper"``, or ``"rllte"`` for the mean square times pseudo-counts.
        power: of 1/N; the paper's form alone uses it.

    Raises:
        ValueError: ``form`` is unknown.
    """
    if form not in FORMS:
        raise ValueError(f"RIDE needs form to be one of {list(FORMS)}; got form={form!r}.")
    if form == "paper":
        counts = parts_of("counts", scope or "episode", {"power": power})
    else:
        counts = parts_of("pseudo_counts", scope, {})
    return Composition((Part("impact", "episode", {"mean_square": form == "rllte"}), *counts), product)
