"""People: families, schooling and trades, in the order of their births.

Everybody was born from 1790 to 1905 and lived for 48 to 92 years. A mother is 20 to 38 years older than her child, a
couple at most 8 years apart, so that parents live to see their child born. People study from 18 to 24 at schools older
than they are, with teachers 14 to 40 years older than they are.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from . import words
from .chance import Chance
from .graph import Entity, Graph
from .names import Names

FIRST_BIRTH, LAST_BIRTH = 1790, 1905
FIRST_DIRECTOR, FIRST_FILM = 1870, 1908
BORN_TO_COUPLE, MARRIED = 0.45, 0.45
OTHER_NAME, SCHOOLED, TAUGHT, PASTIME = 0.35, 0.5, 0.7, 0.3


class People:
    """The people of a graph, sorted by birth.

    Args:
        graph: gets them.
        names: the source of names and chance.
        namesakes: probability that somebody is given the name of another person, or one that differs in a letter.
    """

    def __init__(self, graph: Graph, names: Names, namesakes: float) -> None:
        self.graph, self.names, self.namesakes = graph, names, namesakes
        self.chance: Chance = names.chance
        self.members: list[int] = []
        self.births: list[int] = []
        self._single: dict[str, list[int]] = {"she": [], "he": []}
        self._couples: list[tuple[int, int]] = []
        self._full_names: list[tuple[str, str]] = []
        self._trades_of: dict[str, list[str]] = {}
        self._trades = tuple(words.TRADES)
        self._shares = tuple(accumulate(words.TRADES.values()))

    def draw(self, count: int) -> None:
        """Add ``count`` people."""
        chance = self.chance
        for born in sorted(chance.between(FIRST_BIRTH, LAST_BIRTH) for _ in range(count)):
            pronoun = chance.pick(("she", "he"))
            parents = self._parents(born) if chance.happens(BORN_TO_COUPLE) else None
            person = self.graph.add(self._named(pronoun, self._trade(born), parents))
            self.members.append(person)
            self.births.append(born)
            self._live(person, born)
            if parents:
                self.graph.say(person, "mother", parents[0])
                self.graph.say(person, "father", parents[1])
            if chance.happens(MARRIED):
                self._marry(person, pronoun, born, parents)
            else:
                self._single[pronoun].append(person)

    def between(self, first: int, last: int) -> range:
        """Return the range of places in ``members`` of those born from ``first`` to ``last``."""
        return range(bisect_left(self.births, first), bisect_left(self.births, last + 1))

    def find(self, first: int, last: int, alive: int, trades: tuple[str, ...], tries: int = 40) -> int | None:
        """Return somebody born from ``first`` to ``last`` who lives until after ``alive``, or None if none turns up."""
        span = self.between(first, last)
        for _ in range(tries if span else 0):
            person = self.members[self.chance.pick(span)]
            entity = self.graph.entities[person]
            if self.graph.number(person, "died") > alive and (not trades or entity.trait in trades):
                return person
        return None

    def _trade(self, born: int) -> str:
        found = "film director"
        while found == "film director":
            drawn = self.chance.number() * self._shares[-1]
            found = next(trade for trade, share in zip(self._trades, self._shares, strict=True) if drawn < share)
            if born >= FIRST_DIRECTOR:
                break
        return found

    def _live(self, person: int, born: int) -> None:
        """Say where and when somebody lived, studied and with whom."""
        graph, chance = self.graph, self.chance
        cities, schools = graph.of("city"), graph.of("university")
        graph.say(person, "born", born)
        graph.say(person, "died", born + chance.between(48, 92))
        graph.say(person, "born_in", chance.pick(cities))
        graph.say(person, "died_in", chance.pick(cities))
        if schools and chance.happens(SCHOOLED):
            graph.say(person, "school", chance.pick(schools))
        trade = graph.entities[person].trait
        if trade in words.TAUGHT and chance.happens(TAUGHT):
            teacher = self.find(born - 40, born - 14, born + 24, (trade,))
            if teacher is not None:
                graph.say(person, "teacher", teacher)
        if chance.happens(PASTIME):
            graph.say(person, "pastime", chance.pick(words.PASTIMES))

    def _parents(self, born: int) -> tuple[int, int] | None:
        for _ in range(20 if self._couples else 0):
            mother, father = self.chance.pick(self._couples)
            if 20 <= born - self.graph.number(mother, "born") <= 38:
                return mother, father
        return None

    def _marry(self, person: int, pronoun: str, born: int, parents: tuple[int, int] | None) -> None:
        """Marry somebody to one of the unmarried of about the same age, or leave them unmarried for now."""
        others = self._single["he" if pronoun == "she" else "she"]
        for index in range(len(others) - 1, max(-1, len(others) - 40), -1):
            other = others[index]
            apart = born - self.graph.number(other, "born")
            kin = parents and self.graph.get(other, "mother") == parents[0]
            if apart <= 8 and not kin:
                others.pop(index)
                self.graph.say(person, "spouse", other)
                self.graph.say(other, "spouse", person)
                self.graph.also["spouse", person], self.graph.also["spouse", other] = other, person
                self._couples.append((person, other) if pronoun == "she" else (other, person))
                return
        self._single[pronoun].append(person)

    def _named(self, pronoun: str, trade: str, parents: tuple[int, int] | None) -> Entity:
        """Return a person; the child of a couple has the father's family name."""
        name = ""
        if parents is None and self._trades_of and self.chance.happens(self.namesakes):
            name = self._namesake(pronoun)
        shared = name in self._trades_of
        if shared and trade not in self._trades_of[name] and self.names.claim(f"{name} ({trade})"):
            title = f"{name} ({trade})"
        else:
            family = self.graph.entities[parents[1]].name.split()[-1] if parents else ""
            if shared or not name or not self.names.claim(name):
                name = self.names.draw(lambda: f"{self.names.given(pronoun)} {family or self.names.surname()}")
            title = name
            self._full_names.append((pronoun, name))
        self._trades_of.setdefault(name, []).append(trade)
        return Entity("person", name, title, self._other_names(trade, pronoun), trade, pronoun)

    def _namesake(self, pronoun: str) -> str:
        """Return another person's name, or one whose family name has an e more or less."""
        other, name = self.chance.pick(self._full_names)
        if other == pronoun and self.chance.happens(0.5):
            return name
        given, _, surname = name.partition(" ")
        given = given if other == pronoun else self.names.given(pronoun)
        return f"{given} {surname[:-1] if surname.endswith('e') else surname + 'e'}"

    def _other_names(self, trade: str, pronoun: str) -> tuple[str, ...]:
        """Return a pen name of those who make works, a byname of others, for some."""
        if not self.chance.happens(OTHER_NAME):
            return ()
        pick, names = self.chance.pick, self.names
        if trade in words.CREATORS:
            return (names.draw(lambda: f"{names.given(pronoun)} {names.surname()}"),)
        cities, entities = self.graph.of("city"), self.graph.entities
        return (names.draw(lambda: f"the {pick(words.EPITHETS)} of {entities[pick(cities)].name}"),)
