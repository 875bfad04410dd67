"""What the tools know: people, products, cities, rates. Drawn from the seed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

FIRST = ("Ada", "Ben", "Cora", "Dan", "Ella", "Finn", "Gina", "Hugo", "Ilse", "Jon")
LAST = ("Abel", "Brandt", "Costa", "Dorn", "Engel", "Fuchs", "Gallo", "Haas", "Ivers", "Jansen")
CITIES = ("Aldmoor", "Bexley", "Corvale", "Dunmere", "Eastwick", "Farrow", "Garlow", "Holbeck")
LOOKS = ("oak", "blue", "folding", "round", "small", "tall", "striped", "copper")
GOODS = ("lamp", "chair", "kettle", "clock", "basket", "mirror", "vase", "table")
CATEGORIES = ("garden", "kitchen", "office")
CURRENCIES = ("dollars", "pounds", "francs", "crowns")
PEOPLE, PLACES, PRODUCTS = 8, 6, 8
FIRST_DAY, LAST_DAY = datetime.date(2012, 1, 1).toordinal(), datetime.date(2023, 12, 31).toordinal()


class Person(NamedTuple):
    """Who works here; the manager is empty for one person."""

    hired: str
    salary: float
    bonus: float
    city: str
    manager: str


class City(NamedTuple):
    """A city: where it lies (in kilometres), how many live there, and the sales tax in percent."""

    east: int
    north: int
    population: int
    tax: int


class Product(NamedTuple):
    """A product: euros, kilograms, where it is made, what it is, and how many lie in each city."""

    price: float
    weight: float
    city: str
    category: str
    stock: Mapping[str, int]


@dataclass(frozen=True)
class World:
    """What the tools know.

    Attributes:
        people: by name.
        cities: by name.
        products: by name.
        rates: what a euro is worth in each currency.
    """

    people: Mapping[str, Person]
    cities: Mapping[str, City]
    products: Mapping[str, Product]
    rates: Mapping[str, float]


def draw_world(rng: np.random.Generator) -> World:
    """Draw what the tools know."""
    places = _some(rng, CITIES, PLACES)
    cities = {
        name: City(int(rng.integers(900)), int(rng.integers(900)), int(rng.integers(9, 900)) * 100, tax)
        for name, tax in zip(places, (rng.permutation(PLACES) * 3 + 4).tolist(), strict=True)
    }
    names = [f"{one} {two}" for one, two in zip(_some(rng, FIRST, PEOPLE), _some(rng, LAST, PEOPLE), strict=True)]
    people = {
        name: Person(
            hired=datetime.date.fromordinal(int(rng.integers(FIRST_DAY, LAST_DAY + 1))).isoformat(),
            salary=float(rng.integers(220, 900) * 10),
            bonus=float(rng.integers(100, 999)),
            city=pick(rng, places),
            manager=names[int(rng.integers(min(place, 3)))] if place else "",
        )
        for place, name in enumerate(names)
    }
    goods = [
        f"{look} {good}" for look, good in zip(_some(rng, LOOKS, PRODUCTS), _some(rng, GOODS, PRODUCTS), strict=True)
    ]
    products = {
        name: Product(
            price=int(rng.integers(400, 19_900)) / 100,
            weight=int(rng.integers(20, 1_500)) / 100,
            city=pick(rng, places),
            category=CATEGORIES[place % 3],
            stock=dict(zip(places, rng.integers(2, 90, PLACES).tolist(), strict=True)),
        )
        for place, name in enumerate(goods)
    }
    rates = {currency: int(rng.integers(55, 1_300)) / 100 for currency in CURRENCIES}
    return World(people, cities, products, rates)


def pick(rng: np.random.Generator, among: Any) -> Any:
    """Return one of some things."""
    return among[int(rng.random() * len(among))]


def _some(rng: np.random.Generator, among: tuple[str, ...], count: int) -> list[str]:
    return [among[place] for place in rng.permutation(len(among))[:count].tolist()]
