"""The facts: typed entities and what relates them.

Every entity is the subject of one article. A relation gives a subject one value: an entity's number, a year, a count or
a word. Offices, prizes and companies have terms besides: who held them from when to when.
"""

from __future__ import annotations

from typing import NamedTuple

Value = int | str

ENTITIES = (
    "born_in",
    "died_in",
    "mother",
    "father",
    "spouse",
    "school",
    "teacher",
    "employer",
    "country",
    "twin",
    "capital",
    "city",
    "founder",
    "owner",
    "creator",
    "setting",
    "publisher",
    "source",
    "venue",
    "discoverer",
    "leader",
    "architect",
)
"""Relations whose value is an entity."""

YEARS = ("born", "died", "founded", "year", "owned_since")
"""Relations whose value is a year."""

COUNTS = ("population", "students", "employees", "pages", "minutes", "period", "height", "days")
"""Relations whose value is a number."""

WORDS = ("river", "language", "currency", "pastime", "field", "colour", "month", "ship")
"""Relations whose value is a word or several."""


class Entity(NamedTuple):
    """What an article is about.

    Attributes:
        kind: ``"person"``, ``"city"``, ``"novel"``, ...
        name: what it is called.
        title: of its article; differs from the name where two share it.
        aliases: other names, which no other entity has.
        trait: a person's trade, a company's industry, an event's kind; else empty.
        pronoun: ``"she"``, ``"he"`` or ``"it"``.
    """

    kind: str
    name: str
    title: str
    aliases: tuple[str, ...] = ()
    trait: str = ""
    pronoun: str = "it"


class Term(NamedTuple):
    """Who held an office from which year to which; a prize is held in one year."""

    holder: int
    start: int
    end: int


class Graph:
    """Entities and facts.

    Attributes:
        entities: an entity's number is its place.
        facts: relation → subject → value.
        subjects: relation → value → subjects, in the order in which they were said.
        terms: subject → its terms in order of time.
        borders: country → its neighbours; symmetric.
        told: person → (subject, term) of the terms that their article states too.
        also: (relation, subject) → the entity whose article states that fact too.
    """

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.facts: dict[str, dict[int, Value]] = {name: {} for name in (*ENTITIES, *YEARS, *COUNTS, *WORDS)}
        self.subjects: dict[str, dict[Value, list[int]]] = {name: {} for name in self.facts}
        self.terms: dict[int, tuple[Term, ...]] = {}
        self.borders: dict[int, list[int]] = {}
        self.told: dict[int, list[tuple[int, Term]]] = {}
        self.also: dict[tuple[str, int], int] = {}
        self._kinds: dict[str, list[int]] = {}

    def add(self, entity: Entity) -> int:
        """Take in an entity and return its number."""
        self.entities.append(entity)
        self._kinds.setdefault(entity.kind, []).append(len(self.entities) - 1)
        return len(self.entities) - 1

    def say(self, subject: int, relation: str, value: Value) -> None:
        """Take in a fact; a subject has one value of a relation."""
        self.facts[relation][subject] = value
        self.subjects[relation].setdefault(value, []).append(subject)

    def get(self, subject: int, relation: str) -> Value | None:
        """Return the value, or None where none is said."""
        return self.facts[relation].get(subject)

    def number(self, subject: int, relation: str) -> int:
        """Return the year, count or entity that is surely said."""
        return int(self.facts[relation][subject])

    def inverse(self, value: Value, relation: str, kind: str = "") -> list[int]:
        """Return the subjects, of a kind if one is given, that have this value."""
        found = self.subjects[relation].get(value, [])
        return [subject for subject in found if self.entities[subject].kind == kind] if kind else found

    def of(self, kind: str, trait: str = "") -> list[int]:
        """Return the entities of a kind and, if one is given, a trait."""
        found = self._kinds.get(kind, [])
        return [number for number in found if self.entities[number].trait == trait] if trait else found
