"""The Quest environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import CommandEnv
from ..commands import Call
from . import levels, measures, plans, possible, solver, told, turns
from .grammar import COMMANDS
from .state import State, initial_state

QUESTS = ("coin", "treasure", "cooking")
MOST_ROOMS = 24
MOST_DOORS = 8
MOST_LOCKS = 4
MOST_INGREDIENTS = 5


class QuestEnv(CommandEnv):
    """Explore a house for a coin or a treasure, or to cook a meal after a recipe.

    After TextWorld's coin collecting, treasure hunting and cooking (Côté et al. 2018): rooms, doors and boxes that
    open, locks with keys, keys that are crafted of two parts, and things that are not needed. Only the present room is
    seen. The house of a coin is all long ways and dead ends: it begins at one end of the longest, the coin lies at the
    other. The reward is 1.0 for taking the coin, for taking the right treasure, or for eating the meal. Two things
    can't be undone; each ends the episode without reward, and the observation says so: taking a treasure that was not
    asked for, and eating an ingredient of the recipe or treating it otherwise than the recipe says. From any other
    state the quest can be solved. Carrying has no limit; locks are never locked again.

    The expert knows the whole house; its plan is a shortest one from any state (``info["task"]["optimal_length"]``). A
    random agent takes the coin in 10 of 100 episodes with the default settings, and the others never.

    Milestones: ``<part>_held``, ``<key>_held``, ``<thing>_unlocked`` and ``<thing>_opened`` for the doors and boxes
    that have to be opened (a part counts as held once the key is made, a key once its lock is open), then
    ``<coin or treasure>_seen`` (now) and ``_taken``, or ``recipe_read``, ``<food>_held`` and ``<food>_treated`` for
    the ingredients, ``meal_prepared`` and ``meal_eaten``. Channels: ``goal_distance`` (exact commands left; 1000 where
    the quest has failed), ``state_changed``, ``rooms_visited``.

    Args:
        quest: ``"coin"``, ``"treasure"``, ``"cooking"`` or ``"any"``, drawn anew for every episode.
        rooms: number of rooms, 3 to 24.
        doors: number of doors, closed at first, 0 to 8 and fewer than rooms; each is the only way to what is behind.
        locks: how many doors and boxes are locked, 0 to 4, each with a key of its own; none for a coin.
        crafts: how many of the keys come in two parts, up to ``locks``.
        ingredients: how many the recipe has, 1 to 5.
        cuts: how many of them have to be cut.
        cooking: how many of them have to be cooked, each with the right one of four appliances.
        distractors: things that are not needed, 0 to 8: other treasures, other foods, or odds and ends.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    def __init__(
        self,
        *,
        quest: str = "any",
        rooms: int = 12,
        doors: int = 2,
        locks: int = 2,
        crafts: int = 1,
        ingredients: int = 2,
        cuts: int = 1,
        cooking: int = 1,
        distractors: int = 3,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.choice("quest", quest, (*QUESTS, "any"))
        self.whole("rooms", rooms, 3, MOST_ROOMS)
        self.whole("doors", doors, 0, min(MOST_DOORS, rooms - 1))
        self.whole("locks", locks, 0, MOST_LOCKS)
        self.whole("crafts", crafts, 0, locks)
        self.whole("ingredients", ingredients, 1, MOST_INGREDIENTS)
        self.whole("cuts", cuts, 0, ingredients)
        self.whole("cooking", cooking, 0, ingredients)
        self.whole("distractors", distractors, 0, 8)
        self.quest = quest
        self.commands = COMMANDS[quest]
        self.knobs: dict[str, Any] = {
            "rooms": rooms,
            "doors": doors,
            "locks": locks,
            "crafts": crafts,
            "ingredients": ingredients,
            "cuts": cuts,
            "cooking": cooking,
            "distractors": distractors,
        }

    def draw(self, rng: np.random.Generator) -> State:
        """Draw a quest and a house for it."""
        quest = QUESTS[int(rng.integers(len(QUESTS)))] if self.quest == "any" else self.quest
        return initial_state(levels.generate(rng, quest, **self.knobs))

    def layout(self, state: State) -> str:
        """Return the house and its task."""
        return repr(state.level)

    def opening(self, state: State) -> str:
        """Return the first observation."""
        return told.opening(state, self.commands.accepted())

    def turn(self, state: State, call: Call) -> tuple[State, str, str]:
        """Play a command."""
        return turns.turn(state, call)

    def outcome(self, state: State) -> tuple[float, bool, bool]:
        """Reward that the quest is done; end there, and where it has failed."""
        if state.solved:
            return 1.0, True, True
        return 0.0, state.lost, False

    def legal(self, state: State) -> list[str]:
        """Return the commands that are possible now."""
        return possible.commands(state)

    def plan(self, state: State) -> list[str] | None:
        """Return a shortest plan."""
        return plans.plan(state)

    def channels(self, before: State, state: State) -> dict[str, float]:
        """Measure the commands that are left, whether anything changed, and how many rooms were visited."""
        return super().channels(before, state) | {
            "goal_distance": float(solver.distance(state)),
            "rooms_visited": float(state.visited.bit_count()),
        }

    def milestones(self, state: State) -> dict[str, bool]:
        """Report the keys, the locks and how far the task is."""
        return measures.milestones(state)

    def facts(self, state: State) -> dict[str, str | int | float | bool]:
        """Report where everything is, what is open, and how foods are treated."""
        return measures.facts(state)

    def task(self, state: State) -> dict[str, Any]:
        """Report the settings, the kind of quest, its goal as facts and the commands of a shortest plan."""
        shortest = solver.distance(initial_state(state.level))
        parameters = {"quest": self.quest, **self.knobs, "split": self.split}
        return super().task(state) | {
            "parameters": parameters,
            "quest": state.level.quest,
            "goal_facts": measures.goal_facts(state.level),
            "optimal_length": shortest,
        }
