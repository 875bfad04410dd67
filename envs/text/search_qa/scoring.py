"""Score an answer against the accepted ones: exact match and F1 over words, after SQuAD (Rajpurkar et al. 2016).

    exact = 1 if the normalised texts are the same
    F1    = 2 P R / (P + R),  P = shared / words of the answer, R = shared / words of the accepted one

Both take the best of the accepted answers. Normalised is: lower case, no punctuation, no "a", "an", "the", single
spaces; accents composed.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’«»…")


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """Return ``text`` as it is compared; as it stands where nothing would be left of it, as of the answer "A"."""
    lower = unicodedata.normalize("NFC", text).casefold()
    words = _ARTICLES.sub(" ", lower.translate(_PUNCTUATION)).split() or lower.split()
    return unicodedata.normalize("NFC", " ".join(words))


def exact_match(answer: str, accepted: Sequence[str]) -> float:
    """Return 1.0 if the answer is one of the accepted, else 0.0."""
    given = normalised(answer)
    return float(bool(given) and any(given == normalised(text) for text in accepted))


def f1(answer: str, accepted: Sequence[str]) -> float:
    """Return the largest F1 of the answer's words with those of an accepted one."""
    return max((_f1(normalised(answer).split(), normalised(text).split()) for text in accepted), default=0.0)


def _f1(given: list[str], wanted: list[str]) -> float:
    shared = sum((Counter(given) & Counter(wanted)).values())
    return 2 * shared / (len(given) + len(wanted)) if shared else 0.0
