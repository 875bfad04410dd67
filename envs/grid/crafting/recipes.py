"""What can be collected and crafted: a fixed tree with names everyone knows, and trees invented from the seed.

The depth of an item is the longest chain of crafts below it: a raw item has the depth of the tool that it takes to
collect it (0 without), a product one more than the deepest thing its recipe asks for. No item is both a part, which a
craft uses up, and a tool, which it leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

MAX_DEPTH = 7
MAX_DISTRACTORS = 6


class Raw(NamedTuple):
    """Something to collect: the item, where it is found, the sign of that place on maps, and the tool it takes."""

    item: str
    place: str
    sign: str
    tool: str = ""


class Recipe(NamedTuple):
    """How ``amount`` of a product are made: parts are used up, tools are not; some take a forge."""

    product: str
    parts: tuple[tuple[str, int], ...]
    amount: int = 1
    tools: tuple[str, ...] = ()
    forge: bool = False


class Book(NamedTuple):
    """What a world offers, in an order in which everything comes after what it asks for, and the goal."""

    raws: tuple[Raw, ...]
    recipes: tuple[Recipe, ...]
    goal: str


RAWS = (
    Raw("wood", "tree", "t"),
    Raw("fibre", "grass", "g"),
    Raw("flint", "gravel", "f"),
    Raw("clay", "clay bank", "c"),
    Raw("stone", "rock", "r", "wooden pickaxe"),
    Raw("coal", "coal seam", "s", "wooden pickaxe"),
    Raw("iron ore", "iron vein", "i", "stone pickaxe"),
    Raw("diamond", "diamond vein", "d", "iron pickaxe"),
)

RECIPES = (
    Recipe("plank", (("wood", 1),), amount=2),
    Recipe("rope", (("fibre", 2),)),
    Recipe("brick", (("clay", 1),), amount=2, forge=True),
    Recipe("stick", (("plank", 1),), amount=2),
    Recipe("table", (("plank", 3),)),
    Recipe("net", (("rope", 2),)),
    Recipe("oven", (("brick", 3),)),
    Recipe("wooden pickaxe", (("plank", 1), ("stick", 1)), tools=("table",)),
    Recipe("fishing rod", (("stick", 1), ("rope", 1))),
    Recipe("flint axe", (("flint", 1), ("stick", 1), ("rope", 1))),
    Recipe("ladder", (("stick", 3),), tools=("table",)),
    Recipe("stone pickaxe", (("stone", 2), ("stick", 1)), tools=("table",)),
    Recipe("torch", (("coal", 1), ("stick", 1))),
    Recipe("hammer", (("stone", 1), ("stick", 1), ("rope", 1))),
    Recipe("iron bar", (("iron ore", 1), ("coal", 1)), forge=True),
    Recipe("campfire", (("torch", 1), ("stone", 2))),
    Recipe("iron pickaxe", (("iron bar", 2), ("stick", 1)), tools=("table",)),
    Recipe("lantern", (("iron bar", 1), ("torch", 1))),
    Recipe("diamond ring", (("diamond", 1), ("iron bar", 1)), forge=True),
    Recipe("drill", (("diamond", 1), ("iron bar", 1), ("stick", 1)), tools=("table",)),
)

INVENTED_RAWS = (
    Raw("amber", "amber pit", "a"),
    Raw("basalt", "basalt cliff", "b"),
    Raw("copper", "copper vein", "c"),
    Raw("moss", "moss patch", "m"),
    Raw("quartz", "quartz geode", "q"),
    Raw("resin", "resin pool", "r"),
    Raw("salt", "salt pan", "s"),
    Raw("tin", "tin stream", "t"),
)

INVENTED = (
    "bellows",
    "clasp",
    "crank",
    "flask",
    "gear",
    "hinge",
    "lens",
    "lever",
    "prism",
    "pulley",
    "rotor",
    "spool",
    "spring",
    "valve",
)

PRODUCTS = (*(recipe.product for recipe in RECIPES), *INVENTED)
"""Every product there is, in either kind of tree."""


def depths(raws: Sequence[Raw], recipes: Sequence[Recipe]) -> dict[str, int]:
    """Return the depth of every item."""
    found = {raw.item: 0 for raw in raws if not raw.tool}
    for recipe in recipes:
        found[recipe.product] = 1 + max(found[item] for item in asked(recipe))
        found |= {raw.item: found[recipe.product] for raw in raws if raw.tool == recipe.product}
    return found


def asked(recipe: Recipe) -> list[str]:
    """Return the parts and tools of a recipe."""
    return [*(item for item, _ in recipe.parts), *recipe.tools]


def needed(raws: Sequence[Raw], recipes: Sequence[Recipe], goal: str) -> list[str]:
    """Return every item that making ``goal`` takes, itself included, in the order of the book."""
    wanted = [goal]
    below = {recipe.product: asked(recipe) for recipe in recipes} | {
        raw.item: [raw.tool] if raw.tool else [] for raw in raws
    }
    for item in wanted:
        wanted += [other for other in below[item] if other not in wanted]
    return [item for item in (*(raw.item for raw in raws), *(recipe.product for recipe in recipes)) if item in wanted]


def named_book(rng: np.random.Generator, depth: int, distractors: int) -> Book:
    """Return a book out of the named tree: a goal of this depth, what it takes, and further recipes.

    Args:
        rng: the only source of chance.
        depth: depth of the goal.
        distractors: how many recipes that the goal doesn't take are added, as far as there are some whose parts and
            tools can be had.
    """
    level = depths(RAWS, RECIPES)
    goals = [recipe.product for recipe in RECIPES if level[recipe.product] == depth]
    goal = goals[int(rng.integers(len(goals)))]
    known = set(needed(RAWS, RECIPES, goal))
    for _ in range(distractors):
        free = {raw.item for raw in RAWS if not raw.tool or raw.tool in known}
        more = [recipe for recipe in RECIPES if recipe.product not in known and known | free >= set(asked(recipe))]
        if not more:
            break
        chosen = more[int(rng.integers(len(more)))]
        known |= {chosen.product, *asked(chosen)}
    raws = tuple(raw for raw in RAWS if raw.item in known)
    return Book(raws, tuple(recipe for recipe in RECIPES if recipe.product in known), goal)


def invented_book(rng: np.random.Generator, depth: int, distractors: int) -> Book:
    """Return a book that nobody knows: a chain of ``depth`` products, then further recipes.

    Args:
        rng: the only source of chance.
        depth: depth of the goal.
        distractors: how many recipes that the goal doesn't take are added.
    """
    names = [INVENTED[index] for index in rng.permutation(len(INVENTED)).tolist()]
    fresh = [INVENTED_RAWS[index] for index in rng.permutation(len(INVENTED_RAWS)).tolist()]
    raws: list[Raw] = []
    recipes: list[Recipe] = []
    below, below_is_tool = "", False
    for tier in range(1, depth + 1):
        parts = {} if not below or below_is_tool else {below: 1}
        asks_below = not below
        for _ in range(1 + int(rng.random() < 0.4)):
            raw, new = _raw(rng, raws, fresh)
            if new and below_is_tool and rng.random() < 0.5:
                raw, asks_below = raw._replace(tool=below), True
            raws += [raw] if new else []
            parts[raw.item] = 1 + int(rng.random() < 0.4)
        tools = (below,) if below_is_tool and not asks_below else ()
        is_tool, last = bool(rng.random() < 0.4), tier == depth
        amount = 2 if not is_tool and not last and rng.random() < 0.3 else 1
        below, below_is_tool = names.pop(), is_tool
        recipes.append(Recipe(below, tuple(parts.items()), amount, tools, forge=bool(rng.random() < 0.2)))
    goal = below
    for _ in range(distractors):
        raw, new = _raw(rng, raws, fresh)
        raws += [raw] if new else []
        recipes.append(Recipe(names.pop(), ((raw.item, 1 + int(rng.random() < 0.4)),), forge=bool(rng.random() < 0.2)))
    return Book(tuple(raws), tuple(recipes), goal)


def _raw(rng: np.random.Generator, raws: list[Raw], fresh: list[Raw]) -> tuple[Raw, bool]:
    """Return a raw item that the world has, or a new one; and whether it is new."""
    if fresh and (not raws or rng.random() < 0.6):
        return fresh.pop(), True
    return raws[int(rng.integers(len(raws)))], False
