"""The declared general knowledge: facts about the real world that a language model may know without looking.

Each has an article, so that it can be looked up as well, and a question that asks for it.
"""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    """A fact of general knowledge.

    Attributes:
        title: of its article.
        text: of its article.
        question: that asks for it.
        answers: what is right; the first is the one that is reported.
    """

    title: str
    text: str
    question: str
    answers: tuple[str, ...]


CAPITALS = {
    "France": "Paris",
    "Japan": "Tokyo",
    "Egypt": "Cairo",
    "Norway": "Oslo",
    "Kenya": "Nairobi",
    "Peru": "Lima",
    "Portugal": "Lisbon",
    "Greece": "Athens",
    "Poland": "Warsaw",
    "Austria": "Vienna",
    "Hungary": "Budapest",
    "Ireland": "Dublin",
    "Finland": "Helsinki",
    "Sweden": "Stockholm",
    "Denmark": "Copenhagen",
    "Thailand": "Bangkok",
    "Cuba": "Havana",
    "Canada": "Ottawa",
    "Chile": "Santiago",
    "Italy": "Rome",
    "Spain": "Madrid",
    "Germany": "Berlin",
    "Russia": "Moscow",
    "Bulgaria": "Sofia",
}
SYMBOLS = {
    "Gold": ("Au", 79),
    "Silver": ("Ag", 47),
    "Iron": ("Fe", 26),
    "Copper": ("Cu", 29),
    "Lead": ("Pb", 82),
    "Tin": ("Sn", 50),
    "Sodium": ("Na", 11),
    "Potassium": ("K", 19),
    "Mercury (element)": ("Hg", 80),
    "Helium": ("He", 2),
    "Oxygen": ("O", 8),
    "Carbon": ("C", 6),
}
AUTHORS = {
    "Hamlet": ("a tragedy", "William Shakespeare"),
    "Don Quixote": ("a novel", "Miguel de Cervantes"),
    "War and Peace": ("a novel", "Leo Tolstoy"),
    "Pride and Prejudice": ("a novel", "Jane Austen"),
    "Oliver Twist": ("a novel", "Charles Dickens"),
    "Faust": ("a tragedy", "Johann Wolfgang von Goethe"),
    "Frankenstein": ("a novel", "Mary Shelley"),
    "Moby-Dick": ("a novel", "Herman Melville"),
    "Les Misérables": ("a novel", "Victor Hugo"),
    "The Metamorphosis": ("a story", "Franz Kafka"),
}
PLANETS = ("Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def capital(country: str, city: str) -> Known:
    """Return the fact that a city is a country's capital."""
    return Known(
        country, f"{country} is a country. Its capital is {city}.", f"What is the capital of {country}?", (city,)
    )


def atomic_number(title: str, symbol: str, number: int) -> Known:
    """Return the fact that an element has an atomic number; its symbol is told besides."""
    name = title.removesuffix(" (element)")
    text = f"{name} is a chemical element. Its symbol is {symbol} and its atomic number is {number}."
    return Known(title, text, f"Which chemical element has the atomic number {number}?", (name,))


def author(title: str, form: str, name: str) -> Known:
    """Return the fact that somebody wrote a work."""
    text = f'"{title}" is {form} by {name}. It has been translated into many languages.'
    return Known(title, text, f'Who wrote "{title}"?', (name, name.split()[-1]))


def planet(name: str, place: int) -> Known:
    """Return the fact that a planet has its place, counted from the sun."""
    text = f"{name} is a planet. Counted from the sun, it is the {ORDINALS[place]} planet."
    return Known(f"{name} (planet)", text, f"Which planet is the {ORDINALS[place]} from the sun?", (name,))


KNOWN: tuple[Known, ...] = (
    *(capital(country, city) for country, city in CAPITALS.items()),
    *(atomic_number(title, *element) for title, element in SYMBOLS.items()),
    *(author(title, *work) for title, work in AUTHORS.items()),
    *(planet(name, place) for place, name in enumerate(PLANETS)),
)
"""All of it."""
