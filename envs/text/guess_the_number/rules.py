"""The rules of GuessTheNumber: a hidden number, and what is known of it. No text."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

LOWER, FOUND, HIGHER = 0, 1, 2
"""What a reply says of the hidden number: below the guess, the guess, above it."""


class State(NamedTuple):
    """What is hidden and what was found out.

    Attributes:
        number: the hidden number.
        least: the smallest that the replies so far allow.
        most: the largest that they allow.
        guess: the last guess, or None.
        turns: how many guesses were made.
    """

    number: int
    least: int
    most: int
    guess: int | None = None
    turns: int = 0


def initial_state(rng: np.random.Generator, numbers: np.ndarray, low: int, high: int) -> State:
    """Hide one of ``numbers``, all as likely."""
    return State(int(numbers[rng.integers(len(numbers))]), low, high)


def transition(state: State, guess: int) -> State:
    """Return the state after a guess."""
    number, least, most, _, turns = state
    if guess < number:
        return State(number, guess + 1 if guess >= least else least, most, guess, turns + 1)
    if guess > number:
        return State(number, least, guess - 1 if guess <= most else most, guess, turns + 1)
    return State(number, guess, guess, guess, turns + 1)
