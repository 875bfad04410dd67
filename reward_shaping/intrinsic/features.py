"""Features of states without a model: keys for counting, and hashed n-grams of text as vectors.

    φ(text)_i = Σ_{n-gram g : h(g) mod d = i} ± 1,   divided by its length ‖φ‖

with the sign taken from another bit of the same hash (signed feature hashing: Weinberger et al. 2009, recalled), so
that collisions cancel on average and φ(x)·φ(y) estimates the cosine of the texts' n-gram counts. A word's code is its
CRC-32, an n-gram's a polynomial of its words' codes: the same in every process, whatever ``PYTHONHASHSEED``.

Text that carries noise (a clock, ids, counters) makes every state look new, the "noisy TV" of curiosity;
:func:`without_noise` takes it out before anything is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ..number import Floats
from .bonus import hint

NOISE = {
    "timestamps": r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?\b"
    r"|\b\d\d?:\d\d(?::\d\d)?(?:\.\d+)?\b",
    "ids": r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?:0x)?(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{6,}\b",
    "digits": r"\d+",
    "space": r"\s+",
}
"""Kinds of noise in texts by name, each a regular expression; longer patterns stand before those they contain."""

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""An odd number near 2^64 / golden ratio, which spreads what it multiplies (Knuth's multiplicative hashing)."""

PATTERN = "re:"
"""Begins a regular expression of the user's own."""


def without_noise(kinds: Sequence[str]) -> Callable[[str], str]:
    """Return a function that puts a mark in place of every piece of noise in a text.

    Args:
        kinds: names of :data:`NOISE`, ``"case"`` for upper and lower case, or ``"re:PATTERN"``. They are taken out in
            the order of :data:`NOISE`, own patterns first.

    Raises:
        ValueError: a kind is unknown, or a pattern is not a regular expression.
    """
    known = [*NOISE, "case"]
    for kind in kinds:
        if kind not in known and not kind.startswith(PATTERN):
            raise ValueError(
                f"Noise is one of {known}, or 're:' and a regular expression; got {kind!r}.{hint(kind, known)}"
            )
    patterns = [kind.removeprefix(PATTERN) for kind in kinds if kind.startswith(PATTERN)]
    patterns += [pattern for kind, pattern in NOISE.items() if kind in kinds]
    try:
        compiled = [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
    except re.error as error:
        raise ValueError(f"The noise {list(kinds)} has a pattern that is no regular expression: {error}.") from error
    return partial(_replaced, patterns=compiled, fold="case" in kinds)


def _replaced(text: str, patterns: Sequence[re.Pattern[str]], fold: bool) -> str:
    for pattern in patterns:
        text = pattern.sub("#", text)
    return text.casefold() if fold else text


def key_of(value: Any) -> str:
    """Return a short key, equal for equal values.

    Args:
        value: text, an array, or plain data.

    Returns:
        16 hexadecimal digits of a checksum (BLAKE2b, 64 bits: among a million states two share a key with probability
        3e-8).
    """
    if isinstance(value, str):
        data = value.encode("utf-8", "surrogatepass")
    elif isinstance(value, np.ndarray):
        array = np.ascontiguousarray(value + 0 if value.dtype.kind == "f" else value)  # -0.0 becomes 0.0
        data = f"{array.dtype.str}{array.shape}".encode() + array.tobytes()
    else:
        data = repr(value.item() if isinstance(value, np.generic) else value).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=8).hexdigest()


def named_facts(facts: Mapping[str, Any], names: Sequence[str] | None = None) -> list[str] | None:
    """Return facts as texts.

    Args:
        facts: ``object.attribute`` → value.
        names: those that matter, in this order; all of them, sorted, if None.

    Returns:
        ``"name=value"`` each; None if a fact of ``names`` is missing.
    """
    chosen = sorted(facts) if names is None else names
    if names is not None and any(name not in facts for name in names):
        return None
    return [f"{name}={facts[name]!r}" for name in chosen]


@lru_cache(maxsize=65_536)
def _code(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def ngram_vector(
    text: str, dimension: int = 128, *, sizes: Sequence[int] = (1, 2), of: str = "words", unit: bool = True
) -> Floats:
    """Return the signed hashed n-grams of a text.

    Args:
        text: any.
        dimension: d.
        sizes: the lengths n of the n-grams.
        of: ``"words"`` (a run of letters and digits, or any other character that is no space; upper and lower case are
            one) or ``"characters"``.
        unit: divide by the Euclidean length.

    Returns:
        Shape (d,); zeros for a text without n-grams.
    """
    if of == "words":
        items = np.array(list(map(_code, re.findall(r"\w+|[^\w\s]", text.casefold()))), dtype=np.uint64)
    else:
        items = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    codes = np.concatenate([_ngram_codes(items, size) for size in sizes])
    signs = (codes >> np.uint64(63)).astype(np.float64) * 2.0 - 1.0
    places = (codes >> np.uint64(31)) % np.uint64(dimension)
    counted: Floats = np.bincount(places, weights=signs, minlength=dimension).astype(np.float64, copy=False)
    length = float(np.sqrt(counted @ counted))
    return counted / length if unit and length else counted


def _ngram_codes(items: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """Return 64 bits for each n-gram: a polynomial of its items' codes, its bits mixed so that high ones are fair."""
    count = max(len(items) - size + 1, 0)
    codes = np.full(count, size, dtype=np.uint64)
    for place in range(size):
        codes = codes * MULTIPLIER + items[place : place + count]
    codes ^= codes >> np.uint64(32)
    mixed: NDArray[np.uint64] = codes * MULTIPLIER
    return mixed ^ (mixed >> np.uint64(29))
