"""What is measured of a house: goals as milestones, the objects around the agent as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .rules import State

Fact = str | int | float | bool

PROPERTIES = {
    "propMaterial": {"stateOfMatter": "matter", "temperatureC": "celsius", "isCombusting": "burning"},
    "propContainer": {"isOpen": "open"},
    "propDevice": {"isActivated": "active"},
    "propLife": {"lifeformType": "lifeform", "isDead": "dead"},
}
"""The simulator's groups and names → our names."""

PART = "terminal"
"""Every object has two ends for wires, which are objects as well; they are left out."""


def milestones(state: State) -> dict[str, bool]:
    """Return each goal of the task and whether it is met, then whether the task is completed.

    Goals that come in an order are ``goal_1_...``, the optional ones ``optional_1_...``.
    """
    found: dict[str, bool] = {}
    kind = "goal"
    for line in state.look.progress.splitlines():
        if line.startswith("Unordered"):
            kind = "optional"
        number, met, name, words = [*(part.strip() for part in line.split("\t")), "", "", ""][:4]
        if number.isdecimal():
            words = re.sub(r"\W+", "_", words or _words(name)).strip("_").lower()
            found[f"{kind}_{int(number) + 1}_{words}"] = met == "true"
    return found | {"completed": state.solved}


def _words(name: str) -> str:
    """Return "goal find" of "GoalFind"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def facts(state: State, tree: dict[str, Any]) -> dict[str, Fact]:
    """Return where the agent is and how the objects in the room and in the inventory are.

    Args:
        state: a state.
        tree: of all objects in it.
    """
    found: dict[str, Fact] = {"agent.score": state.look.score, "agent.messages": len(state.sent)}
    for room in _contents(tree):
        inside = list(_contents(room))
        if any(entry["name"] == "agent" for entry in inside):
            found["agent.room"] = str(room["name"])
            _describe(room, found, {})
    return found


def _describe(holder: dict[str, Any], found: dict[str, Fact], counts: dict[str, int]) -> None:
    """Add the facts of what is in ``holder``; things of one name are numbered."""
    for entry in _contents(holder):
        name = str(entry["name"]).replace(".", " ")
        counts[name] = counts.get(name, 0) + 1
        label = f"{name} ({counts[name]})" if counts[name] > 1 else name
        found[f"{label}.in"] = str(holder["name"])
        for group, names in PROPERTIES.items():
            values = entry.get(group) or {}
            found.update({f"{label}.{ours}": values[theirs] for theirs, ours in names.items() if theirs in values})
        _describe(entry, found, counts)


def _contents(holder: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what is in ``holder``, in the order of names and numbers."""
    entries = holder["contents"].values()
    for entry in sorted(entries, key=lambda entry: (str(entry["name"]), int(entry["uuid"]))):
        if not str(entry["name"]).startswith(PART):
            yield entry
