"""The Household environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import CommandEnv, Turn
from ..commands import Call
from . import commands, levels, measures, rules, solver, text
from .home import TASKS, Level
from .wordings import goal_text

GOALS = ("plain", "paraphrased")


class HouseholdEnv(CommandEnv):
    """Do a chore in a home: find a thing, make it as it is wanted, bring it where it is wanted.

    The six kinds of tasks are those of ALFWorld (Shridhar et al. 2021, after ALFRED): bring a thing to a place
    (``"place"``), cleaned, heated or cooled before (``"clean"``, ``"heat"``, ``"cool"``), examine one in the light of a
    lamp (``"examine"``), bring two to the same place (``"pair"``). The home, its places, what lies where and the task
    are drawn from the seed. What is at a place is seen only there, and only if it is not closed. The reward is 1.0 when
    the task is done. A command that is not possible is invalid and says why. The expert knows where everything is; its
    plan is a shortest one from any state.

    Milestones: ``found`` (a thing of the kind was seen), ``holding``, ``placed``, and by task ``clean``, ``hot``,
    ``cold``, ``lamp_found``, ``lamp_on``, ``examined``, ``found_two``, ``one_placed``. Channels: ``goal_distance``
    (exact turns left), ``state_changed``, ``things_seen``. ``info["task"]["goal_facts"]`` is the goal as object →
    attribute → value, for rewards that compare facts.

    Args:
        task: ``"place"``, ``"clean"``, ``"heat"``, ``"cool"``, ``"examine"``, ``"pair"``, or ``"any"`` of them.
        receptacles: how many places there are, from 5 more than rooms to 30.
        objects: how many things there are, those of the task among them, up to 60.
        copies: things of the wanted kind beyond those that are needed, 0 to 3.
        rooms: 1 (a flat) to 6; of several rooms only the present one's places can be gone to.
        goal: ``"plain"``, the same words for the same task, or ``"paraphrased"``, in many ways and with other words for
            the same things.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    commands = commands.COMMANDS

    def __init__(
        self,
        *,
        task: str = "any",
        receptacles: int = 16,
        objects: int = 16,
        copies: int = 1,
        rooms: int = 1,
        goal: str = "plain",
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.choice("task", task, ("any", *TASKS))
        self.whole("rooms", rooms, 1, levels.MOST_ROOMS)
        self.whole("receptacles", receptacles, 5 + rooms, levels.MOST_RECEPTACLES)
        self.whole("copies", copies, 0, 3)
        self.whole("objects", objects, 2 + copies, 60)
        self.choice("goal", goal, GOALS)
        self.knobs: dict[str, Any] = {
            "task": task,
            "receptacles": receptacles,
            "objects": objects,
            "copies": copies,
            "rooms": rooms,
            "goal": goal,
        }

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a home and a task."""
        return rules.first_state(levels.generate(rng, **self.knobs))

    def layout(self, state: rules.State) -> str:
        """Return the home and the task."""
        return repr(state.level)

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state, paraphrased=self.knobs["goal"] == "paraphrased")

    def turn(self, state: rules.State, call: Call) -> Turn:
        """Do what the call says, if it is possible."""
        command, error = commands.meaning(state, call)
        if command is None:
            return state, "", error
        if reason := rules.refusal(state, command):
            return state, "", text.refused(state, command, reason)
        after = rules.transition(state, command)
        return after, text.told(after, command), ""

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward that the task is done and end there."""
        done = rules.solved(state)
        return float(done), done, done

    def legal(self, state: rules.State) -> list[str]:
        """Return the commands that are possible."""
        return commands.legal(state)

    def plan(self, state: rules.State) -> list[str]:
        """Return a shortest plan."""
        return [commands.write(state.level, command) for command in solver.plan(state)]

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure the turns left, whether anything changed, and how many things were seen so far."""
        things = state.seen & (1 << len(state.where)) - 1
        measured = {"goal_distance": float(solver.distance(state)), "things_seen": float(things.bit_count())}
        return super().channels(before, state) | measured

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report the sub-goals of the task."""
        return measures.milestones(state)

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report where everything is and how it is."""
        return measures.facts(state)

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the settings, the goal in words and as facts, and the turns of a shortest plan."""
        level: Level = state.level
        return super().task(state) | {
            "parameters": {**self.knobs, "split": self.split},
            "type": level.goal.task,
            "goal": goal_text(level, paraphrased=False),
            "goal_facts": measures.goal_facts(level),
            "optimal_length": solver.distance(rules.first_state(level)),
        }
