"""The rules of Crafting: collect raw items, craft by recipes, make the goal item. No text.

Sources never run out, so every state can still be solved. Parts are used up, tools stay. States are immutable and hold
their level.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .recipes import Book, Raw, Recipe

NO_FORGE = -1


@dataclass(frozen=True)
class Level:
    """A land with its book of recipes. Cells are numbered row by row; the border is wall.

    Attributes:
        size: cells a side, the border included.
        grid: one byte a cell, 1 where it can be walked on.
        start: the agent's first cell.
        sources: cell and raw item of each source.
        forge: cell of the forge, or ``NO_FORGE``.
        book: what can be collected and crafted, and the goal.
    """

    size: int
    grid: bytes
    start: int
    sources: tuple[tuple[int, str], ...]
    forge: int
    book: Book

    @cached_property
    def steps(self) -> dict[str, int]:
        """Return what each move adds to the agent's cell."""
        return {"up": -self.size, "down": self.size, "left": -1, "right": 1}

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Return every item, in the order in which packs count them."""
        return (*(raw.item for raw in self.book.raws), *(recipe.product for recipe in self.book.recipes))

    @cached_property
    def index(self) -> dict[str, int]:
        """Return each item's place in a pack."""
        return {item: index for index, item in enumerate(self.items)}

    @cached_property
    def goal(self) -> int:
        """Return the goal item's place in a pack."""
        return self.index[self.book.goal]

    @cached_property
    def raw_at(self) -> dict[int, Raw]:
        """Return what can be collected, by cell."""
        raws = {raw.item: raw for raw in self.book.raws}
        return {cell: raws[item] for cell, item in self.sources}

    @cached_property
    def recipe(self) -> dict[str, Recipe]:
        """Return each recipe by the command that crafts it."""
        return {f"craft {recipe.product}": recipe for recipe in self.book.recipes}

    @cached_property
    def texts(self) -> dict[tuple[str, int], str]:
        """Return what the agent sees from a cell, in a style, as far as it was written already."""
        return {}


class State(NamedTuple):
    """Where the agent is and what it has.

    Attributes:
        level: the land.
        cell: the agent's cell.
        pack: how many of each item of ``level.items`` the agent carries.
        had: bit i is set once the agent has had item i.
        note: why the last command had no effect: a key of ``text.NOTES`` and the item concerned; empty if it had one.
    """

    level: Level
    cell: int
    pack: tuple[int, ...]
    had: int = 0
    note: tuple[str, ...] = ()

    @property
    def solved(self) -> bool:
        """Whether the agent has the goal item."""
        return self.pack[self.level.goal] > 0


def initial_state(level: Level) -> State:
    """Return the state in which an episode begins, with an empty pack."""
    return State(level, level.start, (0,) * len(level.items))


def transition(state: State, command: str) -> State:
    """Return the state after one command: a move, ``collect`` or ``craft <item>``."""
    level, cell, pack, had, _ = state
    step = level.steps.get(command)
    if step is None:
        return _collect(state) if command == "collect" else _craft(state, command)
    if level.grid[cell + step]:
        return State(level, cell + step, pack, had)
    return State(level, cell, pack, had, ("blocked",))


def missing(state: State, recipe: Recipe) -> list[tuple[str, int]]:
    """Return the parts, with how many are missing, and tools that a craft lacks in ``state``."""
    have, index = state.pack, state.level.index
    lacks = [(item, count - have[index[item]]) for item, count in recipe.parts if have[index[item]] < count]
    return lacks + [(tool, 1) for tool in recipe.tools if not have[index[tool]]]


def _collect(state: State) -> State:
    level, cell, pack, had, _ = state
    raw = level.raw_at.get(cell)
    if raw is None:
        return State(level, cell, pack, had, ("nothing",))
    if raw.tool and not pack[level.index[raw.tool]]:
        return State(level, cell, pack, had, ("tool", raw.tool))
    return _gain(state, (), raw.item, 1)


def _craft(state: State, command: str) -> State:
    level, cell, pack, had, _ = state
    recipe = level.recipe.get(command)
    if recipe is None:
        return State(level, cell, pack, had, ("unknown", command.removeprefix("craft ")))
    if missing(state, recipe):
        return State(level, cell, pack, had, ("missing", recipe.product))
    if recipe.forge and cell != level.forge:
        return State(level, cell, pack, had, ("forge", recipe.product))
    return _gain(state, recipe.parts, recipe.product, recipe.amount)


def _gain(state: State, used: Iterable[tuple[str, int]], item: str, amount: int) -> State:
    level, cell, pack, had, _ = state
    counts = list(pack)
    for part, count in used:
        counts[level.index[part]] -= count
    gained = level.index[item]
    counts[gained] += amount
    return State(level, cell, tuple(counts), had | 1 << gained)
