"""The models: what each is good at, what it costs, and what it says."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .arithmetic import evaluate
from .world import FIELDS, KINDS, Fact, Value, World

NAMES = ("Avocet", "Bittern", "Curlew", "Dipper", "Egret", "Fulmar", "Godwit", "Hobby")
SKILLS = (*FIELDS, "arithmetic")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Model:
    """A model that can be asked.

    Attributes:
        name: one word.
        description: what it is good at, and its price, truly.
        price: in coins per 1,000 tokens.
        accuracy: how often it is right in each of :data:`SKILLS`.
        address: of a real one, its endpoint and, after ``#``, its name there.
        api_key_env: of a real one, the environment variable that holds the key.
    """

    name: str
    description: str
    price: float
    accuracy: tuple[float, ...] = ()
    address: str = ""
    api_key_env: str = ""

    def skill(self, field: str) -> float:
        """Return how often it is right in a field; of a real model nobody knows, and 1 stands for what it claims."""
        return self.accuracy[SKILLS.index(field)]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in which it is best."""
        return tuple(field for field in FIELDS if self.skill(field) == max(self.accuracy))


class Reply(NamedTuple):
    """What a model said: the text, and the fact and value that it told, if it told one."""

    text: str
    fact: Fact | None = None
    value: Value | None = None


def draw_pool(rng: np.random.Generator, count: int, strong: float, weak: float) -> tuple[Model, ...]:
    """Draw models: a small one, specialists, and a large one that is good at everything.

    Args:
        rng: the only source of chance.
        count: how many.
        strong: how often a model is right on what it is good at.
        weak: how often on the rest.
    """
    names = [NAMES[place] for place in rng.permutation(len(NAMES))[:count].tolist()]
    prices = sorted((2 * rng.uniform(1, 1.5) * (40 ** (place / (count - 1))) for place in range(count)), key=float)
    models = []
    for place, (name, price) in enumerate(zip(names, prices, strict=True)):
        knows = 1 if place == 0 else len(FIELDS) if place == count - 1 else int(rng.integers(2, 4))
        good = {FIELDS[index] for index in rng.permutation(len(FIELDS))[:knows].tolist()}
        accuracy = tuple(strong if skill in good or skill == "arithmetic" else weak for skill in SKILLS)
        size = "A small model" if place == 0 else "A large model" if place == count - 1 else "A specialist"
        models.append(Model(name, _described(size, accuracy, strong, weak), round(price, 1), accuracy))
    return tuple(models[place] for place in rng.permutation(count).tolist())


def say(model: Model, world: World, seed: int, query: str) -> Reply:
    """Return what a simulated model replies; always the same to the same question.

    Args:
        model: who is asked.
        world: what is true.
        seed: of the level.
        query: in English.
    """
    things = [thing for names in world.things.values() for thing in names if thing.lower() in query.lower()]
    if not things:
        result = evaluate(query)
        if result is None:
            return Reply("I do not understand. Ask me one plain question about one thing, or give me one calculation.")
        chance = _chance(seed, model.name, f"{result:.6f}")[0]
        return Reply(f"The result is {_plain(result if chance < model.skill('arithmetic') else result + 10)}.")
    if len(things) > 1:
        return Reply(f"You speak of {', '.join(things)}. Ask me one plain question about one thing at a time.")
    fact = recognised(world, things[0], query)
    if fact is None:
        says = [attribute.says for attribute in KINDS[world.kind_of(things[0])].attributes]
        return Reply(f"What do you want to know about {world.named(things[0])}? You can ask for its {', '.join(says)}.")
    luck, which = _chance(seed, model.name, "/".join(fact))
    wrong = world.wrong[fact]
    value = world.values[fact] if luck < model.skill(fact.field) else wrong[int(which * len(wrong))]
    return Reply(world.told(fact, value), fact, value)


def recognised(world: World, thing: str, query: str) -> Fact | None:
    """Return what a query asks about a thing; None if that is not clear.

    Args:
        world: where the thing is.
        thing: its name.
        query: in English.
    """
    kind = KINDS[world.kind_of(thing)]
    words = set(_WORD.findall(query.lower().replace(thing.lower(), " ")))
    hits = [len(words.intersection(attribute.words.split())) for attribute in kind.attributes]
    best = max(hits)
    if not best or hits.count(best) > 1:
        return None
    return Fact(kind.name, thing, kind.attributes[hits.index(best)].name)


def tokens(text: str) -> int:
    """Return how many tokens a text counts as: its words."""
    return len(text.split())


def _described(size: str, accuracy: tuple[float, ...], strong: float, weak: float) -> str:
    """Say what a model is good at."""
    good = [skill for skill, share in zip(SKILLS, accuracy, strict=True) if share == strong]
    often = f"It is right in {100 * strong:g} of 100 questions on {', '.join(good[:-1])} and {good[-1]}"
    rest = f", and in {100 * weak:g} of 100 on the other fields" if len(good) < len(SKILLS) else ""
    return f"{size}. {often}{rest}."


def _chance(seed: int, *words: str) -> tuple[float, float]:
    """Return two numbers from 0 to 1 that are the same for the same words."""
    digest = hashlib.blake2b("|".join((str(seed), *words)).encode("utf-8", "replace"), digest_size=16).digest()
    return int.from_bytes(digest[:8]) / 2**64, int.from_bytes(digest[8:]) / 2**64


def _plain(number: float) -> str:
    return f"{number:.0f}" if number == int(number) else f"{number:.4f}".rstrip("0")
