"""GuessTheCity in words: questions in plain English, known by the words in them, and hints to guesses."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

from ..commands import Command, Commands, Slot
from ..guessing import one_question
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
MOST_NAMED = 100
ALIASES = {
    "bombay": "mumbai",
    "calcutta": "kolkata",
    "kiev": "kyiv",
    "new delhi": "delhi",
    "new york city": "new york",
    "odessa": "odesa",
    "peking": "beijing",
    "saigon": "ho chi minh city",
    "st petersburg": "saint petersburg",
    "st. petersburg": "saint petersburg",
    "washington dc": "washington",
    "washington d.c": "washington",
}
"""Other names of cities, as they stand when case, accents and a last full stop are dropped."""

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
    plain = "".join(sign for sign in normalize("NFD", said[:MOST_NAMED]) if not combining(sign))
    wanted = " ".join(plain.casefold().strip(" ?!.\"'").removeprefix("it is ").removeprefix("is it ").split())
    wanted, _, country = wanted.partition(", ")
    number = known.numbers.get(ALIASES.get(wanted, wanted))
    return number if number is None or country in ("", known.countries[number].casefold()) else None


def understood(question: str, known: Knowledge) -> Move | str:
    """Return what a question asks, or why it cannot be answered.

    Naming a city is a guess; of several questions whose words are found, the one with the longest words is meant.

    Args:
        question: in plain English.
        known: what can be asked.
    """
    text = one_question(question)
    if text is None:
        return TWO
    city = guessed(text, known)
    if city is not None:
        return "guess", city
    exact = next(
        (number for number, each in enumerate(known.questions) if each.asked.casefold().rstrip("?") == text), None
    )
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


def view(move: Move, city: int, known: Knowledge, hint: tuple[int, int] | None, rounding: int) -> str:
    """Return the reply to a move.

    Args:
        move: that was played.
        city: the hidden one.
        known: what is true.
        hint: km and direction from the guess, or None.
        rounding: to how many km distances are told.
    """
    verb, number = move
    if verb == "ask":
        question = known.questions[number]
        return question.true if known.table[city, number] else question.false
    if number == city:
        return f"Yes! It is {known.names[number]}."
    return f"No, it is not {known.names[number]}.{'' if hint is None else _where(*hint, rounding)}"


def _where(far: int, direction: int, rounding: int) -> str:
    """Say how far and in which direction a city lies."""
    distance = f"about {far:,}" if far else f"less than {(rounding + 1) // 2:,}"
    return f" It lies {distance} km away, to the {DIRECTIONS[direction]}."


_HINT = re.compile(r" It lies (?:about ([\d,]+)|less than [\d,]+) km away, to the ([a-z-]+)\.\Z")


def heard_hint(observation: str) -> tuple[int, int] | None:
    """Return km and direction that a reply tells, or None."""
    found = _HINT.search(observation)
    if not found or found[2] not in DIRECTIONS:
        return None
    return int((found[1] or "0").replace(",", "")), DIRECTIONS.index(found[2])
