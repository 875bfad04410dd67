"""Cheap draws: a generator's numbers, taken in blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


class Chance:
    """Draws from a generator; a block of numbers at a time, which is many times faster than one by one.

    Args:
        rng: the source.
        block: how many numbers are taken at once.
    """

    def __init__(self, rng: np.random.Generator, block: int = 4096) -> None:
        self._rng = rng
        self._size = block
        self._block: list[float] = []

    def number(self) -> float:
        """Return a number from 0 to 1, 1 excluded."""
        if not self._block:
            self._block = self._rng.random(self._size).tolist()
        return self._block.pop()

    def below(self, count: int) -> int:
        """Return a whole number from 0 to ``count - 1``."""
        return int(self.number() * count)

    def between(self, least: int, most: int) -> int:
        """Return a whole number from ``least`` to ``most``."""
        return least + self.below(most - least + 1)

    def pick(self, things: Sequence[T]) -> T:
        """Return one of ``things``."""
        return things[self.below(len(things))]

    def happens(self, probability: float) -> bool:
        """Return True with this probability."""
        return self.number() < probability

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Return ``things`` in another order."""
        found = list(things)
        for index in range(len(found) - 1, 0, -1):
            other = self.below(index + 1)
            found[index], found[other] = found[other], found[index]
        return found
