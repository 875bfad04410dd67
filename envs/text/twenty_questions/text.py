"""TwentyQuestions in words: questions in plain English, known by the words in them."""

from __future__ import annotations

import re

from ..commands import Command, Commands, Slot
from ..guessing import one_question
from .knowledge import Knowledge
from .rules import Move

COMMANDS = Commands(
    [
        Command("guess", ("guess {thing}",), "Say what you think it is.", {"thing": Slot("word", "A thing.")}),
        Command(
            "ask",
            ("ask {question}",),
            "Ask a question that can be answered with yes or no.",
            {"question": Slot("text", "A question, such as: Is it alive?")},
        ),
    ],
    speech="ask",
    example="ask Is it alive?",
)

UNKNOWN = (
    "I cannot answer that. Ask whether it is something (an animal, made of metal, bigger than a person, red), has "
    "something (wheels, a tail), can or does something (fly, use electricity), or where it is found."
)
TWO = "Ask one thing at a time."

_ASKED = re.compile(r"^(?:is|isn't|could|would|might)\s+it\s+(?:be\s+)?(?:not\s+)?(an?|the|some)?\s*([\w' -]+?)\s*\?*$")
_ARTICLE = re.compile(r"^(?:(?:it is|it's|is it)\s+)?(?:(?:an?|the|some)\s+)?")


def opening(count: int, turns_told: str) -> str:
    """Return the first observation."""
    return (
        f"I think of a thing, one of {count}: an animal, a plant, something to eat, an instrument, a tool, a vehicle, "
        "clothes, a building, or something else that everybody knows. Find out what it is by questions that can be "
        f"answered with yes or no, and guess it.{turns_told}\n{COMMANDS.accepted()} A "
        "question may also stand alone; a message asks one."
    )


def guessed(said: str, known: Knowledge) -> int | None:
    """Return the number of the thing that was named, or None."""
    name = _ARTICLE.sub("", " ".join(said.casefold().strip(" ?!.\"'").split()))
    return known.things.index(name) if name in known.things else None


def understood(question: str, known: Knowledge) -> Move | str:
    """Return what a question asks, or why it cannot be answered.

    "Is it a dog?" is a guess; of several attributes whose words are found, the one with the longest words is meant.

    Args:
        question: in plain English.
        known: what can be asked.
    """
    text = one_question(question)
    if text is None:
        return TWO
    named = _ASKED.match(text)
    if named and named[2] in known.things and (named[1] or not _is_colour(named[2])):
        return "guess", known.things.index(named[2])
    exact = next(
        (number for number, each in enumerate(known.attributes) if each.question.casefold().rstrip("?") == text), None
    )
    if exact is not None:
        return "ask", exact
    found = [
        (match.end() - match.start(), -number)
        for number, attribute in enumerate(known.attributes)
        if (match := attribute.words.search(text))
    ]
    if not found:
        return UNKNOWN
    if re.search(r"\bor\b", text) and len(found) > 1:
        return TWO
    return "ask", -max(found)[1]


def _is_colour(name: str) -> bool:
    return name == "orange"


def view(move: Move, thing: int, known: Knowledge) -> str:
    """Return the reply to a move."""
    verb, number = move
    if verb == "guess":
        name = known.things[number]
        article = "an" if name[0] in "aeiou" else "a"
        return f"Yes! It is {article} {name}." if number == thing else f"No, it is not {article} {name}."
    attribute = known.attributes[number]
    return attribute.true if known.table[thing, number] else attribute.false
