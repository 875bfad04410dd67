"""Understand a question in plain language: which topic it is about, and what it names.

The cues of topics and of their cells are looked for as whole words, in any case, with the usual endings; of cues that
overlap the longest counts. The topic whose different cues have the most words is the one that is asked about (what
stands in many questions, as "when" and "how many", is half a word); of equal ones, the one whose first cue comes
first. The cells whose cues occur are named. A text without any cue is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .topics import Question, Topic

LONGEST = 2_000
"""How many characters of a message are listened to."""

MEMO_SIZE = 2_048
WEAK = frozenset(
    {"when", "where", "who", "whom", "how many", "how big", "how large", "how long", "what for"}
    | {"like to learn", "prefer to learn", "learn best"}
)
ENDINGS = "(?:s|es|d|ed|ing|'s)?"


class Ear:
    """Understands questions about some topics.

    Args:
        topics: those that are asked about in words.
    """

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._meant: dict[str, list[tuple[Topic, str | None]]] = {}
        for topic in topics:
            for cue in topic.cues:
                self._meant.setdefault(cue, []).append((topic, None))
            for cell in topic.cells:
                for cue in cell.cues:
                    self._meant.setdefault(cue, []).append((topic, cell.name))
        longest_first = sorted(self._meant, key=lambda cue: (-len(cue), cue))
        words = "|".join(re.escape(cue).replace(r"\ ", r"\s+") for cue in longest_first)
        self._cue = re.compile(rf"\b({words}){ENDINGS}\b", re.IGNORECASE | re.ASCII)
        self._memo: dict[str, Question | None] = {}

    def understand(self, text: str) -> Question | None:
        """Return what is asked, or None if no topic is recognised."""
        text = text[:LONGEST]
        if text not in self._memo:
            if len(self._memo) >= MEMO_SIZE:
                self._memo.clear()
            self._memo[text] = self._understand(text)
        return self._memo[text]

    def mentioned(self, topic: Topic, text: str) -> tuple[str, ...]:
        """Return the cells of a topic that a text names, in the topic's order."""
        named = {
            name for cue in self._cues(text[:LONGEST]) for meant, name in self._meant[cue] if meant is topic and name
        }
        return tuple(cell.name for cell in topic.cells if cell.name in named)

    def _cues(self, text: str) -> list[str]:
        """Return the different cues in a text, in the order in which they first occur."""
        found = (" ".join(cue.lower().split()) for cue in self._cue.findall(text))
        return list(dict.fromkeys(found))

    def _understand(self, text: str) -> Question | None:
        scores: dict[str, float] = {}
        topics: dict[str, Topic] = {}
        for cue in self._cues(text):
            for topic in dict.fromkeys(meant[0].name for meant in self._meant[cue]):
                scores[topic] = scores.get(topic, 0.0) + (0.5 if cue in WEAK else len(cue.split()))
            topics |= {meant[0].name: meant[0] for meant in self._meant[cue]}
        if not scores:
            return None
        best = max(scores, key=lambda name: scores[name])  # of equal ones the first
        return Question(best, self.mentioned(topics[best], text))
