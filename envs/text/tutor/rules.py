"""Tutor's rules: whom a lesson suits, and what its effect tells.

A learner has a style and a level. A lesson of that style and level is right; of any other the learner says whether it
was too easy, too hard or right in level, and whether its style suited them: the two are told apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..dialogue.interview import Interview, Tells
from ..dialogue.people import NAMES
from ..dialogue.rules import Level, State
from ..dialogue.topics import Question, Reply
from .catalogue import REASONS, STYLES, SUBJECTS

LESSON = "lesson"
PACES = ("too easy", "right", "too hard")
FITS = ("suits", "does not suit")


def initial_state(rng: np.random.Generator, styles: int, levels: Sequence[str]) -> State:
    """Draw a learner, and the styles of lessons that are on offer."""
    name, subject, reason = (str(rng.choice(listed)) for listed in (NAMES, SUBJECTS, REASONS))
    places = sorted(rng.choice(len(STYLES), size=styles, replace=False).tolist())
    offered = tuple(tuple(STYLES)[place] for place in places)
    profile = (offered[int(rng.integers(styles))], levels[int(rng.integers(len(levels)))])
    return State(Level(name, (subject, reason), (offered, tuple(levels)), profile))


def effect(profile: Sequence[str], lesson: Sequence[str]) -> Reply:
    """Return what a learner says of a lesson."""
    if tuple(profile) == tuple(lesson):
        return Reply("right")
    return Reply(LESSON, (pace(int(profile[1]), int(lesson[1])), FITS[profile[0] != lesson[0]]))


def pace(level: int, lesson: int) -> str:
    """Return how a lesson of a level is for a learner of a level."""
    return PACES[1 + (lesson > level) - (lesson < level)]


class TutorInterview(Interview):
    """What a learner can be asked, and what lessons tell."""

    def _tell(self, question: Question, reply: Reply) -> Tells:
        if question.topic != LESSON:
            return super()._tell(question, reply)
        (style, level), (told, fit) = question.cells, reply.cells
        styles, levels = (part.values for part in self.parts)
        return {
            "style": {value: float((value == style) == (fit == FITS[0])) for value in styles},
            "level": {value: float(pace(int(value), int(level)) == told) for value in levels},
        }


def hear_lesson(state: State, lesson: tuple[str, str], lessons: int) -> tuple[State, Reply]:
    """Return the state after a lesson and what is said of it; the last lesson that is not right ends the course."""
    reply = effect(state.level.profile, lesson)
    delivered = (*state.delivered, lesson)
    if reply.kind == "right":
        return state._replace(ended="right", delivered=delivered), reply
    ended = "wrong" if len(delivered) >= lessons else ""
    heard = (*state.heard, (Question(LESSON, lesson), reply))
    return state._replace(ended=ended, delivered=delivered, heard=heard), reply
