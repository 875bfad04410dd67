"""GuessTheCity in words: questions in plain English, known by the words in them, and hints to guesses."""

from __future__ import annotations

import re

from ..commands import Command, Commands, Slot
from .knowledge import Knowledge
from .rules import DIRECTIONS, Move

GUESS = Command("guess", ("guess {city}",), "Say which city you think it is.", {"city": Slot("word", "A large city.")})
ASK = Command(
    "ask",
    ("ask {question}",),
    "Ask a question that can be answered with yes or no.",
    {"question": Slot("text", "A question, such as: Is it in Europe?")},
)

UNKNOWN = (
    "I cannot answer that. Ask for the continent, the country, the main language, the hemisphere, the tropics, whether "
    "it is a capital, on the sea, on an island, on a large river, high up, larger than ten million people, or an "
    "Olympic city."
)
TWO = "Ask one thing at a time."
_OR = re.compile(r"\bor\b")


def commands(hints: str) -> Commands:
    """Return what an agent may say."""
    if hints == "distance":
        return Commands([GUESS], example="guess Cairo")
    return Commands([GUESS, ASK], speech="ask", example="ask Is it in Europe?")


def opening(count: int, hints: str, rounding: int, accepted: str) -> str:
    """Return the first observation."""
    told = (
        f"To a wrong guess I say how far the city lies from it, to the nearest {rounding} km, and in which direction."
    )
    asked = "Ask questions that can be answered with yes or no; they may also stand alone."
    parts = {"questions": asked, "distance": told, "both": f"{asked} {told}"}
    return f"I think of one of {count} large cities of the world. Find out which. {parts[hints]}\n{accepted}"


def guessed(said: str, known: Knowledge) -> int | None:
    """Return the number of the city that was named, or None."""
    wanted = " ".join(said.casefold().strip(" ?!.").removeprefix("it is ").removeprefix("is it ").split())
    return next((number for number, name in enumerate(known.names) if name.casefold() == wanted), None)


def understood(question: str, known: Knowledge) -> Move | str:
    """Return what a question asks, or why it cannot be answered.

    Naming a city is a guess; of several questions whose words are found, the one with the longest words is meant.

    Args:
        question: in plain English.
        known: what can be asked.
    """
    text = " ".join(question.casefold().replace("’", "'").split())[:300]
    city = guessed(text, known)
    if city is not None and known.names[city] != "Singapore":
        return "guess", city
    exact = next((number for number, each in enumerate(known.questions) if each.asked.casefold() == text), None)
    if exact is not None:
        return "ask", exact
    found = [
        (match.end() - match.start(), -number)
        for number, each in enumerate(known.questions)
        if (match := each.words.search(text))
    ]
    if not found:
        return UNKNOWN
    if _OR.search(text) and len(found) > 1:
        return TWO
    return "ask", -max(found)[1]


def view(move: Move, city: int, known: Knowledge, hint: tuple[int, int] | None) -> str:
    """Return the reply to a move.

    Args:
        move: that was played.
        city: the hidden one.
        known: what is true.
        hint: km and direction from the guess, or None.
    """
    verb, number = move
    if verb == "ask":
        question = known.questions[number]
        return question.true if known.table[city, number] else question.false
    if number == city:
        return f"Yes! It is {known.names[number]}."
    where = "" if hint is None else f" It lies about {hint[0]:,} km away, to the {DIRECTIONS[hint[1]]}."
    return f"No, it is not {known.names[number]}.{where}"


_HINT = re.compile(r"about ([\d,]+) km away, to the ([a-z-]+)\.")


def heard_hint(observation: str) -> tuple[int, int] | None:
    """Return km and direction that a reply tells, or None."""
    found = _HINT.search(observation)
    return (int(found[1].replace(",", "")), DIRECTIONS.index(found[2])) if found and found[2] in DIRECTIONS else None
