"""The table of TwentyQuestions, read from its texts: which things there are, what can be asked, what is true."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import animals, attributes, foods, things

SIZES = {"hand": (1, 1), "carried": (1, 3), "bigger_than_person": (5, 6), "bigger_than_car": (6, 6)}
"""Attributes that the size of a thing gives: from, to."""

_GROUP = re.compile(r"\[(.+)\](.*)")
_THING = re.compile(r"(.+) ([1-6]):(.*)")
_NEVER = {"is": "is not", "has": "does not have", "can": "cannot", "does": "does not"}


class Attribute(NamedTuple):
    """What can be asked.

    Attributes:
        code: its name in the tables.
        question: asks for it.
        true: says that it holds.
        false: says that it does not.
        words: finds it in a question.
    """

    code: str
    question: str
    true: str
    false: str
    words: re.Pattern[str]


class Knowledge(NamedTuple):
    """What the game knows.

    Attributes:
        things: their names.
        kinds: for each, the heading it stands under.
        attributes: what can be asked.
        table: shape (things, attributes); whether it holds.
    """

    things: tuple[str, ...]
    kinds: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    table: NDArray[np.bool_]


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Read the texts."""
    asked = tuple(map(_attribute, attributes.TEXT.strip().split("\n")))
    names: list[str] = []
    kinds: list[str] = []
    rows: list[list[bool]] = []
    kind, shared = "", frozenset[str]()
    for line in "\n".join((animals.TEXT, foods.TEXT, things.TEXT)).split("\n"):
        group, thing = _GROUP.fullmatch(line), _THING.fullmatch(line)
        if group:
            kind, shared = group[1], frozenset(group[2].split())
        elif thing:
            said = thing[3].split()
            true = shared.union(said, _of_size(int(thing[2]))).difference(code[1:] for code in said if code[0] == "-")
            true |= {"legs"} if any(code.startswith("legs") for code in true) else set()
            names.append(thing[1])
            kinds.append(kind)
            rows.append([each.code in true for each in asked])
    return Knowledge(tuple(names), tuple(kinds), asked, np.array(rows))


def _of_size(size: int) -> list[str]:
    return [code for code, (least, most) in SIZES.items() if least <= size <= most]


def _attribute(line: str) -> Attribute:
    code, verb, what, words = (part.strip() for part in line.split(" | "))
    base, _, third = what.partition("/")
    if verb == "does":
        third, _, rest = third.partition(" ")
        asked, true = f"Does it {base} {rest}?", f"It {third} {rest}."
        base = f"{base} {rest}"
    else:
        asked = f"Does it have {what}?" if verb == "has" else f"{verb.capitalize()} it {what}?"
        true = f"It {verb} {what}."
    false = f"It {_NEVER[verb]} {base if verb == 'does' else what}."
    found = "|".join(words.replace("_", r"\s+").split())
    return Attribute(code, asked, true, false, re.compile(rf"\b(?:{found})\b"))
