"""Read a level out of one of minigrid's environments, just after its reset."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import instructions as babyai
from .rules import DOOR_STATES, Level, Thing
from .tasks import Avoid, DoorsInOrder, Fetch, Lift, PutNear, Remember, SayDone, Task, Unlock

MOST_CODES = 256


class Codes:
    """Gives every thing of a level its code; walls, goals, floors and lava of one colour share one."""

    def __init__(self) -> None:
        self.things = [Thing(""), Thing("wall", "grey")]
        self._shared = {("wall", "grey"): 1}
        self._single: dict[int, int] = {}

    def of(self, thing: Any) -> int:
        """Return the code of one of minigrid's objects in the state it is in; 0 for None."""
        if thing is None:
            return 0
        first = self.first(thing)
        if thing.type != "door":
            return first
        return first + (0 if thing.is_open else 2 if thing.is_locked else 1)

    def first(self, thing: Any) -> int:
        """Return the code of an object, a door's first whatever its state."""
        if thing.type not in ("door", "key", "ball", "box"):
            shared = (thing.type, thing.color)
            if shared not in self._shared:
                self._shared[shared] = self._add(Thing(*shared))
            return self._shared[shared]
        if id(thing) not in self._single:
            if thing.type == "door":
                doors = [self._add(Thing("door", thing.color, state)) for state in DOOR_STATES]
                self._single[id(thing)] = doors[0]
            else:
                content = self.of(thing.contains)
                self._single[id(thing)] = self._add(Thing(thing.type, thing.color, "", content))
        return self._single[id(thing)]

    def _add(self, thing: Thing) -> int:
        if len(self.things) == MOST_CODES:
            raise ValueError(f"MiniGridEnv plays levels with fewer than {MOST_CODES} different things; this has more.")
        self.things.append(thing)
        return len(self.things) - 1


def level(env_id: str, env: Any) -> Level:
    """Return the level that ``env`` drew at its last reset.

    Args:
        env_id: its id.
        env: one of minigrid's environments, unwrapped and not stepped since the reset.

    Raises:
        ValueError: if its class has rules of its own that minigrid's classes don't have.
    """
    codes = Codes()
    stride: int = env.grid.width + 2
    rows = [bytes((1,)) * stride]
    for row in range(env.grid.height):
        inner = bytes(codes.of(env.grid.get(column, row)) for column in range(env.grid.width))
        rows.append(b"\1" + inner + b"\1")
    rows.append(rows[0])

    def cell(place: Any) -> int:
        column, row = int(place[0]), int(place[1])
        return (row + 1) * stride + column + 1

    carrying = codes.of(env.carrying)
    task = _task(env_id, env, codes, cell)
    return Level(
        env_id=env_id,
        stride=stride,
        start=b"".join(rows),
        things=tuple(codes.things),
        place=cell(env.agent_pos),
        facing=int(env.agent_dir),
        carrying=carrying,
        mission=str(env.mission),
        task=task,
        max_moves=int(env.max_steps),
        see_through=bool(env.see_through_walls),
        sight=int(env.agent_view_size),
    )


Reader = Callable[[Any, Codes, Callable[[Any], int]], Task]

TASKS: dict[str, Reader] = {
    "MiniGridEnv": lambda env, codes, cell: Task(),
    "DynamicObstaclesEnv": lambda env, codes, cell: Avoid(tuple(map(codes.first, env.obstacles))),
    "RedBlueDoorEnv": lambda env, codes, cell: DoorsInOrder(codes.first(env.red_door), codes.first(env.blue_door)),
    "KeyCorridorEnv": lambda env, codes, cell: Lift(codes.first(env.obj)),
    "UnlockPickupEnv": lambda env, codes, cell: Lift(codes.first(env.obj)),
    "BlockedUnlockPickupEnv": lambda env, codes, cell: Lift(codes.first(env.obj)),
    "ObstructedMazeEnv": lambda env, codes, cell: Lift(codes.first(env.obj)),
    "UnlockEnv": lambda env, codes, cell: Unlock(codes.first(env.door)),
    "GoToDoorEnv": lambda env, codes, cell: SayDone(cell(env.target_pos)),
    "GoToObjectEnv": lambda env, codes, cell: SayDone(cell(env.target_pos)),
    "FetchEnv": lambda env, codes, cell: Fetch(env.targetType, env.targetColor),
    "PutNearEnv": lambda env, codes, cell: PutNear(env.move_type, env.moveColor, cell(env.target_pos)),
    "MemoryEnv": lambda env, codes, cell: Remember(cell(env.success_pos), cell(env.failure_pos)),
    "RoomGridLevel": lambda env, codes, cell: babyai.Instructed(_instruction(env.instrs, codes)),
}
"""The class whose ``step`` an environment has → how to read its task."""


def _task(env_id: str, env: Any, codes: Codes, cell: Callable[[Any], int]) -> Task:
    step = type(env).step
    owner = step.__qualname__.split(".")[0]
    if not step.__module__.startswith("minigrid.") or owner not in TASKS:
        raise ValueError(
            f"MiniGridEnv knows the rules of minigrid's classes {sorted(TASKS)}; env_id={env_id!r} has a step() of its "
            f"own in {step.__module__}.{owner}. Register a class that keeps one of those."
        )
    return TASKS[owner](env, codes, cell)


def _instruction(instr: Any, codes: Codes) -> babyai.Instruction:
    def things(desc: Any) -> tuple[int, ...]:
        return tuple(sorted({codes.first(thing) for thing in desc.obj_set}))

    kind = type(instr).__name__
    if kind in ("AndInstr", "BeforeInstr", "AfterInstr"):
        first, second = _instruction(instr.instr_a, codes), _instruction(instr.instr_b, codes)
        if kind == "AndInstr":
            return babyai.Both(f"{first.words} and {second.words}", first, second, instr.strict)
        if kind == "AfterInstr":
            first, second = second, first
        return babyai.Then(f"{first.words}, then {second.words}", first, second, instr.strict)
    if kind == "PutNextInstr":
        words = f"put {_described(instr.desc_move)} next to {_described(instr.desc_fixed)}"
        return babyai.PutNext(words, things(instr.desc_move), things(instr.desc_fixed), instr.strict)
    desc = instr.desc
    if kind == "GoToInstr":
        return babyai.GoTo(f"go to {_described(desc)}", things(desc))
    if kind == "OpenInstr":
        return babyai.Open(f"open {_described(desc)}", things(desc), instr.strict)
    if kind == "PickupInstr":
        return babyai.PickUp(f"pick up {_described(desc)}", things(desc), instr.strict)
    raise ValueError(f"MiniGridEnv knows BabyAI's instructions go to, open, pick up, put next to; got {kind}.")


def _described(desc: Any) -> str:
    """Return the words of minigrid's ``ObjDesc.surface``, which only works before the agent holds anything."""
    words = f"{desc.color} {desc.type or 'object'}" if desc.color else str(desc.type or "object")
    where = {"front": " in front of you", "behind": " behind you"}.get(desc.loc, f" on your {desc.loc}")
    return f"{'a' if len(desc.obj_set) > 1 else 'the'} {words}{where if desc.loc else ''}"
