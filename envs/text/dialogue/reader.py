"""What an ideal reader knows from the messages of a dialogue alone: hypotheses, and what each turn tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from gymnasium.error import ResetNeeded
from numpy.typing import NDArray

from ..base import CommandEnv
from ..commands import Call
from . import belief, text
from .interview import Interview, Tells
from .rules import Level, State
from .topics import Question, Reply
from .user import LONGEST, Seat
from .wordings import Wordings

MEMO_SIZE = 20_000


class DialogueReader(CommandEnv):
    """The part of a dialogue that reads it.

    A subclass gives ``verdicts`` (the wordings of ``Reply("right")``, ``Reply("wrong")`` and of what else may follow a
    delivery), :meth:`interview`, :meth:`write`, :meth:`parse` and :meth:`delivered`.
    """

    verdicts: Wordings[Reply]
    seat: Seat | None = None

    def __init__(self, *, split: str = "all", render_mode: str | None = None, info_keys: Sequence[str] = ()) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self._profiles: dict[str, tuple[str, ...]] = {}

    def interview(self, profile: Sequence[str] | Level) -> Interview:
        """Return what can be asked of the user of a level, or of one with this profile."""
        raise NotImplementedError

    def write(self, profile: Sequence[str]) -> str:
        """Return a profile as ``info["answer"]`` has it."""
        raise NotImplementedError

    def parse(self, answer: str) -> tuple[str, ...]:
        """Return the profile that :meth:`write` wrote."""
        raise NotImplementedError

    def hidden(self, level: Level) -> list[str]:
        """Return the names of the parts that the opening does not tell."""
        parts = self.interview(level).parts
        return [part.name for part, values in zip(parts, level.candidates, strict=True) if len(values) > 1]

    def beliefs(self, state: State) -> belief.Beliefs:
        """Return an ideal reader's belief about each part."""
        return belief.heard(self.interview(state.level), state.level, state.heard)

    def hypotheses(self) -> tuple[str, ...]:
        """Return every profile that the opening leaves possible."""
        return tuple(self.write(profile) for profile in product(*self._level("hypotheses").candidates))

    def likelihoods(self, hypotheses: Sequence[str], history: Sequence[str]) -> NDArray[np.float64]:
        """Return how probable the last reply is under each hypothesis."""
        profiles = [self._profile(each) for each in hypotheses]
        call, _ = self.commands.read(history[-2])
        if call is None or not profiles:
            return np.ones(len(profiles))
        interview = self.interview(profiles[0])
        said, aloud = text.said(history[-1])
        verdict = self.verdicts.read(said)
        if call.name != "ask" and verdict is not None and verdict.kind in ("right", "wrong"):
            delivered = self.delivered(interview, call)
            return np.array([(each == delivered) == (verdict.kind == "right") for each in profiles], np.float64)
        chance = np.ones(len(profiles))
        for part, told in self.told(interview, call, said, aloud).items():
            place = next(index for index, each in enumerate(interview.parts) if each.name == part)
            chance *= [told.get(profile[place], 0.0) for profile in profiles]
        return chance

    def told(self, interview: Interview, call: Call, said: str, aloud: bool) -> Tells:
        """Return how probable a reply is for the values of each part that it is about."""
        question = self.question(interview, call)
        reply = interview.hear(question, said)
        if reply is None and aloud and self.seat is not None:
            reply = interview.hear_own_words(question, said)
        return {} if reply is None else interview.tells(question, reply)

    def question(self, interview: Interview, call: Call) -> Question | None:
        """Return what a message asks, or None."""
        return interview.ear.understand(call.arguments[0][:LONGEST]) if call.name == "ask" else None

    def delivered(self, interview: Interview, call: Call) -> tuple[str, ...] | None:
        """Return the profile for which a message delivers something, or None if it is not well formed."""
        raise NotImplementedError

    def possible_replies(self, message: str) -> dict[str, float]:
        """Return one wording of everything that the user might reply to a message, and how probable it is at first.

        The belief before anything is said weighs them; what was said later is not looked at. Nothing for a message that
        is no question.
        """
        call, _ = self.commands.read(message)
        level = self._level("possible_replies")
        interview = self.interview(level)
        question = None if call is None else self.question(interview, call)
        if question is None:
            return {}
        part = interview.topics[question.topic].part
        values = level.candidates[[each.name for each in interview.parts].index(part)]
        found: dict[str, float] = {}
        for value in values:
            for chance, reply in interview.chances(question, value):
                words = interview.wordings(question).texts[reply][0]
                found[words] = found.get(words, 0.0) + chance / len(values)
        return found

    def _level(self, asked: str) -> Level:
        """Return the user of the episode; ``asked`` is the method that needs one."""
        if self.state is None:
            raise ResetNeeded(f"{type(self).__name__} has no episode yet; call reset() before {asked}().")
        level: Level = self.state.level
        return level

    def _profile(self, answer: str) -> tuple[str, ...]:
        found = self._profiles.get(answer)
        if found is None:
            if len(self._profiles) >= MEMO_SIZE:
                self._profiles.clear()
            found = self._profiles[answer] = self.parse(answer)
        return found
