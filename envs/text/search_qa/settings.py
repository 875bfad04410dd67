"""The arguments that shape a generated encyclopaedia and its questions, checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ...levels import LevelEnv, is_whole
from .encyclopaedia.edition import LEAST_ARTICLES, MOST_ARTICLES
from .questions.draw import KINDS, LEAST_HOPS

LEVELS = {"L1": (1, 2), "L2": (3, 4), "L3": (5, 6)}
"""Hops of each level of difficulty; DeepResearch-9K grades its questions in three levels too."""

HOPS = (1, 4)
MOST_HOPS = 6
MOST_SEED = 2**63 - 1


class Settings(NamedTuple):
    """What is generated; the defaults are the environment's."""

    articles: int = 1_000
    corpus_seed: int = 0
    aliases: float = 0.3
    namesakes: float = 0.1
    hops: int | Sequence[int] | None = None
    level: str | None = None
    kinds: Sequence[str] = KINDS
    closed_book: float = 0.0
    links: bool = True

    @property
    def span(self) -> tuple[int, int]:
        """The fewest and the most hops."""
        if self.level is not None:
            return LEVELS[self.level]
        if self.hops is None:
            return HOPS
        return (self.hops, self.hops) if isinstance(self.hops, int) else (self.hops[0], self.hops[1])

    def check(self, env: LevelEnv) -> None:
        """Raise ``ValueError`` in the name of ``env`` where an argument is not allowed."""
        env.whole("articles", self.articles, LEAST_ARTICLES, MOST_ARTICLES)
        env.whole("corpus_seed", self.corpus_seed, 0, MOST_SEED)
        env.probability("aliases", self.aliases, 1)
        env.probability("namesakes", self.namesakes, 0.5)
        env.probability("closed_book", self.closed_book, 1)
        env.truth("links", self.links)
        if self.level is not None:
            env.choice("level", self.level, LEVELS)
            env.require("hops", self.hops, self.hops is None, "None where a level is given")
        given = self.hops if isinstance(self.hops, list | tuple) else (self.hops, self.hops)
        spans = len(given) == 2 and all(is_whole(count, 1, MOST_HOPS) for count in given) and given[0] <= given[1]
        allowed = f"a whole number from 1 to {MOST_HOPS}, or the fewest and the most of them, or None"
        env.require("hops", self.hops, self.hops is None or spans, allowed)
        listed = isinstance(self.kinds, list | tuple) and len(self.kinds) > 0
        known = listed and all(isinstance(kind, str) and kind in KINDS for kind in self.kinds)
        env.require("kinds", self.kinds, known and len(set(self.kinds)) == len(self.kinds), f"some of {list(KINDS)}")
        possible = any(LEAST_HOPS[kind] <= self.span[1] for kind in self.kinds)
        env.require("hops", self.span, possible, f"enough for kinds={list(self.kinds)}; comparisons need 2")

    def check_unused(self, env: LevelEnv) -> None:
        """Raise ``ValueError`` where an argument is given that means nothing for questions from a file."""
        for name, value in self._asdict().items():
            default: Any = self._field_defaults[name]
            same = (tuple(value) if isinstance(value, list) else value) == default
            env.require(name, value, same, f"left at {default!r} with questions from a file")
