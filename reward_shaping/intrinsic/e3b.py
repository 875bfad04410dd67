r"""E3B: elliptical episodic bonuses (Henaff et al. 2022), counts for vectors.

    b_t = φ(s_t)ᵀ C_{t-1}⁻¹ φ(s_t),     C_t = λ I + Σ_{i <= t} φ(s_i) φ(s_i)ᵀ

C⁻¹ is kept, not C (Sherman-Morrison, with u = C⁻¹ φ):

    C_t⁻¹ = C_{t-1}⁻¹ - u uᵀ / (1 + b_t)

With one-hot φ this is 1 / (λ + N), a count bonus. A direction never seen pays ‖φ‖² / λ: with λ = 0.1 and unit vectors
ten times what the second visit pays.

Defaults: λ 0.1; the first state of an episode pays nothing but is taken in (``first_pays=False``).
Certainty: code (E3B, ``minihack/torchbeast/src/utils.py``: b set to 0 at step 0 of an episode, after the update;
rllte ``e3b.py`` pays ‖φ‖²/λ for it: ``first_pays=True``). Doubts: both pay on the step that leaves s_t, here the
step that reaches s_t is paid; published features are learned by inverse dynamics, hashed n-grams are ours.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats
from .bonus import Bonus, method


def e3b_bonuses(features: ArrayLike, ridge: float = 0.1, *, first_pays: bool = False) -> Floats:
    """Return each state's bonus within one episode.

    Args:
        features: shape (T, d); φ of the states in order.
        ridge: λ > 0.
        first_pays: pay ‖φ‖²/λ for the first state, or nothing.

    Returns:
        Shape (T,).

    Raises:
        ValueError: the shape does not fit.
    """
    phi = np.asarray(features, dtype=np.float64)
    if phi.ndim != 2:
        raise ValueError(f"e3b_bonuses needs features of shape (T, d); got shape {phi.shape}.")
    memory = E3B(ridge=ridge, first_pays=first_pays)
    return np.array([memory.bonus(None, None, each) for each in phi])


@method("e3b")
class E3B(Bonus):
    """Pay for directions of the feature space that the memory has not covered.

    Args:
        ridge: λ > 0.
        first_pays: the first state that a memory takes in pays ‖φ‖²/λ, and the state an episode starts in is not
            taken in.

    Attributes:
        inverse: C⁻¹, shape (d, d); None before the first state.
    """

    needs: ClassVar[str] = "vector"
    scope: ClassVar[str] = "episode"
    remembers: ClassVar[tuple[str, ...]] = ("inverse",)

    def __init__(self, *, ridge: float = 0.1, first_pays: bool = False) -> None:
        if not ridge > 0:
            raise ValueError(f"E3B needs ridge > 0; got ridge={ridge}.")
        self.ridge = ridge
        self.first_pays = first_pays
        self.inverse: Floats | None = None

    def start(self, feature: Floats) -> None:
        """Take in the state an episode starts in, unless the first state pays.

        Args:
            feature: shape (d,).
        """
        if not self.first_pays:
            self.bonus(None, None, feature)

    def bonus(self, before: Any, action: Any, after: Floats, *, learn: bool = True) -> float:
        """Return the elliptical bonus of the state that was reached.

        Args:
            before: not used.
            action: not used.
            after: shape (d,).
            learn: take it in.
        """
        first, inverse = self.inverse is None, self.inverse
        if inverse is None:
            inverse = np.eye(len(after)) / self.ridge
        u = inverse @ after
        b = float(after @ u)
        if learn:
            inverse -= np.multiply.outer(u, u / (1.0 + b))
            self.inverse = inverse
        return b if self.first_pays or not first else 0.0

    def forget(self) -> None:
        """Begin with λI again."""
        self.inverse = None
