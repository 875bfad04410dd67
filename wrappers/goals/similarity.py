"""How texts are compared, as an argument names it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...reward_shaping.goals.goal_similarity import Similarity
from ...reward_shaping.goals.text_similarity import Cosine, exact
from ..base import load

Embed = str | Callable[[str], Any]
"""``"exact"``, ``"ngrams"``, or ``embed(text)``, a vector, as a callable or as its dotted path."""


def similarity_of(embed: Embed) -> Similarity:
    """Return the similarity of texts.

    Args:
        embed: ``"exact"``, ``"ngrams"``, or an embedder of sentences as a callable or by its dotted path.

    Raises:
        ValueError: it is none of these.
    """
    if embed == "exact":
        return exact
    return Cosine() if embed == "ngrams" else Cosine(load(embed))
