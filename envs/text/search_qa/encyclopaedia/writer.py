"""Write the article on an entity: sentences, each with the facts that it states."""

from __future__ import annotations

import string
from typing import NamedTuple

from . import phrases, words
from .chance import Chance
from .graph import COUNTS, ENTITIES, Graph, Term

Fact = tuple[str, int, int | str]
"""Relation, subject and value; of a term ``("term", subject, holder)`` and ``("year", subject, year)``."""

WORKS = tuple(words.CREATORS.values())
THE = ("event", "prize", "flower", *words.LANDMARKS)
PRONOUNS = {
    "she": {"He": "She", "he": "she", "His": "Her", "his": "her", "him": "her", "child": "daughter", "wife": "husband"},
    "he": {"He": "He", "he": "he", "His": "His", "his": "his", "him": "him", "child": "son", "wife": "wife"},
    "it": {"He": "It", "he": "it", "His": "Its", "his": "its", "him": "it"},
}


class Sentence(NamedTuple):
    """A text of one or two sentences and the facts that it states."""

    text: str
    facts: tuple[Fact, ...]


class Written(NamedTuple):
    """An article.

    Attributes:
        sentences: in reading order.
        called: entity → the words by which it is called.
    """

    sentences: list[Sentence]
    called: dict[int, str]


def with_article(text: str) -> str:
    """Return ``text`` after "a" or "an"."""
    return f"an {text}" if text[0] in "aeiou" else f"a {text}"


def listed(parts: list[str]) -> str:
    """Return parts joined by commas and "and"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def set_off(kind: str, name: str) -> str:
    """Return a name as it stands in a sentence: works in quotes, some kinds after "the"."""
    if kind in WORKS:
        return f'"{name}"'
    return f"the {name}" if kind in THE or name.startswith("University of ") else name


class Writer:
    """Writes articles.

    Args:
        graph: the facts.
        chance: chooses among the forms.
        aliases: probability that an entity with another name is called by it in an article on something else.
    """

    def __init__(self, graph: Graph, chance: Chance, aliases: float) -> None:
        self.graph, self.chance, self.aliases = graph, chance, aliases
        names: dict[str, int] = {}
        for entity in graph.entities:
            names[entity.name] = names.get(entity.name, 0) + 1
        self.shared = {name for name, count in names.items() if count > 1}
        self._slots: dict[str, tuple[str, ...]] = {}

    def write(self, subject: int) -> Written:
        """Return the article on ``subject``."""
        entity = self.graph.entities[subject]
        page = _Page(self, subject)
        kind = entity.trait if entity.kind == "event" else "building" if entity.kind in words.LANDMARKS else entity.kind
        page.state(self.chance.pick(phrases.LEADS[kind]))
        if entity.aliases:
            creator = entity.kind == "person" and entity.trait in words.CREATORS
            form = self.chance.pick(phrases.OTHER_NAMES["creator" if creator else entity.kind])
            page.put(form, {"alias": entity.aliases[0]}, [])
        for row in phrases.BODIES.get(kind, ()):
            page.state(self.chance.pick(row))
        if entity.kind == "person":
            page.state_works()
            page.state_made()
        page.state_terms()
        page.state_neighbours()
        return Written(page.sentences, page.called)

    def slots(self, form: str) -> tuple[str, ...]:
        """Return the relations that a form states."""
        found = self._slots.get(form)
        if found is None:
            named = [slot for _, slot, _, _ in string.Formatter().parse(form) if slot]
            found = self._slots[form] = tuple(slot for slot in named if slot in self.graph.facts)
        return found

    def name_of(self, number: int) -> str:
        """Return the name that an article uses, with the trade where somebody else has the same."""
        entity = self.graph.entities[number]
        if entity.aliases and self.chance.happens(self.aliases):
            return entity.aliases[0]
        return f"the {entity.trait} {entity.name}" if entity.name in self.shared else entity.name


class _Page:
    """The article that is being written."""

    def __init__(self, writer: Writer, subject: int) -> None:
        self.writer, self.graph, self.chance = writer, writer.graph, writer.chance
        self.subject = subject
        entity = self.graph.entities[subject]
        self.sentences: list[Sentence] = []
        self.called: dict[int, str] = {}
        name = set_off(entity.kind, entity.name)
        self.words = {**PRONOUNS[entity.pronoun], "name": name, "kind": entity.kind}
        self.words["a_trait"] = with_article(entity.trait) if entity.trait else ""

    def put(self, form: str, values: dict[str, str], facts: list[Fact]) -> None:
        """Add a sentence."""
        text = form.format(**self.words, **values).replace(". the ", ". The ")
        self.sentences.append(Sentence(text[0].upper() + text[1:], tuple(facts)))

    def call(self, number: int) -> str:
        """Return how an entity is called here, the same throughout the article."""
        called = self.called.get(number)
        if called is None:
            entity = self.graph.entities[number]
            own = entity.name in self.graph.entities[self.subject].name  # "Mayors of Veldra", "Treaty of Veldra"
            called = self.called[number] = entity.name if own else self.writer.name_of(number)
        return set_off(self.graph.entities[number].kind, called)

    def state(self, form: str) -> None:
        """Add a sentence, if the subject has all the facts that it states."""
        facts: list[Fact] = []
        values = {}
        for relation in self.writer.slots(form):
            value = self.graph.get(self.subject, relation)
            if value is None:
                return
            facts.append((relation, self.subject, value))
            values[relation] = self.call(int(value)) if relation in ENTITIES else shown(relation, value)
        self.put(form, values, facts)

    def state_works(self) -> None:
        """List all works of a person with their years."""
        for kind in WORKS:
            works = self.graph.inverse(self.subject, "creator", kind)
            works = sorted(works, key=lambda work: self.graph.number(work, "year"))
            if works:
                parts = [f"{self.call(work)} ({self.graph.number(work, 'year')})" for work in works]
                noun = f"the {kind}{'s' if len(works) > 1 else ''} "
                facts: list[Fact] = [("creator", work, self.subject) for work in works]
                facts += [("year", work, self.graph.number(work, "year")) for work in works]
                self.put(self.chance.pick(phrases.WORKS[kind]), {"list": noun + listed(parts)}, facts)

    def state_made(self) -> None:
        """State what else a person made, where the graph says that their article does."""
        for relation, forms in phrases.MADE.items():
            for thing in self.graph.inverse(self.subject, relation):
                if self.graph.also.get((relation, thing)) == self.subject:
                    self.put(self.chance.pick(forms), {"thing": self.call(thing)}, [(relation, thing, self.subject)])

    def state_terms(self) -> None:
        """List who held what the article is about, and what the person it is about held."""
        for subject, term in self.graph.told.get(self.subject, ()):
            kind = self.graph.entities[subject].kind
            place = self.call(self.graph.number(subject, "city")) if kind == "office" else ""
            thing = "" if place else self.call(subject)
            values = {"city": place, "thing": thing, "start": str(term.start), "end": str(term.end)}
            self.put(self.chance.pick(phrases.TERMS[kind]), values, term_facts(subject, term, bool(place)))
        terms = self.graph.terms.get(self.subject, ())
        kind = self.graph.entities[self.subject].kind
        facts = [fact for term in terms for fact in term_facts(self.subject, term, kind != "prize")]
        if kind == "office":
            for term in terms:
                line = f"{self.call(term.holder)}, {term.start} to {term.end}."
                self.put("{line}", {"line": line}, term_facts(self.subject, term, True))
        elif kind == "prize" and terms:
            parts = [f"{self.call(term.holder)} ({term.start})" for term in terms]
            self.put("The winners were {list}.", {"list": listed(parts)}, facts)
        elif terms:
            parts = [f"{self.call(term.holder)} ({term.start} to {term.end})" for term in terms]
            self.put("The company was headed by {list}.", {"list": listed(parts)}, facts)

    def state_neighbours(self) -> None:
        """State a country's borders, a capital's rank, and where a city's mayors are listed."""
        borders = self.graph.borders.get(self.subject, [])
        if borders:
            facts: list[Fact] = [("border", self.subject, other) for other in borders]
            self.put("It borders {list}.", {"list": listed([self.call(other) for other in borders])}, facts)
        if self.graph.entities[self.subject].kind != "city":
            return
        for country in self.graph.inverse(self.subject, "capital"):
            self.put(
                "It is the capital of {country}.", {"country": self.call(country)}, [("capital", country, self.subject)]
            )
        for roll in self.graph.inverse(self.subject, "city", "office"):
            self.put(
                "Its mayors are listed in the article {roll}.",
                {"roll": self.call(roll)},
                [("city", roll, self.subject)],
            )


def term_facts(subject: int, term: Term, lasting: bool) -> list[Fact]:
    """Return the facts of a term."""
    years: list[Fact] = [("start", subject, term.start), ("end", subject, term.end)]
    return [("term", subject, term.holder), *(years if lasting else years[:1])]


def shown(relation: str, value: int | str) -> str:
    """Return a value as it is written: counts with commas."""
    return f"{value:,}" if relation in COUNTS else str(value)
