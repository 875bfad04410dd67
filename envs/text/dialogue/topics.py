"""What a user can be asked about: the parts of a hidden profile, and topics that tell something about a part.

A topic divides the values of its part into cells: what is told is the cell, and a cell may hold several values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Part(NamedTuple):
    """One part of a profile and every value that it may have."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One thing that a user may say about a topic.

    Attributes:
        name: of the cell, its own within the topic.
        short: a phrase for it, as in "Yes, ..." and "No, not ...".
        cues: words by which a question names it.
        sentences: how the user says it, each in no other cell of the topic.
        note: what the opening's guide says of those in it.
    """

    name: str
    short: str
    cues: tuple[str, ...]
    sentences: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Topic:
    """What can be asked about.

    Attributes:
        name: of the topic.
        part: the name of the part of the profile that it tells about.
        about: a phrase for it, as in "You can ask about ...".
        question: asks about it without naming a cell.
        naming: asks whether a cell is the case, with ``{it}`` for the cell's phrase.
        cues: words by which a question is about it.
        cells: in order.
        holds: the name of the cell that each value of the part is in.
        named: whether the user can say which cell it is. If not, they can only say of one cell whether it is that one.
        kind: ``"asked"``, or ``"tried"`` where it is not a question that tells but how an exercise went.
    """

    name: str
    part: str
    about: str
    question: str
    naming: str
    cues: tuple[str, ...]
    cells: tuple[Cell, ...]
    holds: Mapping[str, str]
    named: bool = True
    kind: str = "asked"

    def cell(self, name: str) -> Cell:
        """Return the cell of a name."""
        return next(cell for cell in self.cells if cell.name == name)


class Question(NamedTuple):
    """What was asked: the topic and the cells that were named; none for a question that leaves them open."""

    topic: str
    cells: tuple[str, ...] = ()


class Reply(NamedTuple):
    """What was replied, whatever the words.

    Attributes:
        kind: ``"is"`` (the cell), ``"among"`` (one of two cells), ``"yes"``, ``"no"``, ``"vague"`` (no telling),
            ``"blank"`` (cannot name it), ``"single"`` (asked for too many at once), ``"puzzled"`` (not understood),
            ``"left"``, ``"right"`` or ``"wrong"`` (of what was delivered), ``"lesson"`` (how a lesson was).
        cells: what is named.
    """

    kind: str
    cells: tuple[str, ...] = ()


def singletons(
    name: str, part: Part, about: str, question: str, naming: str, cues: Sequence[str], cells: Sequence[Cell]
) -> Topic:
    """Return a topic of which the user can only say, value by value, whether it is the one.

    Args:
        name: of the topic.
        part: one cell for each of its values.
        about: a phrase for it.
        question: asks about it.
        naming: asks about one cell.
        cues: words by which a question is about it.
        cells: named like the values.
    """
    holds = {value: value for value in part.values}
    return Topic(name, part.name, about, question, naming, tuple(cues), tuple(cells), holds, named=False)


def row_topic(
    rows: Mapping[str, Sequence[str]],
    place: int,
    name: str,
    part: str,
    about: str,
    question: str,
    naming: str,
    cues: tuple[str, ...],
    *cells: Cell,
) -> Topic:
    """Return the topic that tells the entry at ``place`` of each value's row.

    Args:
        rows: by value, the name of its cell in each of several topics.
        place: of the topic among them.
        name: of the topic.
        part: that the values are of.
        about: a phrase for it.
        question: asks about it.
        naming: asks about one cell.
        cues: words by which a question is about it.
        cells: in order.
    """
    return Topic(name, part, about, question, naming, cues, cells, {value: row[place] for value, row in rows.items()})
