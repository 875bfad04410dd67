"""The names of ScienceWorld's tasks and simplifications."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from ...levels import LevelEnv
from . import jvm

SIMPLIFICATIONS = ("teleportAction", "openDoors", "selfWateringFlowerPots", "openContainers", "noElectricalAction")
EASY = "easy"
MOST_VARIATIONS = 10_000
ELECTRICAL = ("power-component", "conductivity")


def names() -> dict[str, str]:
    """Return ScienceWorld's numbers of tasks and their names, in its order."""
    return dict(jvm.require().ID2TASK)


def named(env: LevelEnv, task: Any) -> tuple[str, ...]:
    """Return the tasks that an argument means.

    Args:
        env: whose argument it is.
        task: a name or number, several, or ``"all"``.

    Raises:
        ValueError: if one of them is unknown.
    """
    known = names()
    if task == "all":
        return tuple(known.values())
    asked = [task] if isinstance(task, str) else list(task) if isinstance(task, Sequence) else [task]
    found = [known.get(name, name) if isinstance(name, str) else name for name in asked]
    for name in found:
        close = difflib.get_close_matches(str(name), known.values(), n=3)
        hint = f"such as {', '.join(close or list(known.values())[:3])}"
        env.require(
            "task", task, name in known.values(), f'names of ScienceWorld\'s {len(known)} tasks, {hint}, or "all"'
        )
    env.require("task", task, bool(found), "at least one task")
    return tuple(found)


def simplified(env: LevelEnv, simplifications: Any) -> str:
    """Return the simplifications as ScienceWorld writes them.

    Args:
        env: whose argument it is.
        simplifications: ``"easy"``, one, or several.

    Raises:
        ValueError: if one of them is unknown.
    """
    several = isinstance(simplifications, Sequence) and not isinstance(simplifications, str)
    asked = list(simplifications) if several else [simplifications]
    known = (EASY, *SIMPLIFICATIONS)
    env.require("simplifications", simplifications, all(name in known for name in asked), f"some of {list(known)}")
    return ",".join(asked)
