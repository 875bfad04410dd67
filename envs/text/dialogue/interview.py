"""Everything that can be asked of a kind of user: what is understood, what is replied in which words, what it tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from . import rules
from .ear import Ear
from .phrases import ALONE, phrases
from .topics import Part, Question, Reply, Topic
from .wordings import Wordings

Tells = dict[str, Mapping[str, float]]
"""By the part it is about: how probable something that was heard is for each of the part's values."""

MISREAD = 0.05
"""What the cells weigh that words of the user's own do not name, beside 1 for those they do."""

_YES_OR_NO = re.compile(r"\W*(?:(?P<yes>yes|yeah|yep|right|exactly)|no|nope|not)\b", re.IGNORECASE)

MEMO_SIZE = 4_096


class Interview:
    """What a kind of user can be asked about.

    Args:
        parts: of the profile.
        topics: what can be asked about, and exercises.
        candour: probability of a complete answer.
        noise: probability that an exercise goes the other way.

    Attributes:
        worth: by part and belief, the question that tells most about it and how many bits, once it was looked for.
    """

    def __init__(self, parts: Sequence[Part], topics: Sequence[Topic], candour: float, noise: float) -> None:
        self.parts = tuple(parts)
        self.topics = {topic.name: topic for topic in topics}
        self.candour, self.noise = candour, noise
        self.ear = Ear([topic for topic in topics if topic.kind == "asked"])
        self._wordings: dict[Question | None, Wordings[Reply]] = {}
        self._tells: dict[tuple[Question, Reply], Tells] = {}
        self.worth: dict[tuple[str, tuple[tuple[str, float], ...]], tuple[float, Question | None]] = {}

    def about(self, part: str) -> list[Topic]:
        """Return the topics that tell about a part."""
        return [topic for topic in self.topics.values() if topic.part == part]

    def chances(self, question: Question | None, value: str) -> rules.Chances:
        """Return what may be replied to a question, the part it is about having this value."""
        if question is None:
            return [(1.0, Reply("puzzled"))]
        topic = self.topics[question.topic]
        return rules.chances(topic, question.cells, topic.holds[value], self.candour, self.noise)

    def value(self, question: Question | None, profile: Sequence[str]) -> str:
        """Return the value of the part that a question is about; empty if it is about none."""
        if question is None:
            return ""
        part = self.topics[question.topic].part
        return next(value for (name, _), value in zip(self.parts, profile, strict=True) if name == part)

    def draw(self, rng: np.random.Generator, question: Question | None, profile: Sequence[str]) -> Reply:
        """Draw the reply to a question."""
        listed = self.chances(question, self.value(question, profile))
        left = rng.random()
        for chance, reply in listed:
            left -= chance
            if left < 0:
                return reply
        return listed[-1][1]

    def wordings(self, question: Question | None) -> Wordings[Reply]:
        """Return every wording of every reply to a question."""
        found = self._wordings.get(question)
        if found is None:
            if len(self._wordings) >= MEMO_SIZE:
                self._wordings.clear()
            found = self._wordings[question] = self._word(question)
        return found

    def hear(self, question: Question | None, text: str) -> Reply | None:
        """Return what a text says in reply to a question, or None if it is no declared wording."""
        return self.wordings(question).read(text)

    def hear_own_words(self, question: Question | None, text: str) -> Reply:
        """Return what words that are not declared say: a yes, a no, or which cells of the topic they name."""
        if question is None:
            return Reply("puzzled")
        topic, asked = self.topics[question.topic], question.cells
        if asked and (start := _YES_OR_NO.match(text)):
            cells = tuple(cell.name for cell in topic.cells if (cell.name in asked) == bool(start["yes"]))
            return Reply("own words", cells)
        return Reply("own words", self.ear.mentioned(topic, text))

    def tells(self, question: Question | None, reply: Reply) -> Tells:
        """Return how probable a reply is for each value of the part that it is about; nothing where all are alike."""
        if question is None or reply in ALONE:
            return {}
        found = self._tells.get((question, reply))
        if found is None:
            if len(self._tells) >= MEMO_SIZE:
                self._tells.clear()
            found = self._tells[question, reply] = self._tell(question, reply)
        return found

    def _tell(self, question: Question, reply: Reply) -> Tells:
        topic = self.topics[question.topic]
        if reply.kind == "own words":
            cells: Mapping[str, float] = {name: 1.0 for name in reply.cells}
            least = MISREAD if cells else 1.0
        else:
            cells, least = rules.likelihood(topic, question.cells, reply, self.candour, self.noise), 0.0
        return {topic.part: {value: cells.get(cell, least) for value, cell in topic.holds.items()}}

    def _word(self, question: Question | None) -> Wordings[Reply]:
        if question is None:
            return Wordings({reply: ALONE[reply] for reply in (Reply("puzzled"), Reply("left"))})
        topic = self.topics[question.topic]
        replies = {
            reply: phrases(topic, question.cells, reply)
            for cell in topic.cells
            for _, reply in rules.chances(topic, question.cells, cell.name, 0.5, 0.5)
        }
        return Wordings(replies | {Reply("left"): ALONE[Reply("left")]})
