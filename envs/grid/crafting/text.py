"""Crafting in words: what is read and which words act.

The styles ``ascii``, ``coordinates`` and ``sentences`` tell the whole land; ``egocentric`` shows two cells around.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..grammar import Grammar
from .recipes import Raw, Recipe
from .rules import NO_FORGE, Level, State, missing

SIGHT = 2
"""How many cells away the egocentric style sees."""

MOVES = {
    "up": ("north", "move up", "go up"),
    "down": ("south", "move down", "go down"),
    "left": ("west", "move left", "go left"),
    "right": ("east", "move right", "go right"),
}

LEGENDS = {
    "ascii": "On the map P is you, . floor, # a wall; letters as above.",
    "egocentric": "You see two cells around you: P is you, . floor, # a wall or outside; letters as above.",
    "coordinates": "Cells are (row, column), counted from 1 at the top left.",
    "sentences": "Rows are counted from 1 at the top, columns from 1 at the left.",
}


class CraftGrammar(Grammar):
    """Moves, ``collect`` and ``craft <item>`` for each of some products.

    Args:
        products: what can be named after ``craft``.
    """

    def __init__(self, products: Sequence[str]) -> None:
        crafts = {
            f"craft {name}": (f"make {name}", f"craft {_article(name)} {name}", f"make {_article(name)} {name}")
            for name in products
        }
        super().__init__({**MOVES, "collect": ("gather",), **crafts})

    def accepted(self, limit: int = 1) -> str:
        """Say in one sentence what a message may hold; the products are told with the recipes."""
        count = "one of" if limit == 1 else f"1 to {limit} of"
        return f"Answer with {count}: up, down, left, right, collect, craft <item>. For example <action>up</action>."


def opening(state: State, style: str, accepted: str) -> str:
    """Return the first observation: task, rules, how to act, and what is seen."""
    level, side = state.level, state.level.size - 2
    raws, recipes = level.book.raws, level.book.recipes
    forge = ["- forge (F)"] if level.forge != NO_FORGE else []
    lines = [
        f"You are in a land of {side} by {side} cells with an empty pack. Make this item: {level.book.goal}.",
        "A step goes to the next cell up, down, left or right. Standing on a source, collect takes one of its item; "
        "sources never run out. Crafting works anywhere, unless the recipe says at the forge. The parts of a recipe "
        "are used up; what it needs must be in your pack and stays there.",
        "Places:",
        *(f"- {raw.place} ({raw.sign}): source of {raw.item}{_needs((raw.tool,))}" for raw in raws),
        *forge,
        "Recipes:",
        *(f"- {_recipe(recipe)}" for recipe in recipes),
        LEGENDS[style],
        accepted,
        "",
        view(state, style),
    ]
    return "\n".join(lines)


def view(state: State, style: str) -> str:
    """Return what is seen in ``state``, what the pack holds, and why the last command had no effect."""
    level, cell, pack, _, note = state
    land = level.texts.get((style, cell))
    if land is None:
        land = level.texts[style, cell] = VIEWS[style](level, cell)
    held = ", ".join([f"{count} {item}" for item, count in zip(level.items, pack, strict=True) if count]) or "empty"
    seen = f"{land}\nPack: {held}. Goal: {level.book.goal}."
    if note:
        return f"{seen}\n{_note(state)}"
    return f"{seen}\nYou made it." if pack[level.goal] else seen


def _article(name: str) -> str:
    return "an" if name[0] in "aeiou" else "a"


def _needs(tools: Sequence[str]) -> str:
    named = [tool for tool in tools if tool]
    return f"; needs {', '.join(named)}" if named else ""


def _recipe(recipe: Recipe) -> str:
    amount = f" (makes {recipe.amount})" if recipe.amount > 1 else ""
    parts = ", ".join(f"{count} {item}" for item, count in recipe.parts)
    return f"{recipe.product}{amount}: {parts}{_needs(recipe.tools)}{'; at the forge' if recipe.forge else ''}"


def _note(state: State) -> str:
    kind, *rest = state.note
    if kind == "missing":
        recipe = state.level.recipe[f"craft {rest[0]}"]
        lacks = ", ".join(f"{count} {item}" for item, count in missing(state, recipe))
        return f"Nothing was crafted: for {rest[0]} you lack {lacks}."
    return {
        "blocked": "The way is blocked.",
        "nothing": "There is nothing to collect here.",
        "tool": "Nothing was collected: you need {0} in your pack.",
        "unknown": "Nothing was crafted: there is no recipe for {0} here.",
        "forge": "Nothing was crafted: {0} is made at the forge.",
    }[kind].format(*rest)


def _here(level: Level, cell: int) -> str:
    raw: Raw | None = level.raw_at.get(cell)
    place = raw.place if raw else "forge" if cell == level.forge else ""
    return f"\nYou stand on: {place}." if place else ""


def _rows(level: Level, cell: int) -> list[str]:
    """Return the rows of the map, the agent in it."""
    signs = ["." if walkable else "#" for walkable in level.grid]
    for source, raw in level.raw_at.items():
        signs[source] = raw.sign
    if level.forge != NO_FORGE:
        signs[level.forge] = "F"
    signs[cell] = "P"
    return ["".join(signs[start : start + level.size]) for start in range(0, len(signs), level.size)]


def _ascii(level: Level, cell: int) -> str:
    return "\n".join(_rows(level, cell)) + _here(level, cell)


def _egocentric(level: Level, cell: int) -> str:
    row, column = divmod(cell, level.size)
    outside, beside = ["#" * (level.size + 2 * SIGHT)] * SIGHT, "#" * SIGHT
    lines = [*outside, *(f"{beside}{line}{beside}" for line in _rows(level, cell)), *outside]
    seen = [line[column : column + 2 * SIGHT + 1] for line in lines[row : row + 2 * SIGHT + 1]]
    return "\n".join(seen) + _here(level, cell)


def _things(level: Level) -> list[tuple[str, int]]:
    """Return every source and the forge by name, with its cell."""
    things = [(raw.place, cell) for cell, raw in level.raw_at.items()]
    return things + ([("forge", level.forge)] if level.forge != NO_FORGE else [])


def _walls(level: Level) -> list[int]:
    """Return the blocked cells inside the border."""
    inside = range(1, level.size - 1)
    return [
        row * level.size + column for row in inside for column in inside if not level.grid[row * level.size + column]
    ]


def _coordinates(level: Level, cell: int) -> str:
    size = level.size
    lines = [f"you: {_pair(size, cell)}"]
    lines += [f"{name}: {_pair(size, place)}" for name, place in _things(level)]
    walls = ", ".join(_pair(size, wall) for wall in _walls(level)) or "none"
    return "\n".join([*lines, f"walls: {walls}; and all around rows and columns 1 to {size - 2}"])


def _sentences(level: Level, cell: int) -> str:
    size = level.size
    parts = [f"You are in {_words(size, cell)}."]
    parts += [f"In {_words(size, place)} is: {name}." for name, place in _things(level)]
    walls = "; ".join(_words(size, wall) for wall in _walls(level)) or "no cell"
    return " ".join([*parts, f"Walls stand in {walls}, and all around rows and columns 1 to {size - 2}."])


def _pair(size: int, cell: int) -> str:
    return f"({cell // size}, {cell % size})"


def _words(size: int, cell: int) -> str:
    return f"row {cell // size}, column {cell % size}"


VIEWS = {"ascii": _ascii, "coordinates": _coordinates, "sentences": _sentences, "egocentric": _egocentric}
