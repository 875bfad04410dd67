"""The Crafting environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import GridEnv
from . import levels, recipes, rules, solver, text

GRAMMARS = {
    "named": text.CraftGrammar([recipe.product for recipe in recipes.RECIPES]),
    "invented": text.CraftGrammar(recipes.INVENTED),
}


class CraftingEnv(GridEnv):
    """Collect raw items in a field and craft, recipe by recipe, the item that is asked for.

    The reward is 1.0 on making the goal item. Sources never run out and tools are not used up, so every state can be
    solved. A collect or craft that is not possible is valid but has no effect; the observation says why (in a message
    with several commands: why the last one had none). The expert's plan is a shortest one from any state.

    Milestones: ``collect_<item>`` and ``craft_<item>`` for everything that the goal takes; each holds once the agent
    has had the item. Channels: ``goal_distance`` (exact commands left), ``state_changed``, ``items_discovered`` (how
    many of the milestones hold).

    Args:
        size: cells a side, 4 to 20, without the wall around them.
        depth: depth of the goal item, the longest chain of crafts below it, 1 to 7.
        distractors: recipes that the goal doesn't take, 0 to 6 (fewer if the named tree has no more to offer).
        obstacles: walls inside the land, up to a quarter of its cells.
        copies: sources of each raw item, 1 to 4.
        tree: ``"named"`` (wood, planks, pickaxes: what everyone knows) or ``"invented"`` (recipes drawn from the seed).
        min_solution: fewest commands of a shortest plan.
        max_solution: most commands of a shortest plan, or None for any number.
        observation: ``"ascii"``, ``"coordinates"``, ``"sentences"`` or ``"egocentric"`` (two cells around).
        moves_per_turn: the most commands in one message.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    grammar = GRAMMARS["named"]

    def __init__(
        self,
        *,
        size: int = 7,
        depth: int = 4,
        distractors: int = 2,
        obstacles: int = 6,
        copies: int = 1,
        tree: str = "named",
        min_solution: int = 1,
        max_solution: int | None = None,
        observation: str = "ascii",
        moves_per_turn: int = 1,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(
            observation=observation,
            moves_per_turn=moves_per_turn,
            split=split,
            render_mode=render_mode,
            info_keys=info_keys,
        )
        self.whole("size", size, 4, 20)
        self.whole("depth", depth, 1, recipes.MAX_DEPTH)
        self.whole("distractors", distractors, 0, recipes.MAX_DISTRACTORS)
        self.whole("copies", copies, 1, min(4, (size * size - 2) // len(recipes.RAWS)))
        room = size * size - copies * len(recipes.RAWS) - 2
        self.whole("obstacles", obstacles, 0, min(size * size // 4, room))
        self.choice("tree", tree, GRAMMARS)
        self.whole("min_solution", min_solution, 1, 500)
        if max_solution is not None:
            self.whole("max_solution", max_solution, min_solution, 500)
        self.knobs: dict[str, Any] = {
            "size": size,
            "depth": depth,
            "distractors": distractors,
            "obstacles": obstacles,
            "copies": copies,
            "tree": tree,
            "min_solution": min_solution,
            "max_solution": max_solution,
        }
        self.grammar = GRAMMARS[tree]  # type: ignore[misc]

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a book of recipes and a land in which the goal can be made."""
        return rules.initial_state(levels.generate(rng, **self.knobs))

    def layout(self, state: rules.State) -> str:
        """Return the land and its book."""
        return repr(state.level)

    def move(self, state: rules.State, command: str) -> rules.State:
        """Walk, collect or craft."""
        return rules.transition(state, command)

    def situation(self, state: rules.State) -> tuple[Any, ...]:
        """Return all but the note on the last command."""
        return state[:4]

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward the goal item and end there."""
        if state.pack[state.level.goal]:
            return 1.0, True, True
        return 0.0, False, False

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state, self.observation, self.grammar.accepted(self.moves_per_turn))

    def view(self, before: rules.State, state: rules.State) -> str:
        """Return what is seen now; a note belongs to the turn that made it only."""
        if state.note and before is state:
            state = state._replace(note=())
        return text.view(state, self.observation)

    def plan(self, state: rules.State) -> list[str]:
        """Return a shortest plan."""
        return solver.table(state.level).plan(state)

    def legal(self, state: rules.State) -> list[str]:
        """Return the commands that have an effect."""
        commands = [*state.level.steps, "collect", *state.level.recipe]
        return [command for command in commands if not rules.transition(state, command).note]

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure the commands that are left, whether anything changed, and how many milestones hold."""
        return {
            "goal_distance": float(solver.table(state.level).distance(state.cell, state.pack)),
            "state_changed": float(before[1:3] != state[1:3]),
            "items_discovered": float(sum(self.milestones(state).values())),
        }

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report what the agent has had of everything that the goal takes."""
        level, book = state.level, state.level.book
        raw = {raw.item for raw in book.raws}
        return {
            f"{'collect' if item in raw else 'craft'}_{_key(item)}": bool(state.had >> level.index[item] & 1)
            for item in recipes.needed(book.raws, book.recipes, book.goal)
        }

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report where the agent and every place are, what the pack holds and what the goal is."""
        level, size = state.level, state.level.size
        found: dict[str, str | int | float | bool] = {
            "agent.row": state.cell // size,
            "agent.column": state.cell % size,
            "goal.item": level.book.goal,
        }
        found |= {f"pack.{_key(item)}": count for item, count in zip(level.items, state.pack, strict=True)}
        number: dict[str, int] = {}
        for cell, raw in level.raw_at.items():
            number[raw.place] = number.get(raw.place, 0) + 1
            name = f"{_key(raw.place)}_{number[raw.place]}"
            found |= {f"{name}.row": cell // size, f"{name}.column": cell % size}
        if level.forge != rules.NO_FORGE:
            found |= {"forge.row": level.forge // size, "forge.column": level.forge % size}
        return found

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the settings, the goal and the commands of a shortest plan."""
        first = rules.initial_state(state.level)
        shortest = solver.table(state.level).distance(first.cell, first.pack)
        parameters = {**self.knobs, "split": self.split}
        known = {"parameters": parameters, "goal": state.level.book.goal, "optimal_length": shortest}
        return super().task(state) | known


def _key(name: str) -> str:
    return name.replace(" ", "_")
