"""The rules of Wordle: a hidden word, and what a reply marks. No text."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ABSENT, PRESENT, PLACED = 0, 1, 2
"""What a letter of a guess is marked: not (or no more) in the word, elsewhere in it, in its place."""


class State(NamedTuple):
    """What is hidden and what was guessed.

    Attributes:
        word: the hidden word.
        guesses: the words guessed so far.
    """

    word: str
    guesses: tuple[str, ...] = ()


def marks(word: str, guess: str) -> tuple[int, ...]:
    """Return the mark of each letter; a letter is marked as often as the word holds it, its right places first."""
    found = [ABSENT] * len(word)
    rest = []
    for place, (mine, theirs) in enumerate(zip(guess, word, strict=True)):
        if mine == theirs:
            found[place] = PLACED
        else:
            rest.append(theirs)
    for place, mine in enumerate(guess):
        if not found[place] and mine in rest:
            found[place] = PRESENT
            rest.remove(mine)
    return tuple(found)


def code(found: tuple[int, ...]) -> int:
    """Return marks as one number, base 3."""
    number = 0
    for mark in found:
        number = 3 * number + mark
    return number


def letters(words: tuple[str, ...]) -> NDArray[np.uint8]:
    """Return words as numbers, shape (words, length)."""
    return np.array([list(word.encode()) for word in words], np.uint8)


def replies(guess: NDArray[np.uint8], words: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return :func:`code` of the :func:`marks` of a guess under each word.

    Args:
        guess: shape (length,).
        words: shape (n, length).

    Returns:
        Shape (n,).
    """
    length = len(guess)
    placed = words == guess
    found = placed * np.uint8(PLACED)
    for place in range(length):
        mine = guess[place]
        held = ((words == mine) & ~placed).sum(1)
        before = ((guess[:place] == mine) & ~placed[:, :place]).sum(1)
        found[:, place] |= (~placed[:, place] & (before < held)) * np.uint8(PRESENT)
    codes: NDArray[np.uint8] = (found @ (3 ** np.arange(length - 1, -1, -1))).astype(np.uint8)
    return codes


@lru_cache(maxsize=4)
def table(words: tuple[str, ...]) -> NDArray[np.uint8]:
    """Return the reply to every word as a guess under every word, shape (guesses, words)."""
    every = letters(words)
    return np.stack([replies(guess, every) for guess in every])
