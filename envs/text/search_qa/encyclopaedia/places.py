"""Countries, cities and universities."""

from __future__ import annotations

from . import words
from .graph import Entity, Graph
from .names import Names

FORMER_NAME = 0.35
TWINNED = 0.6


def draw_countries(graph: Graph, names: Names, count: int) -> None:
    """Add countries that stand in a ring, with some further borders."""
    chance = names.chance
    found = []
    for _ in range(count):
        name = names.country()
        country = graph.add(Entity("country", name, name))
        graph.say(country, "founded", chance.between(1580, 1820))
        graph.say(country, "language", name[:4].rstrip("aeiou") + chance.pick(words.LANGUAGE_ENDS))
        graph.say(country, "currency", chance.pick(words.CURRENCIES))
        found.append(country)
    pairs = {tuple(sorted((found[index - 1], found[index]))) for index in range(count) if count > 1}
    pairs |= {tuple(sorted((chance.pick(found), chance.pick(found)))) for _ in range(count // 2)}
    for first, second in sorted(pairs):
        if first != second:
            graph.borders.setdefault(first, []).append(second)
            graph.borders.setdefault(second, []).append(first)


def draw_cities(graph: Graph, names: Names, count: int) -> None:
    """Add cities; each country gets at least one, its capital; most cities have a twin."""
    chance = names.chance
    countries = graph.of("country")
    sizes: set[int] = set()
    for index in range(max(count, len(countries))):
        name = names.place()
        aliases = (names.place(),) if chance.happens(FORMER_NAME) else ()
        city = graph.add(Entity("city", name, name, aliases))
        country = countries[index] if index < len(countries) else chance.pick(countries)
        graph.say(city, "country", country)
        if index < len(countries):
            graph.say(country, "capital", city)
            graph.also["capital", country] = city
        graph.say(city, "founded", chance.between(900, 1420))
        graph.say(city, "river", names.river())
        people = 100 * chance.between(60, 9000)
        while people in sizes:  # so that of two cities one is the larger
            people += 100
        sizes.add(people)
        graph.say(city, "population", people)
    twins = chance.shuffled(graph.of("city"))[: int(TWINNED * count)]
    for first, second in zip(twins[::2], twins[1::2], strict=False):
        graph.say(first, "twin", second)
        graph.say(second, "twin", first)
        graph.also["twin", first], graph.also["twin", second] = second, first


def draw_universities(graph: Graph, names: Names, count: int) -> None:
    """Add universities, at most one that is named after a city."""
    chance = names.chance
    cities = chance.shuffled(graph.of("city"))
    for index in range(count):
        city = cities[index % len(cities)]
        of_city = f"University of {graph.entities[city].name}"
        name = (
            of_city
            if chance.happens(0.6) and names.claim(of_city)
            else names.draw(lambda: f"{names.surname()} College")
        )
        school = graph.add(Entity("university", name, name))
        graph.say(school, "city", city)
        graph.say(school, "founded", chance.between(1440, 1790))
        graph.say(school, "students", 10 * chance.between(40, 3000))
