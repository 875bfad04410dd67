"""A level: a world, a question about it, and the models that can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .pool import Model, draw_pool
from .questions import Question, draw_question
from .world import Fact, World, draw_world


@dataclass(frozen=True)
class Level:
    """A question and who can be asked.

    Attributes:
        seed: of what simulated models say.
        world: what is true.
        question: to be answered.
        pool: the models, in the order in which they are described.
    """

    seed: int
    world: World
    question: Question
    pool: tuple[Model, ...]

    __hash__ = None  # type: ignore[assignment]  # what a world holds is not hashable

    @cached_property
    def facts(self) -> list[Fact]:
        """What the answer takes, each once."""
        return self.question.facts(self.world)

    @cached_property
    def answer(self) -> str:
        """The right answer."""
        return str(self.question.answer(self.world))

    def model(self, name: str) -> Model | None:
        """Return the model of a name, in any case; None if there is none."""
        return next((model for model in self.pool if model.name.lower() == name.strip().lower()), None)


def draw_level(
    rng: np.random.Generator,
    *,
    facts: int,
    hops: int,
    models: int,
    noise: float,
    weak: float,
    real: tuple[Model, ...],
) -> Level:
    """Draw a world, a question and, where no real models are given, a pool.

    Args:
        rng: the only source of chance.
        facts: how many the answer takes.
        hops: the most of a chain.
        models: how many there are.
        noise: how often a model is wrong in what it is good at.
        weak: how often it is right in the rest.
        real: the models to ask instead.
    """
    world = draw_world(rng)
    pool = real or draw_pool(rng, models, 1 - noise, weak)
    return Level(int(rng.integers(2**62)), world, draw_question(rng, world, facts, hops), pool)
