"""Answer a question by reading: which article states each fact, and what to search for to find it.

A reader knows only what the question says and what stands in the articles read so far. The article about a fact's
subject is the one to read. It is opened at once where the reader has its title as a link; else the reader searches for
the words by which the last article (or the question) called it. Whether two names mean the same can be told only by the
article on what bears them; a question for which the reader would have to guess that has no route.
"""

from __future__ import annotations

from typing import NamedTuple

from ..encyclopaedia.edition import Encyclopaedia
from .terms import Ask, Between, By, Description, Holder, Named, Next, Of, Question, When, Which, answers
from .wording import Wording


class Hop(NamedTuple):
    """An article to read.

    Attributes:
        article: its number.
        query: what to search for to find it; empty where its title is known already.
        others: articles that state the same facts.
    """

    article: int
    query: str
    others: tuple[int, ...]


class Found(NamedTuple):
    """An entity, the words by which the reader knows it, and whether those are its title, seen as a link."""

    entity: int
    words: str
    linked: bool = False


class Reader:
    """Follows one question.

    Args:
        book: the encyclopaedia.
        links: whether articles show the titles of those that they mention.
    """

    def __init__(self, book: Encyclopaedia, links: bool) -> None:
        self.book, self.graph, self.links = book, book.graph, links
        self.wording = Wording(book.graph, book.shared)
        self._queries: dict[int, str] = {}
        self._facts: dict[int, list[tuple[str, int]]] = {}
        self._sure = True

    def read(self, question: Question) -> tuple[Hop, ...]:
        """Return the articles to read, in order, none where names would have to be guessed.

        Args:
            question: has one answer; one reader reads one question.
        """
        if isinstance(question, Between):
            self._date(question.first)
            self._date(question.second)
        else:
            found = self._find(question.term)
            if question.relation:
                self._look_up(found, question.relation)
        noted = self._queries.items() if self._sure else ()
        return tuple(Hop(entity, query, self._others(entity)) for entity, query in noted)

    def _find(self, term: Description) -> Found:
        if isinstance(term, Named):
            return Found(term.entity, self.wording.name(term.entity))
        if isinstance(term, Of):
            start = self._find(term.term)
            return self._look_up(start, term.relation)
        if isinstance(term, By):
            start = self._find(term.term)
            (entity,) = self.graph.inverse(start.entity, term.relation, term.kind)
            title = self.graph.entities[entity].title
            self._recognise(start, self.book.called[entity][start.entity])
            self._note(Found(entity, self.wording.query(term, start.words)), (term.relation, entity))
            return Found(entity, title, True)
        if isinstance(term, Which):
            pair = self._find(term.first), self._find(term.second)
            for found in pair:
                self._note(found, (term.relation, found.entity))
            (right,) = answers(self.graph, Ask("", term))
            return pair[pair[1].entity == right]
        return self._find_later(term)

    def _find_later(self, term: Holder | Next) -> Found:
        self._date(term.when)
        (right,) = (int(entity) for entity in answers(self.graph, Ask("", term)))
        if isinstance(term, Next):
            person = self._find(term.term)
            for work in self.graph.inverse(person.entity, "creator", term.kind):
                self._note(person, ("creator", work))
            return self._called(right, person.entity)
        if isinstance(term.office, By) and term.office.kind == "office":
            city = self._find(term.office.term)
            (roll,) = self.graph.inverse(city.entity, "city", "office")
            self._recognise(city, self.graph.entities[city.entity].name)
            office = Found(roll, f"mayors of {city.words}")
        else:
            office = self._find(term.office)
        self._note(office, ("term", office.entity))
        return self._called(right, office.entity)

    def _date(self, when: When) -> None:
        if not isinstance(when.term, int):
            found = self._find(when.term)
            self._note(found, (when.relation, found.entity))

    def _look_up(self, found: Found, relation: str) -> Found:
        """Read a fact in the article on what was found, and return what it leads to."""
        self._note(found, (relation, found.entity))
        value = self.graph.get(found.entity, relation)
        if value in self.book.called[found.entity]:
            return self._called(int(value), found.entity)
        return Found(-1, str(value))

    def _called(self, entity: int, article: int) -> Found:
        """Return an entity as an article calls it."""
        words = self.book.called[article][entity]
        alias = words in self.graph.entities[entity].aliases
        return Found(entity, words, self.links and not alias)

    def _recognise(self, found: Found, called: str) -> None:
        """Note whether the reader knows that ``called`` means what was found: by the same name, or from its article."""
        aliases = self.graph.entities[found.entity].aliases
        named = found.words not in aliases and called not in aliases
        self._sure = self._sure and (named or called == found.words or found.entity in self._queries)

    def _note(self, found: Found, fact: tuple[str, int]) -> None:
        """Note that a fact is read in the article on what was found."""
        self._queries.setdefault(found.entity, "" if found.linked else found.words)
        self._facts.setdefault(found.entity, []).append(fact)

    def _others(self, entity: int) -> tuple[int, ...]:
        """Return articles that state all the facts that are read in the article on ``entity``."""
        stated = {self.graph.also.get((relation, subject), -1) for relation, subject in self._facts[entity]}
        return tuple(stated) if len(stated) == 1 and -1 not in stated else ()
