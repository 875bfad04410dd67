"""The kinds of tasks, and the script of a whole conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np

from ..dialogue.people import NAMES
from . import counts, lists, recalls, relations, standing_rules, sums
from .rules import Level
from .script import Task, weave
from .small_talk import TALK

Make = Callable[[np.random.Generator, str, int], Task]

KINDS: dict[str, tuple[Make, tuple[str, ...]]] = {
    "list": (lists.make, tuple(lists.LISTS)),
    "count": (counts.make, tuple(counts.KINDS)),
    "recall": (recalls.make, tuple(recalls.THINGS)),
    "sum": (sums.make, tuple(sums.ACCOUNTS)),
    "rule": (standing_rules.make, tuple(standing_rules.SIGNALS)),
    "relation": (relations.make, tuple(relations.RELATIONS)),
}
"""By kind: how a task is made, and what it may be about; no two tasks of a conversation are about the same."""


def most_tasks(kinds: Sequence[str]) -> int:
    """Return how many tasks of these kinds a conversation can have."""
    return sum(len(KINDS[kind][1]) for kind in kinds)


def draw(rng: np.random.Generator, kinds: Sequence[str], tasks: int, updates: int, span: int, filler: int) -> Level:
    """Draw a conversation.

    Args:
        rng: the only source of chance.
        kinds: of the tasks; every kind comes once before one comes again.
        tasks: how many there are.
        updates: how often each changes.
        span: the least number of lines between what a task was told last and a question about it.
        filler: lines of small talk at least.
    """
    left = {kind: [KINDS[kind][1][place] for place in rng.permutation(len(KINDS[kind][1]))] for kind in kinds}
    chosen: list[tuple[str, str]] = []
    while len(chosen) < tasks:
        order = [kind for kind in left if left[kind]]
        for place in rng.permutation(len(order))[: tasks - len(chosen)]:
            chosen.append((order[place], left[order[place]].pop()))
    made = [KINDS[kind][0](rng, name, updates) for kind, name in chosen]
    lines = weave(rng, made, _talk(rng), filler, span)
    return Level(str(rng.choice(NAMES)), tuple(kind for kind, _ in chosen), lines)


def _talk(rng: np.random.Generator) -> Iterator[str]:
    """Yield small talk without end, each line once before any comes again."""
    while True:
        for place in rng.permutation(len(TALK)):
            yield TALK[place]


@cache
def matters() -> frozenset[str]:
    """Return every word, in lower case, that means something to some task."""
    named = [word for pool in (*lists.LISTS.values(), *counts.KINDS.values()) for word in pool]
    named += [*recalls.WORDS, *recalls.SURNAMES, *standing_rules.SIGNALS]
    named += [word for answers in standing_rules.SIGNALS.values() for word in answers]
    return frozenset(word.lower() for word in named)
