"""A task in the making: tables that rows are added to, and what a customer is about to want."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

import numpy as np

from .database import Database
from .desk import Office

T = TypeVar("T")

FIRST = (
    *("Alma", "Bruno", "Carla", "Dario", "Edda", "Felix", "Greta", "Hugo", "Irma", "Jonas", "Kira", "Leon"),
    *("Mira", "Noah", "Olga", "Pavel", "Quinn", "Rosa", "Silas", "Tilda", "Umar", "Vera", "Wendy", "Yusuf"),
)
LAST = (
    *("Abbott", "Berger", "Castell", "Dunmore", "Ekberg", "Farrow", "Gilroy", "Hollis", "Ibarra", "Jensen"),
    *("Kowalski", "Lindqvist", "Moreau", "Nakata", "Okafor", "Pereira", "Quayle", "Rossi", "Sandoval", "Thorne"),
    *("Ulrich", "Vasquez", "Whitlock", "Zeller"),
)
STREETS = ("Mill Lane", "Station Road", "Elm Street", "Harbour Way", "Church Hill", "Orchard Row", "Bridge Street")
TOWNS = ("Ashby", "Brookfield", "Caldwell", "Denham", "Eastleigh", "Fairview", "Granton", "Hartwell")


class Draft:
    """Tables and the caller, while a task is drawn.

    Args:
        rng: the generator.
        office: the date and the numbers of the policy.
        fickle: probability that a customer changes their mind, where a wish allows it.

    Attributes:
        caller: the customer at the desk.
        strangers: the other customers.
        owner: whose records the next request is about.
    """

    def __init__(self, rng: np.random.Generator, office: Office, fickle: float) -> None:
        self.rng = rng
        self.office = office
        self.terms = office.terms
        self.fickle = fickle
        self.tables: dict[str, dict[str, dict[str, Any]]] = {}
        self.used: set[tuple[str, Any]] = set()
        self.caller = ""
        self.strangers: tuple[str, ...] = ()
        self.owner = ""

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[int(self.rng.random() * len(choices))]  # a tenth of the time of `integers`

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Return different choices in drawn order."""
        return [choices[int(index)] for index in self.rng.permutation(len(choices))[:count]]

    def number(self, least: int, most: int) -> int:
        """Return a whole number, both ends included."""
        return least + int(self.rng.random() * (most + 1 - least))

    def chance(self, probability: float) -> bool:
        """Return True with a probability."""
        return bool(self.rng.random() < probability)

    def changes(self) -> bool:
        """Whether the customer changes their mind."""
        return self.chance(self.fickle)

    def day(self, offset: int) -> str:
        """Return the date that many days from today."""
        return (self.office.today + timedelta(days=offset)).isoformat()

    def fresh(self, of: str, draw: Callable[[], T]) -> T:
        """Return what ``draw`` returns, drawn anew until it is none of those returned before for the same ``of``."""
        while True:
            found = draw()
            if (of, found) not in self.used:
                self.used.add((of, found))
                return found

    def code(self, prefix: str, digits: int = 4) -> str:
        """Return a prefix and digits that no other record has."""
        return self.fresh("code", lambda: f"{prefix}{self.number(10 ** (digits - 1), 10**digits - 1)}")

    def add(self, table: str, prefix: str, row: dict[str, Any], digits: int = 4) -> dict[str, Any]:
        """Add a row under a key of its own; the key is its first field."""
        field = f"{table[:-1]}_id"
        key = self.code(prefix, digits)
        self.tables.setdefault(table, {})[key] = {field: key, **row}
        return self.tables[table][key]

    def row(self, table: str, key: str) -> dict[str, Any]:
        """Return a row that was added."""
        return self.tables[table][key]

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table."""
        return list(self.tables.get(table, {}).values())

    def person(self, **more: Any) -> dict[str, Any]:
        """Add a customer with a name of their own, an email address and two ways to pay."""
        name = self.fresh("name", lambda: f"{self.pick(FIRST)} {self.pick(LAST)}")
        email = f"{name.lower().replace(' ', '.')}@{self.pick(('postbox', 'mailtown', 'letters'))}.example"
        return self.add("customers", "C", {"name": name, "email": email, **more, "payments": self._payments()})

    def database(self) -> Database:
        """Return the tables with their rows in the order of their keys."""
        return Database({table: dict(sorted(rows.items())) for table, rows in sorted(self.tables.items())})

    def _payments(self) -> tuple[dict[str, str], ...]:
        kinds = self.some(("credit card", "debit card", "bank account"), 2)
        ends = [self.fresh("digits", lambda: f"{self.number(1000, 9999)}") for _ in kinds]
        return tuple(
            {"payment_id": self.code("PM"), "kind": kind, "last_digits": end}
            for kind, end in zip(kinds, ends, strict=True)
        )
