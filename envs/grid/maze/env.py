"""The Maze environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import GridEnv, is_whole
from . import levels, rules, solver, text

MAX_FLAGS = 5
TEXTS_KEPT = 4096


class MazeEnv(GridEnv):
    """Find the way through a maze, past every flag, to the exit.

    The reward is 1.0 on reaching the exit once all flags are collected. ``info["task"]`` holds the exact number of
    moves of a shortest solution; the expert plays one from any state.

    Milestones: ``flag_1``, ... (collected), ``halfway`` (at most half the moves of the shortest solution are left) and
    ``exit``. Channels: ``goal_distance`` (exact moves left), ``state_changed``, ``flags_left``.

    Args:
        size: cells a side, walls included; odd, 5 to 63.
        flags: flags to collect before the exit opens, 0 to 5.
        loops: walls opened beyond a spanning tree, each of which closes a loop.
        algorithm: ``"backtracker"`` (long winding passages) or ``"wilson"`` (every spanning tree equally likely).
        min_solution: fewest moves of a shortest solution; None: as many as the side has cells.
        max_solution: most moves of a shortest solution, or None for any. The default leaves room for detours within
            the registered turn limit.
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
        size: int = 11,
        flags: int = 1,
        loops: int = 2,
        algorithm: str = "backtracker",
        min_solution: int | None = None,
        max_solution: int | None = 40,
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
        self.require("size", size, is_whole(size, 5, 63) and size % 2 == 1, "an odd number from 5 to 63")
        rooms = (size // 2) ** 2
        most = min(MAX_FLAGS, rooms - 2)
        self.whole("flags", flags, 0, most)
        walls = levels.largest_loops(size)
        self.require("loops", loops, is_whole(loops, 0, walls), f"0 to {walls} at size={size}")
        self.choice("algorithm", algorithm, levels.ALGORITHMS)
        least = size if min_solution is None else min_solution
        longest = (2 * rooms - 2 + loops) * (flags + 1)
        self.whole("min_solution", least, 1, longest)
        fits = max_solution is None or is_whole(max_solution, least)
        self.require("max_solution", max_solution, fits, f"None or a whole number >= min_solution ({least})")
        self.knobs: dict[str, Any] = {
            "size": size,
            "flags": flags,
            "loops": loops,
            "algorithm": algorithm,
            "min_solution": least,
            "max_solution": max_solution,
        }

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a maze whose shortest solution has a length in range."""
        return rules.initial_state(levels.generate(rng, **self.knobs))

    def layout(self, state: rules.State) -> str:
        """Return walls, start, exit and flags."""
        return repr(state.level)

    def move(self, state: rules.State, command: str) -> rules.State:
        """Step to the next cell unless a wall is there."""
        return rules.transition(state, command)

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward the open exit and end there."""
        if state.cell == state.level.exit and not state.left:
            return 1.0, True, True
        return 0.0, False, False

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state, self.observation, self.moves_per_turn)

    def view(self, before: rules.State, state: rules.State) -> str:
        """Return what is seen now."""
        level, cell, left = state
        texts, key = level.texts, (self.observation, cell, left)
        try:
            return texts[key]
        except KeyError:
            seen = text.view(state, self.observation)
        if len(texts) < TEXTS_KEPT:
            texts[key] = seen
        return seen

    def plan(self, state: rules.State) -> list[str]:
        """Return a shortest solution."""
        return solver.plan(state)

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure the moves that are left, whether the agent moved, and the flags that are left."""
        return {
            "goal_distance": float(solver.distance(*state)),
            "state_changed": float(before[1:] != state[1:]),
            "flags_left": float(state.left.bit_count()),
        }

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report the flags collected, ``halfway`` and ``exit``."""
        whole = solver.distance(*rules.initial_state(state.level))
        flags = {f"flag_{index + 1}": not state.left >> index & 1 for index in range(len(state.level.flags))}
        return {**flags, "halfway": 2 * solver.distance(*state) <= whole, "exit": state.solved}

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report where everything is."""
        level, size = state.level, state.level.size
        found: dict[str, str | int | float | bool] = {
            "agent.row": state.cell // size,
            "agent.column": state.cell % size,
            "exit.row": level.exit // size,
            "exit.column": level.exit % size,
            "exit.open": not state.left,
        }
        for index, cell in enumerate(level.flags):
            name = f"flag_{index + 1}"
            found |= {f"{name}.row": cell // size, f"{name}.column": cell % size}
            found[f"{name}.collected"] = not state.left >> index & 1
        return found

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the settings and the moves of a shortest solution."""
        shortest = solver.distance(*rules.initial_state(state.level))
        parameters = {**self.knobs, "split": self.split}
        return super().task(state) | {"parameters": parameters, "optimal_length": shortest}
