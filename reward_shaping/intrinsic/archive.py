r"""Novelty archive (Lehman and Stanley's novelty search; TAXONS, SERENE, STAX): what is unlike all that was kept.

    ν(x) = 1/k Σ_{i=1..k} ‖x - x_i‖₂          over the k nearest descriptors x_i in the archive

x describes a whole trajectory: here the mean of its states' features, or the last of them. What is novel enough is
kept. STAX and SERENE alternate: exploration builds the archive, and once a reward was found, exploitation improves
on it without novelty (:class:`Phases`).

Defaults: k 15; everything is kept. With an empty archive nothing is paid.
Certainty: abstract (TAXONS, SERENE, STAX), recalled (novelty search: mean distance to k nearest, k 15). Doubts: the
papers are evolutionary, novelty ranks a population and five policies a generation enter the archive; an online archive
and episodes as the unit of phases are ours. Their behaviour space is an autoencoder's, learned on the way: any
embedding that changes makes the archive's older entries stale.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence
from .bonus import Bonus, method
from .neighbours import Vectors, nearest

DESCRIPTORS = ("mean", "last")
"""What may describe a trajectory."""


def archive_novelty(distances: ArrayLike) -> float:
    """Return the mean distance to the nearest neighbours.

    Args:
        distances: shape (K,), to the nearest; K may be 0, which pays nothing.
    """
    d = sequence("archive_novelty", "distances", distances)
    return float(d.mean()) if d.size else 0.0


def descriptor(features: ArrayLike, of: str = "mean") -> Floats:
    """Return what describes a trajectory.

    Args:
        features: shape (T + 1, d); of the state it started in and each it reached.
        of: ``"mean"`` or ``"last"``.

    Returns:
        Shape (d,).

    Raises:
        ValueError: the shape does not fit, or ``of`` is unknown.
    """
    phi = np.asarray(features, dtype=np.float64)
    if phi.ndim != 2 or not len(phi) or of not in DESCRIPTORS:
        raise ValueError(
            f"descriptor needs features of shape (T + 1, d) and one of {list(DESCRIPTORS)}; got shape {phi.shape}, "
            f"{of!r}."
        )
    described: Floats = phi.mean(axis=0) if of == "mean" else phi[-1]
    return described


@method("archive")
class Archive(Bonus):
    """Pay for the distance to what was kept.

    Args:
        k: how many neighbours count.
        threshold: what is at least this novel is kept; the first always is.
        capacity: how many are kept; the oldest give way.
    """

    needs: ClassVar[str] = "vector"
    scope: ClassVar[str] = "run"
    remembers: ClassVar[tuple[str, ...]] = ("kept",)

    def __init__(self, *, k: int = 15, threshold: float = 0.0, capacity: int = 10_000) -> None:
        if k < 1:
            raise ValueError(f"An archive needs k >= 1; got k={k}.")
        self.k = k
        self.threshold = threshold
        self.kept = Vectors(capacity)

    def bonus(self, before: Any, action: Any, after: Floats, *, learn: bool = True) -> float:
        """Return how novel a descriptor is.

        Args:
            before: not used.
            action: not used.
            after: shape (d,).
            learn: keep it, if it is novel enough.
        """
        worth = archive_novelty(nearest(self.kept.distances(after), self.k))
        if learn and (worth >= self.threshold or not len(self.kept)):
            self.kept.add(after)
        return worth


@method("phases")
class Phases(Bonus):
    """Whether novelty pays: 1 in ``explore`` episodes, 0 in the ``exploit`` ones that follow once a reward was found.

    Args:
        explore: how many episodes.
        exploit: how many; 0 never exploits.
    """

    needs: ClassVar[str] = "value"
    scope: ClassVar[str] = "run"
    remembers: ClassVar[tuple[str, ...]] = ("episodes", "found")

    def __init__(self, *, explore: int = 1, exploit: int = 0) -> None:
        if explore < 1 or exploit < 0:
            raise ValueError(f"Phases need explore >= 1 and exploit >= 0 episodes; got {explore} and {exploit}.")
        self.explore = explore
        self.exploit = exploit
        self.episodes, self.found = 0, False

    def bonus(self, before: Any, action: Any, after: float, *, learn: bool = True) -> float:
        """Return whether the current episode explores, 1 or 0.

        Args:
            before: not used.
            action: not used.
            after: what the episode earned otherwise; more than 0 is a find.
            learn: the episode is over.
        """
        explores = float(self.episodes % (self.explore + self.exploit) < self.explore)
        if learn:
            self.found = self.found or after > 0
            over = self.episodes + 1
            # without a find there is nothing to exploit: explore again
            self.episodes = 0 if over == self.explore and not self.found else over % (self.explore + self.exploit)
        return explores
