"""Generate a whole encyclopaedia's facts from a seed."""

from __future__ import annotations

import numpy as np

from .chance import Chance
from .chronicle import Chronicle
from .graph import Graph
from .makers import Makers
from .names import Names
from .people import People
from .places import draw_cities, draw_countries, draw_universities

SHARES = {
    "country": 0.012,
    "city": 0.12,
    "university": 0.03,
    "person": 0.4,
    "company": 0.09,
    "discovery": 0.06,
    "landmark": 0.06,
    "event": 0.06,
    "prize": 0.02,
    "office": 0.04,
}
"""How much of the encyclopaedia is about each kind; the rest is works."""


def generate(seed: int, articles: int, namesakes: float) -> Graph:
    """Return facts for exactly ``articles`` articles.

    Args:
        seed: of the world; nothing else decides what is drawn.
        articles: how many entities there are, at least 100.
        namesakes: probability that a person is given the name of another, or nearly.
    """
    graph = Graph()
    names = Names(Chance(np.random.default_rng(seed)))
    counts = {kind: max(2, round(share * articles)) for kind, share in SHARES.items()}
    draw_countries(graph, names, counts["country"])
    draw_cities(graph, names, counts["city"])
    draw_universities(graph, names, counts["university"])
    people = People(graph, names, namesakes)
    people.draw(counts["person"])
    makers = Makers(graph, names, people)
    makers.companies(counts["company"])
    makers.employers()
    makers.discoveries(counts["discovery"])
    makers.landmarks(counts["landmark"])
    chronicle = Chronicle(graph, names, people)
    chronicle.events(counts["event"])
    chronicle.prizes(counts["prize"])
    chronicle.offices(counts["office"])
    makers.works(articles - len(graph.entities))
    return graph
