"""What is in front of the agent: results, an article, and what can be opened from there."""

from __future__ import annotations

from typing import NamedTuple

from ..base import Turn
from . import rules, text
from .library import Library

TITLES = 8
"""How many titles that are seen become admissible messages."""


class View(NamedTuple):
    """Shows articles.

    Attributes:
        library: the articles.
        results: how many results are shown at a time.
        page_size: about how many characters of an article are.
        links: whether articles end with the titles that they mention.
    """

    library: Library
    results: int
    page_size: int
    links: bool

    def search(self, state: rules.State, query: str) -> Turn:
        """Show the first results."""
        state = rules.transition(state, "search", query)
        return state, text.result_page(state, self.library, self.results), ""

    def open(self, state: rules.State, title: str) -> Turn:
        """Show an article from its beginning."""
        number = self.library.find(title)
        if number is None:
            return state, "", f'There is no article with the title "{title}".'
        return self._article(rules.transition(state, "open", number))

    def find(self, state: rules.State, wanted: str) -> Turn:
        """Show sentences of the open article."""
        if state.article < 0:
            return state, "", "No article is open, so nothing can be found in it."
        title = self.library.articles[state.article].title
        sentences = self.library.sentences_with(state.article, wanted)
        return state, text.sentences_page(title, wanted, sentences, self.page_size), ""

    def more(self, state: rules.State) -> Turn:
        """Show what comes next."""
        if not self.has_more(state):
            return state, "", "There is nothing more to show."
        state = rules.transition(state, "more")
        if state.shows == rules.ARTICLE:
            return self._article(state)
        return state, text.result_page(state, self.library, self.results), ""

    def has_more(self, state: rules.State) -> bool:
        """Whether results or the article go on after what is shown."""
        if state.shows == rules.RESULTS:
            return (state.page + 1) * self.results < len(self.library.search(state.query)[0])
        if state.shows == rules.ARTICLE:
            return state.page + 1 < len(self.library.pages(state.article, self.page_size))
        return False

    def titles(self, state: rules.State) -> list[str]:
        """Return titles that can be read in what is shown."""
        articles = self.library.articles
        if state.shows == rules.RESULTS:
            start = state.page * self.results
            return [articles[number].title for number in self.library.search(state.query)[0][start:][: self.results]]
        if state.shows == rules.ARTICLE:
            links = articles[state.article].links if self.links and not self.has_more(state) else ()
            return [articles[state.article].title, *links][:TITLES]
        return []

    def _article(self, state: rules.State) -> Turn:
        return state, text.article_page(state, self.library, self.page_size, self.links), ""
