"""Events, prizes and offices: what happened when, and who held what from when to when."""

from __future__ import annotations

from . import words
from .graph import Entity, Graph, Term
from .makers import LAST_YEAR
from .names import Names
from .people import People

TOLD_OF_TERMS, TOLD_OF_LEADERS = 0.5, 0.5


class Chronicle:
    """Draws what happened.

    Args:
        graph: gets it.
        names: the source of names and chance.
        people: those to whom it may happen.
    """

    def __init__(self, graph: Graph, names: Names, people: People) -> None:
        self.graph, self.names, self.people = graph, names, people
        self.chance = names.chance

    def events(self, count: int) -> None:
        """Add what happened in cities, and expeditions, which somebody of 25 to 60 led."""
        graph, chance = self.graph, self.chance
        for _ in range(count):
            if chance.happens(0.3):
                self._expedition()
                continue
            kind, city = chance.pick(tuple(words.EVENTS)), chance.pick(graph.of("city"))
            name = words.EVENTS[kind].format(graph.entities[city].name)
            if self.names.claim(name):
                event = graph.add(Entity("event", name, name, (), kind))
                graph.say(event, "year", chance.between(1815, LAST_YEAR))
                graph.say(event, "city", city)
                graph.say(event, "days", chance.between(3, 240 if kind in ("fair", "strike", "congress") else 40))

    def prizes(self, count: int) -> None:
        """Add prizes with their winners, who were 28 to 75 years old."""
        graph, chance = self.graph, self.chance
        for _ in range(count):
            field = chance.pick(tuple(words.FIELDS))
            name = self.names.named(*words.HONOURS)
            prize = graph.add(Entity("prize", name, name, (), field))
            year = chance.between(1920 if field == "film" else 1830, 1930)
            donor = self.people.find(year - 70, year - 30, year, ())
            graph.say(prize, "field", field)
            graph.say(prize, "founded", year)
            graph.say(prize, "city", chance.pick(graph.of("city")))
            if donor is not None:
                graph.say(prize, "founder", donor)
            graph.terms[prize] = self._winners(year, words.FIELDS[field])
            self._mention(prize)

    def offices(self, count: int) -> None:
        """Add lists of the mayors of ``count`` cities."""
        graph = self.graph
        for city in self.chance.shuffled(graph.of("city"))[:count]:
            name = f"Mayors of {graph.entities[city].name}"
            if not self.names.claim(name):
                continue
            roll = graph.add(Entity("office", name, name))
            graph.say(roll, "city", city)
            graph.terms[roll] = self._mayors()
            self._mention(roll)

    def _mention(self, subject: int) -> None:
        """Have the holders' articles state their terms too, for some."""
        for term in self.graph.terms[subject]:
            if self.chance.happens(TOLD_OF_TERMS):
                self.graph.told.setdefault(term.holder, []).append((subject, term))

    def _expedition(self) -> None:
        graph, chance = self.graph, self.chance
        year = chance.between(1825, 1935)
        leader = self.people.find(year - 60, year - 25, year + 1, ("explorer",))
        name = self.names.named("Sea Expedition", "Coast Expedition", "Desert Expedition", "Mountain Expedition")
        event = graph.add(Entity("event", name, name, (), "expedition"))
        graph.say(event, "year", year)
        graph.say(event, "city", chance.pick(graph.of("city")))
        graph.say(event, "days", chance.between(60, 900))
        graph.say(event, "ship", f"{chance.pick(words.ADJECTIVES)} {chance.pick(words.EPITHETS)}")
        if leader is not None:
            graph.say(event, "leader", leader)
            if chance.happens(TOLD_OF_LEADERS):
                graph.also["leader", event] = leader

    def _winners(self, year: int, trades: tuple[str, ...]) -> tuple[Term, ...]:
        terms: list[Term] = []
        while year < LAST_YEAR and len(terms) < 8:
            winner = self.people.find(year - 75, year - 28, year, trades)
            if winner is None:
                break
            if winner not in [term.holder for term in terms]:
                terms.append(Term(winner, year, year))
            year += self.chance.between(2, 6)
        return tuple(terms)

    def _mayors(self) -> tuple[Term, ...]:
        """Return mayors one after the other, 35 to 62 years old when they began, in office for 3 to 11 years."""
        terms: list[Term] = []
        start = self.chance.between(1850, 1900)
        for _ in range(self.chance.between(5, 9)):
            end = start + self.chance.between(3, 11)
            mayor = self.people.find(
                start - 62, start - 35, end, ("politician", "entrepreneur", "engineer", "architect")
            )
            if mayor is None or mayor in [term.holder for term in terms]:
                break
            terms.append(Term(mayor, start, end))
            start = end
        return tuple(terms)
