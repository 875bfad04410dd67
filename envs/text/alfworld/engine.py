"""A problem of ALFWorld in the planning engine of TextWorld."""

from __future__ import annotations

import functools
import importlib.util
import json
import weakref
from pathlib import Path
from typing import Any

from gymnasium.error import DependencyNotInstalled

from ..textworld.engine import Engine, kept_globals, package
from ..textworld.rules import Seen
from .problems import names_of

_idle: list[Any] = []
"""Games without a problem. Each has loaded a copy of the planner, which can't be unloaded, so they are used again."""


@functools.cache
def shipped() -> tuple[str, str]:
    """Return the planning domain and the grammar that the package alfworld ships.

    Raises:
        gymnasium.error.DependencyNotInstalled: alfworld is not there.
    """
    data = folder() / "data"
    return (data / "alfred.pddl").read_text(), (data / "alfred.twl2").read_text()


def folder() -> Path:
    """Return where alfworld is installed; importing it would make a folder below the user's home.

    Raises:
        gymnasium.error.DependencyNotInstalled: alfworld is not there.
    """
    spec = importlib.util.find_spec("alfworld")
    if spec is None or spec.origin is None:
        raise DependencyNotInstalled(
            "turnwise/ALFWorld-v0 plays in the domain of the package alfworld, which is missing. Install it with "
            '`pip install "turnwise[worlds]"`.'
        )
    return Path(spec.origin).parent


def load_problem(path: Path) -> PddlEngine:
    """Return the engine of a file in ALFWorld's form.

    Args:
        path: of a ``.tw-pddl`` file.
    """
    data = json.loads(path.read_text())
    return PddlEngine(data, names_of(data["pddl_problem"]))


class PddlEngine(Engine):
    """A problem that runs.

    Args:
        data: of the game: ``pddl_domain``, ``pddl_problem`` and ``grammar``, as in ALFWorld's ``game.tw-pddl``.
        names: entity of the problem → what it is called.
    """

    def __init__(self, data: dict[str, Any], names: dict[str, str]) -> None:
        textworld = package()
        infos = textworld.EnvInfos(admissible_commands=True, facts=True, won=True, feedback=True)
        self.told = True
        with kept_globals(0):
            self.game = _idle.pop() if _idle else package("textworld.envs.pddl.pddl").PddlEnv(infos)
            self._leave = weakref.finalize(self, _idle.append, self.game)
            self.game.load(data)
            for entity in self.game._entity_infos.values():
                entity.name = names.get(entity.id, entity.id)
        self.commands = []
        self.start()

    def start(self) -> None:
        """Begin the problem anew."""
        with kept_globals(0):
            self.state = self.game.reset()
        self.over = False
        self.commands = []
        self.opening = self.state.feedback.partition("=-\n\n")[2] or self.state.feedback
        self.objective, self.most = "", 1

    def seen(self) -> Seen:
        """Return what the engine says now; the walkthrough is not asked for, since planning takes long."""
        state, won = self.state, bool(self.state["won"])
        facts = sorted((each.name, *(str(part) for part in each.names)) for each in state["facts"])
        commands = tuple(sorted(set(state["admissible_commands"]) - {"help"}))
        return Seen(state.feedback, commands, (), tuple(facts), int(won), won, False, won)

    def planned(self) -> tuple[str, ...]:
        """Return commands that win from here, by the package's planner (Fast Downward); none where there are none."""
        with kept_globals(0):
            return tuple(self.game._pddl_state.replan(self.game._entity_infos) or ())

    def close(self) -> None:
        """Leave the game to the next problem."""
        self._leave()
