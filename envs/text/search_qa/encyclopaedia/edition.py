"""An encyclopaedia as it is printed: the facts, the articles that state them, and the general knowledge among them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..library import Article, Library, split_sentences
from .chance import Chance
from .general_knowledge import KNOWN
from .graph import YEARS, Graph
from .world import generate
from .writer import Writer

LEAST_ARTICLES, MOST_ARTICLES = 200, 100_000
CACHED = 4


class Encyclopaedia:
    """A graph and the articles on it; those on general knowledge come last.

    Args:
        graph: the facts.
        chance: chooses among phrases.
        aliases: probability that an article calls something that has another name by that name.

    Attributes:
        graph: the facts; article n is about entity n.
        library: the articles.
        called: for each entity's article, how the entities that it mentions are called in it.
        shared: names that two people have.
        offices: whatever somebody held: offices, companies, prizes.
        dated: year → what happened then, as (relation, subject).
    """

    def __init__(self, graph: Graph, chance: Chance, aliases: float) -> None:
        self.graph = graph
        writer = Writer(graph, chance, aliases)
        self.shared = writer.shared
        self.called: list[dict[int, str]] = []
        printed = []
        for number, entity in enumerate(self.graph.entities):
            page = writer.write(number)
            named = [other for other, words in page.called.items() if words not in self.graph.entities[other].aliases]
            links = tuple(self.graph.entities[other].title for other in named)
            printed.append(Article(entity.title, tuple(sentence.text for sentence in page.sentences), links))
            self.called.append(page.called)
        printed += [Article(known.title, split_sentences(known.text)) for known in KNOWN]
        self.library = Library(printed)
        self.offices = [number for number, terms in graph.terms.items() if terms]
        self.dated: dict[int, list[tuple[str, int]]] = {}
        for relation in YEARS:
            for subject, year in self.graph.facts[relation].items():
                self.dated.setdefault(int(year), []).append((relation, subject))


@lru_cache(maxsize=CACHED)
def encyclopaedia(seed: int, articles: int, aliases: float, namesakes: float) -> Encyclopaedia:
    """Return the encyclopaedia of these parameters, the same object for all who ask in this process.

    Args:
        seed: of the facts and of the phrasing.
        articles: how many there are, those on general knowledge among them.
        aliases: as of :class:`Encyclopaedia`.
        namesakes: probability that a person is given the name of another, or nearly.
    """
    graph = generate(seed, articles - len(KNOWN), namesakes)
    return Encyclopaedia(graph, Chance(np.random.default_rng([seed, 1])), aliases)
