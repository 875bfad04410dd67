"""Notes that are written down."""

from __future__ import annotations

import zlib
from typing import Any

from ..functions import LARGEST, FailedCallError, Function, Input, tidy
from ..world import World


def _note(world: World, title: str, lines: list[Any]) -> str:
    """Return the number of a note, which its title and lines give."""
    if not lines or any(isinstance(line, list | dict) for line in lines):
        raise FailedCallError("a note needs lines, each a text or a number")
    told = [str(tidy(line)) if isinstance(line, float) and abs(line) < LARGEST else str(line).strip() for line in lines]
    text = "\n".join([" ".join(title.split()), *told])
    return f"N{zlib.crc32(text.encode('utf-8', 'replace')) % 10**6:06}"


FUNCTIONS = (
    Function(
        "documents",
        ("write_note", "create_document", "save_note"),
        "Write a note and return its number.",
        (
            Input("title", ("title", "heading", "subject"), "the first line"),
            Input("lines", ("lines", "items", "body"), "the further lines, texts or numbers without units"),
        ),
        "note",
        "the number of a new note with the title {0} and these lines: {1}",
        _note,
    ),
)
