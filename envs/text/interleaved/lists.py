"""Tasks that keep a list: things are put on it and taken off; later it is asked for."""

from __future__ import annotations

import numpy as np

from .script import Line, Task

LISTS = {
    "shopping list": (
        "milk", "rice", "candles", "onions", "soap", "flour", "honey", "matches", "vinegar", "butter", "lentils",
    ),
    "packing list": (
        "torch", "raincoat", "passport", "sandals", "toothbrush", "camera", "scarf", "novel", "charger", "umbrella",
    ),
    "repair list": (
        "gutter", "doorbell", "hinge", "chimney", "tap", "window", "shelf", "lamp", "radiator", "lock", "drawer",
    ),
    "guest list": (
        "Agnes", "Bartek", "Celia", "Dmitri", "Eleni", "Fritz", "Gloria", "Hamid", "Ingrid", "Joaquin", "Keiko",
    ),
}  # fmt: skip
"""Each list and what may stand on it."""

START = (
    "Please keep my {list} for me. On it so far: {items}.",
    "I am starting a {list}: {items}. Keep it for me, please.",
    "Remember my {list}, will you? So far: {items}.",
)
ADD = ("Put this on my {list}, too: {item}.", "One more for the {list}: {item}.", "My {list} gets longer: {item}.")
DROP = ("Off my {list} again: {item}.", "Strike {item} from the {list}.", "No {item} on my {list} after all.")
ASK = ("What is on my {list} now?", "Please read me my {list}.", "Tell me everything on my {list}, please.")

AT_FIRST = 3


def make(rng: np.random.Generator, name: str, updates: int) -> Task:
    """Return a task about a list.

    Args:
        rng: the only source of chance.
        name: of the list.
        updates: how often it changes.
    """
    pool = LISTS[name]
    spare = [pool[place] for place in rng.permutation(len(pool)).tolist()]
    held = [spare.pop() for _ in range(AT_FIRST)]
    items = f"{', '.join(held[:-1])} and {held[-1]}"
    lines = [Line(str(rng.choice(START)).format(list=name, items=items), (name, *held))]
    for _ in range(updates):
        drop = len(held) > 1 and (not spare or bool(rng.random() < 0.5))
        item = held.pop(int(rng.integers(len(held)))) if drop else spare.pop()
        held += [] if drop else [item]
        lines.append(Line(str(rng.choice(DROP if drop else ADD)).format(list=name, item=item), (name, item)))
    question = str(rng.choice(ASK)).format(list=name)
    return Task("list", (*lines, Line(question, (name,), expects=tuple(sorted(held)), reads="set", pool=pool)))
