"""Tasks that put two things together: one is told in relation to another, the other changes; later it is asked for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .script import Line, Task


class Relation(NamedTuple):
    """Two things, one of which follows the other."""

    tell: tuple[str, ...]
    relate: tuple[str, ...]
    change: tuple[str, ...]
    ask: tuple[str, ...]
    lowest: int
    highest: int


RELATIONS = {
    "meetings": Relation(
        ("The design review starts at {n} o'clock.", "I have a design review, at {n} o'clock."),
        ("The staff meeting is always {d} hours after the design review.",),
        ("They have moved the design review to {n} o'clock.", "The design review will be at {n} o'clock instead."),
        ("At what hour is the staff meeting now?", "When does the staff meeting begin? Just the hour, please."),
        1,
        6,
    ),
    "floors": Relation(
        ("Ruben has his office on floor {n}.", "You find Ruben on floor {n}."),
        ("Wherever Ruben's office is, Svenja's is {d} floors above it.",),
        ("Ruben's office has moved to floor {n}.", "They put Ruben on floor {n} now."),
        ("On which floor is Svenja's office now?", "I want to see Svenja. Which floor is it?"),
        1,
        30,
    ),
    "prices": Relation(
        ("A day in the small boat costs {n} coins.", "They want {n} coins a day for the small boat."),
        ("The large boat always costs {d} coins more than the small one.",),
        ("The small boat costs {n} coins a day now.", "They have put the small boat at {n} coins a day."),
        ("What does a day in the large boat cost now?", "How many coins is the large boat now, for a day?"),
        10,
        80,
    ),
}
"""What may be related."""

FARTHEST = 6


def make(rng: np.random.Generator, name: str, updates: int) -> Task:
    """Return a task about two related things.

    Args:
        rng: the only source of chance.
        name: of the relation.
        updates: how often the first thing changes.
    """
    relation = RELATIONS[name]
    apart = int(rng.integers(2, FARTHEST + 1))
    numbers = [int(rng.integers(relation.lowest, relation.highest + 1))]
    for _ in range(updates):
        other = int(rng.integers(relation.lowest, relation.highest))
        numbers.append(other + (other >= numbers[-1]))
    first = _line(rng, relation.tell, n=numbers[0])
    link = _line(rng, relation.relate, d=apart)
    told = [first, link] if rng.random() < 0.5 else [link, first]
    told += [_line(rng, relation.change, n=number) for number in numbers[1:]]
    total = str(numbers[-1] + apart)
    return Task("relation", (*told, Line(str(rng.choice(relation.ask)), expects=(total,), reads="number")))


def _line(rng: np.random.Generator, templates: tuple[str, ...], **numbers: int) -> Line:
    return Line(str(rng.choice(templates)).format(**numbers), tuple(map(str, numbers.values())))
