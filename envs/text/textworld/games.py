"""Generated games of TextWorld: their settings, and the files that hold them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gymnasium.error import Error

from .engine import package

KINDS = ("custom", "coin_collector", "treasure_hunter", "simple", "cooking")
SUFFIXES = (".z8", ".z1", ".z2", ".z3", ".z4", ".z5", ".z6", ".z7", ".tw-pddl")
"""Z-machine stories, and ALFWorld's planning problems."""


def cache_folder(given: str | None) -> Path:
    """Return the folder in which generated games are kept.

    Args:
        given: by the user, or None for ``$XDG_CACHE_HOME/turnwise/textworld``, below the home folder if that is unset.
    """
    if given is not None:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "turnwise" / "textworld"


def generated(kind: str, settings: Mapping[str, Any], number: int, folder: Path) -> Path:
    """Return the file of a generated game; it is made where it is not there yet.

    A program of its own makes it: the compiler leaves files where it runs, the package draws from process-wide
    generators, and what it makes may depend on how texts are hashed, which is one way there.

    Args:
        kind: one of :data:`KINDS`.
        settings: of the kind.
        number: seeds the game.
        folder: keeps the files.

    Raises:
        gymnasium.error.Error: the package could not make it.
    """
    version = package().__version__
    told = json.dumps([kind, dict(settings), number, version], sort_keys=True)
    path = folder / f"{kind}-{number}-{hashlib.sha256(told.encode()).hexdigest()[:16]}.z8"
    if path.exists() and path.with_suffix(".json").exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        asked = json.dumps({"kind": kind, "settings": dict(settings), "number": number, "path": f"{place}/game.z8"})
        program = [sys.executable, "-m", f"{__package__}.generate", asked]
        fixed = {**os.environ, "HOME": place, "PYTHONHASHSEED": "0"}
        made = subprocess.run(program, cwd=place, env=fixed, capture_output=True, text=True)
        if made.returncode:
            raise Error(f"TextWorld could not make the game {kind} {number} of {dict(settings)}: {made.stderr[-600:]}")
        os.replace(Path(place) / "game.json", path.with_suffix(".json"))
        os.replace(Path(place) / "game.z8", path)
    return path


def settings_of(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a kind of game is made of.

    Args:
        kind: one of :data:`KINDS`.
        given: ``rooms``, ``objects``, ``quest_length`` and ``level``.
    """
    if kind == "custom":
        return {name: given[name] for name in ("rooms", "objects", "quest_length")}
    if kind in ("coin_collector", "treasure_hunter"):
        return {"level": given["level"]}
    if kind == "simple":
        return {"rewards": "balanced", "goal": "detailed", "test": False}
    few = min(given["level"], 3)
    return {
        "recipe": few,
        "take": few,
        "go": 6,
        "open": True,
        "cook": True,
        "cut": given["level"] > 1,
        "drop": given["level"] > 2,
        "recipe_seed": 0,
        "split": None,
    }
