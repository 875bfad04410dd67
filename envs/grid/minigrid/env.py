"""The MiniGrid environment: every id of the minigrid package behind the step contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, ClassVar

import numpy as np

from ..base import GridEnv
from . import capture, catalogue, measures, reach, rules, search, solver, text

MOST_TOLD = 4096
COMMANDS = {name: move for move, name in enumerate(rules.MOVES)}


class MiniGridEnv(GridEnv):
    """Follow a mission in a world of rooms, doors, keys, balls and boxes, seen from inside.

    ``env_id`` is any id that the package minigrid registers, BabyAI's included. Minigrid draws the level: a seed gives
    the level that minigrid's own environment draws for it (with ``split="all"``). It is then played by immutable rules
    that do, move for move, what minigrid does; a test compares the two on every id.

    The reward is 1.0 for accomplishing the mission. What minigrid would have paid, 1 - 0.9 moves / limit within its
    own limit of moves, is the channel ``minigrid_reward``. A move without effect is a move, as in minigrid: it is
    valid, it counts, and the observation says that nothing changed.

    Turn limits: minigrid's own limit (``info["task"]["minigrid_max_moves"]``, from 16 to 3600 by id and, for BabyAI,
    by mission) ends nothing here. The registered limit leaves room for the expert on every id; it is generous for the
    small ones. To play by minigrid's, read ``info["task"]["suggested_max_turns"]`` and pass it as
    ``gym.make(..., max_episode_steps=)``.

    Milestones: what the way to the first thing wished can't do without (``yellow_key_picked_up``,
    ``yellow_door_open``, ``blue_ball_moved``, ``grey_box_opened``), then ``goal_reached`` or
    ``mission_accomplished``; for BabyAI one for each clause (``go_to_the_red_ball``), which holds from when the clause
    is accomplished. Channels: ``goal_distance`` (cells to walk for all errands that are left; the number of the map's
    cells where nothing can accomplish the mission), ``state_changed``, ``minigrid_reward``.

    The expert searches breadth-first where a level is small, which gives ``info["task"]["optimal_length"]``, and plans
    with the whole level in view where it is large. BabyAI's missions are followed by minigrid's own bot, which knows
    only what it has seen, and by the planner where the bot fails (it can't open boxes for keys). Some levels that
    minigrid draws nothing can solve, because the key lies in the room it opens, or is missing: a few percent of
    ``BabyAI-GoToImpUnlock-v0``, ``BabyAI-Unlock-v0`` and of ObstructedMaze ``-v0`` (``-v1`` is mended); there
    ``info["task"]["solvable"]`` is False. ``MiniGrid-Playground-v0`` has no mission, and the sequences of
    ``BabyAI-OpenDoorsOrderN2Debug-v0`` and ``N4Debug`` fail on their first door by minigrid's own rule. The six ids
    with ``WFC`` in their name need pictures that the published package does not contain.

    Args:
        env_id: minigrid's id.
        env_kwargs: arguments of minigrid's environment, such as ``{"size": 10}``.
        observation: ``"egocentric"`` (what minigrid's agent sees, as a picture), ``"sentences"`` (the same in words),
            ``"ascii"`` (the whole map) or ``"coordinates"`` (the whole map as a list).
        moves_per_turn: the most commands in one message.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    grammar = text.GRAMMAR
    styles: ClassVar[tuple[str, ...]] = ("egocentric", "sentences", "ascii", "coordinates")

    def __init__(
        self,
        *,
        env_id: str = "MiniGrid-DoorKey-8x8-v0",
        env_kwargs: Mapping[str, Any] | None = None,
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
        given = env_kwargs if env_kwargs is not None else {}
        named = isinstance(given, Mapping) and all(isinstance(name, str) for name in given)
        self.require("env_kwargs", env_kwargs, named and "render_mode" not in given, "minigrid's arguments, by name")
        self.env_id = env_id
        self.env_kwargs = deepcopy(dict(given))
        self._source: Any = catalogue.build(self.env_id, self.env_kwargs)
        self._told: dict[Any, str] = {}
        self._told_of: rules.Level | None = None
        if self.env_kwargs:
            self.draw(np.random.default_rng(0))  # refuses what minigrid finds out only when it draws

    def __getstate__(self) -> dict[str, Any]:
        """Return everything but minigrid's environment, which holds nothing of the episode."""
        return {**self.__dict__, "_source": None, "_told": {}, "_told_of": None}

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Let minigrid draw a level from our generator."""
        if self._source is None:
            self._source = catalogue.build(self.env_id, self.env_kwargs)
        self._source.np_random = rng
        try:
            self._source.reset()
        except (AssertionError, LookupError, RecursionError, TypeError, ValueError) as refused:
            raise ValueError(
                f"{self.env_id} draws no level with env_kwargs={self.env_kwargs!r}: {refused}. Change env_kwargs."
            ) from refused
        return rules.initial_state(capture.level(self.env_id, self._source))

    def layout(self, state: rules.State) -> str:
        """Return the map, what is on it, where the agent begins, and the mission."""
        level = state.level
        things = [tuple(thing) for thing in level.things]
        return repr((level.stride, level.start, things, level.place, level.facing, level.carrying, level.mission))

    def move(self, state: rules.State, command: str) -> rules.State:
        """Make one of the seven moves."""
        return rules.transition(state, COMMANDS[command], self.np_random if state.level.task.stirs else None)

    def situation(self, state: rules.State) -> tuple[Any, ...]:
        """Return all but the moves played and what minigrid paid for them."""
        return state[:7]

    def chances(self, state: rules.State, command: str) -> list[tuple[float, rules.State]]:
        """Return the one state that a move leads to.

        Raises:
            NotImplementedError: balls roll in this level.
        """
        if state.level.task.stirs:
            raise NotImplementedError(f"{self.env_id} has no transition table: where its balls roll is not listed.")
        return [(1.0, rules.transition(state, COMMANDS[command]))]

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward success; end there and on failure."""
        verdict = state.verdict
        return (1.0 if verdict == rules.SUCCESS else 0.0), verdict != rules.GOING_ON, verdict == rules.SUCCESS

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state, self.observation, self.moves_per_turn)

    def view(self, before: rules.State, state: rules.State) -> str:
        """Return what is seen after a turn; what has been told of this level is told again from memory."""
        if self._told_of is not state.level:
            self._told_of, self._told = state.level, {}
        place = state[1:5]
        told = self._told.get(place)
        if told is None:
            told = text.told(state, self.observation)
            if len(self._told) < MOST_TOLD:
                self._told[place] = told
        if state.verdict:
            return f"{told}\n{text.ending(state)}"
        return f"{text.UNCHANGED}\n{told}" if place == before[1:5] and state is not before else told

    def plan(self, state: rules.State) -> list[str] | None:
        """Return moves that accomplish the mission; among rolling balls the next one."""
        moves = solver.solve(state)
        return solver.named(moves) if moves else None

    def foresee(self, state: rules.State, commands: Sequence[str]) -> rules.State | None:
        """Return where the commands lead, or None where balls roll."""
        return None if state.level.task.stirs else super().foresee(state, commands)

    def legal(self, state: rules.State) -> list[str]:
        """Return the commands that would change something."""
        return solver.named(search.candidates(state))

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure the way that is left, whether anything changed, and what minigrid paid."""
        return {
            "goal_distance": measures.goal_distance(state),
            "state_changed": float(before[1:5] != state[1:5]),
            "minigrid_reward": state.paid - before.paid,
        }

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report the sub-goals."""
        return measures.milestones(state)

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report where the agent and all things are."""
        return measures.facts(state)

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the mission, minigrid's limit and, where the level is small enough to search, the fewest moves.

        ``solvable`` is there, and False, where minigrid drew a level that provably nothing solves.
        """
        level = state.level
        settings = {"env_id": self.env_id, "env_kwargs": deepcopy(self.env_kwargs), "split": self.split}
        known: dict[str, Any] = {
            "parameters": settings,
            "mission": level.mission,
            "minigrid_max_moves": level.max_moves,
            "suggested_max_turns": -(-level.max_moves // self.moves_per_turn),
        }
        fewest = solver.fewest(level)
        if reach.hopeless(rules.initial_state(level)):
            known["solvable"] = False
        return super().task(state) | known | ({"optimal_length": fewest} if fewest else {})
