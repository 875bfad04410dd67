"""A level: what the tools know, how they are called this time, and a task."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..function_calls import FunctionCalls
from ..tool import Parameter, Tool
from .expressions import UNKNOWN, Step
from .functions import FailedCallError, Function, named
from .servers import FUNCTIONS, SERVERS
from .tasks import Task, draw_task
from .world import World, draw_world, pick

ANSWER = Tool(
    "answer",
    "Give the answer; the episode ends.",
    {"values": Parameter("array", "what was asked for, in order: texts, and numbers without units")},
)

DRAWS = 30
"""How many tasks are tried with one choice of servers."""


@dataclass(frozen=True)
class Naming:
    """How a function is called in a level: its name, and those of its arguments."""

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Level:
    """What the tools know, how they are called, and what is asked for.

    Attributes:
        world: that the tools know.
        names: of the functions that are offered, by their own names.
        task: what is asked for.
        limit: the most calls of a message.
    """

    world: World
    names: Mapping[str, Naming]
    task: Task
    limit: int

    __hash__ = None  # type: ignore[assignment]  # what a world holds is not hashable

    @cached_property
    def functions(self) -> dict[str, Function]:
        """The functions that are offered, by the names that they have here."""
        return {self.names[each.name].name: each for each in FUNCTIONS if each.name in self.names}

    @cached_property
    def tools(self) -> dict[str, Tool]:
        """The tools by name, the one to answer with last."""
        return {name: self._tool(name, function) for name, function in self.functions.items()} | {"answer": ANSWER}

    @cached_property
    def calls(self) -> FunctionCalls:
        """What a message may hold."""
        return FunctionCalls(list(self.tools.values()), limit=self.limit, example="answer([12.5])")

    @cached_property
    def schedule(self) -> list[list[Step]]:
        """The calls that the task needs, those that can be made side by side together."""
        return self._in_turns(None)

    @cached_property
    def turns(self) -> list[list[Step]]:
        """The calls that the task needs, as many on each turn as can be made and a message holds."""
        return self._in_turns(self.limit)

    @cached_property
    def answer(self) -> list[Any]:
        """What the parts of the task come to."""
        known = {each: self.result(each) for turn in self.schedule for each in turn}
        return [part.resolve(known, []) for part in self.task.parts]

    @cached_property
    def needed(self) -> frozenset[Step]:
        """The calls that the task needs."""
        return frozenset(step for turn in self.schedule for step in turn)

    def ready(self, known: Mapping[Step, Any]) -> list[Step]:
        """Return the calls of the task that can be made now.

        Args:
            known: the results so far.
        """
        ready: list[Step] = []
        for part in self.task.parts:
            part.resolve(known, ready)
        return ready

    def values(self, known: Mapping[Step, Any]) -> list[Any] | None:
        """Return the answer that results give, or None if they don't yet."""
        found = [part.resolve(known, []) for part in self.task.parts]
        return None if any(value is UNKNOWN for value in found) else found

    def result(self, step: Step) -> Any:
        """Return the result of a call.

        Raises:
            FailedCallError: the tool cannot do this.
        """
        return named(step.function).call(self.world, step.values)

    def step_of(self, name: str, arguments: Mapping[str, Any]) -> Step:
        """Return a call of one of the tools in the form of the task's own calls; equal numbers are written the same.

        Args:
            name: of the tool here.
            arguments: by the names that they have here.
        """
        given = [_plain(arguments[own]) for own in self.names[self.functions[name].name].arguments]
        return Step(self.functions[name].name, json.dumps(given, ensure_ascii=False))

    def call_of(self, step: Step) -> tuple[str, dict[str, Any]]:
        """Return the name and the arguments by name of a call of the task."""
        naming = self.names[step.function]
        return naming.name, dict(zip(naming.arguments, step.values, strict=True))

    def _in_turns(self, limit: int | None) -> list[list[Step]]:
        known: dict[Step, Any] = {}
        found: list[list[Step]] = []
        while ready := self.ready(known)[:limit]:
            found.append(ready)
            known |= {each: self.result(each) for each in ready}
        return found

    def _tool(self, name: str, function: Function) -> Tool:
        own = self.names[function.name].arguments
        told = {argument: given.parameter() for argument, given in zip(own, function.inputs, strict=True)}
        return Tool(name, function.description, told)


def draw_level(
    rng: np.random.Generator, *, classes: tuple[str, ...], depth: int, servers: int, spread: str, limit: int
) -> Level:
    """Draw what tools know, which are offered, how they are called, and a task.

    Args:
        rng: the only source of chance.
        classes: of tasks, each as likely as another.
        depth: the most calls that depend on one another.
        servers: how many are offered.
        spread: whether a task needs ``"one"`` of them, ``"several"`` or ``"any"`` number.
        limit: the most calls of a message.
    """
    kind = pick(rng, classes)
    while True:
        world = draw_world(rng)
        offered = [SERVERS[place] for place in sorted(rng.permutation(len(SERVERS))[:servers].tolist())]
        for _ in range(DRAWS):
            usable = [pick(rng, offered)] if spread == "one" else offered
            functions = [each for each in FUNCTIONS if each.server in usable]
            task = draw_task(rng, world, functions, kind, depth)
            if task is not None and (spread != "several" or len(task.servers()) > 1):
                level = Level(world, _names(rng, offered), task, limit)
                if _sound(level):
                    return level


def _names(rng: np.random.Generator, offered: list[str]) -> dict[str, Naming]:
    """Draw how the functions of the servers and their arguments are called."""
    found = {}
    for function in FUNCTIONS:
        if function.server in offered:
            arguments: list[str] = []
            for given in function.inputs:
                arguments.append(pick(rng, [name for name in given.names if name not in arguments]))
            found[function.name] = Naming(pick(rng, function.names), tuple(arguments))
    return found


def _sound(level: Level) -> bool:
    """Whether every call of the task succeeds, and the answer is neither empty nor told by the question."""
    try:
        answer = level.answer
    except FailedCallError:
        return False
    return all(value not in ([], "", 0) and str(value) not in level.task.text() for value in answer)


def _plain(value: Any) -> Any:
    """Return a value with floats that are whole numbers as such, so that 3.0 is the same argument as 3."""
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
