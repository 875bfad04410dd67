"""The articles: looked up by title, searched by words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .index import Index

_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
_EDGES = " \t\r\n*`\"'.!"


class Article(NamedTuple):
    """An article.

    Attributes:
        title: no two articles have the same.
        sentences: its text.
        links: the titles of articles that it mentions under their own names.
    """

    title: str
    sentences: tuple[str, ...]
    links: tuple[str, ...] = ()


def folded(text: str) -> str:
    """Return a title as it is compared: in lower case, single spaces, without quotes and stops at its edges."""
    return " ".join(text.casefold().split()).strip(_EDGES)


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text."""
    return tuple(part for part in _END.split(text.strip()) if part)


class Library:
    """Articles that can be opened and searched.

    Args:
        articles: their titles must differ.

    Attributes:
        articles: an article's number is its place.
        index: what searches them.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = tuple(articles)
        self._numbers: dict[str, int] = {}
        for number, article in enumerate(self.articles):
            self._numbers[article.title] = number
        for number, article in enumerate(self.articles):
            self._numbers.setdefault(folded(article.title), number)
        titled = (f"{article.title} {article.title} {' '.join(article.sentences)}" for article in self.articles)
        self.index = Index(list(titled))

    def find(self, title: str) -> int | None:
        """Return the article of a title, whatever its case, or after "the"; None where there is none."""
        for name in (title, folded(title), folded(title).removeprefix("the ")):
            if name in self._numbers:
                return self._numbers[name]
        return None

    def search(self, query: str) -> tuple[tuple[int, ...], int]:
        """Return the best articles and how many have a word of the query."""
        return self.index.search(query)

    def pages(self, number: int, size: int) -> list[str]:
        """Return an article's text in parts of whole sentences, about ``size`` characters each."""
        parts: list[str] = []
        for sentence in self.articles[number].sentences:
            if parts and len(parts[-1]) + len(sentence) < size:
                parts[-1] += f" {sentence}"
            else:
                parts.append(sentence)
        return parts or [""]

    def sentences_with(self, number: int, text: str) -> list[str]:
        """Return the sentences of an article in which a text stands, whatever its case."""
        wanted = text.casefold()
        return [sentence for sentence in self.articles[number].sentences if wanted in sentence.casefold()]


def told_apart(articles: Iterable[Article]) -> list[Article]:
    """Return articles with a number after each title that stood before: "Veldra", "Veldra (2)", ..."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    found = []
    for article in articles:
        title = article.title
        while title in taken:
            counts[article.title] = count = counts.get(article.title, 1) + 1
            title = f"{article.title} ({count})"
        taken.add(title)
        found.append(article._replace(title=title))
    return found
