"""Crafting solved exactly, from any state.

How often each recipe and each collect is still needed follows from the pack alone (back-chaining from the goal: what
a product takes is fixed, tools are not used up, surplus never hurts), so

    distance(state) = collects needed + crafts needed + shortest walk,

and only the walk is searched, over (cell, pack), with moves that jump to a source or to the forge. Three reductions
leave the optimum in place. At a source, all that is still needed of its item is taken at once: having more earlier
never hurts. A craft whose parts are stocked for all that is still to come is done as soon as it can be: it competes
with nothing. The pack is capped at what is still needed. Only parts that are short, after a craft that no plan would
have made, make the search branch over crafts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..paths import distances
from .recipes import Recipe, depths, needed
from .rules import Level, State

Pack = tuple[int, ...]
Step = tuple[int, str, int, Pack]
"""A walk to a cell, the command given there, how often, and the pack after it."""

MOVES = ("up", "down", "left", "right")


class Table:
    """Exact distances in one land, computed as far as they are asked for.

    Args:
        level: the land.
    """

    def __init__(self, level: Level) -> None:
        book = level.book
        self.level, self.index = level, level.index
        self.cells = [*(cell for cell, _ in level.sources), *([level.forge] if level.forge >= 0 else [])]
        self.fields = {cell: distances(level.grid, level.size, cell) for cell in self.cells}
        wanted, depth = needed(book.raws, book.recipes, book.goal), depths(book.raws, book.recipes)
        self.recipes = sorted((r for r in book.recipes if r.product in wanted), key=lambda r: -depth[r.product])
        self.raws = [(raw, self.index[raw.item]) for raw in book.raws if raw.item in wanted]
        self.parts = [
            (self.index[r.product], [(self.index[item], count) for item, count in r.parts]) for r in self.recipes
        ]
        self.tools = [[self.index[tool] for tool in r.tools] for r in self.recipes]
        self.walks: dict[tuple[int, Pack], tuple[int, Step | None]] = {}
        self.needs: dict[Pack, tuple[Pack, Pack]] = {}

    def distance(self, cell: int, pack: Pack) -> int:
        """Return the fewest commands from here to the goal item."""
        makes, _ = self.need(pack)
        return sum(makes) + self.walk(cell, pack)[0]

    def plan(self, state: State) -> list[str]:
        """Return a shortest list of commands that makes the goal item."""
        cell, pack, commands = state.cell, state.pack, []
        while step := self.walk(cell, pack)[1]:
            target, command, count, pack = step
            while cell != target:
                move = next(m for m in MOVES if self._closer(cell + self.level.steps[m], cell, target))
                commands.append(move)
                cell += self.level.steps[move]
            commands += [command] * count
        return commands

    def need(self, pack: Pack) -> tuple[Pack, Pack]:
        """Return how often each item must still be collected or crafted, and how many of each will be used up.

        A tool that is still needed counts as one to be used up.
        """
        known = self.needs.get(pack)
        if known is None:
            known = self.needs[pack] = self._need(pack)
        return known

    def walk(self, cell: int, pack: Pack) -> tuple[int, Step | None]:
        """Return the shortest walk that is left, and the first step of a plan with such a walk."""
        makes, used = self.need(pack)
        pack = tuple(map(min, pack, used))
        known = self.walks.get((cell, pack))
        if known is not None:
            return known
        best: tuple[int, Step | None] = (0, None)
        if any(makes):
            options = []
            for step in self._options(cell, pack, makes, used):
                way = self.fields[step[0]][cell] if step[0] != cell else 0
                options.append((way + self.walk(step[0], step[3])[0], step))
            best = min(options, key=lambda option: option[0])
        self.walks[cell, pack] = best
        return best

    def _need(self, pack: Pack) -> tuple[Pack, Pack]:
        makes, used = [0] * len(pack), [0] * len(pack)
        used[self.level.goal] = 1
        for recipe, (product, parts), tools in zip(self.recipes, self.parts, self.tools, strict=True):
            for raw, index in self.raws:
                if raw.tool == recipe.product and used[index] > pack[index]:
                    used[product] = max(used[product], 1)
            short = used[product] - pack[product]
            if short > 0:
                times = makes[product] = -(-short // recipe.amount)
                for item, count in parts:
                    used[item] += times * count
                for tool in tools:
                    used[tool] = max(used[tool], 1)
        for _, index in self.raws:
            makes[index] = max(0, used[index] - pack[index])
        return tuple(makes), tuple(used)

    def _options(self, cell: int, pack: Pack, makes: Pack, used: Pack) -> Iterator[Step]:
        """Yield the steps worth trying: one that competes with nothing if there is any, else all."""
        crafts = [
            (recipe, product, parts)
            for recipe, (product, parts), tools in zip(self.recipes, self.parts, self.tools, strict=True)
            if makes[product]
            and all(pack[item] >= count for item, count in parts)
            and all(pack[tool] for tool in tools)
        ]
        for recipe, product, parts in crafts:
            stocked = all(pack[item] >= used[item] for item, _ in parts)
            if stocked and (not recipe.forge or cell == self.level.forge):
                yield self._crafted(cell, pack, recipe, makes[product])
                return
        for recipe, _, _ in crafts:
            yield self._crafted(self.level.forge if recipe.forge else cell, pack, recipe, 1)
        for raw, index in self.raws:
            if makes[index] and (not raw.tool or pack[self.index[raw.tool]]):
                after = (*pack[:index], pack[index] + makes[index], *pack[index + 1 :])
                for source, item in self.level.sources:
                    if item == raw.item:
                        yield source, "collect", makes[index], after

    def _crafted(self, cell: int, pack: Pack, recipe: Recipe, times: int) -> Step:
        after = list(pack)
        for item, count in recipe.parts:
            after[self.index[item]] -= times * count
        after[self.index[recipe.product]] += times * recipe.amount
        return cell, f"craft {recipe.product}", times, tuple(after)

    def _closer(self, other: int, cell: int, target: int) -> bool:
        field = self.fields[target]
        return 0 <= field[other] < field[cell]


@lru_cache(maxsize=256)
def table(level: Level) -> Table:
    """Return the distances in ``level``, computed once."""
    return Table(level)
