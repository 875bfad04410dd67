"""Interleaved's rules: how a reply is read and graded, and how the conversation goes on."""

from __future__ import annotations

import re
from typing import NamedTuple

from .script import Line

NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: number for number, word in enumerate(NUMBER_WORDS)} | {
    word: 10 * number for number, word in enumerate(TENS, 2)
}
_SPELT = re.compile(rf"\b(?:({'|'.join(TENS)})[\s-]+({'|'.join(NUMBER_WORDS[1:10])})|({'|'.join(_VALUES)}))\b")
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_NOUGHTS = re.compile(r"(?<=[0-9])[:.]00?(?![0-9])")
_DIGITS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,15}")

LONGEST = 10_000
"""How many characters of a reply are read, its last ones."""


class Level(NamedTuple):
    """A conversation: the user's name, the kind of each task, and the lines."""

    name: str
    kinds: tuple[str, ...]
    lines: tuple[Line, ...]


class State(NamedTuple):
    """One position of a conversation.

    Attributes:
        level: the conversation.
        place: the number of the user's present line; behind the last one at the end.
        marks: for each task whether each answer so far was right; a rule that was broken is a wrong one.
        silences: how often the user did not answer.
        waiting: whether the present line is still to be said, because the user did not answer.
        conversation: what was said, kept for a user who is no rule.
    """

    level: Level
    place: int = 0
    marks: tuple[tuple[bool, ...], ...] = ()
    silences: int = 0
    waiting: bool = False
    conversation: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether everything was said."""
        return self.place == len(self.level.lines)


def initial_state(level: Level) -> State:
    """Return the beginning of a conversation."""
    return State(level, marks=((),) * len(level.kinds))


def transition(state: State, reply: str) -> State:
    """Return the state after a reply to the present line."""
    line, marks = state.level.lines[state.place], list(state.marks)
    if line.expects:
        marks[line.task] += (is_right(line, reply),)
    for task, word in line.forbids:
        if words(reply) == [word]:
            marks[task] += (False,)
    return state._replace(place=state.place + 1, marks=tuple(marks))


def is_right(line: Line, reply: str) -> bool:
    """Whether a reply is the answer that a line expects."""
    reply = reply[-LONGEST:]
    if line.reads == "only":
        return words(reply) == list(line.expects)
    if line.reads == "number":
        return list(line.expects) == (_in_digits(reply) or numbers(reply))[-1:]
    pool = {word.lower(): word for word in line.pool}
    named = [pool[word] for word in words(reply) if word in pool]
    return named[-1:] == list(line.expects) if line.reads == "word" else sorted(set(named)) == list(line.expects)


def words(text: str) -> list[str]:
    """Return the words of a text, in lower case."""
    return [word.lower() for word in _WORD.findall(text[-LONGEST:])]


def numbers(text: str) -> list[str]:
    """Return the numbers in a text, in digits: first those written so, then those in words, up to ninety-nine."""
    spelt = _SPELT.findall(text[-LONGEST:].lower())
    return _in_digits(text) + [str(sum(_VALUES[word] for word in found if word)) for found in spelt]


def _in_digits(text: str) -> list[str]:
    """Return the numbers that are written in digits; what follows one as ":00" or ".00" is none of its own."""
    text = _NOUGHTS.sub(" ", text[-LONGEST:])
    return [digits.replace(",", "").lstrip("0") or "0" for digits in _DIGITS.findall(text)]


def right(state: State, task: int) -> bool:
    """Whether a task is done: all its questions were asked and every answer was right."""
    asked = sum(line.task == task and bool(line.expects) for line in state.level.lines)
    return len(state.marks[task]) >= asked and all(state.marks[task])


def solved(state: State) -> bool:
    """Whether the conversation is over and every task is right."""
    return state.over and all(right(state, task) for task in range(len(state.level.kinds)))
