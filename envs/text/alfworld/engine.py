"""A problem of ALFWorld in the planning engine of TextWorld."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from ..textworld.engine import Engine, kept_generators, package
from ..textworld.rules import Seen


@functools.cache
def shipped() -> tuple[str, str]:
    """Return the planning domain and the grammar that the package alfworld ships.

    Raises:
        gymnasium.error.DependencyNotInstalled: alfworld is not there.
    """
    data = Path(package("alfworld").__file__).parent / "data"
    return (data / "alfred.pddl").read_text(), (data / "alfred.twl2").read_text()


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
        with kept_generators(0):
            self.game = package("textworld.envs.pddl.pddl").PddlEnv(infos)
            self.game.load(data)
            for entity in self.game._entity_infos.values():
                entity.name = names.get(entity.id, entity.id)
        self.commands = []
        self.start()

    def start(self) -> None:
        """Begin the problem anew."""
        with kept_generators(0):
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
        with kept_generators(0):
            return tuple(self.game._pddl_state.replan(self.game._entity_infos) or ())

    def close(self) -> None:
        """Leave the problem."""
        self.game.close()
