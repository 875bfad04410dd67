"""Questions that take several facts: chains of facts, and sums over their ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .world import KINDS, Attribute, Fact, Value, World

FORMS = {
    1: ("{a}",),
    2: ("add", "subtract", "multiply"),
    3: ("add", "balance"),
}
LONGEST = 4
"""The facts of the longest chain; it ends with a number."""


class Chain(NamedTuple):
    """A thing and the attributes that are followed from it, the last of which is asked for."""

    kind: str
    thing: str
    attributes: tuple[str, ...]

    def fact(self, step: int, thing: str) -> Fact:
        """Return what is asked at a step about the thing that the steps before led to."""
        kind = self.kind
        for name in self.attributes[:step]:
            kind = Fact(kind, "", name).about.kind
        return Fact(kind, thing, self.attributes[step])

    def phrase(self) -> str:
        """Return the noun phrase for the end."""
        text = f"the {self.kind} {self.thing}"
        for step in range(len(self.attributes)):
            text = self.fact(step, "").about.phrase.format(x=text)
        return text

    def question(self) -> str:
        """Return the question for the end."""
        text = f"the {self.kind} {self.thing}"
        for step in range(len(self.attributes) - 1):
            text = self.fact(step, "").about.phrase.format(x=text)
        return self.fact(len(self.attributes) - 1, "").about.ask.format(x=text)

    def facts(self, world: World) -> list[Fact]:
        """Return the facts that lead to the end."""
        found, thing = [], self.thing
        for step in range(len(self.attributes)):
            found.append(self.fact(step, thing))
            thing = str(world.values[found[-1]])
        return found


class Question(NamedTuple):
    """Chains, and what their ends are put together to: ``""`` for one chain, or an operation."""

    chains: tuple[Chain, ...]
    operation: str = ""

    def text(self) -> str:
        """Return the question in English."""
        if not self.operation:
            return self.chains[0].question()
        phrases = [chain.phrase() for chain in self.chains]
        if self.operation == "add":
            return f"What is the sum of {', of '.join(phrases[:-1])} and of {phrases[-1]}?"
        if self.operation == "subtract":
            return f"What remains of {phrases[0]} when {phrases[1]} is subtracted?"
        if self.operation == "multiply":
            return f"What is the product of {phrases[0]} and of {phrases[1]}?"
        return f"Add {phrases[0]} to {phrases[1]}, and subtract {phrases[2]}. What is the result?"

    def combine(self, ends: Sequence[Value]) -> Value:
        """Return the answer that the ends of the chains give."""
        if not self.operation:
            return ends[0]
        numbers = [int(end) for end in ends]
        if self.operation == "add":
            return sum(numbers)
        if self.operation == "multiply":
            return numbers[0] * numbers[1]
        return numbers[0] - numbers[1] if self.operation == "subtract" else numbers[0] + numbers[1] - numbers[2]

    def facts(self, world: World) -> list[Fact]:
        """Return all facts that the answer takes, each once."""
        return list(dict.fromkeys(fact for chain in self.chains for fact in chain.facts(world)))

    def answer(self, world: World) -> Value:
        """Return the right answer."""
        return self.combine([world.values[chain.facts(world)[-1]] for chain in self.chains])


def draw_question(rng: np.random.Generator, world: World, facts: int, hops: int) -> Question:
    """Draw a question that takes so many facts.

    Args:
        rng: the only source of chance.
        world: what it is about.
        facts: 1 to 6.
        hops: the most facts of a chain.
    """
    while True:
        lengths = _lengths(rng, facts, hops)
        single = len(lengths) == 1
        chains = tuple(_chain(rng, world, length, numeric=not single or bool(rng.random() < 0.5)) for length in lengths)
        forms = FORMS[len(lengths)]
        operation = "" if single else forms[int(rng.integers(len(forms)))]
        question = Question(chains, operation)
        answer = question.answer(world)
        if len(question.facts(world)) == facts and (isinstance(answer, str) or answer > 0):
            return question


def _lengths(rng: np.random.Generator, facts: int, hops: int) -> list[int]:
    """Part facts into one to three chains."""
    while True:
        lengths, left = [], facts
        while left:
            lengths.append(int(rng.integers(1, min(hops, left) + 1)))
            left -= lengths[-1]
        if len(lengths) <= max(FORMS):
            return lengths


def _chain(rng: np.random.Generator, world: World, length: int, numeric: bool) -> Chain:
    """Draw a chain whose end is a number or, if it must not be one, a thing."""
    options = [(kind, path) for kind in KINDS for path in paths(kind, length, numeric or length == LONGEST)]
    kind, path = options[int(rng.integers(len(options)))]
    things = world.things[kind]
    return Chain(kind, things[int(rng.integers(len(things)))], path)


def paths(kind: str, length: int, numeric: bool) -> list[tuple[str, ...]]:
    """Return the attributes that can be followed from a kind.

    Args:
        kind: where they begin.
        length: how many there are.
        numeric: whether the last is a number.
    """

    def fits(attribute: Attribute) -> bool:
        return (not attribute.kind) == numeric if length == 1 else bool(attribute.kind)

    own = [attribute for attribute in KINDS[kind].attributes if fits(attribute)]
    if length == 1:
        return [(attribute.name,) for attribute in own]
    return [(each.name, *rest) for each in own for rest in paths(each.kind, length - 1, numeric)]
