"""Short ways to write columns, and the names that several domains draw from."""

from __future__ import annotations

from ..schema import Column

FIRST = (
    "Ada",
    "Ben",
    "Cora",
    "Dan",
    "Ella",
    "Finn",
    "Gina",
    "Hugo",
    "Ilse",
    "Jonas",
    "Kira",
    "Leo",
    "Mona",
    "Nils",
    "Olga",
    "Paul",
    "Rosa",
    "Sven",
    "Tara",
    "Vera",
)
LAST = (
    "Abel",
    "Brandt",
    "Costa",
    "Dorn",
    "Engel",
    "Fuchs",
    "Gallo",
    "Haas",
    "Ivers",
    "Jansen",
    "Keller",
    "Lang",
    "Moreau",
    "Novak",
    "Olsen",
    "Peters",
)
PEOPLE = tuple(f"{first} {LAST[(5 * place + step) % 16]}" for place, first in enumerate(FIRST) for step in range(3))
CITIES = ("Aldmoor", "Bexley", "Corvale", "Dunmere", "Eastwick", "Farrow")
COUNTRIES = ("Chile", "Denmark", "Egypt", "Japan", "Kenya", "Portugal")


def key(says: str, odd: str = "") -> Column:
    """Return the key of a table."""
    return Column("id", "key", says, odd=odd)


def name(says: str, values: tuple[str, ...], column: str = "name", odd: str = "") -> Column:
    """Return a column of names, drawn from ``values``; two rows may have the same."""
    return Column(column, "name", says, values=values, odd=odd)


def choice(
    column: str, says: str, many: str, values: tuple[str, ...], *, odd: str = "", optional: bool = False
) -> Column:
    """Return a column with one of few values."""
    return Column(column, "choice", says, many, values, odd, optional)


def whole(column: str, says: str, least: int, most: int, *, odd: str = "", optional: bool = False) -> Column:
    """Return a column of whole numbers."""
    return Column(column, "whole", says, values=(least, most), odd=odd, optional=optional)


def money(column: str, says: str, least: int, most: int, *, odd: str = "", optional: bool = False) -> Column:
    """Return a column of amounts with cents."""
    return Column(column, "money", says, values=(least, most), odd=odd, optional=optional)


def date(column: str, says: str, first: int, last: int, *, odd: str = "", optional: bool = False) -> Column:
    """Return a column of dates in the years from ``first`` to ``last``."""
    return Column(column, "date", says, values=(first, last), odd=odd, optional=optional)


def link(column: str, target: str, says: str, up: str, down: str, *, odd: str = "") -> Column:
    """Return a column that leads to another table."""
    return Column(column, "link", says, target=target, up=up, down=down, odd=odd)
