"""The FrozenLake environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..base import GridEnv
from . import rules, solver, text

MAX_HORIZON = 10_000


class FrozenLakeEnv(GridEnv):
    """Walk over the ice from the top left to the bottom right without falling into a hole.

    The reward is 1.0 on reaching the goal; a hole ends the episode with nothing. On slippery ice a step goes where it
    should with probability 1/3, else to either side (Gymnasium's FrozenLake with ``success_rate=1/3``).

    Milestones: ``halfway`` and ``goal``. Channels: ``goal_distance`` (steps around the holes; the number of cells from
    inside a hole), ``state_changed``.

    Args:
        size: cells on a side, 2 to 32.
        holes: probability of a hole in a cell, 0 to 0.6; lakes without a dry way are drawn again.
        slippery: whether steps slip.
        min_solution: the fewest steps that a shortest way may take, 0 to half the cells; lakes with a shorter one are
            drawn again.
        horizon: turns that the expert plans for on slippery ice, 1 to 10,000; give the turn limit.
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
        size: int = 6,
        holes: float = 0.2,
        slippery: bool = False,
        min_solution: int = 0,
        horizon: int = 30,
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
        self.whole("size", size, 2, 32)
        self.probability("holes", holes, 0.6)
        self.require("slippery", slippery, isinstance(slippery, bool), "True or False")
        self.whole("min_solution", min_solution, 0, size * size // 2)
        self.whole("horizon", horizon, 1, MAX_HORIZON)
        self.size, self.holes, self.slippery = size, float(holes), slippery
        self.min_solution, self.horizon = min_solution, horizon
        self._seen: tuple[rules.Level | None, dict[int, str]] = (None, {})
        self._solved: tuple[rules.Level, tuple[NDArray[np.float64], NDArray[np.int64]]] | None = None

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a lake that can be crossed."""
        return rules.initial_state(rng, self.size, self.holes, self.slippery, self.min_solution)

    def layout(self, state: rules.State) -> str:
        """Return the size, the holes and whether it slips."""
        return repr(state.level)

    def move(self, state: rules.State, command: str) -> rules.State:
        """Step, and slip if the ice does."""
        slip = int(self.np_random.random() * 3) - 1 if self.slippery else 0
        return rules.transition(state, command, slip)

    def situation(self, state: rules.State) -> tuple[rules.Level, int]:
        """Return the lake and the cell; the steps taken tell the expert alone."""
        return state[:2]

    def chances(self, state: rules.State, command: str) -> list[tuple[float, rules.State]]:
        """Return the three cells that a step on slippery ice may lead to, or the one of dry ice."""
        slips = (-1, 0, 1) if self.slippery else (0,)
        return [(1 / len(slips), rules.transition(state, command, slip)) for slip in slips]

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward the goal; end there and in a hole."""
        level, cell, _ = state
        if cell == level.goal:
            return 1.0, True, True
        return 0.0, cell in level.holes, False

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state, self.observation, self.moves_per_turn)

    def view(self, before: rules.State, state: rules.State) -> str:
        """Return what is seen now."""
        level, seen = self._seen
        if level is not state.level:
            self._seen = state.level, (seen := {})
        try:
            return seen[state.cell]
        except KeyError:
            told = seen[state.cell] = text.view(state, self.observation)
            return told

    def plan(self, state: rules.State) -> list[str] | None:
        """Return a shortest way, or on slippery ice the best next step."""
        level = state.level
        if self.slippery:
            _, best = self._slip(level)
            return [rules.COMMANDS[best[max(self.horizon - state.steps, 1), state.cell]]]
        plan, cell, distance = [], state.cell, level.distances
        while cell != level.goal:
            closer = [name for name, cells in level.neighbours.items() if distance[cells[cell]] < distance[cell]]
            if not closer:
                return None
            plan.append(closer[0])
            cell = level.neighbours[closer[0]][cell]
        return plan

    def foresee(self, state: rules.State, commands: Sequence[str]) -> rules.State | None:
        """Return where the commands lead, or None on slippery ice."""
        return None if self.slippery else super().foresee(state, commands)

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure the way that is left and whether the agent moved."""
        return {
            "goal_distance": float(state.level.distances[state.cell]),
            "state_changed": float(before.cell != state.cell),
        }

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report ``halfway`` (half the steps of the shortest way are left, or fewer) and ``goal``."""
        distance = state.level.distances
        return {"halfway": 2 * distance[state.cell] <= distance[0], "goal": state.solved}

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report where the agent and the goal are."""
        size = state.level.size
        return {
            "agent.row": state.cell // size,
            "agent.column": state.cell % size,
            "agent.fallen": state.fallen,
            "goal.row": size - 1,
            "goal.column": size - 1,
            "lake.holes": len(state.level.holes),
        }

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the settings and the shortest way; on slippery ice the best success probability within ``horizon``."""
        level = state.level
        known: dict[str, Any] = {"optimal_length": level.distances[0]}
        if level.slippery:
            known = {"optimal_value": float(self._slip(level)[0][self.horizon, 0])}
        settings = {name: getattr(self, name) for name in ("size", "holes", "slippery", "min_solution", "split")}
        return super().task(state) | {"parameters": settings} | known

    def _slip(self, level: rules.Level) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        if self._solved is None or self._solved[0] != level:
            self._solved = level, solver.slip_values(level.neighbours, level.holes, level.goal, self.horizon)
        return self._solved[1]
