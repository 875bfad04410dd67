"""What GuessTheCity knows: the cities, the questions that can be asked of them, and what is true."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import cities, rules

TROPIC = 23.4
"""Degrees from the equator to the tropics."""

FLAGS = {
    "c": ("the capital of its country", r"capital"),
    "s": ("on the sea", r"sea|coast(?:al)?|ocean|harbou?r|beach"),
    "i": ("on an island", r"islands?"),
    "h": ("1,000 metres or more above the sea", r"high|altitude|mountains?|elevation|metres|meters|above"),
    "d": ("on a large river", r"rivers?"),
    "m": ("home to ten million people or more", r"million|big|large|huge|megacity|population"),
}


COUNTRIES = {
    "DR Congo": r"congo|drc",
    "United Arab Emirates": r"united\s+arab\s+emirates|emirates|uae",
    "United Kingdom": r"united\s+kingdom|uk|great\s+britain|britain",
    "United States": r"united\s+states|usa|u\.s\.a|america",
}
"""By which words a country is known that has other names."""

ALSO = {"e": "Europe"}
"""Flags of cities that lie on two continents."""


class Question(NamedTuple):
    """What can be asked.

    Attributes:
        asked: the question.
        true: says that it holds.
        false: says that it does not.
        words: finds it in a question.
    """

    asked: str
    true: str
    false: str
    words: re.Pattern[str]


class Knowledge(NamedTuple):
    """What the game knows.

    Attributes:
        names: of the cities.
        numbers: of each by its name in small letters.
        countries: of each.
        places: latitude and longitude of each, in degrees.
        questions: that can be asked.
        table: shape (cities, questions); whether it holds.
        distance: shape (cities, cities); km.
        direction: shape (cities, cities); of the column's city from the row's.
    """

    names: tuple[str, ...]
    numbers: dict[str, int]
    countries: tuple[str, ...]
    places: tuple[tuple[float, float], ...]
    questions: tuple[Question, ...]
    table: NDArray[np.bool_]
    distance: NDArray[np.float64]
    direction: NDArray[np.int64]


class City(NamedTuple):
    """One line of the table."""

    name: str
    continent: str
    country: str
    place: tuple[float, float]
    language: str
    flags: frozenset[str]

    @property
    def also(self) -> tuple[str, ...]:
        """The continents that it reaches into beside its own."""
        return tuple(continent for flag, continent in ALSO.items() if flag in self.flags)


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Read the table."""
    listed = _cities()
    places = tuple(city.place for city in listed)
    rows = _rows(listed)
    return Knowledge(
        tuple(city.name for city in listed),
        {city.name.casefold(): number for number, city in enumerate(listed)},
        tuple(city.country for city in listed),
        places,
        tuple(rows),
        np.array([list(column) for column in rows.values()]).T,
        np.array([[rules.kilometres(here, there) for there in places] for here in places]),
        np.array([[rules.direction(here, there) for there in places] for here in places]),
    )


def _cities() -> list[City]:
    found, continent = [], ""
    for line in cities.TEXT.strip().split("\n"):
        if line.startswith("["):
            continent = line.strip("[]")
            continue
        name, country, place, language, *flags = (part.strip() for part in line.split("|"))
        north, east = map(float, place.split())
        found.append(
            City(name, continent, country, (north, east), language, frozenset("".join(flags).replace(" ", "")))
        )
    return found


def _rows(listed: list[City]) -> dict[Question, list[bool]]:
    """Return each question and whether it holds for each city."""
    rows: dict[Question, list[bool]] = {}
    for continent in dict.fromkeys(city.continent for city in listed):
        adjective = {"Europe": "|european", "Africa": "|african", "Asia": "|asian", "Oceania": "|oceanian"}
        words = continent.lower() + adjective.get(continent, "")
        rows[_question(f"in {continent}", words)] = [continent in (city.continent, *city.also) for city in listed]
    rows[_question("north of the equator", _half("north", "south", "the equator"))] = [
        city.place[0] > 0 for city in listed
    ]
    rows[_question("east of Greenwich", _half("east", "west", "greenwich"))] = [city.place[1] > 0 for city in listed]
    rows[_question("in the tropics", r"tropics?|tropical|hot")] = [abs(city.place[0]) < TROPIC for city in listed]
    for flag, (what, words) in FLAGS.items():
        rows[_question(what, words)] = [flag in city.flags for city in listed]
    held = Question(
        "Has it held the Summer Olympic Games?",
        "It has held the Summer Olympic Games.",
        "It has not held the Summer Olympic Games.",
        re.compile(r"\b(?:olympics?|olympic\s+games)\b"),
    )
    rows[held] = ["o" in city.flags for city in listed]
    for language in dict.fromkeys(city.language for city in listed):
        asked = Question(
            f"Is {language} its main official language?",
            f"Its main official language is {language}.",
            f"Its main official language is not {language}.",
            re.compile(rf"\b{language.lower()}\b"),
        )
        rows[asked] = [city.language == language for city in listed]
    for country in dict.fromkeys(city.country for city in listed):
        name = (
            f"the {country}"
            if country.startswith("United") or country.endswith(("lands", "Republic", "pines"))
            else country
        )
        rows[_question(f"in {name}", COUNTRIES.get(country, country.lower()))] = [
            city.country == country for city in listed
        ]
    return rows


def _half(one: str, other: str, line: str) -> str:
    """Return the words by which it is asked in which half of the world a city lies."""
    side = rf"(?<!middle )(?<!far )(?:{one}|{other})(?:ern)?"
    return rf"{side}(?: of {line}| hemisphere)?|{line}"


def _question(what: str, words: str) -> Question:
    return Question(f"Is it {what}?", f"It is {what}.", f"It is not {what}.", re.compile(rf"\b(?:{words})\b"))
