"""Companies, works, discoveries and landmarks: what people made, within their lives."""

from __future__ import annotations

from . import words
from .graph import Entity, Graph, Term
from .names import Names
from .people import FIRST_DIRECTOR, FIRST_FILM, LAST_BIRTH, People

FORMER_NAME, BOUGHT, RELATED, PUBLISHED, MENTIONED = 0.3, 0.3, 0.5, 0.7, 0.5
LAST_YEAR = 1985


class Makers:
    """Draws what people made.

    Args:
        graph: gets it.
        names: the source of names and chance.
        people: those who may have made it.
    """

    def __init__(self, graph: Graph, names: Names, people: People) -> None:
        self.graph, self.names, self.people = graph, names, people
        self.chance = names.chance
        self._by_trade: dict[str, list[int]] = {trade: [] for trade in words.TRADES}
        for person in people.members:
            self._by_trade[graph.entities[person].trait].append(person)

    def companies(self, count: int) -> None:
        """Add companies with a founder, a line of heads and, for some, an owner; publishers and studios first."""
        graph, chance = self.graph, self.chance
        industries = ["publishing", "film", *words.INDUSTRIES]
        older: list[int] = []
        for index in range(count):
            industry = industries[index] if index < len(industries) else chance.pick(industries)
            founder = self._founder(FIRST_DIRECTOR if industry == "film" else 0)
            company = graph.add(self._company(industry))
            year = self._active_year(founder, 24, 55, FIRST_FILM - 10 if industry == "film" else 0)
            graph.say(company, "founder", founder)
            graph.say(company, "founded", year)
            graph.say(company, "city", chance.pick(graph.of("city")))
            self._mention("founder", company, founder)
            graph.say(company, "employees", 10 * chance.between(3, 2400))
            graph.terms[company] = self._heads(founder, year)
            if older and chance.happens(BOUGHT):
                owner = chance.pick(older)
                graph.say(company, "owner", owner)
                graph.say(company, "owned_since", max(year, graph.number(owner, "founded")) + chance.between(5, 40))
            older.append(company)

    def _founder(self, born: int) -> int:
        """Return an entrepreneur not born before a year, or anybody where no such entrepreneur turns up."""
        found = self.people.find(born, LAST_BIRTH, 0, ("entrepreneur",))
        if found is None:
            found = self.people.members[self.chance.pick(self.people.between(born, LAST_BIRTH))]
        return found

    def employers(self) -> None:
        """Give engineers a company that existed when they were young."""
        companies = self.graph.of("company")
        for person in self._by_trade["engineer"]:
            company = self.chance.pick(companies)
            if self.graph.number(company, "founded") <= self.graph.number(person, "born") + 30:
                self.graph.say(person, "employer", company)

    def works(self, count: int) -> None:
        """Add ``count`` works: novels, operas and films; about half of the films follow an older novel."""
        shares = {"novel": round(0.45 * count), "opera": round(0.2 * count)}
        trades = {kind: trade for trade, kind in words.CREATORS.items()}
        for kind in [
            *(kind for kind, share in shares.items() for _ in range(share)),
            *["film"] * (count - sum(shares.values())),
        ]:
            creators = self._by_trade[trades[kind]]
            if creators:
                self._work(kind, self.chance.pick(creators))
            else:
                self._work("novel", self.chance.pick(self._by_trade["novelist"] or self.people.members))

    def discoveries(self, count: int) -> None:
        """Add comets, minerals and flowers."""
        graph, chance = self.graph, self.chance
        trades = [trade for trade in words.SCIENTISTS if self._by_trade[trade]]
        for _ in range(count if trades else 0):
            trade = chance.pick(trades)
            person = chance.pick(self._by_trade[trade])
            name = self._discovery(trade)
            found = graph.add(Entity(words.SCIENTISTS[trade], name, name))
            graph.say(found, "discoverer", person)
            graph.say(found, "year", self._active_year(person, 22, 60))
            graph.say(found, "city", chance.pick(graph.of("city")))
            if trade == "astronomer":
                graph.say(found, "period", chance.between(4, 180))
            else:
                graph.say(found, "colour", chance.pick(words.COLOURS))
            if trade == "botanist":
                graph.say(found, "month", chance.pick(words.MONTHS))
            self._mention("discoverer", found, person)

    def landmarks(self, count: int) -> None:
        """Add bridges, towers and other buildings."""
        graph, chance = self.graph, self.chance
        for _ in range(count if self._by_trade["architect"] else 0):
            architect = chance.pick(self._by_trade["architect"])
            kind = chance.pick(words.LANDMARKS)
            name = self.names.named(kind.capitalize())
            built = graph.add(Entity(kind, name, name))
            graph.say(built, "architect", architect)
            graph.say(built, "year", self._active_year(architect, 26, 70))
            graph.say(built, "city", chance.pick(graph.of("city")))
            graph.say(built, "height", chance.between(11, 140))
            self._mention("architect", built, architect)

    def _mention(self, relation: str, subject: int, person: int) -> None:
        """Have the person's article state the fact too, for some."""
        if self.chance.happens(MENTIONED):
            self.graph.also[relation, subject] = person

    def _active_year(self, person: int, first: int, last: int, least: int = 0) -> int:
        """Return a year of somebody's life, from one age to another, not before ``least``."""
        born, died = self.graph.number(person, "born"), self.graph.number(person, "died")
        return self.chance.between(max(least, born + first), min(born + last, died - 1))

    def _company(self, industry: str) -> Entity:
        def make() -> str:
            ending = self.chance.pick(words.INDUSTRIES[industry])
            first = self.names.surname() if self.chance.happens(0.6) else self.chance.pick(words.PLACE_STARTS) + "ar"
            other = f" & {self.names.surname()}" if self.chance.happens(0.3) else ""
            return f"{first}{other} {ending}"

        name = self.names.draw(make)
        aliases = (self.names.draw(make),) if self.chance.happens(FORMER_NAME) else ()
        return Entity("company", name, name, aliases, industry)

    def _heads(self, founder: int, year: int) -> tuple[Term, ...]:
        """Return who led a company: first its founder, then people of 32 to 60 until they are at most 75 or die."""
        died, born = self.graph.number(founder, "died"), self.graph.number(founder, "born")
        end = min(died, max(year + 3, born + self.chance.between(45, 75)))
        terms = [Term(founder, year, end)]
        while len(terms) < 6 and end < LAST_YEAR:
            head = self.people.find(end - 60, end - 32, end + 4, ("entrepreneur", "engineer", "politician"))
            if head is None or head in [term.holder for term in terms]:
                break
            start = end
            limit = min(self.graph.number(head, "died"), self.graph.number(head, "born") + 76)
            end = self.chance.between(start + 3, min(start + 20, limit))
            terms.append(Term(head, start, end))
        return tuple(terms)

    def _work(self, kind: str, creator: int) -> None:
        graph, chance = self.graph, self.chance
        name = self.names.work()
        work = graph.add(Entity(kind, name, name))
        year = self._active_year(creator, 23, 66, FIRST_FILM if kind == "film" else 0)
        graph.say(work, "creator", creator)
        graph.say(work, "year", year)
        graph.also["creator", work] = graph.also["year", work] = creator
        if kind != "film" or chance.happens(0.6):
            graph.say(work, "setting", chance.pick(graph.of("city")))
        industry = {"novel": "publishing", "film": "film"}.get(kind)
        houses = graph.of("company", industry) if industry else []
        old = [house for house in houses if graph.number(house, "founded") <= year]
        if old and chance.happens(PUBLISHED):
            graph.say(work, "publisher", chance.pick(old))
        if kind == "novel":
            graph.say(work, "pages", chance.between(90, 900))
        elif kind == "film":
            graph.say(work, "minutes", chance.between(62, 190))
            self._older("source", "novel", work, year)
        else:
            self._older("venue", "theatre", work, year)

    def _older(self, relation: str, kind: str, work: int, year: int) -> None:
        """Relate some works to a thing of a kind that was there before."""
        things = self.graph.of(kind)
        if things and self.chance.happens(RELATED):
            thing = self.chance.pick(things)
            if self.graph.number(thing, "year") < year:
                self.graph.say(work, relation, thing)

    def _discovery(self, trade: str) -> str:
        names, pick = self.names, self.chance.pick
        if trade == "astronomer":
            return names.draw(lambda: f"Comet {pick(words.PLACE_STARTS)}{pick(words.COMETS)}")
        if trade == "geologist":
            return names.draw(lambda: f"{pick(words.PLACE_STARTS)}{pick(words.PLACE_ENDS)[:2]}{pick(words.MINERALS)}")
        return names.draw(lambda: f"{pick(words.PLACE_STARTS)} {pick(words.HABITATS)} {pick(words.FLOWERS)}")
