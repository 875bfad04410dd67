"""Coach in words."""

from __future__ import annotations

import re

from ..commands import Command, Commands, Slot
from ..dialogue import text
from ..dialogue.interview import Interview
from ..dialogue.rules import Level
from ..dialogue.topics import Reply
from ..dialogue.wordings import Wordings
from .fitness import FITNESS
from .lifestyles import LIFESTYLES

COMMANDS = Commands(
    [
        Command(
            "plan",
            ("plan for {lifestyle}, {fitness}", "plan {lifestyle}, {fitness}"),
            "Hand out the plan for a way of life and a level of fitness.",
            {"lifestyle": Slot(options=tuple(LIFESTYLES)), "fitness": Slot(options=tuple(FITNESS))},
        ),
        Command("ask", ("ask {question}",), "Ask the client something.", {"question": Slot("text")}),
    ],
    speech="ask",
    example="ask When do you get up?",
)

VERDICTS = Wordings(
    {
        Reply("right"): (
            "This plan could have been made by myself. Thank you!",
            "That fits into my days. I begin tomorrow!",
            "Perfect. That's a plan I can keep.",
        ),
        Reply("wrong"): (
            "I could never keep to this plan. Goodbye.",
            "That plan is for somebody else. I will look for another coach.",
            "This doesn't fit me at all. Never mind.",
        ),
    }
)


MARKS = " \t\"'`*"


def read_name(said: str) -> str:
    """Return the way of life or the fitness that a plan names, without an article and marks around it."""
    return re.sub(r"^(?:an?|the)\s+", "", said.lower().strip(MARKS)).strip(MARKS)


def first_words(level: Level) -> str:
    """Return what the client says first."""
    return " ".join(level.setting)


def opening(level: Level, interview: Interview, patience: int) -> str:
    """Return the first observation."""
    name, (lifestyles, fitness) = level.name, level.candidates
    return (
        f"You are {name}'s fitness coach. Find out how they live and how fit they are, then hand out the plan that is "
        "made for that way of life and that fitness; you can hand out one plan.\n"
        f"The ways of life, and what is typical of each:\n{text.guide(interview, 'lifestyle', lifestyles)}\n"
        f"The levels of fitness, and what is typical of each:\n{text.guide(interview, 'fitness', fitness)}\n"
        f"{name} is typical of one way of life and of one level, each as likely as any other.\n"
        f"Ask in your own words, for instance about {text.subjects(interview, ('lifestyle', 'fitness'))}.\n"
        f"{text.patience(name, patience)} {text.candour(name, interview.candour)} "
        f"{text.PAY.format(it='the right plan')}\n"
        f"{COMMANDS.accepted()} Whatever is no command is said to {name}.\n\n"
        f"{text.quoted(name, first_words(level))}\n{text.status(name, patience, False)}"
    )
