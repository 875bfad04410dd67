"""TextWorld in words: the game's own, and how to answer."""

from __future__ import annotations

import re

from ..said import said
from .rules import Seen

ACCEPTED = (
    "Answer with one command of the game, such as: look; inventory; go north; examine box; open box; "
    "take key from box; unlock door with key; put key on table; eat apple. For example <action>open box</action>."
)
WORDS = ("look", "inventory", "go")
LONGEST = 200

_ARTICLE = re.compile(r"\b(?:the|an?)\s+")
_LEAD = re.compile(r"^(?:[>*`\"'\s]|action\s*:|command\s*:)+", re.IGNORECASE)


def opening(objective: str, first: str) -> str:
    """Return the first observation.

    Args:
        objective: what the game wants.
        first: the game's first words.
    """
    told = first if objective and objective in first else f"{objective}\n\n{first}".strip()
    return f"You play a text adventure.\n\n{told}\n\n{ACCEPTED}"


def command_of(message: object) -> str:
    """Return the command in a message as the game reads it, or an empty text."""
    if not isinstance(message, str):
        return ""
    text = said(message).strip()
    lines = [line for line in text.split("\n") if line.strip()]
    line = _LEAD.sub("", lines[-1]).strip("`*\"' .!\t\r") if lines else ""
    return " ".join(line.split()).lower() if len(line) <= LONGEST and line.isascii() and line.isprintable() else ""


def admissible(command: str, seen: Seen) -> str:
    """Return the game's own form of a command that it would accept, or an empty text.

    Args:
        command: in small letters.
        seen: what the game says now.
    """
    known = {each.lower(): each for each in seen.admissible}
    return known.get(command) or known.get(_ARTICLE.sub("", command), "")
