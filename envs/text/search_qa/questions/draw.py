"""Draw questions: walks over the graph, comparisons and questions of time, each with one right answer.

A question has as many hops as articles must be read for it, each fact being read in the article about its subject.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..encyclopaedia.chance import Chance
from ..encyclopaedia.edition import Encyclopaedia
from ..encyclopaedia.graph import ENTITIES, Graph
from . import phrases
from .terms import Ask, Between, By, Description, Holder, Named, Next, Of, Question, When, Which
from .wording import form_of

KINDS = ("chain", "comparison", "temporal")
LEAST_HOPS = {"chain": 1, "comparison": 2, "temporal": 1}
ENDS_ON_FACT = 0.5
DESCRIBED = 0.5


class Trail(NamedTuple):
    """A description that is being built.

    Attributes:
        term: the description.
        entity: what it denotes.
        read: the articles that must be read to know that.
        seen: entities on the way, so that it doesn't turn back.
    """

    term: Description
    entity: int
    read: frozenset[int]
    seen: frozenset[int]


class Drawer:
    """Draws questions on an encyclopaedia.

    Args:
        book: the encyclopaedia.
        chance: the source.
    """

    def __init__(self, book: Encyclopaedia, chance: Chance) -> None:
        self.book, self.chance = book, chance
        self.graph: Graph = book.graph

    def draw(self, kind: str, hops: int) -> Question | None:
        """Return a question of a kind with this many hops, or None where this try led to none."""
        if kind == "chain":
            start = self._anything()
            return None if self._kind(start) == "office" else self._go_on(self._start(start), hops)
        if kind == "comparison":
            return self._comparison(hops)
        return self._temporal(hops)

    def _start(self, entity: int) -> Trail:
        return Trail(Named(entity), entity, frozenset(), frozenset([entity]))

    def _anything(self) -> int:
        return self.chance.below(len(self.graph.entities))

    def _kind(self, entity: int) -> str:
        return self.graph.entities[entity].kind

    def steps(self, trail: Trail) -> Iterator[Trail]:
        """Yield the descriptions that are one relation longer."""
        entity, kind = trail.entity, self._kind(trail.entity)
        for relation in ENTITIES:
            value = self.graph.facts[relation].get(entity)
            if value is None or value in trail.seen or not form_of(phrases.OF, relation, kind):
                continue
            if not self._told_by_name(entity, int(value)):
                read, seen = trail.read | {entity}, trail.seen | {int(value)}
                yield Trail(Of(relation, trail.term), int(value), read, seen)
        for relation, made in phrases.BY:
            found = self.graph.inverse(entity, relation, made)
            if len(found) == 1 and found[0] not in trail.seen and not self._told_by_name(found[0], entity):
                read, seen = trail.read | {found[0]}, trail.seen | {found[0]}
                yield Trail(By(relation, made, trail.term), found[0], read, seen)

    def _told_by_name(self, subject: int, value: int) -> bool:
        """Whether a name gives the fact away: University of Veldra, Treaty of Veldra."""
        return self.graph.entities[value].name in self.graph.entities[subject].name

    def _go_on(self, trail: Trail, hops: int) -> Question | None:
        """Lengthen a description until it takes ``hops`` articles, then ask for it or for a fact of it."""
        while True:
            steps = [step for step in self.steps(trail) if len(step.read) <= hops]
            ready = len(trail.read | {trail.entity}) == hops
            if ready and (not steps or self.chance.happens(ENDS_ON_FACT)):
                return self._fact(trail)
            if not steps:
                return None
            trail = self.chance.pick(steps)
            if len(trail.read) == hops and (not self._may_go_on(trail, hops) or self.chance.happens(ENDS_ON_FACT)):
                return Ask(*trail.term) if isinstance(trail.term, Of) else Ask("", trail.term)

    def _may_go_on(self, trail: Trail, hops: int) -> bool:
        return any(len(step.read) <= hops for step in self.steps(trail))

    def _fact(self, trail: Trail) -> Question | None:
        """Ask for a year, a count or a word of what was found."""
        entity, kind = trail.entity, self._kind(trail.entity)
        asked = [
            relation
            for relation, values in self.graph.facts.items()
            if relation not in ENTITIES and entity in values and form_of(phrases.ASK, relation, kind) is not None
        ]
        return Ask(self.chance.pick(asked), trail.term) if asked else None

    def _described(self, entity: int, room: int) -> Trail | None:
        """Return a description of an entity: by its name, or through another, where there is room for more to read."""
        if room > 0 and self.chance.happens(DESCRIBED):
            ways = [
                (relation, subject)
                for relation in ENTITIES
                for subject in self.graph.inverse(entity, relation)
                if form_of(phrases.OF, relation, self._kind(subject)) and not self._told_by_name(subject, entity)
            ]
            if ways:
                relation, subject = self.chance.pick(ways)
                seen = frozenset([subject, entity])
                return Trail(Of(relation, Named(subject)), entity, frozenset([subject]), seen)
        return self._start(entity)

    def _comparison(self, hops: int) -> Question | None:
        """Compare two of a kind; ask which it is where neither is named, else for something about it; or for a span."""
        (relation, kind), chance = self.chance.pick(tuple(phrases.COMPARED)), self.chance
        members = self.graph.of(kind)
        if len(members) < 2 or hops < 2:
            return None
        first, second = chance.pick(members), chance.pick(members)
        values = self.graph.get(first, relation), self.graph.get(second, relation)
        if None in values or values[0] == values[1]:
            return None
        one = self._described(first, hops - 2)
        other = self._described(second, hops - 2 - len(one.read)) if one else None
        if one is None or other is None or one.seen & other.seen:
            return None
        read = one.read | other.read | {first, second}
        if len(read) == hops and (relation, kind) in phrases.DATED and chance.happens(0.2):
            return Between(When(relation, one.term), When(relation, other.term))
        more = chance.happens(0.5)
        right = first if (int(values[0]) > int(values[1])) == more else second  # type: ignore[arg-type]
        trail = Trail(Which(relation, more, one.term, other.term), right, read, one.seen | other.seen)
        unnamed = not (isinstance(one.term, Named) or isinstance(other.term, Named))
        if len(read) == hops and unnamed and chance.happens(0.7):
            return Ask("", trail.term)
        return self._go_on(trail, hops) if len(read) <= hops else None

    def _temporal(self, hops: int) -> Question | None:
        trail = self._holder(hops) if self.chance.happens(0.7) else self._next_work(hops)
        if trail is None or len(trail.read) > hops:
            return None
        if len(trail.read) == hops and (hops == 1 or self.chance.happens(0.7)):
            return Ask("", trail.term)
        return self._go_on(trail, hops)

    def _holder(self, hops: int) -> Trail | None:
        """Describe who held an office in a year: given, or that of something that happened."""
        office = self.chance.pick(self.book.offices)
        term = self.chance.pick(self.graph.terms[office])
        prize = self._kind(office) == "prize"
        if not prize and term.end - term.start < 2:
            return None
        year = term.start if prize else self.chance.between(term.start + 1, term.end - 1)
        place = self.graph.number(office, "city") if self._kind(office) == "office" else office
        when, read = self._when(year, hops - 1, place)
        where = self._described(place, hops - 1 - len(read))
        if when is None or where is None or term.holder in where.seen or where.read & read:
            return None
        held = By("city", "office", where.term) if place != office else where.term
        seen = where.seen | read | {office, term.holder}
        return Trail(Holder(held, when), term.holder, read | where.read | {office}, seen)

    def _next_work(self, hops: int) -> Trail | None:
        """Describe the first work that somebody made after a year."""
        work = self._anything()
        kind = self._kind(work)
        if kind not in phrases.MADE:
            return None
        person = self.graph.number(work, "creator")
        years = sorted(self.graph.number(other, "year") for other in self.graph.inverse(person, "creator", kind))
        before = years.index(self.graph.number(work, "year")) - 1
        if before < 0 or years.count(years[before + 1]) > 1:
            return None
        when, read = self._when(self.chance.between(years[before], years[before + 1] - 1), hops - 1, person)
        who = self._described(person, hops - 1 - len(read))
        if when is None or who is None or work in who.seen or who.read & read:
            return None
        seen = who.seen | read | {work}
        return Trail(Next(kind, who.term, when), work, read | who.read | {person}, seen)

    def _when(self, year: int, room: int, apart: int) -> tuple[When | None, frozenset[int]]:
        """Return a year as what happened in it, where there is room to read about that; else as a number."""
        if room < 1:
            return When("", year), frozenset()
        happened = [
            (relation, subject)
            for relation, subject in self.book.dated.get(year, ())
            if subject != apart and form_of(phrases.DATED, relation, self._kind(subject)) is not None
        ]
        if not happened:
            return None, frozenset()
        relation, subject = self.chance.pick(happened)
        return When(relation, Named(subject)), frozenset([subject])
