"""Tasks that recall: a thing is told in passing and changes; later the last of it is asked for."""

from __future__ import annotations

import numpy as np

from .script import Line, Task

WORDS = ("walrus", "teapot", "meadow", "comet", "pretzel", "igloo", "saddle", "canyon", "marble", "quilt")
SURNAMES = ("Abara", "Brandt", "Castellan", "Dubois", "Eriksen", "Fukuda", "Grabowski", "Haddad", "Iversen", "Jansen")

THINGS: dict[str, tuple[str, ...]] = {
    "locker code": (),
    "parking space": (),
    "hotel room": (),
    "order number": (),
    "network password": WORDS,
    "dentist": SURNAMES,
}
"""What may be recalled, and the words it may be; a number of four digits where there are none."""

TELL = ("My {thing} is {value}.", "By the way, my {thing} is {value}.", "You should know that my {thing} is {value}.")
OTHER = (
    "My brother has another {thing}: {value}.",
    "With my neighbour it's a different {thing}, {value}.",
    "My cousin's {thing} is {value}; not to be mixed up with mine.",
)
CHANGE = (
    "There is a change: my {thing} is {value} now.",
    "Forget my old {thing}. It is {value} from today.",
    "I was given another {thing}; mine is {value} now.",
)
ASK = ("What is my {thing} now?", "Remind me: what is my {thing}?", "I need my {thing}. Which is it now?")


def make(rng: np.random.Generator, name: str, updates: int) -> Task:
    """Return a task about a thing to recall.

    Args:
        rng: the only source of chance.
        name: of the thing.
        updates: how often it changes.
    """
    pool = THINGS[name]
    if pool:
        values = [pool[place] for place in rng.permutation(len(pool)).tolist()]
    else:
        values = [str(1000 + number) for number in rng.choice(9000, size=updates + 2, replace=False).tolist()]
    told, other, *changes = values[: updates + 2]
    lines = [_line(rng, TELL, name, told), _line(rng, OTHER, name, other)]
    lines += [_line(rng, CHANGE, name, value) for value in changes]
    question = str(rng.choice(ASK)).format(thing=name)
    last = (changes or [told])[-1]
    reads = "word" if pool else "number"
    return Task("recall", (*lines, Line(question, (name,), expects=(last,), reads=reads, pool=pool)))


def _line(rng: np.random.Generator, templates: tuple[str, ...], name: str, value: str) -> Line:
    return Line(str(rng.choice(templates)).format(thing=name, value=value), (name, value))
