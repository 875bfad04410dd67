"""A dialogue in words: how a turn is shown and read back, and what a model is told that plays the user."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .interview import Interview
from .rules import Level

_TURN = re.compile(r'(?:[^\n:"]{1,40}: "(?P<said>.*)"|(?P<told>.*?))\n\([^\n]*\)\s*', re.DOTALL)


PAY = "You are paid 1 for {it} and 0 without it; questions cost nothing."
"""What an episode is worth, as a sentence of the opening."""


def quoted(name: str, text: str) -> str:
    """Return what the user says as it is shown."""
    return f'{name}: "{text}"'


def status(name: str, left: int, over: bool) -> str:
    """Return the line below every turn."""
    if over:
        return "(The conversation is over.)"
    if not left:
        return f"({name} will answer no more questions.)"
    return f"({name} will answer {left} more question{'s' if left > 1 else ''}.)"


def silence(name: str) -> str:
    """Return what is shown where the user does not answer."""
    return f"{name} did not answer."


def said(observation: str) -> tuple[str, bool]:
    """Return the text of a turn without what stands around it, and whether the user said it."""
    found = _TURN.fullmatch(observation)
    if found is None:
        return observation.strip(), False
    return (found["said"], True) if found["said"] is not None else (found["told"], False)


def subjects(interview: Interview, parts: Iterable[str]) -> str:
    """Return what can be asked about, in one clause."""
    return "; ".join(topic.about for part in parts for topic in interview.about(part) if topic.kind == "asked")


def guide(interview: Interview, part: str, values: Iterable[str], label: str = "") -> str:
    """Return a line for each value of a part: what is typical of those who have it."""
    topics = [topic for topic in interview.about(part) if topic.named]
    return "\n".join(
        f"- {label}{value}: " + "; ".join(topic.cell(topic.holds[value]).note for topic in topics) for value in values
    )


def patience(name: str, questions: int) -> str:
    """Return how many questions there are, as a sentence of the opening."""
    return (
        f"{name} answers up to {questions} question{'s' if questions > 1 else ''}, understood or not, one a message; "
        "asked once more, they leave and you have failed."
    )


def candour(name: str, candour: float) -> str:
    """Return how the user answers, as a sentence of the opening."""
    if candour == 1:
        return f"{name} tells the truth."
    return (
        f"{name} tells the truth, but does not always answer: {1 - candour:.0%} of the answers are vague or leave two "
        "things open. You may ask again."
    )


def persona(level: Level, role: str, interview: Interview, candour: float) -> str:
    """Return what a model is told that plays the user.

    Args:
        level: the user.
        role: who they are and what they came for, a sentence or two that speaks to "you".
        interview: what they may be asked.
        candour: how often they answer completely.
    """
    known = []
    for part, value, values in zip(interview.parts, level.profile, level.candidates, strict=True):
        if len(values) > 1:
            for topic in interview.about(part.name):
                cell = topic.cell(topic.holds[value])
                if topic.kind == "asked":
                    known.append(
                        f"- {topic.about}: {cell.short}" + ("" if topic.named else " (never name it yourself)")
                    )
    dodge = "" if candour == 1 else f"Be vague in about {1 - candour:.0%} of your answers. "
    return (
        f"You are {level.name}. {role}\nThis is true of you:\n" + "\n".join(known) + "\n"
        "Play this person in a conversation with someone who wants to help you. Answer truthfully, briefly and in your "
        "own words, only what you are asked, one thing a message; volunteer nothing else. If you do not understand, "
        f"say so. {dodge}Write only what the person says."
    )
