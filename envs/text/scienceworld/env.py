"""The ScienceWorld environment: every task of the package scienceworld behind the step contract."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import numpy as np

from ..base import CommandEnv
from ..commands import Call
from . import jvm, measures, rules, tasks, text
from .rules import State
from .world import Scene, World


class ScienceWorldEnv(CommandEnv):
    """Solve tasks of elementary science in a house with a workshop, a kitchen and a greenhouse.

    The thirty tasks of ScienceWorld (Wang et al. 2022): changes of matter, measurement, circuits, classification,
    plants, chemistry, life spans, inclined planes, genetics. The package's simulator, which is written in Java, keeps
    the rules and tells what happens; a task's variation is drawn from the seed.

    The reward is 1.0 for completing the task. ScienceWorld's own score, up to 100, is the channel ``score``, and its
    change on a turn ``score_change``; a negative score is a failed task, which ends the episode. The simulator's 100
    moves end nothing here. The registered turn limit leaves room for its longest solutions, of 180 messages.

    The expert sends the package's own solution. Away from it, it sends what is left of the solution or all of it anew,
    if the simulator shows that this completes the task; else it has nothing to say. Solutions are not the shortest.

    Milestones: the simulator's goals, ``goal_1_...`` in their order and ``optional_1_...``, and ``completed``. Facts:
    the objects in the agent's room and inventory. Both, and :meth:`actions`, are asked for only when they are read;
    the admissible messages take the simulator some 60 ms. Channel ``state_changed``: whether the room, the inventory
    or the goals look different.

    A snapshot is the messages sent so far; what they lead to is exact, as chance is seeded anew for every message. All
    instances of a process share a Java machine, which starts on the first reset and takes a second or two.

    Args:
        task: a name or number of ScienceWorld, such as ``"boil"`` or ``"1-1"``, several of them, or ``"all"``; one is
            drawn for every episode.
        variation: the number of the variation, or None to draw it.
        simplifications: ``"easy"`` for all that ScienceWorld has, or some of ``"teleportAction"``, ``"openDoors"``,
            ``"selfWateringFlowerPots"``, ``"openContainers"``, ``"noElectricalAction"``; none by default.
        reward: ``"outcome"``, or ``"score"`` to pay a hundredth of every change of ScienceWorld's score.
        split: ``"train"``, ``"dev"`` and ``"test"`` are ScienceWorld's own sets of variations; ``"all"`` is all.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    commands = text.COMMANDS

    def __init__(
        self,
        *,
        task: str | Sequence[str] = "find-living-thing",
        variation: int | None = None,
        simplifications: str | Sequence[str] = (),
        reward: str = "outcome",
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        own = "all" if split == "dev" else split
        super().__init__(split=own, render_mode=render_mode, info_keys=info_keys)
        self.split = split
        self.choice("reward", reward, ("outcome", "score"))
        jvm.require()
        self.reward = reward
        self.tasks = tasks.named(self, task)
        self.simplifications = tasks.simplified(self, simplifications)
        if variation is not None:
            self.whole("variation", variation, 0, tasks.MOST_VARIATIONS)
            self.require("variation", variation, split == "all", "None where a split draws it")
        self.variation = variation
        self.world, self.guide = World(), World()
        self._paid = 0.0
        self._solved: tuple[Scene, list[str]] | None = None

    def begin(self, options: dict[str, Any]) -> str:
        """Draw a variation; the splits are ScienceWorld's, so none is drawn in vain."""
        self.state = self.draw(self.np_random)
        return self.opening(self.state)

    def draw(self, rng: np.random.Generator) -> State:
        """Draw a task and a variation of the split."""
        task = self.tasks[int(rng.integers(len(self.tasks)))]
        numbers = self.world.variations(task, self.split)
        variation = numbers[int(rng.integers(len(numbers)))] if self.variation is None else self.variation
        self.require("variation", variation, variation in numbers, f"less than {len(numbers)}, as {task} has so many")
        return rules.initial_state(self.world, Scene(task, variation, self.simplifications))

    def layout(self, state: State) -> str:
        """Return the task, the variation and the simplifications."""
        return repr(tuple(state.scene))

    def opening(self, state: State) -> str:
        """Return the first observation."""
        return text.opening(state, self.world.description())

    def turn(self, state: State, call: Call) -> tuple[State, str, str]:
        """Send a command to the simulator."""
        message = self.commands.write(call.name, *call.arguments)
        if not (message.isascii() and message.isprintable()):
            return state, "", text.OUTLANDISH
        if call.name == "choose" and not 0 <= call.arguments[0] < state.choices:
            return state, "", text.NO_CHOICE
        after, reply = rules.transition(self.world, state, message)
        if not reply:
            return state, "", text.UNKNOWN
        self._paid = (after.look.score - state.look.score) / rules.SOLVED
        return after, text.told(after, reply), ""

    def outcome(self, state: State) -> tuple[float, bool, bool]:
        """Reward the completed task, or the change of the score; end where it is completed or has failed."""
        solved = state.solved
        return self._paid if self.reward == "score" else float(solved), state.look.over or solved, solved

    def legal(self, state: State) -> list[str]:
        """Return what the simulator would act upon; while it asks which of several is meant, their numbers."""
        if state.choices:
            return [str(number) for number in range(state.choices)]
        self.world.reach(state.scene, state.sent)
        return [message for message in self.world.admissible() if self.commands.read(message)[0]]

    def plan(self, state: State) -> list[str] | None:
        """Return the rest of the package's solution, or what else of it completes the task from here."""
        whole = self._solution(state.scene)
        sent = [message for message in state.sent if message != rules.CANCEL]
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(sent, whole, strict=False)))
        if same == len(sent):
            return whole[same:]
        return next((plan for rest in (whole[same:], whole) if (plan := self._tried(state, rest))), None)

    def foreseen(self, before: State, message: str, state: State) -> bool:
        """Whether the message was the last that was sent; the simulator is deterministic."""
        return state.sent[: len(before.sent)] == before.sent and state.sent[-1] == message

    def channels(self, before: State, state: State) -> dict[str, float]:
        """Measure ScienceWorld's score and whether anything looks different."""
        return {
            "state_changed": float(before.look != state.look),
            "score": float(state.look.score),
            "score_change": float(state.look.score - before.look.score),
        }

    def milestones(self, state: State) -> dict[str, bool]:
        """Report the simulator's goals."""
        return measures.milestones(state)

    def facts(self, state: State) -> dict[str, str | int | float | bool]:
        """Report the objects around the agent."""
        self.world.reach(state.scene, state.sent)
        with tempfile.TemporaryDirectory() as folder:
            return measures.facts(state, self.world.objects(folder))

    def task(self, state: State) -> dict[str, Any]:
        """Report the settings, and the task and variation that were drawn."""
        settings = {"task": list(self.tasks), "variation": self.variation, "simplifications": self.simplifications}
        drawn = {"task": state.scene.task, "variation": state.scene.variation}
        return super().task(state) | {"parameters": settings | {"reward": self.reward, "split": self.split}} | drawn

    def _solution(self, scene: Scene) -> list[str]:
        """Return the package's solution of a scene, as this environment says it."""
        if self._solved is None or self._solved[0] != scene:
            gold = [self._written(message) for message in self.guide.gold(scene)]
            self._solved = scene, self._tried(rules.initial_state(self.guide, scene), gold)
        return self._solved[1]

    def _written(self, message: str) -> str:
        """Return a message as this environment sends it: the simulator knows several words for some actions."""
        call, _ = self.commands.read(message)
        return message if call is None else self.commands.write(call.name, *call.arguments)

    def _tried(self, state: State, plan: Sequence[str]) -> list[str]:
        """Return the messages that complete the task from ``state``, tried in another house; none if they don't.

        Some of the package's solutions hold messages that its simulator does not know; they are left out.
        """
        done = []
        for message in plan:
            if state.look.over:
                break
            state, reply = rules.transition(self.guide, state, message)
            done += [message] if reply else []
        return done if state.solved else []
