"""What can be asked: things of five fields, and what is true of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

THINGS = 6
"""How many there are of each kind."""
WRONG = THINGS - 1
"""How many wrong values of a fact there are."""

Value = int | str


@dataclass(frozen=True)
class Attribute:
    """What can be asked about a kind of thing.

    Attributes:
        name: one word.
        says: the noun that names it.
        phrase: the noun phrase of one thing's, ``{x}``.
        ask: the question for it.
        tell: the sentence that tells its value, ``{v}``.
        words: by which it is recognised.
        kind: of the things that are its values; empty for numbers.
        least: the least number.
        most: the most.
    """

    name: str
    says: str
    phrase: str
    ask: str
    tell: str
    words: str
    kind: str = ""
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Kind:
    """A kind of things, and the field that it belongs to.

    Attributes:
        name: in the singular.
        field: what it belongs to.
        first: beginnings of names.
        last: endings of names.
        attributes: what is known of each.
    """

    name: str
    field: str
    first: tuple[str, ...]
    last: tuple[str, ...]
    attributes: tuple[Attribute, ...]


def _year(says: str, verb: str, word: str, least: int, most: int) -> Attribute:
    """Return the year in which something happened to a thing."""
    return Attribute(
        word,
        f"year of {says}",
        f"the year of {says} of {{x}}",
        f"In which year was {{x}} {verb}?",
        f"{{x}} was {verb} in {{v}}.",
        f"year when {verb} {says} old date",
        least=least,
        most=most,
    )


def _number(word: str, says: str, words: str, least: int, most: int) -> Attribute:
    """Return a number of a thing."""
    tell = f"The {says} of {{x}} is {{v}}."
    return Attribute(
        word, says, f"the {says} of {{x}}", f"What is the {says} of {{x}}?", tell, words, least=least, most=most
    )


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "town",
            "geography",
            ("Ald", "Bex", "Cor", "Dun", "Est", "Far", "Gar", "Hol"),
            ("moor", "ley", "vale", "mere", "wick", "row"),
            (
                _number("population", "population", "population inhabitants people live many", 2_000, 90_000),
                _year("foundation", "founded", "founded", 900, 1700),
                _number("altitude", "altitude in metres", "altitude metres high height elevation", 110, 1_900),
            ),
        ),
        Kind(
            "painter",
            "art",
            ("Ada", "Boris", "Clara", "Diego", "Elsa", "Fritz", "Greta", "Hugo"),
            (" Marsh", " Novak", " Oster", " Prell", " Quint", " Rossi"),
            (
                _year("birth", "born", "born", 1700, 1900),
                _number("works", "number of paintings", "number paintings pictures works many painted", 110, 990),
                Attribute(
                    "birthplace",
                    "town of birth",
                    "the birthplace of {x}",
                    "In which town was {x} born?",
                    "{x} was born in {v}.",
                    "town where born birthplace city place",
                    "town",
                ),
            ),
        ),
        Kind(
            "opera",
            "music",
            ("Winter", "Silent", "Golden", "Distant", "Crimson", "Hidden", "Velvet", "Broken"),
            (" Masque", " Garden", " Oath", " Mirror", " Bridge", " Crown"),
            (
                _number("length", "length in minutes", "length minutes long last lasts duration", 75, 290),
                _year("the first performance", "first performed", "performed", 1750, 1950),
                Attribute(
                    "designer",
                    "designer of the stage",
                    "the stage designer of {x}",
                    "Which painter designed the stage of {x}?",
                    "The stage of {x} was designed by {v}.",
                    "painter who designed designer stage set",
                    "painter",
                ),
            ),
        ),
        Kind(
            "ship",
            "seafaring",
            ("Northern", "Swift", "Gallant", "Restless", "Proud", "Lucky", "Salty", "Merry"),
            (" Gull", " Otter", " Lady", " Star", " Wave", " Heron"),
            (
                _number("tonnage", "tonnage", "tonnage tons tonnes weight heavy", 400, 60_000),
                _year("launch", "launched", "launched", 1750, 1990),
                Attribute(
                    "port",
                    "home port",
                    "the home port of {x}",
                    "Which town is the home port of {x}?",
                    "The home port of {x} is {v}.",
                    "town home port harbour where lies",
                    "town",
                ),
                Attribute(
                    "namesake",
                    "opera after which it is named",
                    "the opera that gave its name to {x}",
                    "After which opera is {x} named?",
                    "{x} is named after {v}.",
                    "opera named after namesake name",
                    "opera",
                ),
            ),
        ),
        Kind(
            "mineral",
            "chemistry",
            ("Aru", "Belo", "Cani", "Dory", "Evra", "Fela", "Gono", "Hyra"),
            ("nite", "lite", "rite", "site", "tite", "dite"),
            (
                _number("melting", "melting point in degrees", "melting melt melts point degrees", 310, 2_900),
                _year("discovery", "discovered", "discovered", 1700, 1960),
                Attribute(
                    "mine",
                    "town near which it is mined",
                    "the mining town of {x}",
                    "Near which town is {x} mined?",
                    "{x} is mined near {v}.",
                    "town near mined mine mining where",
                    "town",
                ),
            ),
        ),
    )
}

FIELDS = tuple(kind.field for kind in KINDS.values())
"""The fields of knowledge."""


class Fact(NamedTuple):
    """What is asked about a thing: its kind, its name and the attribute's name."""

    kind: str
    thing: str
    attribute: str

    @property
    def field(self) -> str:
        """The field that it belongs to."""
        return KINDS[self.kind].field

    @property
    def about(self) -> Attribute:
        """The attribute."""
        return next(each for each in KINDS[self.kind].attributes if each.name == self.attribute)


@dataclass(frozen=True)
class World:
    """Things and the truth about them.

    Attributes:
        things: the names of each kind.
        values: of each fact.
        wrong: the wrong values of each fact, all as likely to be told.
    """

    things: Mapping[str, tuple[str, ...]]
    values: Mapping[Fact, Value]
    wrong: Mapping[Fact, tuple[Value, ...]]

    def kind_of(self, thing: str) -> str:
        """Return the kind of a thing."""
        return next(kind for kind, names in self.things.items() if thing in names)

    def named(self, value: Value) -> str:
        """Return a value in a sentence: a thing with its kind, or a number."""
        return f"the {self.kind_of(value)} {value}" if isinstance(value, str) else str(value)

    def told(self, fact: Fact, value: Value) -> str:
        """Return the sentence that tells the value of a fact."""
        text = fact.about.tell.format(x=self.named(fact.thing), v=self.named(value))
        return text[0].upper() + text[1:]

    def notes(self, fields: tuple[str, ...]) -> str:
        """Return all that is true in some fields, as sentences."""
        return " ".join(self.told(fact, value) for fact, value in self.values.items() if fact.field in fields)


def draw_world(rng: np.random.Generator) -> World:
    """Draw things and the truth about them."""
    things = {name: _names(rng, kind) for name, kind in KINDS.items()}
    values: dict[Fact, Value] = {}
    wrong: dict[Fact, tuple[Value, ...]] = {}
    for name, kind in KINDS.items():
        for thing in things[name]:
            for attribute in kind.attributes:
                fact = Fact(name, thing, attribute.name)
                if attribute.kind:
                    told: list[Value] = [things[attribute.kind][place] for place in rng.permutation(THINGS).tolist()]
                else:
                    told = list(_numbers(rng, attribute))
                values[fact], wrong[fact] = told[0], tuple(told[1:])
    return World(things, values, wrong)


def _names(rng: np.random.Generator, kind: Kind) -> tuple[str, ...]:
    """Draw names that share no beginning and no ending."""
    first, last = rng.permutation(len(kind.first))[:THINGS], rng.permutation(len(kind.last))[:THINGS]
    return tuple(kind.first[one] + kind.last[other] for one, other in zip(first.tolist(), last.tolist(), strict=True))


def _numbers(rng: np.random.Generator, attribute: Attribute) -> list[int]:
    """Draw different numbers that an attribute may have."""
    found: dict[int, None] = {}
    count = attribute.most + 1 - attribute.least
    while len(found) < THINGS:
        found |= dict.fromkeys(attribute.least + int(share * count) for share in rng.random(2 * THINGS).tolist())
    return list(found)[:THINGS]
