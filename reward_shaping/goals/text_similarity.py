r"""Cosine similarity of short texts, without a model: equality, or hashed character n-grams.

    exact    1 if the texts are equal, else 0
    n-grams  cos(x, y),  x_b = number of n-grams of the lower-cased text, n = 2..4, whose hash is b
             with the text's ends marked, so that "key" and "monkey" differ at their beginnings

Letters are all that n-grams know: "open" is nearer to "opened" than to "ajar". Hash: CRC-32, the same everywhere.

Certainty: ours.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np

from ..number import Floats

BUCKETS = 1024
SIZES = (2, 3, 4)


def exact(one: str, other: str) -> float:
    """Return 1 for equal texts, else 0.

    Args:
        one: a text.
        other: a text.
    """
    return float(one == other)


def ngrams(text: str) -> Floats:
    """Return how often each bucket's n-grams stand in a text.

    Args:
        text: any.

    Returns:
        Shape (1024,).
    """
    counts = np.zeros(BUCKETS)
    marked = f"\x02{text.casefold()}\x03"
    for size in SIZES:
        for start in range(len(marked) - size + 1):
            counts[zlib.crc32(marked[start : start + size].encode()) % BUCKETS] += 1
    return counts


class Cosine:
    """The cosine of two texts' embeddings; each text is embedded once, the last ``remembered`` of them.

    Args:
        embed: ``embed(text)``, a vector of one length for every text.
        remembered: how many embeddings and cosines are kept.
    """

    def __init__(self, embed: Callable[[str], Any] = ngrams, remembered: int = 4096) -> None:
        self.embed = embed
        self.remembered = remembered
        self._vectors: dict[str, Floats] = {}
        self._cosines: dict[tuple[str, str], float] = {}

    def __call__(self, one: str, other: str) -> float:
        """Return the cosine, 0 where an embedding is zero.

        Args:
            one: a text.
            other: a text.
        """
        cosine = self._cosines.get((one, other))
        if cosine is None:
            a, b = self._vector(one), self._vector(other)
            length = float(np.linalg.norm(a) * np.linalg.norm(b))
            cosine = float(a @ b) / length if length else 0.0
            _keep(self._cosines, (one, other), cosine, self.remembered)
        return cosine

    def _vector(self, text: str) -> Floats:
        vector = self._vectors.get(text)
        if vector is None:
            vector = np.asarray(self.embed(text), dtype=np.float64).ravel()
            _keep(self._vectors, text, vector, self.remembered)
        return vector


def _keep(memory: dict[Any, Any], key: Any, value: Any, most: int) -> None:
    """Remember a value, and forget the oldest where there are too many."""
    if len(memory) >= most:
        del memory[next(iter(memory))]
    memory[key] = value
