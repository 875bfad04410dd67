"""Minigrid's own BabyAI bot (Chevalier-Boisvert et al. 2019), asked for advice from any state.

The bot works on one of minigrid's environments. :class:`Stage` is one that shows a state of ours; it is never stepped:
what the bot advises is played by our rules. The bot knows only what it has seen from the stage so far.
"""

from __future__ import annotations

from typing import Any

from minigrid.core.grid import Grid
from minigrid.core.mission import MissionSpace
from minigrid.core.world_object import Ball, Box, Door, Floor, Goal, Key, Lava, Wall
from minigrid.envs.babyai.core import verifier
from minigrid.minigrid_env import MiniGridEnv
from minigrid.utils.baby_ai_bot import BabyAIBot, DisappearedBoxError

from . import instructions as babyai
from .planner import Planner
from .reach import NoWayError, approach
from .rules import DONE, DROP, LOCKED, OPEN, SUCCESS, State, base, transition

KINDS = {"wall": Wall, "floor": Floor, "key": Key, "ball": Ball, "box": Box, "goal": Goal}
SEARCHES = 1_000
"""Searches for one piece of advice, after which the bot has lost itself in a loop of its own."""


class LostError(Exception):
    """The bot searches without end."""


CONFUSED = (AssertionError, AttributeError, DisappearedBoxError, IndexError, LostError, NoWayError, TypeError)
"""How the bot shows that it knows nothing: it asserts, or stumbles over a place that it did not find."""


def advise(state: State, most: int = 3000) -> list[int] | None:
    """Return the moves by which the bot follows the instruction; None if it fails.

    Args:
        state: a state that is not over, of a task by instruction. What is carried is put down first: the bot expects
            empty hands.
        most: moves after which to give up.
    """
    moves: list[int] = []
    try:
        if state.carrying:
            cell = Planner(state).put_down(()).cell
            moves = [*approach(state, cell), DROP]
        for move in moves:
            state = transition(state, move)
        stage = Stage(state)
        bot = Bot(stage)
        while not state.verdict and len(moves) < most:
            moves.append(int(bot.replan(moves[-1] if bot.asked else None)))
            if moves[-1] == DONE:
                return None
            state = transition(state, moves[-1])
            stage.show(state, relocate=moves[-1] == DROP)
    except CONFUSED:
        return None
    return moves if state.verdict == SUCCESS else None


class Bot(BabyAIBot):
    """The bot, with an end to its searches."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)  # type: ignore[no-untyped-call]
        self.asked = False
        self._until = 0

    def replan(self, action_taken: int | None = None) -> int:
        """Return the bot's advice after an action."""
        self.asked = True
        self._until = self.bfs_counter + SEARCHES
        return int(super().replan(action_taken))  # type: ignore[no-untyped-call]

    def _breadth_first_search(self, *arguments: Any, **named: Any) -> Any:
        if self.bfs_counter > self._until:
            raise LostError
        return super()._breadth_first_search(*arguments, **named)  # type: ignore[no-untyped-call]


class Stage(MiniGridEnv):
    """One of minigrid's environments that shows a state.

    Args:
        state: a state of a task by instruction.
    """

    def __init__(self, state: State) -> None:
        level = state.level
        self.level = level
        size = level.stride - 2, len(level.start) // level.stride - 2
        super().__init__(
            MissionSpace(mission_func=_mission),
            width=size[0],
            height=size[1],
            agent_view_size=level.sight,
            see_through_walls=level.see_through,
        )
        self.grid = Grid(*size)
        self._objects: dict[int, Any] = {}
        self._shown = bytes(len(level.start))
        self._descriptions: list[Any] = []
        self._take_on(state)
        task: Any = level.task
        self.instrs = self._instruction(task.instruction)
        self.show(state, relocate=True)

    def _gen_grid(self, width: int, height: int) -> None:
        """Draw nothing: a stage shows what it is told to."""

    def room_from_pos(self, x: int, y: int) -> None:
        """Return nothing: only words such as ``on your left`` need rooms, and these are resolved already."""

    def show(self, state: State, relocate: bool = False) -> None:
        """Show another state; after a drop, let the instruction look where its things are, as minigrid does."""
        self._take_on(state)
        for desc in self._descriptions if relocate else ():
            desc.find_matching_objs(self, use_location=False)

    def _take_on(self, state: State) -> None:
        level = self.level
        for cell, (code, shown) in enumerate(zip(state.grid, self._shown, strict=True)):
            column, row = level.column(cell), level.row(cell)
            if code != shown and 0 <= column < self.width and 0 <= row < self.height:
                thing = self._object(code)
                self.grid.set(column, row, thing)
                if thing is not None:
                    thing.cur_pos = column, row
        self._shown = state.grid
        self.agent_pos = level.column(state.at), level.row(state.at)
        self.agent_dir = state.facing
        self.carrying = self._object(state.carrying)

    def _object(self, code: int) -> Any:
        if not code:
            return None
        thing, first = self.level.things[code], base(self.level, code)
        if thing.kind not in ("door", "key", "ball", "box"):
            return Lava() if thing.kind == "lava" else KINDS[thing.kind](thing.colour)
        if first not in self._objects:
            self._objects[first] = Door(thing.colour) if thing.kind == "door" else KINDS[thing.kind](thing.colour)
            self._objects[first].contains = self._object(thing.content)
        known = self._objects[first]
        known.is_open, known.is_locked = thing.state == OPEN, thing.state == LOCKED
        return known

    def _described(self, things: tuple[int, ...], kind: str | None = None) -> Any:
        desc = verifier.ObjDesc(kind)
        for column in range(self.width):
            for row in range(self.height):
                code = self._shown[self.level.cell(column, row)]
                if code and base(self.level, code) in things:
                    desc.obj_set.append(self.grid.get(column, row))
        self._descriptions.append(desc)
        return desc

    def _instruction(self, instruction: babyai.Instruction) -> Any:
        match instruction:
            case babyai.GoTo(things=things):
                return verifier.GoToInstr(self._described(things))
            case babyai.Open(things=things):
                return verifier.OpenInstr(self._described(things, "door"))
            case babyai.PickUp(things=things):
                return verifier.PickupInstr(self._described(things))
            case babyai.PutNext(things=things, others=others):
                return verifier.PutNextInstr(self._described(things), self._described(others))
            case babyai.Both(first=first, second=second):
                return verifier.AndInstr(self._instruction(first), self._instruction(second))
            case babyai.Then(first=first, second=second):
                return verifier.BeforeInstr(self._instruction(first), self._instruction(second))
        raise ValueError(f"The BabyAI bot does not know the instruction {instruction.words!r}.")


def _mission() -> str:
    return "follow the instruction"
