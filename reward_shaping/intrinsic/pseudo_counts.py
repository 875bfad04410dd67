r"""Pseudo-counts: how often has something like this state been seen? Novelty within the episode of NGU.

    x_i = d_i² / mean_j d_j²            d_i = ‖φ(s_t) - φ_i‖₂, over the k nearest neighbours φ_i in the memory
    K_i = ε / (max(x_i - ξ, 0) + ε)     1 for what is the same, near 0 for what is far
    r_t = 1 / (√(Σ_i K_i) + c),         0 where that root + c exceeds s_max

With an empty memory nothing is paid: there is nothing to be far from. φ(s_t) is compared first and remembered then,
the state an episode starts in is remembered unpaid. √ΣK never exceeds √k, so the defaults' s_max = 8 cuts only k > 63.
A state far from all k pays about 1 / (√(k ε) + c): 31 for ten neighbours, 91 for the one there is on the first turn.
Normalise that, or weigh it.

Defaults: k 10, ε 1e-4, ξ 0.008, c 0.001, s_max 8, and the last 1000 states (rllte).
Certainty: code (rllte ``pseudo_counts.py``; Badia et al. 2020 for the form). Doubts: rllte divides distances by their
mean without squaring them, in one version read (``squared=False``), and its memory holds the query itself; the paper
divides by a running mean of the k-th distance over all episodes, not by the mean over these neighbours.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence
from .bonus import Bonus, method
from .neighbours import Vectors, nearest


def pseudo_count_bonus(
    distances: ArrayLike,
    *,
    epsilon: float = 1e-4,
    cluster: float = 0.008,
    c: float = 0.001,
    s_max: float = 8.0,
    squared: bool = True,
) -> float:
    """Return what a state is worth whose nearest neighbours are this far.

    Args:
        distances: shape (K,), d_i >= 0; K may be 0.
        epsilon: ε > 0.
        cluster: ξ, the normalised distance below which two states are one.
        c: added to the root.
        s_max: of the root + c; above it nothing is paid.
        squared: square the distances, as published.
    """
    d = sequence("pseudo_count_bonus", "distances", distances)
    if not d.size:
        return 0.0
    x = d * d if squared else d
    x = x / (x.mean() + 1e-11)
    similar = epsilon / (np.maximum(x - cluster, 0.0) + epsilon)
    s = sqrt(similar.sum()) + c
    return 0.0 if s > s_max else 1.0 / s


@method("pseudo_counts")
class PseudoCounts(Bonus):
    """Pay for states unlike those remembered.

    Args:
        k: how many neighbours are looked at.
        epsilon: ε.
        cluster: ξ.
        c: added to the root.
        s_max: above it nothing is paid.
        squared: square the distances.
        capacity: how many states are remembered.
    """

    needs: ClassVar[str] = "vector"
    scope: ClassVar[str] = "episode"
    remembers: ClassVar[tuple[str, ...]] = ("seen",)

    def __init__(
        self,
        *,
        k: int = 10,
        epsilon: float = 1e-4,
        cluster: float = 0.008,
        c: float = 0.001,
        s_max: float = 8.0,
        squared: bool = True,
        capacity: int = 1000,
    ) -> None:
        if k < 1 or not epsilon > 0 or not c > 0:
            raise ValueError(f"PseudoCounts need k >= 1, epsilon > 0 and c > 0; got k={k}, epsilon={epsilon}, c={c}.")
        self.k = k
        self.form = {"epsilon": epsilon, "cluster": cluster, "c": c, "s_max": s_max, "squared": squared}
        self.seen = Vectors(capacity)

    def start(self, feature: Floats) -> None:
        """Remember the state an episode starts in.

        Args:
            feature: shape (d,).
        """
        self.seen.add(feature)

    def bonus(self, before: Floats, action: Any, after: Floats, *, learn: bool = True) -> float:
        """Return what the state is worth that was reached.

        Args:
            before: not used.
            action: not used.
            after: shape (d,).
            learn: remember it.
        """
        worth = pseudo_count_bonus(nearest(self.seen.distances(after), self.k), **self.form)  # type: ignore[arg-type]
        if learn:
            self.seen.add(after)
        return worth
