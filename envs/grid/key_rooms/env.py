"""The KeyRooms environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...base import Played
from ..base import GridEnv
from . import text
from .levels import Settings, draw_level
from .measures import facts, milestones
from .rules import COMMAND_NUMBERS, Level, State, initial_state, solved, transition
from .solver import solver
from .turns import Turns


class KeyRoomsEnv(GridEnv):
    """Find keys, unlock doors and reach the goal, by MiniGrid's rules.

    The reward is 1.0 on reaching the goal with every errand done. Nothing that the agent does makes a level
    unsolvable.

    Milestones: ``key_<colour>_found`` for each locked door (the key is in hand, lies elsewhere than at the start, or
    was used), ``door_<colour>_open``, ``box_<colour>_open``, ``ball_<colour>_fetched``, ``goal_reached``. Channels:
    ``goal_distance`` (commands of a shortest solution from here; four times the map's cells where none is found),
    ``state_changed``.

    ``info["task"]`` has ``optimal_length``, the commands of a shortest solution, or, where the search for one is cut
    short in large levels, ``expert_length``, the commands of the expert's.

    Args:
        rooms: how many rooms, 1 to 36; they stand in a grid that is as square as possible.
        room_size: cells along a side of a room, walls not counted, 3 to 12.
        locked: how many of the ``rooms - 1`` doors are locked, at most 5; the door to the goal is always among them.
        boxes: how many boxes, 0 to 6; they hide keys first, then balls to fetch, and are empty after that.
        distractors: how many balls and keys that nothing needs.
        subgoals: how many balls must be picked up before the goal counts, 0 to 6.
        min_solution: the least number of commands that a shortest solution takes.
        view_size: cells along a side of the agent's view; an odd number, 3 to 15.
        observation: ``"egocentric"`` (MiniGrid's view: a square ahead, with line of sight), ``"ascii"``,
            ``"coordinates"`` or ``"sentences"`` (the whole map).
        moves_per_turn: the most commands in one message.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    grammar = text.GRAMMAR

    def __init__(
        self,
        *,
        rooms: int = 4,
        room_size: int = 4,
        locked: int = 2,
        boxes: int = 1,
        distractors: int = 1,
        subgoals: int = 0,
        min_solution: int = 0,
        view_size: int = 7,
        observation: str = "egocentric",
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
        self.settings = Settings(rooms, room_size, locked, boxes, distractors, subgoals, min_solution)
        odd = isinstance(view_size, int) and 3 <= view_size <= 15 and view_size % 2 == 1
        self.require("view_size", view_size, odd, "an odd number from 3 to 15")
        self.view_size = view_size
        self._level: Level | None = None
        self._turns = Turns(self._read, self._seen)

    def draw(self, rng: np.random.Generator) -> State:
        """Draw a level."""
        return initial_state(draw_level(rng, self.settings))

    def layout(self, state: State) -> str:
        """Return the map, the agent and the errands."""
        level = state.level
        return f"{level.width} {level.position} {level.direction} {level.errands} {level.cells.hex()}"

    def move(self, state: State, command: str) -> State:
        """Turn, step, pick up, drop or toggle."""
        return transition(state, COMMAND_NUMBERS[command])

    def outcome(self, state: State) -> tuple[float, bool, bool]:
        """Reward the goal, and end there."""
        return (1.0, True, True) if solved(state) else (0.0, False, False)

    def play(self, message: str) -> Played:
        """Play the commands of a message; turns of this level that were played before are remembered."""
        state = self.state
        if state.level is not self._level:
            self._level = state.level
            self._turns.forget()
        played, self.state = self._turns.play(state, message)
        return played

    def opening(self, state: State) -> str:
        """Return the first observation."""
        return text.opening(state, self.observation, self.moves_per_turn, self.settings.rooms, self.view_size)

    def view(self, before: State, state: State) -> str:
        """Return what is seen now."""
        return self._seen(state)

    def plan(self, state: State) -> list[str] | None:
        """Return a shortest solution."""
        return solver(state.level).plan(state)

    def channels(self, before: State, state: State) -> dict[str, float]:
        """Measure the commands that are left and whether anything changed."""
        left = solver(state.level).length(state)
        return {
            "goal_distance": float(4 * len(state.cells) if left is None else left),
            "state_changed": float(before != state),
        }

    def milestones(self, state: State) -> dict[str, bool]:
        """Report keys, doors, boxes, balls and the goal."""
        return milestones(state)

    def facts(self, state: State) -> dict[str, str | int | float | bool]:
        """Report the agent, the goal, and every door and object by colour and kind."""
        return facts(state)

    def task(self, state: State) -> dict[str, Any]:
        """Report the settings and the length of the solution from the start."""
        found = solver(state.level)
        length = found.length(initial_state(state.level))
        name = "optimal_length" if found.optimal else "expert_length"
        settings = {**self.settings.as_dict(), "view_size": self.view_size, "split": self.split}
        return super().task(state) | {"parameters": settings, name: length}

    def _read(self, message: str) -> tuple[tuple[str, ...], str]:
        return self.grammar.read(message, self.moves_per_turn)

    def _seen(self, state: State) -> str:
        return text.view(state, self.observation, self.view_size)
