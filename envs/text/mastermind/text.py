"""Mastermind in words."""

from __future__ import annotations

import re

from ..commands import Command, Commands, Slot
from .rules import Code, State, reply

_REPLY = re.compile(r"(\d+) right, (\d+) misplaced")
_DIGITS = re.compile(r"[1-9](?:[\s,;-]*[1-9])*")


def commands(pegs: int, colours: int) -> Commands:
    """Return what an agent may say."""
    said = Slot("word", f"{pegs} digits from 1 to {colours}, one a peg, left to right.")
    example = " ".join(str(1 + peg % colours) for peg in range(pegs))
    return Commands(
        [Command("guess", ("guess {code}",), "Guess the whole code.", {"code": said})], example=f"guess {example}"
    )


def opening(pegs: int, colours: int, repeats: bool, accepted: str) -> str:
    """Return the first observation."""
    again = "A colour may stand in several places." if repeats else "No colour stands twice."
    return (
        f"I hid a code of {pegs} pegs in a row. Each has one of {colours} colours, called 1 to {colours}. {again} Find "
        "the code. After each guess I say how many of its pegs are right (their colour, in their place), and how many "
        f"more are misplaced (their colour, but in another place).\n{accepted}"
    )


def read_code(said: str, pegs: int, colours: int) -> Code | None:
    """Return the code in what was said, or None if it is none."""
    if not _DIGITS.fullmatch(said):
        return None
    code = tuple(int(each) for each in said if each.isdigit())
    return code if len(code) == pegs and max(code) <= colours else None


def write_code(code: Code) -> str:
    """Return a code as text."""
    return " ".join(map(str, code))


def view(state: State) -> str:
    """Return the reply to the last guess."""
    guess = state.guesses[-1]
    if guess == state.code:
        return f"{write_code(guess)}: {len(guess)} right. You broke the code."
    right, near = reply(state.code, guess)
    return f"{write_code(guess)}: {right} right, {near} misplaced."


def heard(observation: str, pegs: int) -> int | None:
    """Return the reply that an observation is, as in :func:`~.rules.replies`, or None if it is none."""
    if observation.endswith("You broke the code."):
        return pegs * pegs + pegs
    found = _REPLY.search(observation)
    if not found:
        return None
    right, near = map(int, found.groups())
    return right * pegs + right + near
