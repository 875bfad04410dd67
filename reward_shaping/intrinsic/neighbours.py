"""Vectors that were seen, and how far the nearest of them are: what pseudo-counts, RE3 and the archive share."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..number import Floats


def nearest(distances: Floats, k: int) -> Floats:
    """Return the k smallest distances, or as many as there are, in order.

    Args:
        distances: shape (N,).
        k: >= 1.

    Returns:
        Shape (min(k, N),).
    """
    if len(distances) > k:
        distances = np.partition(distances, k - 1)[:k]
    return np.sort(distances)


class Vectors:
    """The last ``capacity`` vectors, in a ring.

    Args:
        capacity: how many are kept; the oldest give way.

    Raises:
        ValueError: ``capacity`` is not positive.
    """

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"A memory of vectors needs capacity >= 1; got {capacity}.")
        self.capacity = capacity
        self.clear()

    def __len__(self) -> int:
        """Return how many are kept."""
        return min(self.added, self.capacity)

    def clear(self) -> None:
        """Keep none."""
        self.added = 0
        self._rows: Floats = np.zeros((0, 0))

    def add(self, vector: Floats) -> None:
        """Keep a vector.

        Args:
            vector: shape (d,), d that of the first.

        Raises:
            ValueError: it has another length.
        """
        if self.added and len(vector) != self._rows.shape[1]:
            raise ValueError(
                f"A memory of vectors of length {self._rows.shape[1]} was given one of length {len(vector)}. A feature "
                "must be of one length."
            )
        place = self.added % self.capacity
        if place >= len(self._rows):
            self._grow(len(vector))
        self._rows[place] = vector
        self.added += 1

    def distances(self, vector: Floats) -> Floats:
        """Return the Euclidean distance to each vector kept.

        Args:
            vector: shape (d,).

        Returns:
            Shape (N,).
        """
        if not self.added:
            return np.zeros(0)
        apart = self._rows[: len(self)] - vector
        distances: Floats = np.sqrt(np.einsum("ij,ij->i", apart, apart))
        return distances

    def state(self) -> dict[str, Any]:
        """Return the vectors as a copy."""
        return {"rows": self._rows[: len(self)].copy(), "added": self.added}

    def load_state(self, state: Any) -> None:
        """Go back to what :meth:`state` returned.

        Args:
            state: of vectors with the same capacity.
        """
        self._rows = np.array(state["rows"], dtype=np.float64)
        self.added = int(state["added"])

    def _grow(self, dimension: int) -> None:
        larger = np.zeros((min(self.capacity, max(16, 2 * len(self._rows))), dimension))
        if len(self._rows):
            larger[: len(self._rows)] = self._rows
        self._rows = larger
