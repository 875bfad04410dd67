"""The Tutor environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import Turn
from ..commands import Call
from ..dialogue.env import DialogueEnv
from ..dialogue.interview import Tells
from ..dialogue.rules import Level, State
from ..dialogue.topics import Part, Question
from ..dialogue.user import User
from . import catalogue, rules, text


class TutorEnv(DialogueEnv):
    """Find out a learner's style and level in conversation, then give the lesson that is right in both.

    After the education dialogues of "Enhancing Personalized Multi-Turn Dialogue with Curiosity Reward" (CURIO). The
    learner answers questions in plain language about what they remember, in what company and order they learn, their
    experience and how sure they feel; an exercise shows whether they have reached a level; a lesson that is not right
    tells what was wrong with it. The reward is 1.0 for the right lesson. The hidden type is ``info["answer"]``, as in
    "stories 3", and the facts ``user.style`` and ``user.level``.

    The expert asks what is expected to tell most, then teaches what is likeliest. With ``candour`` below 1, or with
    ``noise``, nobody is certain to succeed.

    Milestones: ``style_asked``, ``style_known``, ``level_asked``, ``level_known``, ``solved``. Channels: those of
    every dialogue (``questions``, ``understood``, ``user_silent``, ``bits_left``, ``parts_right``) and ``lessons``.

    Args:
        styles: how many styles of lessons are on offer, 2 to 9; they are drawn.
        levels: how many levels there are, 2 to 9.
        lessons: how many lessons may be given, 1 to 10.
        patience: how many questions and exercises the learner bears, 1 to 100.
        candour: probability of a complete answer.
        noise: probability, up to 0.4, that an exercise goes the other way.
        user: who plays the learner: None for the rules, a callable ``user(persona, conversation)``, or a text
            ``"http://host:port/v1#model"``. Exercises and what is said of lessons stay the rules'.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    verdicts = text.VERDICTS

    def __init__(
        self,
        *,
        styles: int = 6,
        levels: int = 5,
        lessons: int = 2,
        patience: int = 8,
        candour: float = 1.0,
        noise: float = 0.0,
        user: User | str | None = None,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(
            patience=patience,
            candour=candour,
            user=user,
            split=split,
            render_mode=render_mode,
            info_keys=info_keys,
        )
        self.whole("styles", styles, 2, len(catalogue.STYLES))
        self.whole("levels", levels, 2, 9)
        self.whole("lessons", lessons, 1, 10)
        self.probability("noise", noise, 0.4)
        self.styles, self.lessons, self.noise = styles, lessons, float(noise)
        self.levels = tuple(str(level) for level in range(1, levels + 1))
        topics = [catalogue.CHANNEL, catalogue.COMPANY, catalogue.ORDER, catalogue.STYLE]
        topics += catalogue.level_topics(self.levels)
        parts = [catalogue.STYLE_PART, Part("level", self.levels)]
        self._interview = rules.TutorInterview(parts, topics, self.candour, self.noise)
        self.commands = text.commands(levels)

    def draw(self, rng: np.random.Generator) -> State:
        """Draw a learner."""
        return rules.initial_state(rng, self.styles, self.levels)

    def opening(self, state: State) -> str:
        """Return the first observation."""
        return text.opening(state.level, self._interview, self.commands, self.patience, self.lessons)

    def interview(self, profile: Sequence[str] | Level) -> rules.TutorInterview:
        """Return what learners can be asked; it is the same for all."""
        return self._interview

    def role(self, level: Level) -> str:
        """Return who the learner is, for a model that plays them."""
        return f"You want to learn about {level.setting[0]} and talk to your tutor. {level.setting[1]}"

    def first_words(self, level: Level) -> str:
        """Return what the learner says first."""
        return text.first_words(level)

    def write(self, profile: Sequence[str]) -> str:
        """Return style and level."""
        return " ".join(profile)

    def parse(self, answer: str) -> tuple[str, ...]:
        """Return style and level."""
        return tuple(answer.split())

    def delivery(self, profile: Sequence[str]) -> str:
        """Return the message that gives a lesson."""
        return self.commands.write("lesson", *profile)

    def ask(self, state: State, question: Question) -> str:
        """Return a question, or the command that puts an exercise."""
        if question.topic == "exercise":
            return self.commands.write("exercise", question.cells[0])
        return super().ask(state, question)

    def deliver(self, state: State, call: Call) -> Turn:
        """Put an exercise or give a lesson."""
        level = str(call.arguments[-1])
        if level not in self.levels:
            return state, "", f"There is no level {level[:20]}; levels are 1 to {len(self.levels)}."
        if call.name == "exercise":
            return self.put(state, self.question(self._interview, call), "")
        style = text.read_style(call.arguments[0])
        if style not in state.level.candidates[0]:
            return state, "", f"There are no lessons in {style[:40]!r}; styles: {', '.join(state.level.candidates[0])}."
        state, reply = rules.hear_lesson(state, (style, level), self.lessons)
        return self.shown(state, self.verdicts.say(self.np_random, reply))

    def question(self, interview: Any, call: Call) -> Question | None:
        """Return what a message asks, or which exercise it puts."""
        if call.name != "exercise":
            return super().question(interview, call)
        return Question("exercise", self.levels[int(call.arguments[0]) - 1 :])

    def delivered(self, interview: Any, call: Call) -> tuple[str, ...]:
        """Return the style and the level of a lesson."""
        return text.read_style(call.arguments[0]), str(call.arguments[1])

    def told(self, interview: Any, call: Call, said: str, aloud: bool) -> Tells:
        """Return what a reply, an exercise or a lesson tells."""
        if call.name != "lesson":
            return super().told(interview, call, said, aloud)
        reply = self.verdicts.read(said)
        if reply is None or reply.kind != rules.LESSON:
            return {}
        return self._interview.tells(Question(rules.LESSON, self.delivered(interview, call)), reply)

    def legal(self, state: State) -> list[str]:
        """Return questions, exercises and some lessons."""
        return [*super().legal(state), *(self.commands.write("exercise", level) for level in self.levels[1:])]

    def channels(self, before: State, state: State) -> dict[str, float]:
        """Measure what every dialogue does, and the lessons given."""
        return super().channels(before, state) | {"lessons": float(len(state.delivered))}

    def task(self, state: State) -> dict[str, Any]:
        """Report the settings."""
        knobs = {"styles": self.styles, "levels": len(self.levels), "lessons": self.lessons, "noise": self.noise}
        shared = {"patience": self.patience, "candour": self.candour, "split": self.split}
        return super().task(state) | {"parameters": knobs | shared}
