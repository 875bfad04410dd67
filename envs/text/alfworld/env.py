"""The ALFWorld environment."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...levels import TEST_SHARE, of_test
from ..textworld import rules
from ..textworld.base import EngineEnv
from ..textworld.engine import Engine
from . import homes, problems
from .engine import PddlEngine, folder, shipped

ACCEPTED = (
    "Answer with one command: look; inventory; go to {place}; open {place}; close {place}; take {object} from {place}; "
    "move {object} to {place}; clean {object} with {place}; heat {object} with {place}; cool {object} with {place}; "
    "use {lamp}; examine {thing}. For example <action>go to shelf 1</action>."
)
GAME = "game.tw-pddl"


class ALFWorldEnv(EngineEnv):
    """Do a chore in ALFWorld (Shridhar et al. 2021): its planning domain, grammar and planner on homes that we draw.

    The package ``alfworld`` ships the domain of its text games and their grammar; homes and tasks are drawn from the
    seed, and solved by the planner of the package (Fast Downward), which the expert follows. The games of ALFRED are
    played where you have them: ``data`` names a folder in which ``game.tw-pddl`` files lie, as ``alfworld-download``
    makes it. The engine is slow: some 0.1 s a turn, and a plan takes up to seconds.

    The reward is 1.0 when the goal holds. A fork is exact: it plays the commands again.

    Milestones: ``found`` (something of the wanted kind was taken), ``held`` (it is held now, or the task is done),
    ``changed`` (it is clean, hot or cool, or the lamp is on, as the task wants; the same as ``found`` where it wants
    nothing of the kind), ``solved``. Channels: ``score``, ``gain``, ``state_changed`` (some fact did).

    Args:
        task: ``"place"``, ``"clean"``, ``"heat"``, ``"cool"``, ``"examine"``, ``"two"`` or ``"any"``, of drawn homes.
        objects: objects in a drawn home beside those that the task needs, 0 to 30.
        games: how many drawn homes there are, 1 to 1,000,000.
        data: a folder with ALFRED's games; ``$ALFWORLD_DATA`` is not looked at unless you give it here.
        split: ``"all"``, ``"train"`` or ``"test"``: every fifth drawn home, of ALFRED's games one in five by its path.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.

    Raises:
        ValueError: an argument is not allowed, or no game lies in ``data``.
        gymnasium.error.DependencyNotInstalled: ``alfworld`` is not installed.
    """

    accepted = ACCEPTED
    words = ("go to", "look")

    def __init__(
        self,
        *,
        task: str = "any",
        objects: int = 8,
        games: int = 100_000,
        data: str | None = None,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.choice("task", task, (*homes.TASKS, "any"))
        self.whole("objects", objects, 0, 30)
        self.whole("games", games, 1, 1_000_000)
        self.require("data", data, data is None or (isinstance(data, str) and os.path.isdir(data)), "a folder or None")
        folder()
        self.wanted, self.objects, self.games = task, objects, games
        self.files = tuple(sorted(Path(data).rglob(GAME))) if data else ()
        self.require("data", data, data is None or bool(self.files), f"a folder with {GAME} files below it")
        self._goals: dict[int, problems.Goal] = {}

    def count(self) -> int:
        """Return how many games there are."""
        return len(self.files) or self.games

    def name(self, number: int) -> str:
        """Return a game's name: its folder's, or its number and settings."""
        if self.files:
            return "/".join(self.files[number].parts[-3:-1])
        return f"home-{number}-{self.wanted}-{self.objects}"

    def of_test(self, number: int) -> bool:
        """Whether a game belongs to the test split."""
        return of_test(self.name(number)) if self.files else number % TEST_SHARE == TEST_SHARE - 1

    def game(self, number: int) -> dict[str, Any]:
        """Return a game's domain, problem and grammar."""
        if self.files:
            told: dict[str, Any] = json.loads(self.files[number].read_text())
            return told
        domain, grammar = shipped()
        home = homes.draw_home(np.random.default_rng(number), self.wanted, self.objects)
        told_task = grammar.replace("UNKNOWN GOAL.", problems.sentence(home))
        return {"pddl_domain": domain, "pddl_problem": problems.problem(home), "grammar": told_task}

    def goal(self, number: int) -> problems.Goal:
        """Return what a game wants."""
        if number not in self._goals:
            self._goals[number] = problems.read_goal(self.game(number)["pddl_problem"])
        return self._goals[number]

    def opened(self, number: int) -> Engine:
        """Return the engine of a game."""
        game = self.game(number)
        return PddlEngine(game, problems.names_of(game["pddl_problem"]))

    def first(self, engine: Engine) -> str:
        """Return the first observation."""
        return f"You do a chore in a home.\n\n{engine.opening}\n\n{ACCEPTED}"

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report how far the task is."""
        goal, seen = self.goal(state.number), state.seen
        kinds = {name for name, _ in goal.things}
        mine = [fact for fact in seen.facts if any(_kind(part) in kinds for part in fact[1:])]
        held = any(name == "holds" for name, *_ in mine)
        ever = held or any(command.startswith("take ") and _kind(command[5:]) in kinds for command in state.commands)
        lit = any(name == "istoggled" for name, *_ in seen.facts)
        done = all(any(name == each for name, *_ in mine) for each in goal.done)
        changed = (done if goal.done else ever) and (lit or not goal.light)
        return {"found": ever, "held": held or seen.won, "changed": changed or seen.won, "solved": seen.won}

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the game and what it wants."""
        goal = self.goal(state.number)._asdict()
        parameters = {"task": self.wanted, "objects": self.objects, "games": self.count(), "split": self.split}
        told = json.loads(json.dumps(goal))
        return super().task(state) | {"game": state.game, "goal": told, "parameters": parameters}


def _kind(name: str) -> str:
    """Return the kind of a thing that is called ``apple 1``."""
    return name.split(" ")[0]
