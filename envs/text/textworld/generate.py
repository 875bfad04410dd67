"""The program that makes one game of TextWorld: ``python -m turnwise.envs.text.textworld.generate JSON``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from .engine import package


def generate(kind: str, settings: Mapping[str, Any], number: int, path: str) -> None:
    """Generate a game and write its files, ``path`` and the description beside it.

    Args:
        kind: one of :data:`~.games.KINDS`.
        settings: of the kind.
        number: seeds the game.
        path: of the game file, ending in ``.z8``.
    """
    textworld = package()
    options = textworld.GameOptions()
    options.seeds = number
    options.path = path
    if kind == "custom":
        options.nb_rooms = settings["rooms"]
        options.nb_objects = settings["objects"]
        options.quest_length = settings["quest_length"]
        textworld.make(options)
        return
    _, make, _ = package("textworld.challenges").CHALLENGES[f"tw-{kind}"]
    package("textworld.generator").compile_game(make(dict(settings), options), options)


if __name__ == "__main__":
    generate(**json.loads(sys.argv[1]))
