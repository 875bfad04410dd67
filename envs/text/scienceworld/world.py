"""One simulated house, in the machine that all houses of a process share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from . import jvm

IGNORED = "No known action matches that input."
"""The reply to what is no action; it leaves everything as it was."""

UNKNOWN = (IGNORED, "Unknown action.")
AMBIGUOUS = "Ambiguous request"
SETS = ("Train", "Dev", "Test")
MOST_ADMISSIBLE = 512
"""How many states' admissible messages are kept."""


class Scene(NamedTuple):
    """What an episode begins with.

    Attributes:
        task: scienceworld's name of the task, such as ``"boil"``.
        variation: the number of the variation.
        simplifications: scienceworld's words, joined with commas; ``"easy"`` is all of them.
    """

    task: str
    variation: int
    simplifications: str


class Look(NamedTuple):
    """What can be seen of a house without a move.

    Attributes:
        room: the room and what is in it.
        held: the inventory.
        progress: the task's goals, one a line.
        score: scienceworld's score, up to 100; negative when the task has failed.
        over: whether the task is completed or has failed.
    """

    room: str
    held: str
    progress: str
    score: int
    over: bool


class World:
    """A house that can be put into the state that any messages lead to.

    The simulator seeds chance when it loads a scene, so the same messages lead to the same state. Its generator, and
    its count of things, are kept for each house and set whenever the machine has served another.
    """

    def __init__(self) -> None:
        self.machine: jvm.Machine | None = None
        self.scene: Scene | None = None
        self.sent: tuple[str, ...] = ()
        self._interface: Any = None
        self._globals = (0, 0)
        self._admissible: dict[tuple[Scene, tuple[str, ...]], list[str]] = {}

    def __reduce__(self) -> tuple[type[World], tuple[()]]:
        """Copy and pickle as a house that is nowhere yet."""
        return World, ()

    def reach(self, scene: Scene, messages: Sequence[str]) -> None:
        """Go to the state that the messages lead to, from where the house is or from the start.

        Args:
            scene: where to begin.
            messages: what to send.
        """
        messages = tuple(messages)
        with jvm.lock:
            self._enter()
            if self.scene != scene or self.sent != messages[: len(self.sent)]:
                self._load(scene)
            for message in messages[len(self.sent) :]:
                self.send(message)

    def send(self, message: str) -> str:
        """Return what the simulator replies."""
        with jvm.lock:
            self._enter()
            reply = str(self._interface.step(message))
            if not reply.startswith(IGNORED):
                self.sent += (message,)
            return reply

    def look(self) -> Look:
        """Return what can be seen now, at no cost of time."""
        with jvm.lock:
            self._enter()
            source = self._interface
            score = round(100 * source.getScore())
            over = bool(source.getCompleted()) or score < 0
            room, held = source.freeActionLook().strip(), source.freeActionInventory().strip()
            return Look(room, held, str(source.getGoalProgressStr()), score, over)

    def description(self) -> str:
        """Return the task in words."""
        with jvm.lock:
            self._enter()
            return str(self._interface.freeActionTaskDesc()).removeprefix("Task Description:").strip()

    def admissible(self) -> list[str]:
        """Return every message that the simulator would act upon, in order; this takes a tenth of a second."""
        with jvm.lock:
            machine = self._enter()
            assert self.scene is not None
            key = (self.scene, self.sent)
            if key not in self._admissible:
                if len(self._admissible) >= MOST_ADMISSIBLE:
                    del self._admissible[next(iter(self._admissible))]
                before = machine.globals
                told = json.loads(self._interface.getValidActionObjectCombinationsJSON())
                machine.globals = before
                self._admissible[key] = sorted({str(entry["action"]) for entry in told["validActions"]})
            return self._admissible[key]

    def objects(self, folder: str) -> dict[str, Any]:
        """Return the tree of all objects; the simulator writes it to a file in ``folder``."""
        with jvm.lock:
            self._enter()
            self._interface.getObjectTree(folder)
        with open(f"{folder}/objectTree.json", encoding="utf-8") as file:
            tree: dict[str, Any] = json.load(file)
        return tree

    def variations(self, task: str, part: str) -> tuple[int, ...]:
        """Return the variations of a task that belong to a set.

        Args:
            task: its name.
            part: ``"train"``, ``"dev"``, ``"test"`` or ``"all"``.
        """
        with jvm.lock:
            machine = self._enter()
            if (task, part) not in machine.known:
                self._load(Scene(task, 0, ""))
                sets = [tuple(getattr(self._interface, f"getVariations{name}")()) for name in SETS]
                for name, numbers in zip(SETS, sets, strict=True):
                    machine.known[task, name.lower()] = numbers
                machine.known[task, "all"] = tuple(range(self._interface.getTaskMaxVariations(task)))
            return machine.known[task, part]

    def gold(self, scene: Scene) -> list[str]:
        """Return the messages of scienceworld's own solution from the start of a scene."""
        with jvm.lock:
            self._enter()
            self._load(scene, gold=True)
            found = [str(message) for message in self._interface.getGoldActionSequence()]
            self.scene = None  # the solution was played in this house
            return found

    def _load(self, scene: Scene, *, gold: bool = False) -> None:
        self._interface.load(scene.task, scene.variation, scene.simplifications, gold)
        self.scene, self.sent = scene, ()

    def _enter(self) -> jvm.Machine:
        """Return the machine, with what its houses share as this one left it."""
        machine = jvm.machine()
        if machine.owner is not self:
            if isinstance(machine.owner, World):
                machine.owner._globals = machine.globals
            machine.globals = self._globals
            machine.owner = self
        if self.machine is not machine:
            self.machine, self.scene, self.sent, self._admissible = machine, None, (), {}
            self._interface = machine.world()
        return machine
