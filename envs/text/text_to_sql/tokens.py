"""The words of an SQL text, and what two queries share without being run: tables and columns, and pairs of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_TOKEN = re.compile(
    r"""--[^\n]* | /\*.*?(?:\*/|\Z)                                        # comments
    | (?P<text>'(?:[^']|'')*(?:'|\Z))
    | "(?P<double>[^"]*)(?:"|\Z) | `(?P<back>[^`]*)(?:`|\Z) | \[(?P<square>[^\]]*)(?:\]|\Z)
    | (?P<word>\w+ | [^\w\s])""",
    re.VERBOSE | re.DOTALL,
)


def tokens(query: str) -> list[str]:
    """Return words, numbers, signs, texts in quotes, and quoted names without their quotes, all in lower case.

    Args:
        query: any text; comments are left out.
    """
    return [found[found.lastgroup].lower() for found in _TOKEN.finditer(query) if found.lastgroup]


def name_overlap(query: Sequence[str], gold: Sequence[str], names: frozenset[str]) -> float:
    """Return how far two queries name the same tables and columns: intersection over union.

    Args:
        query: tokens.
        gold: tokens.
        names: all tables and columns, in lower case.
    """
    return _overlap(names.intersection(query), names.intersection(gold))


def pair_overlap(query: Sequence[str], gold: Sequence[str]) -> float:
    """Return the intersection over union of the pairs of neighbouring tokens of two queries.

    Args:
        query: tokens.
        gold: tokens.
    """
    one, other = (frozenset(pairwise(words)) for words in (query, gold))
    return _overlap(one, other)


def _overlap(one: frozenset[object], other: frozenset[object]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0
