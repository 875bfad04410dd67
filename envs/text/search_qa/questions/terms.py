"""What a question means: descriptions of entities, and the facts asked of them.

A description denotes the entities that fit it; a question is good if each description in it fits exactly one.
:func:`denoted` says which, from the graph alone, whatever the words and the articles.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..encyclopaedia.graph import ENTITIES, Graph


class Named(NamedTuple):
    """An entity by its name."""

    entity: int


class Of(NamedTuple):
    """The other end of a relation, as in "the birthplace of X"."""

    relation: str
    term: Description


class By(NamedTuple):
    """The one of a kind whose relation leads there, as in "the novel by X"."""

    relation: str
    kind: str
    term: Description


class Which(NamedTuple):
    """Of two, the one whose year or count is the smaller, or the larger if ``more``."""

    relation: str
    more: bool
    first: Description
    second: Description


class When(NamedTuple):
    """The year of a fact of what is described; with ``relation`` empty, the year ``term`` itself."""

    relation: str
    term: Description | int


class Holder(NamedTuple):
    """Who held an office, headed a company or won a prize in a year."""

    office: Description
    when: When


class Next(NamedTuple):
    """The first work of a kind that a person made after a year."""

    kind: str
    term: Description
    when: When


Description = Named | Of | By | Which | Holder | Next


class Ask(NamedTuple):
    """The question for a fact of an entity, or, with ``relation`` empty, for the entity."""

    relation: str
    term: Description


class Between(NamedTuple):
    """The question how many years lie between two years."""

    first: When
    second: When


Question = Ask | Between


def key(term: tuple[Any, ...]) -> str:
    """Return a text that is the same for two questions exactly if they ask the same, however they are worded.

    Args:
        term: a question, or a part of one.
    """
    parts = [key(part) if isinstance(part, tuple) else str(part) for part in term]
    if isinstance(term, Which | Between):
        parts[-2:] = sorted(parts[-2:])
    return f"{type(term).__name__}({', '.join(parts)})"


def denoted(graph: Graph, term: Description) -> list[int]:
    """Return every entity that fits the description; none where a description inside it fits several or none."""
    if isinstance(term, Named):
        return [term.entity]
    if isinstance(term, Of):
        return _of(graph, term)
    if isinstance(term, By):
        return _by(graph, term)
    if isinstance(term, Which):
        return _which(graph, term)
    return _holders(graph, term) if isinstance(term, Holder) else _next(graph, term)


def answers(graph: Graph, question: Question) -> list[int | str]:
    """Return every right answer: an entity's number where an entity is asked for, else the value itself."""
    if isinstance(question, Between):
        first, second = year_of(graph, question.first), year_of(graph, question.second)
        return [] if first is None or second is None else [abs(first - second)]
    found = denoted(graph, question.term)
    if not question.relation:
        return list(found)
    values = [graph.get(entity, question.relation) for entity in found]
    return [value for value in values if value is not None]


def asks_entity(question: Question) -> bool:
    """Whether the answer is an entity."""
    return isinstance(question, Ask) and question.relation in ("", *ENTITIES)


def year_of(graph: Graph, when: When) -> int | None:
    """Return the year, or None where it is not one certain year."""
    if isinstance(when.term, int):
        return when.term
    entity = _only(graph, when.term)
    value = None if entity is None else graph.get(entity, when.relation)
    return None if value is None else int(value)


def _only(graph: Graph, term: Description) -> int | None:
    found = denoted(graph, term)
    return found[0] if len(found) == 1 else None


def _of(graph: Graph, term: Of) -> list[int]:
    entity = _only(graph, term.term)
    value = None if entity is None else graph.get(entity, term.relation)
    return [] if value is None else [int(value)]


def _by(graph: Graph, term: By) -> list[int]:
    entity = _only(graph, term.term)
    return [] if entity is None else graph.inverse(entity, term.relation, term.kind)


def _which(graph: Graph, term: Which) -> list[int]:
    """Return the one with more, or less; none where both have the same."""
    first, second = _only(graph, term.first), _only(graph, term.second)
    if first is None or second is None:
        return []
    one, other = graph.get(first, term.relation), graph.get(second, term.relation)
    if one is None or other is None or one == other:
        return []
    return [first if (int(one) > int(other)) == term.more else second]


def _holders(graph: Graph, term: Holder) -> list[int]:
    """Return who held it in that year; the year of a change has two."""
    office, year = _only(graph, term.office), year_of(graph, term.when)
    if office is None or year is None:
        return []
    return [held.holder for held in graph.terms.get(office, ()) if held.start <= year <= held.end]


def _next(graph: Graph, term: Next) -> list[int]:
    person, year = _only(graph, term.term), year_of(graph, term.when)
    if person is None or year is None:
        return []
    later = [work for work in graph.inverse(person, "creator", term.kind) if graph.number(work, "year") > year]
    first = min((graph.number(work, "year") for work in later), default=0)
    return [work for work in later if graph.number(work, "year") == first]
