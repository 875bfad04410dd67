"""GuessTheNumber in words."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from .rules import FOUND, HIGHER, LOWER, State

REPLIES = {LOWER: "lower than", FOUND: "exactly", HIGHER: "higher than"}


def commands(low: int, high: int) -> Commands:
    """Return what an agent may say."""
    number = Slot("integer", f"From {low} to {high}.")
    guess = Command("guess", ("guess {number}", "{number}"), "Guess the hidden number.", {"number": number})
    return Commands([guess], example=f"guess {(low + high) // 2}")


def opening(low: int, high: int, accepted: str) -> str:
    """Return the first observation."""
    return (
        f"I think of a whole number from {low} to {high}. Find it in as few guesses as you can. After each guess I say "
        f"whether my number is higher or lower.\n{accepted}"
    )


def view(state: State) -> str:
    """Return the reply to the last guess."""
    guess, number = state.guess, state.number
    if guess == number:
        return f"Yes: my number is exactly {guess}."
    return f"No: my number is {'higher' if number > (guess or 0) else 'lower'} than {guess}."
