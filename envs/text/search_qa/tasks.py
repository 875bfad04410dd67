"""Tasks: a question, what is accepted as its answer, and the articles that an expert reads for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .encyclopaedia.chance import Chance
from .encyclopaedia.edition import Encyclopaedia
from .encyclopaedia.general_knowledge import KNOWN
from .encyclopaedia.writer import shown
from .files import FileQuestion
from .library import Library
from .questions.draw import LEAST_HOPS, Drawer
from .questions.reading import Hop, Reader
from .questions.terms import Ask, Question, answers, asks_entity, key
from .questions.wording import Wording
from .scoring import normalised
from .settings import Settings

TRIES = 2_000
BLOCK = 64


class Task(NamedTuple):
    """One question.

    Attributes:
        text: the question.
        accepted: right answers; the first is the one that is reported.
        kind: ``"chain"``, ``"comparison"``, ``"temporal"``, ``"general"`` (general knowledge) or ``"file"``.
        hops: how many articles must be read.
        known: whether it can be answered without searching; None where nobody knows.
        route: the articles to read, in order.
        key: the same for tasks that ask the same, however they are worded.
    """

    text: str
    accepted: tuple[str, ...]
    kind: str
    hops: int
    known: bool | None
    route: tuple[Hop, ...]
    key: str


class Questions:
    """Draws tasks on a generated encyclopaedia.

    Args:
        book: the encyclopaedia.
        settings: what is asked.
        results: how many results a search shows; what must be found is among them.
    """

    def __init__(self, book: Encyclopaedia, settings: Settings, results: int) -> None:
        self.book, self.results, self.links = book, results, settings.links
        self.hops, self.closed_book = settings.span, settings.closed_book
        self.kinds = tuple(kind for kind in settings.kinds if LEAST_HOPS[kind] <= self.hops[1])
        self.wording = Wording(book.graph, book.shared)

    def draw(self, rng: np.random.Generator) -> Task:
        """Return a task whose question has one answer, which the question does not tell."""
        chance = Chance(rng, BLOCK)
        if self.closed_book and chance.happens(self.closed_book):
            return self._general(chance)
        drawer = Drawer(self.book, chance)
        kind = chance.pick(self.kinds)
        hops = chance.between(max(self.hops[0], LEAST_HOPS[kind]), self.hops[1])
        for _ in range(TRIES):
            question = drawer.draw(kind, hops)
            task = None if question is None else self._task(question, kind, hops, chance)
            if task is not None:
                return task
        raise ValueError(f"SearchQA found no {kind} question with {hops} hops; enlarge articles or widen hops.")

    def _general(self, chance: Chance) -> Task:
        number = chance.below(len(KNOWN))
        known = KNOWN[number]
        article = len(self.book.graph.entities) + number
        return Task(known.question, known.answers, "general", 1, True, (Hop(article, known.question, ()),), known.title)

    def _task(self, question: Question, kind: str, hops: int, chance: Chance) -> Task | None:
        """Return the task of a question, unless it has several answers or tells it, or its articles aren't found."""
        right = answers(self.book.graph, question)
        if len(right) != 1:
            return None
        accepted = self._accepted(question, right[0])
        route = Reader(self.book, self.links).read(question) if accepted else ()
        if len(route) != hops or not all(self.can_find(hop) for hop in route):
            return None
        text = self.wording.ask(question, chance)
        asked = f" {normalised(text)} "
        if any(f" {normalised(answer)} " in asked for answer in accepted):
            return None
        return Task(text, accepted, kind, hops, False, route, key(question))

    def can_find(self, hop: Hop) -> bool:
        """Whether the first page of a search shows the article."""
        return not hop.query or hop.article in self.book.library.search(hop.query)[0][: self.results]

    def _accepted(self, question: Question, right: int | str) -> tuple[str, ...]:
        """Return the names of an entity, none if somebody else has the same; else the value as articles write it."""
        if not asks_entity(question):
            return (shown(question.relation if isinstance(question, Ask) else "", right),)
        entity = self.book.graph.entities[int(right)]
        if entity.name in self.book.shared:
            return ()
        return (entity.name, *entity.aliases)


class FileTasks:
    """Draws the questions of a file.

    Args:
        questions: of the file.
        library: the articles.
        results: how many results a search shows.
    """

    def __init__(self, questions: Sequence[FileQuestion], library: Library, results: int) -> None:
        self.questions, self.library, self.results = questions, library, results

    def draw(self, rng: np.random.Generator) -> Task:
        """Return one of the questions; the articles that support it, as far as they are there, are its route."""
        told = self.questions[int(rng.integers(len(self.questions)))]
        articles = [number for title in told.titles if (number := self.library.find(title)) is not None]
        route = tuple(Hop(number, self._query(number), ()) for number in dict.fromkeys(articles))
        return Task(told.text, told.accepted, "file", len(route), told.known, route, told.text)

    def _query(self, number: int) -> str:
        """Return the title, if searching for it shows the article, else nothing: it can be opened by its title."""
        title = self.library.articles[number].title
        return title if number in self.library.search(title)[0][: self.results] else ""
