"""A small land to craft in, laid out by hand, and drawn ones."""

import numpy as np

from turnwise.envs.grid.crafting import levels, rules
from turnwise.envs.grid.crafting.recipes import Book, Raw, Recipe

BOOK = Book(
    raws=(Raw("wood", "tree", "t"), Raw("ore", "vein", "v", "pick")),
    recipes=(
        Recipe("plank", (("wood", 1),), amount=2),
        Recipe("pick", (("plank", 3),)),
        Recipe("bar", (("ore", 1), ("wood", 1)), forge=True),
        Recipe("sword", (("bar", 1), ("plank", 1)), tools=("pick",)),
    ),
    goal="sword",
)
GRID = """
#######
#t...v#
#.#.#.#
#F....#
#######
#######
#######
"""
LAND = rules.Level(
    7, bytes(sign not in "#\n" for sign in GRID[1:] if sign != "\n"), 10, ((8, "wood"), (12, "ore")), 22, BOOK
)
"""Start in the middle of the top row; tree left, vein right, forge bottom left."""


def walk(state, *commands):
    for command in commands:
        state = rules.transition(state, command)
    return state


def drawn(seed, **knobs):
    plain = {"size": 6, "depth": 3, "distractors": 1, "obstacles": 3, "copies": 1, "tree": "named"}
    return levels.generate(np.random.default_rng(seed), **(plain | knobs))
