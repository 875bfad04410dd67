"""One game of TextWorld in its engine, brought to wherever its commands lead."""

from __future__ import annotations

import importlib
import random
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from gymnasium.error import DependencyNotInstalled

from .rules import Fact, Seen

_BLANKS = re.compile(r"\n{3,}")
_LOGO = re.compile(r"[$\\/|_ ]{20,}")
_PROMPT = re.compile(r"\n*>\s*(?:-= .* =-\s*\d+/\d+)?\s*\Z")


def package(name: str = "textworld") -> Any:
    """Return the package, or a part of it.

    Args:
        name: of the module.

    Raises:
        gymnasium.error.DependencyNotInstalled: it is not there.
    """
    try:
        with kept_globals():
            return importlib.import_module(name)
    except ImportError as error:
        raise DependencyNotInstalled(
            "turnwise/TextWorld-v0 plays the games of the package textworld. Install it with "
            '`pip install "turnwise[worlds]"`.'
        ) from error


@contextmanager
def kept_globals(seed: int = 0) -> Iterator[None]:
    """Seed the process-wide generators, which the package draws from, and put them back behind.

    So are the program's arguments, which the planner overwrites, and its warnings are not heard.

    Args:
        seed: for both generators.
    """
    python, numpy = random.getstate(), np.random.get_state()  # noqa: NPY002 - the global one is the point
    arguments = sys.argv
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.argv = arguments
        random.setstate(python)
        np.random.set_state(numpy)  # noqa: NPY002


class Engine:
    """A game that runs.

    Args:
        path: of the game file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told = path.with_suffix(".json").exists()
        infos = package().EnvInfos(
            admissible_commands=self.told,
            facts=self.told,
            policy_commands=self.told,
            objective=self.told,
            max_score=True,
            score=True,
            won=True,
            lost=True,
            feedback=True,
        )
        with kept_globals(0):
            self.game = package().start(str(path), infos)
        self.commands: list[str] = []
        self.start()

    def start(self) -> None:
        """Begin the game anew."""
        with kept_globals(0):
            self.state = self.game.reset()
        self.over = False
        self.commands = []
        self.opening = _clean(self.state.feedback or "", opening=True)
        self.objective = (self.state.objective or "") if self.told else ""
        self.most = int(self.state.max_score or 0)

    def play(self, command: str) -> None:
        """Play one command.

        Args:
            command: one line.
        """
        with kept_globals(len(self.commands)):
            self.state, _, self.over = self.game.step(command)
        self.commands.append(command)

    def bring(self, commands: tuple[str, ...]) -> None:
        """Bring the game to where commands lead from its start, going on from where it is if that is on the way.

        Args:
            commands: from the start.
        """
        done = len(self.commands)
        if commands[:done] != tuple(self.commands):
            self.start()
            done = 0
        for command in commands[done:]:
            self.play(command)

    def seen(self) -> Seen:
        """Return what the engine says now."""
        state = self.state
        feedback = _clean(state.feedback or "", opening=not self.commands)
        score, won, lost = int(state.score or 0), bool(state.won), bool(state.lost)
        over = bool(self.over or won or lost)
        if not self.told:
            return Seen(feedback, score=score, won=won, lost=lost, over=over)
        facts = sorted(_fact(each) for each in state.facts or ())
        plan = () if over else tuple(state.policy_commands or ())
        return Seen(
            feedback, tuple(sorted(state.admissible_commands or ())), plan, tuple(facts), score, won, lost, over
        )

    def planned(self) -> tuple[str, ...]:
        """Return commands that win from here, where they take long to find and :meth:`seen` does not tell them."""
        return ()

    def close(self) -> None:
        """End the game's program."""
        self.game.close()


def _fact(proposition: Any) -> Fact:
    return (proposition.name, *(str(each) for each in proposition.names))


def _clean(feedback: str, *, opening: bool) -> str:
    """Return the game's words without its logo, prompts and runs of empty lines."""
    text = _PROMPT.sub("", feedback.replace("\r", ""))
    lines = [line.rstrip() for line in text.split("\n")]
    if opening:
        logo = [number for number, line in enumerate(lines) if _LOGO.search(line)]
        lines = lines[logo[-1] + 1 :] if logo else lines
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip()
