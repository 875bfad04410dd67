"""Tasks that count: things of a kind are mentioned in passing, some are taken back; later their number is asked for."""

from __future__ import annotations

import numpy as np

from .script import Line, Task

KINDS = {
    "birds": ("robin", "heron", "magpie", "falcon", "wren", "stork", "puffin", "raven", "swallow", "pelican"),
    "trees": ("oak", "birch", "cedar", "willow", "maple", "poplar", "larch", "beech", "hazel", "linden"),
    "instruments": ("violin", "trumpet", "harp", "flute", "cello", "drum", "banjo", "oboe", "accordion", "tuba"),
    "gems": ("ruby", "opal", "emerald", "garnet", "sapphire", "topaz", "amethyst", "jade", "pearl", "agate"),
}
"""What may be counted."""

START = (
    "Let's play a game: count the {kind} that I mention from now on. I will ask you later.",
    "Please count the {kind} that I mention from the next message on; I'll ask for the number later.",
    "Keep a count of the {kind} that I mention from now on, starting at zero.",
)
MENTION = (
    "I saw a picture of the {a} in the paper.",
    "My niece wrote a poem about the {a}.",
    "There was the {a} again, on a stamp this time.",
    "Somebody has painted the {a} on the wall of the school.",
    "I dreamt of the {a}, of all things.",
    "The speaker compared himself to the {a}.",
)
MENTION_TWO = (
    "The cups at the inn show the {a} and the {b}.",
    "The children argued about the {a} and the {b}.",
    "First came the {a}, then the {b}, all in one song.",
)
BACK = (
    "I take back the {a}: please don't count it.",
    "About the {a}: I got that wrong, leave it out of your count.",
    "Please do not count the {a} after all.",
)
ASK = (
    "How many {kind} are there on your count now?",
    "What is the number of {kind} that I mentioned and did not take back?",
    "So, how many {kind} have you counted, without those I took back?",
)

MENTIONS = 3


def make(rng: np.random.Generator, name: str, updates: int) -> Task:
    """Return a task about a count.

    Args:
        rng: the only source of chance.
        name: what is counted.
        updates: how many are taken back.
    """
    pool = KINDS[name]
    spare = [pool[place] for place in rng.permutation(len(pool)).tolist()]
    lines = [Line(str(rng.choice(START)).format(kind=name), (name,))]
    held: list[str] = []
    templates = [MENTION[place] for place in rng.permutation(len(MENTION)).tolist()]
    for template in templates[:MENTIONS]:
        if rng.random() < 0.4:
            held += [spare.pop(), spare.pop()]
            lines.append(Line(str(rng.choice(MENTION_TWO)).format(a=held[-2], b=held[-1]), tuple(held[-2:])))
        else:
            held.append(spare.pop())
            lines.append(Line(template.format(a=held[-1]), (held[-1],)))
    for _ in range(min(updates, len(held))):
        item = held.pop(int(rng.integers(len(held))))
        lines.append(Line(str(rng.choice(BACK)).format(a=item), (item,)))
    question = str(rng.choice(ASK)).format(kind=name)
    return Task("count", (*lines, Line(question, (name,), expects=(str(len(held)),), reads="number")))
