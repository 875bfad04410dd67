"""Invented names, no two the same unless they are meant to be."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import words
from .chance import Chance

TRIES = 200
NAMING = tuple(noun for noun in words.NOUNS if noun.casefold() not in words.LANDMARKS)


class Names:
    """Draws names; a name, an alias and a title are given once, whatever their case.

    Args:
        chance: the source.
    """

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.taken: set[str] = set()

    def claim(self, name: str) -> bool:
        """Take a name; False if it is taken already."""
        key = name.casefold()
        fresh = key not in self.taken
        self.taken.add(key)
        return fresh

    def draw(self, make: Callable[[], str]) -> str:
        """Return what ``make`` gives, when it gives something that is not taken; a numeral after many failures."""
        for _ in range(TRIES):
            name = make()
            if self.claim(name):
                return name
        count = 2
        while not self.claim(f"{name} {roman(count)}"):
            count += 1
        return f"{name} {roman(count)}"

    def place(self) -> str:
        """Return a city's name."""

        def make() -> str:
            name = joined(self.chance.pick(words.PLACE_STARTS), self.chance.pick(words.PLACE_ENDS))
            return f"{self.chance.pick(words.PLACE_SIDES)} {name}" if self.chance.happens(0.15) else name

        return self.draw(make)

    def country(self) -> str:
        """Return a country's name."""
        return self.draw(lambda: joined(self.chance.pick(words.PLACE_STARTS), self.chance.pick(words.COUNTRY_ENDS)))

    def river(self) -> str:
        """Return a river's name; several cities may share it."""
        return joined(self.chance.pick(words.PLACE_STARTS), self.chance.pick(words.RIVER_ENDS))

    def surname(self) -> str:
        """Return a family's name."""
        return joined(self.chance.pick(words.SURNAME_STARTS), self.chance.pick(words.SURNAME_ENDS))

    def given(self, pronoun: str) -> str:
        """Return a first name."""
        return self.chance.pick(words.WOMEN if pronoun == "she" else words.MEN)

    def work(self) -> str:
        """Return the title of a novel, a film or an opera."""
        pick = self.chance.pick

        def make() -> str:
            adjective, noun, other = pick(words.ADJECTIVES), pick(words.NOUNS), pick(words.NOUNS)
            plural, given = pick(words.PLURALS), pick((*words.WOMEN, *words.MEN))
            forms = [f"The {adjective} {noun}", f"{plural} of the {adjective} {noun}", f"{adjective} {plural}"]
            forms += [f"{a(noun)} for {given}"] + [f"The {noun} and the {other}"] * (noun != other)
            return pick(forms)

        return self.draw(make)

    def named(self, *endings: str) -> str:
        """Return an adjective, a noun that is no building, and one of the ``endings``."""
        pick = self.chance.pick
        return self.draw(lambda: f"{pick(words.ADJECTIVES)} {pick(NAMING)} {pick(endings)}")


def joined(start: str, end: str) -> str:
    """Return a name made of two parts, without a letter thrice in a row."""
    return re.sub(r"(.)\1\1", r"\1\1", start + end)


def a(noun: str) -> str:
    """Return ``noun`` after its indefinite article."""
    return f"{'An' if noun[0] in 'AEIOUaeiou' else 'A'} {noun}"


def roman(number: int) -> str:
    """Return a number in Roman numerals."""
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    found = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        found += sign * count
    return found
