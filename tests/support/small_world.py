"""An encyclopaedia small enough to know by heart, for tests of SearchQA."""

import numpy as np

from turnwise.envs.text.search_qa.encyclopaedia.chance import Chance
from turnwise.envs.text.search_qa.encyclopaedia.edition import Encyclopaedia
from turnwise.envs.text.search_qa.encyclopaedia.graph import Entity, Graph, Term

VELDRA, ORSK, ZANLAND, MAREN, EMIL, HARBOUR, SALT, ROAD, MAYORS, FIRE = range(10)

ENTITIES = (
    Entity("city", "Veldra", "Veldra", ("Port Anselm",)),
    Entity("city", "Orsk", "Orsk"),
    Entity("country", "Zanland", "Zanland"),
    Entity("person", "Maren Holt", "Maren Holt", ("Liv Birk",), "novelist", "she"),
    Entity("person", "Emil Rasp", "Emil Rasp", (), "film director", "he"),
    Entity("novel", "The Glass Harbour", "The Glass Harbour"),
    Entity("novel", "Salt", "Salt"),
    Entity("film", "Salt Road", "Salt Road"),
    Entity("office", "Mayors of Veldra", "Mayors of Veldra"),
    Entity("event", "Great Fire of Orsk", "Great Fire of Orsk", (), "fire"),
)

FACTS = (
    *((city, "country", ZANLAND) for city in (VELDRA, ORSK)),
    (VELDRA, "river", "Anse"),
    (ORSK, "river", "Umber"),
    (VELDRA, "population", 42_000),
    (ORSK, "population", 9_500),
    (ZANLAND, "capital", VELDRA),
    (ZANLAND, "founded", 1700),
    (MAREN, "born", 1850),
    (MAREN, "died", 1920),
    (MAREN, "born_in", VELDRA),
    (MAREN, "died_in", ORSK),
    (EMIL, "born", 1880),
    (EMIL, "died", 1950),
    (EMIL, "born_in", ORSK),
    (EMIL, "mother", MAREN),
    (HARBOUR, "creator", MAREN),
    (HARBOUR, "year", 1890),
    (HARBOUR, "setting", ORSK),
    (SALT, "creator", MAREN),
    (SALT, "year", 1900),
    (ROAD, "creator", EMIL),
    (ROAD, "year", 1920),
    (ROAD, "source", HARBOUR),
    (MAYORS, "city", VELDRA),
    (FIRE, "city", ORSK),
    (FIRE, "year", 1912),
    (FIRE, "days", 3),
)


def small_graph():
    """Return the facts."""
    graph = Graph()
    for entity in ENTITIES:
        graph.add(entity)
    for subject, relation, value in FACTS:
        graph.say(subject, relation, value)
    graph.terms[MAYORS] = (Term(EMIL, 1908, 1914), Term(MAREN, 1914, 1918))
    return graph


def small_book(aliases=0.0):
    """Return the encyclopaedia on those facts."""
    return Encyclopaedia(small_graph(), Chance(np.random.default_rng(0)), aliases)
