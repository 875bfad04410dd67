"""BM25 over articles, by the package bm25s, which scores sparse matrices."""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from gymnasium.error import DependencyNotInstalled
from numpy.typing import NDArray

_UNSEARCHED = (
    "a an and are as at be by for from had has have he her his in into is it its of on or she that the their them "
    "they this to was were which who whom whose will with"
)
STOP_WORDS = frozenset(_UNSEARCHED.split())
"""The most frequent words, which are not searched."""

MOST_FOUND = 50
"""How many results of a search can be looked at."""

MEMO_SIZE = 4096
QUERY_LENGTH = 1_000

_WORD = re.compile(r"\w+")


def tokens(text: str) -> list[str]:
    """Return the words of a text that are searched: in lower case, without the most frequent ones."""
    return [word for word in _WORD.findall(text.casefold()) if word not in STOP_WORDS]


class Index:
    """Finds articles by their words (BM25 in Lucene's form, k1 = 1.5, b = 0.75).

    Args:
        documents: the text of each article, its title included.
    """

    def __init__(self, documents: Sequence[str]) -> None:
        vocabulary: dict[str, int] = {}
        numbered = [[vocabulary.setdefault(word, len(vocabulary)) for word in tokens(text)] for text in documents]
        self._count = len(numbered)
        self._vocabulary = vocabulary
        self._scorer: Any = bm25()
        if vocabulary:  # documents without any word cannot be scored
            self._scorer.index((numbered, dict(vocabulary)), show_progress=False)
        self._memo: dict[str, tuple[tuple[int, ...], int]] = {}

    def search(self, query: str) -> tuple[tuple[int, ...], int]:
        """Return the best articles, at most ``MOST_FOUND``, and how many have a word of the query.

        Args:
            query: words; those that stand in no article count for nothing.
        """
        found = self._memo.get(query)
        if found is None:
            found = self._ranked(self.scores(query))
            if len(self._memo) < MEMO_SIZE:
                self._memo[query] = found
        return found

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return the score of each article; 0 where it has no word of the query."""
        vocabulary = self._vocabulary
        words = [vocabulary[word] for word in tokens(query[:QUERY_LENGTH]) if word in vocabulary]
        if not words:
            return np.zeros(self._count, np.float32)
        found: NDArray[np.float32] = self._scorer.get_scores_from_ids(words)
        return found

    def _ranked(self, scores: NDArray[np.float32]) -> tuple[tuple[int, ...], int]:
        best = np.flatnonzero(scores)
        count, values = len(best), scores[best]
        if count > MOST_FOUND:
            enough = values >= np.partition(values, -MOST_FOUND)[-MOST_FOUND]
            best, values = best[enough], values[enough]
        order = best[np.argsort(-values, kind="stable")][:MOST_FOUND]
        return tuple(order.tolist()), count


def bm25() -> Any:
    """Return an empty scorer.

    Raises:
        DependencyNotInstalled: without the package bm25s.
    """
    try:
        return importlib.import_module("bm25s").BM25()
    except ImportError as error:
        raise DependencyNotInstalled(
            'SearchQA searches with the package bm25s. Install it with `pip install "turnwise[text]"`.'
        ) from error
