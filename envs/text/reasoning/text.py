"""Reasoning in words."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from .rules import State

_ANSWER = Command(
    "answer",
    ("answer {answer}", "answer: {answer}"),
    "Give the final answer of the task, nothing else.",
    {"answer": Slot("text", "The final answer, in the form that the task asks for.")},
)

COMMANDS = Commands([_ANSWER], example="answer 42")


def opening(question: str, attempts: int) -> str:
    """Return the first observation."""
    tries = "You have one attempt." if attempts == 1 else f"You have {attempts} attempts."
    return (
        f"{question.strip()}\n\n{tries} Write the word answer and your answer behind it on the last line of your "
        f"message, or, if it takes several lines, inside of <action>…</action>.\n{COMMANDS.accepted()}"
    )


def view(state: State, attempts: int, message: str) -> str:
    """Return what is said of the last answer: nothing but whether it is right."""
    if state.solved:
        return "That is right."
    return message if len(state.answers) < attempts else "That is wrong, and it was your last attempt."
