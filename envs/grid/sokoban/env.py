"""The Sokoban environment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from ..base import GridEnv, is_whole
from . import rules, solver, text
from .geometry import TARGET, Level

MIN_SIZE, MAX_SIZE, MAX_BOXES = 5, 20, 8


class SokobanEnv(GridEnv):
    """Push every box onto a target; boxes can't be pulled, so a wrong push can lose the level.

    Each level is a new room, made by pulling the boxes away from their targets. The reward is 1.0 on the move that
    brings the last box home. A lost level goes on until the turn limit.

    Milestones: ``box_1_on_target``, ``box_2_on_target``, ..., ``halfway`` (the goal distance is at most half of what
    it was at the start) and ``solved``. Channels: ``goal_distance`` (the fewest pushes that bring each box to a
    target of its own if the boxes didn't hinder each other; a box that can't reach its target counts ``rows * cols``
    pushes, so the distance of a lost level is finite), ``boxes_on_target``, ``state_changed`` and ``deadlock`` (1.0:
    the level is lost; 0.0 promises nothing).

    ``info["task"]`` has ``optimal_length``, the moves of a shortest solution, or, where the search for one is cut
    short in large levels, ``expert_length``, the moves of the expert's.

    Args:
        size: rows and columns of the room, its outer walls included, or one number for both; 5 to 20.
        boxes: boxes and targets, 1 to 8.
        min_solution: fewest moves of the shortest solution.
        max_solution: most moves of the shortest solution; None for any number.
        observation: ``"ascii"``, ``"coordinates"``, ``"sentences"`` or ``"egocentric"`` (two cells around).
        moves_per_turn: the most commands in one message.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    grammar = text.GRAMMAR

    def __init__(
        self,
        *,
        size: int | Sequence[int] = 6,
        boxes: int = 1,
        min_solution: int = 7,
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
        sides = (size, size) if isinstance(size, int) else tuple(size) if isinstance(size, Sequence) else ()
        fits = len(sides) == 2 and all(is_whole(side, MIN_SIZE, MAX_SIZE) for side in sides)
        self.require("size", size, fits, f"a whole number from {MIN_SIZE} to {MAX_SIZE}, or two: rows and columns")
        self.whole("boxes", boxes, 1, MAX_BOXES)
        self.require("min_solution", min_solution, is_whole(min_solution, 1), "a whole number >= 1")
        possible = max_solution is None or is_whole(max_solution, min_solution)
        self.require("max_solution", max_solution, possible, f"None or a whole number >= min_solution={min_solution}")
        self.size: tuple[int, int] = (sides[0], sides[1])
        self.boxes, self.min_solution, self.max_solution = boxes, min_solution, max_solution
        _exists(self.size, boxes, min_solution, max_solution)

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a level."""
        return rules.initial_state(rng, self.size, self.boxes, self.min_solution, self.max_solution)

    def layout(self, state: rules.State) -> str:
        """Return the map of the start."""
        level = state.level
        return text.board(level, level.player, level.boxes)

    def move(self, state: rules.State, command: str) -> rules.State:
        """Walk or push."""
        return rules.transition(state, command)

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward the solution, and end there."""
        return (1.0, True, True) if state.solved else (0.0, False, False)

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state, self.observation, self.moves_per_turn)

    def view(self, before: rules.State, state: rules.State) -> str:
        """Return what is seen now."""
        return text.view(state, self.observation)

    def legal(self, state: rules.State) -> list[str]:
        """Return the moves that change something."""
        return [command for command in rules.COMMANDS if rules.transition(state, command) is not state]

    def plan(self, state: rules.State) -> tuple[str, ...] | None:
        """Return a shortest solution; in large levels any; None where none is found."""
        solution = _solution(state)
        return None if solution is None else solution.moves

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure the pushes that are left and whether the level is lost."""
        level, player, boxes = state
        distance, lost = _standing(level, boxes)
        return {
            "goal_distance": float(distance),
            "boxes_on_target": float(state.boxes_on_target),
            "state_changed": float(player != before.player or boxes != before.boxes),
            "deadlock": float(lost),
        }

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report each box, half the pushes and the solution."""
        level, _, boxes = state
        found = {f"box_{number}_on_target": level.cells[box] == TARGET for number, box in enumerate(boxes, start=1)}
        found["halfway"] = 2 * _standing(level, boxes)[0] <= _standing(level, level.boxes)[0]
        found["solved"] = state.solved
        return found

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report where the player, the boxes and the targets are."""
        level, player, boxes = state
        named = {"player": player}
        named |= {f"box{number}": box for number, box in enumerate(boxes, start=1)}
        named |= {f"target{number}": target for number, target in enumerate(level.targets, start=1)}
        found: dict[str, str | int | float | bool] = {}
        for name, cell in named.items():
            found[f"{name}.row"], found[f"{name}.column"] = divmod(cell, level.stride)
            if name.startswith("box"):
                found[f"{name}.on_target"] = level.cells[cell] == TARGET
            if name.startswith("target"):
                found[f"{name}.filled"] = cell in boxes
        return found

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the settings and the length of the solution from the start."""
        level = state.level
        settings = {
            "size": list(self.size),
            "boxes": self.boxes,
            "min_solution": self.min_solution,
            "max_solution": self.max_solution,
            "split": self.split,
        }
        solution = _solution(rules.State(level, level.player, level.boxes))
        length = {}
        if solution is not None:
            length = {"optimal_length" if solution.optimal else "expert_length": len(solution.moves)}
        return super().task(state) | {"parameters": settings} | length


@lru_cache(maxsize=256)
def _exists(size: tuple[int, int], boxes: int, fewest: int, most: int | None) -> None:
    """Raise ``ValueError`` if no level of these settings is found."""
    rules.initial_state(np.random.default_rng(0), size, boxes, fewest, most)


@lru_cache(maxsize=1024)
def _standing(level: Level, boxes: tuple[int, ...]) -> tuple[int, bool]:
    """Return the goal distance and whether the level is seen to be lost."""
    return level.goal_distance(boxes), solver.deadlocked(level, boxes)


@lru_cache(maxsize=64)
def _solution(state: rules.State) -> solver.Solution | None:
    return solver.solve(*state)
