"""Wordle in words."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from .rules import State, code, marks

SIGNS = "-+="
"""Signs of the marks absent, present, placed."""

_GUESS = Command(
    "guess",
    ("guess {word}",),
    "Guess the hidden word.",
    {"word": Slot("word", "An English word of five letters.")},
)

COMMANDS = Commands([_GUESS], example="guess stone")


def opening(count: int, strict: bool) -> str:
    """Return the first observation."""
    rule = " Each guess must fit all the replies before it." if strict else ""
    return (
        f"I hid one of {count} common English words of five letters. Find it. Each guess is a word from my list, and I "
        "mark its letters: = stands for a letter in its place, + for a letter of the word in a wrong place, - for a "
        f"letter that is not in the word, or not once more.{rule}\n{COMMANDS.accepted()}"
    )


def view(state: State) -> str:
    """Return the reply to the last guess."""
    guess = state.guesses[-1]
    if guess == state.word:
        return f"{guess.upper()}\n{SIGNS[2] * len(guess)}\nThat is the word."
    return f"{guess.upper()}\n{''.join(SIGNS[mark] for mark in marks(state.word, guess))}"


def heard(observation: str) -> int | None:
    """Return the code of the marks in an observation, or None if there are none."""
    lines = observation.split("\n")
    if len(lines) < 2 or not lines[1] or lines[1].strip(SIGNS):
        return None
    return code(tuple(SIGNS.index(sign) for sign in lines[1]))
