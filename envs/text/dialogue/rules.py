"""How a hidden user replies, and what a reply tells: the rules of every dialogue, without a word of text.

The user is truthful. Asked openly, they say which cell it is with probability ``candour``; else they are vague, or name
that cell and one other, drawn from the rest, with a half each (vague always, where there are two cells only). Asked
about cells by name, they answer with probability ``candour`` and are vague otherwise. An exercise goes as it must,
except for the share ``noise``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .topics import Question, Reply, Topic

Chances = list[tuple[float, Reply]]


class Level(NamedTuple):
    """A user and what they hide.

    Attributes:
        name: the user's.
        setting: what else varies and is told in the opening, in the environment's own order.
        candidates: for each part the values that may be true, as far as the opening tells.
        profile: the true value of each part.
    """

    name: str
    setting: tuple[str, ...]
    candidates: tuple[tuple[str, ...], ...]
    profile: tuple[str, ...]


class State(NamedTuple):
    """One position of a dialogue.

    Attributes:
        level: the user.
        asked: how many questions the user was asked.
        heard: what was asked and replied; with None for what was not understood.
        delivered: the profiles that were delivered.
        ended: ``""``, ``"right"``, ``"wrong"`` or ``"left"``.
        silences: how often the user did not answer.
        conversation: what was said, kept for a user who is no rule.
    """

    level: Level
    asked: int = 0
    heard: tuple[tuple[Question | None, Reply], ...] = ()
    delivered: tuple[tuple[str, ...], ...] = ()
    ended: str = ""
    silences: int = 0
    conversation: tuple[str, ...] = ()


def chances(topic: Topic, asked: tuple[str, ...], cell: str, candour: float, noise: float) -> Chances:
    """Return what the user may reply and how probable each is.

    Args:
        topic: what the question is about.
        asked: the cells that it names; for an exercise, those that solve it.
        cell: the true one.
        candour: probability of a complete answer.
        noise: probability that an exercise goes the other way.
    """
    if topic.kind == "tried":
        solves = cell in asked
        return _kept([(1 - noise, Reply("yes" if solves else "no")), (noise, Reply("no" if solves else "yes"))])
    if not topic.named and len(asked) != 1:
        return [(1.0, Reply("single" if asked else "blank"))]
    if asked:
        return _kept([(candour, _named(asked, cell)), (1 - candour, Reply("vague"))])
    others = [other.name for other in topic.cells if other.name != cell]
    if len(others) < 2:
        return _kept([(candour, Reply("is", (cell,))), (1 - candour, Reply("vague"))])
    share = (1 - candour) / 2
    pairs = [(share / len(others), _pair(topic, cell, other)) for other in others]
    return _kept([(candour, Reply("is", (cell,))), (share, Reply("vague")), *pairs])


def likelihood(topic: Topic, asked: tuple[str, ...], reply: Reply, candour: float, noise: float) -> Mapping[str, float]:
    """Return how probable a reply is for each cell."""
    return {
        cell.name: sum(chance for chance, said in chances(topic, asked, cell.name, candour, noise) if said == reply)
        for cell in topic.cells
    }


def _named(asked: tuple[str, ...], cell: str) -> Reply:
    if cell not in asked:
        return Reply("no")
    return Reply("yes") if len(asked) == 1 else Reply("is", (cell,))


def _pair(topic: Topic, cell: str, other: str) -> Reply:
    return Reply("among", tuple(each.name for each in topic.cells if each.name in (cell, other)))


def _kept(listed: Chances) -> Chances:
    return [(chance, reply) for chance, reply in listed if chance > 0]
