"""A level: a database, a question with its query, and hidden databases of the same schema with other rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from . import engine
from .domains import DOMAINS
from .phrases import Draft, Question
from .rows import Rows, draw_rows, image, plant, script
from .schema import Schema, draw_schema
from .shapes import SHAPES

DRAFTS = 200
REPEATED = 0.25
"""The least share of the rows of a hidden database that repeat others."""
MOST_RIGHT = 60
"""The longest result that a question asks for."""


@dataclass(frozen=True)
class Size:
    """How large databases are, and what is wrong with them.

    Attributes:
        rows: of a table, about.
        missing: the share of optional values that are missing.
        repeated: the share of rows that repeat another in all but the key.
        hidden: how many hidden databases there are.
    """

    rows: int
    missing: float
    repeated: float
    hidden: int


@dataclass(frozen=True, eq=False)
class Level:
    """A database and a question.

    Databases are built when they are first read, from the seed. Two levels are equal if schema, seed, size and question
    are.

    Attributes:
        schema: the tables of all databases.
        seed: of their rows.
        size: of them.
        question: with its query.
    """

    schema: Schema
    seed: int
    size: Size
    question: Question
    built: dict[int, bytes] = field(default_factory=dict, repr=False)
    gold: dict[int, engine.Result] = field(default_factory=dict, repr=False)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Level) and self.identity == other.identity)

    def __hash__(self) -> int:
        return hash((self.seed, self.question.sql))

    def __reduce__(self) -> tuple[Any, ...]:
        return Level, (self.schema, self.seed, self.size, self.question)

    @property
    def identity(self) -> tuple[Any, ...]:
        """What makes it this level."""
        return self.seed, self.size, self.question, self.schema

    @cached_property
    def visible(self) -> Rows:
        """The rows of the database that can be read."""
        size = self.size
        return draw_rows(np.random.default_rng([self.seed, 0]), self.schema, size.rows, size.missing, size.repeated)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all tables and columns."""
        return self.schema.names()

    def right(self, which: int = 0) -> engine.Result:
        """Return what the gold query returns on a database."""
        if which not in self.gold:
            self.gold[which] = self.run(self.question.sql, which)
        return self.gold[which]

    def run(self, query: str, which: int = 0) -> engine.Result:
        """Return what a query reads.

        Args:
            query: whatever the agent wrote.
            which: 0 for the database that can be read, or the number of a hidden one.
        """
        return engine.run(self.image(which), query)

    def image(self, which: int) -> bytes:
        """Return the image of a database, built once."""
        if which not in self.built:
            self.built[which] = image(self.schema, self._hidden(which) if which else self.visible)
        return self.built[which]

    def agrees(self, found: engine.Result, which: int = 0) -> bool:
        """Whether rows are what the question asks for.

        Args:
            found: on the database ``which``.
            which: as for :meth:`run`.
        """
        return engine.same(found, self.right(which), self.question.ordered)

    def agreement(self, query: str) -> float:
        """Return the share of the databases on which a query returns what the question asks for.

        One that fails on the database that can be read is not tried on the hidden ones.
        """
        result = self.run(query)
        if result.error:
            return 0.0
        hidden = range(1, self.size.hidden + 1)
        found = [self.agrees(result), *(self.agrees(self.run(query, which), which) for which in hidden)]
        return sum(found) / len(found)

    def script(self) -> str:
        """Return the statements that build the database that can be read."""
        return script(self.schema, self.visible)

    def _hidden(self, which: int) -> Rows:
        """Draw other rows, in which the question's constants occur and many rows repeat others."""
        rng, size = np.random.default_rng([self.seed, which]), self.size
        rows = draw_rows(rng, self.schema, size.rows, size.missing, max(size.repeated, REPEATED))
        plant(rng, self.schema, rows, self.question.bounds)
        return rows


def draw_level(
    rng: np.random.Generator, *, shapes: tuple[str, ...], tables: int, conditions: int, misleading: bool, size: Size
) -> Level:
    """Draw a database and a question about it whose answer is not empty, and another on other rows.

    Args:
        rng: the only source of chance.
        shapes: of questions, each as likely as another.
        tables: how many there are.
        conditions: the most of a question.
        misleading: whether columns may go by misleading names.
        size: of the databases.
    """
    shape = SHAPES[shapes[int(rng.integers(len(shapes)))]]
    while True:
        schema = draw_schema(rng, DOMAINS, tables, misleading)
        seed = int(rng.integers(2**62))
        blank = Level(schema, seed, size, Question("", "", "", (), ()))
        draft = Draft(rng, schema, blank.visible, conditions)
        for _ in range(DRAFTS):
            level = Level(schema, seed, size, shape(draft), {0: blank.image(0)})
            if _tells(level):
                return level


def _tells(level: Level) -> bool:
    """Whether the answer tells whether a query is right."""
    right = level.right()
    if not 0 < len(right.rows) <= MOST_RIGHT or all(cell is None for row in right.rows for cell in row):
        return False
    others = (level.right(which) for which in range(1, level.size.hidden + 1))
    return not level.size.hidden or any(other.rows and not level.agrees(other) for other in others)
