"""Random lands for Crafting: a book of recipes, its sources and forge strewn over a field with obstacles."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..paths import distances
from . import recipes
from .rules import NO_FORGE, Level, initial_state
from .solver import table

BOOKS = {"named": recipes.named_book, "invented": recipes.invented_book}
FIELDS_TRIED = 1000
LANDS_TRIED = 1000


def generate(rng: np.random.Generator, *, min_solution: int = 1, max_solution: int | None = None, **land: Any) -> Level:
    """Draw a land in which a shortest plan takes ``min_solution`` to ``max_solution`` commands.

    Args:
        rng: the only source of chance.
        min_solution: fewest commands.
        max_solution: most commands, or None for any number.
        land: as in :func:`draw_land`.

    Raises:
        ValueError: if no such land turns up.
    """
    if min_solution <= 1 and max_solution is None:
        return draw_land(rng, **land)
    for _ in range(LANDS_TRIED):
        level = draw_land(rng, **land)
        start = initial_state(level)
        length = table(level).distance(start.cell, start.pack)
        if min_solution <= length and (max_solution is None or length <= max_solution):
            return level
    raise ValueError(
        f"Crafting found no land whose shortest plan takes min_solution={min_solution} to max_solution={max_solution} "
        f"commands with {land}. Widen that range or change the size or the depth."
    )


def draw_land(
    rng: np.random.Generator, *, size: int, depth: int, distractors: int, obstacles: int, copies: int, tree: str
) -> Level:
    """Draw a land in which the goal can be made.

    Args:
        rng: the only source of chance.
        size: cells a side, without the border.
        depth: depth of the goal item.
        distractors: recipes that the goal doesn't take.
        obstacles: cells that cannot be walked on.
        copies: sources of each raw item.
        tree: ``"named"`` or ``"invented"``; which recipes there are.

    Raises:
        ValueError: if the sources cannot be placed so that all can be reached.
    """
    book = BOOKS[tree](rng, depth, distractors)
    raws = [raw.item for raw in book.raws for _ in range(copies)]
    forge = int(any(recipe.forge for recipe in book.recipes))
    placed = len(raws) + forge + 1
    side = size + 2
    inside = [row * side + column for row in range(1, size + 1) for column in range(1, size + 1)]
    if placed + obstacles <= len(inside):
        for _ in range(FIELDS_TRIED):
            cells = [inside[index] for index in rng.permutation(len(inside))[: placed + obstacles].tolist()]
            grid = bytearray(side * side)
            for cell in inside:
                grid[cell] = 1
            for cell in cells[placed:]:
                grid[cell] = 0
            ways = distances(grid, side, cells[0])
            if min(ways[cell] for cell in cells[:placed]) >= 0:
                sources = tuple(sorted(zip(cells[1:], raws, strict=False)))
                return Level(side, bytes(grid), cells[0], sources, cells[placed - 1] if forge else NO_FORGE, book)
    raise ValueError(
        f"Crafting cannot place {placed} things among obstacles={obstacles} so that all can be reached on "
        f"size={size}; enlarge `size` or lower `obstacles`, `copies`, `distractors` or `depth`."
    )
