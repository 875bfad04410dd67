"""Tasks that add: numbers are told one at a time, some are corrected; later their sum is asked for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .script import Line, Task


class Account(NamedTuple):
    """What is added up: its items, and the words for each step."""

    items: tuple[str, ...]
    start: str
    tell: tuple[str, ...]
    change: tuple[str, ...]
    ask: tuple[str, ...]


ACCOUNTS = {
    "expenses": Account(
        ("ticket", "taxi", "museum", "lunch", "postcards", "ferry", "haircut"),
        "Please add up what I spend on this trip.",
        ("I paid {n} for the {item}.", "The {item} cost me {n}.", "{n} went on the {item}."),
        ("I was wrong: the {item} cost {n}.", "The bill says {n} for the {item}, so count that.",),
        ("How much have I spent on the trip in all?", "What do my expenses on the trip come to?"),
    ),
    "pages": Account(
        ("atlas", "diary", "romance", "cookbook", "biography", "thriller", "comic"),
        "I want to know how many pages I read this week. Please add them up.",
        ("I read {n} pages of the {item}.", "{n} pages of the {item} are behind me."),
        ("It was {n} pages of the {item}, I looked.", "I counted again: {n} pages of the {item}, no more."),
        ("How many pages have I read this week?", "What is the sum of my pages?"),
    ),
    "kilometres": Account(
        ("beach", "forest", "harbour road", "city wall", "valley", "dike", "vineyard"),
        "Please keep track of how far I walk, all in all.",
        ("I walked {n} kilometres along the {item}.", "The walk by the {item} was {n} kilometres.",),
        ("The walk by the {item} was {n} kilometres, my watch says.", "Make that {n} kilometres for the {item}."),
        ("How many kilometres have I walked in all?", "How far have I walked by now?"),
    ),
}  # fmt: skip
"""What may be added up."""

NUMBERS = 3


def make(rng: np.random.Generator, name: str, updates: int) -> Task:
    """Return a task about a sum.

    Args:
        rng: the only source of chance.
        name: of the account.
        updates: how many corrections there are.
    """
    account = ACCOUNTS[name]
    places = rng.choice(len(account.items), size=NUMBERS, replace=False).tolist()
    held = {account.items[place]: int(rng.integers(2, 60)) for place in places}
    lines = [Line(account.start)]
    lines += [_line(rng, account.tell, item, number) for item, number in held.items()]
    for _ in range(updates):
        item = list(held)[int(rng.integers(NUMBERS))]
        held[item] = held[item] % 59 + 1 + int(rng.integers(1, 20))
        lines.append(_line(rng, account.change, item, held[item]))
    total = str(sum(held.values()))
    return Task("sum", (*lines, Line(str(rng.choice(account.ask)), expects=(total,), reads="number")))


def _line(rng: np.random.Generator, templates: tuple[str, ...], item: str, number: int) -> Line:
    return Line(str(rng.choice(templates)).format(item=item, n=number), (item, str(number)))
