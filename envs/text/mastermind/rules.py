"""The rules of Mastermind: a hidden code of coloured pegs, and what a reply counts. No text."""

from __future__ import annotations

from functools import lru_cache
from itertools import permutations, product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Code = tuple[int, ...]


class State(NamedTuple):
    """What is hidden and what was guessed.

    Attributes:
        code: the hidden colours, numbers from 1.
        guesses: the codes guessed so far.
    """

    code: Code
    guesses: tuple[Code, ...] = ()


def transition(state: State, guess: Code) -> State:
    """Return the state after a guess."""
    return State(state.code, (*state.guesses, guess))


def reply(code: Code, guess: Code) -> tuple[int, int]:
    """Return how many pegs of a guess are right, and how many more have a right colour in a wrong place."""
    right, rest, wanted = 0, [], []
    for mine, theirs in zip(guess, code, strict=True):
        if mine == theirs:
            right += 1
        else:
            rest.append(mine)
            wanted.append(theirs)
    near = 0
    for colour in rest:
        if colour in wanted:
            wanted.remove(colour)
            near += 1
    return right, near


@lru_cache(maxsize=16)
def every_code(pegs: int, colours: int, repeats: bool) -> tuple[Code, ...]:
    """Return every code, in order."""
    numbers = range(1, colours + 1)
    return tuple(product(numbers, repeat=pegs) if repeats else permutations(numbers, pegs))


def replies(guesses: NDArray[np.int8], codes: NDArray[np.int8], colours: int) -> NDArray[np.uint8]:
    """Return the reply to each guess under each code, as right × pegs + the colours that are shared (right + near).

    Args:
        guesses: shape (g, pegs).
        codes: shape (n, pegs).
        colours: how many there are.

    Returns:
        Shape (g, n).
    """
    pegs = codes.shape[1]
    right = np.zeros((len(guesses), len(codes)), np.uint8)
    shared = np.zeros_like(right)
    for peg in range(pegs):
        right += guesses[:, peg, None] == codes[None, :, peg]
    for colour in range(1, colours + 1):
        mine, theirs = (guesses == colour).sum(1, dtype=np.uint8), (codes == colour).sum(1, dtype=np.uint8)
        shared += np.minimum(mine[:, None], theirs[None, :])
    return right * np.uint8(pegs) + shared


@lru_cache(maxsize=4)
def table(pegs: int, colours: int, repeats: bool) -> NDArray[Any]:
    """Return :func:`replies` of every code to every code."""
    codes = np.array(every_code(pegs, colours, repeats), np.int8)
    return replies(codes, codes, colours)
