"""Tutor in words."""

from __future__ import annotations

import re
from itertools import product

from ..commands import Command, Commands, Slot
from ..dialogue import text
from ..dialogue.interview import Interview
from ..dialogue.rules import Level
from ..dialogue.topics import Reply
from ..dialogue.wordings import Wordings
from .catalogue import STYLES
from .rules import FITS, LESSON, PACES

EXERCISE = ("exercise {level}", "exercise level {level}", "exercise of level {level}")

PACE_TEXTS = {
    "too easy": ("I knew all of that already.", "That was too easy for me.", "That was below my level."),
    "right": ("The level was right for me.", "It was neither too easy nor too hard.", "I could follow it well."),
    "too hard": ("I couldn't follow that.", "That was too hard for me.", "That was far above my level."),
}
FIT_TEXTS = {
    "suits": ("I liked the way you taught it.", "The style suits me.", "Please go on in that style."),
    "does not suit": ("The style isn't mine.", "I don't learn well that way.", "Could you teach it in some other way?"),
}
RIGHT = ("That was exactly the lesson I needed!", "Now I understand it. Thank you!", "What a good lesson. Thank you!")

VERDICTS = Wordings(
    {Reply("right"): RIGHT}
    | {
        Reply(LESSON, (pace, fit)): [f"{one} {other}" for one, other in product(PACE_TEXTS[pace], FIT_TEXTS[fit])]
        for pace, fit in product(PACES, FITS)
        if (pace, fit) != (PACES[1], FITS[0])
    }
)


def commands(levels: int) -> Commands:
    """Return what the tutor may do; whatever is no command is said to the learner."""
    level = Slot("integer", f"from 1 to {levels}")
    style = Slot("word", "one of the styles on offer", tuple(STYLES))
    return Commands(
        [
            Command("lesson", ("lesson {style} {level}",), "Give a lesson.", {"style": style, "level": level}),
            Command("exercise", EXERCISE, "Put an exercise.", {"level": level}),
            Command("ask", ("ask {question}",), "Ask the learner something.", {"question": Slot("text")}),
        ],
        speech="ask",
        example="ask How much experience do you have?",
    )


def read_style(said: str) -> str:
    """Return the style that a lesson names, without marks around it and "level" behind it."""
    return re.sub(r"\W+(?:(?:at|on|of|for)\W+)?level$", "", said.lower()).strip(" \t\"'`*,:-")


def first_words(level: Level) -> str:
    """Return what the learner says first."""
    subject, reason = level.setting
    return f"I would like to learn about {subject}. {reason}"


def opening(level: Level, interview: Interview, commands: Commands, patience: int, lessons: int) -> str:
    """Return the first observation."""
    name, (styles, levels) = level.name, level.candidates
    slips = f" In {interview.noise:.0%} of the exercises it is the other way round." if interview.noise else ""
    count = "one lesson" if lessons == 1 else f"at most {lessons} lessons"
    return (
        f"You are {name}'s tutor. Find out how they learn and how far they are, then give the lesson that is right for "
        f"them in style and in level; you can give {count}.\n"
        f"The styles of lessons, and whom each suits:\n{text.guide(interview, 'style', styles)}\n"
        f"The levels, and who is there:\n{text.guide(interview, 'level', levels, 'level ')}\n"
        f"{name} is of one style and one level, each as likely as any other. A lesson that is not right tells you "
        "whether its level was too high or too low and whether its style suited them.\n"
        f"Ask in your own words, for instance about {text.subjects(interview, ('style', 'level'))}. Or put an exercise "
        f"of a level: it is solved by learners of that level and above.{slips}\n"
        f"{text.patience(name, patience)} Exercises count as questions, lessons do not. "
        f"{text.candour(name, interview.candour)} {text.PAY.format(it='the right lesson')}\n"
        f"{commands.accepted()} Whatever is no command is said to {name}.\n\n"
        f"{text.quoted(name, first_words(level))}\n{text.status(name, patience, False)}"
    )
