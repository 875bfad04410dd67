"""Read commands out of an agent's message.

The grammar, in the order in which it is tried:

1. ``<think>…</think>`` is dropped. If ``<action>…</action>`` occurs, the text inside the last one is read, else all.
2. Text that is a JSON list of strings, or a JSON object with ``action`` or ``actions``, gives one command an entry;
   every entry must be exactly one command.
3. In any other text the command words are looked for, whole words in any case, longest first
   (``pick up`` before ``up``; spaces, ``_`` and ``-`` inside a command are the same). Words around them are ignored.

A message with no command, or with more than the environment plays in one turn, is refused whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

Reading = tuple[tuple[str, ...], str]
"""Commands in order and an error; one of the two is empty."""

MEMO_SIZE = 4096
MEMO_LENGTH = 128
JSON_LENGTH = 10_000

_THINK = re.compile(r"<think>.*?(?:</think>|\Z)", re.IGNORECASE | re.ASCII | re.DOTALL)
_TAG = re.compile(r"<(/?)action>", re.IGNORECASE | re.ASCII)
_GAP = re.compile(r"[\s_-]+")


class Grammar:
    """The commands of an environment and the words that name them.

    Args:
        words: command → its other names; a command names itself too. No two commands share a name.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.commands = tuple(words)
        self.words = {_normal(name): command for command, names in words.items() for name in (command, *names)}
        self._phrase = _phrase(self.words)
        self._memo: dict[tuple[str, int], Reading] = {}

    def read(self, message: Any, limit: int = 1) -> Reading:
        """Return the commands in ``message``, at most ``limit`` of them.

        Args:
            message: the agent's message, whatever it holds.
            limit: how many commands one turn plays.
        """
        try:
            return self._memo[message, limit]
        except (KeyError, TypeError):  # not seen yet, or not even hashable
            reading = self._read(message, limit)
        if isinstance(message, str) and len(message) <= MEMO_LENGTH and len(self._memo) < MEMO_SIZE:
            self._memo[message, limit] = reading
        return reading

    def accepted(self, limit: int = 1) -> str:
        """Say in one sentence what a message may hold."""
        count = "one of" if limit == 1 else f"1 to {limit} of"
        return f"Answer with {count}: {', '.join(self.commands)}. For example <action>{self.commands[0]}</action>."

    def write(self, commands: Sequence[str]) -> str:
        """Return a message that reads back as ``commands``."""
        return commands[0] if len(commands) == 1 else json.dumps(list(commands))

    def _read(self, message: Any, limit: int) -> Reading:
        if not isinstance(message, str):
            return (), f"A message is text, not {type(message).__name__}. {self.accepted(limit)}"
        text = _THINK.sub(" ", message) if "<" in message else message
        text = (_tagged(text) if "<" in text else text).strip()
        entries = _json_entries(text)
        if entries is None:
            found = [_normal(match.group()) for match in islice(self._phrase.finditer(text.casefold()), limit + 1)]
            commands = [self.words[name] for name in found]
        else:
            unknown = [entry for entry in entries if not isinstance(entry, str) or _normal(entry) not in self.words]
            if unknown:
                return (), f"{_short(unknown[0])} is not a command. {self.accepted(limit)}"
            commands = [self.words[_normal(entry)] for entry in entries]
        if not commands:
            return (), f"No command was found in the message. {self.accepted(limit)}"
        if len(commands) > limit:
            return (), f"More than {limit} command{'s' * (limit > 1)} in one message. {self.accepted(limit)}"
        return tuple(commands), ""


def _normal(name: str) -> str:
    return _GAP.sub(" ", name.strip()).casefold()


def _phrase(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the words in casefolded text: whole words, longest first.

    The choice by first letter stands at the front, where ``re`` skips to the letters that can begin a word. Matching
    in any case is left to ``casefold``: with ``re.IGNORECASE`` an i would match a dotless i, which is another letter.
    """
    rest: dict[str, list[str]] = {}
    for name in sorted(words, key=lambda name: (-len(name), name)):
        rest.setdefault(name[0], []).append(re.escape(name[1:]).replace(r"\ ", r"[\s_-]+"))
    choices = (rf"{re.escape(first)}(?<!\w.)(?:{'|'.join(ends)})" for first, ends in rest.items())
    return re.compile(rf"(?:{'|'.join(choices)})(?!\w)")


def _tagged(text: str) -> str:
    """Return the text inside the last ``<action>…</action>``, or all of it; in one pass, however many tags."""
    found, start = text, -1
    for tag in _TAG.finditer(text):
        if not tag.group(1):
            start = tag.end()
        elif start >= 0:
            found, start = text[start : tag.start()], -1
    return found


def _short(entry: Any) -> str:
    text = repr(entry)
    return text if len(text) <= 40 else text[:37] + "..."


def _json_entries(text: str) -> list[Any] | None:
    """Return the entries of a JSON list or object of commands; None if the text is something else."""
    if not text.startswith(("[", "{")) or len(text) > JSON_LENGTH:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict):
        value = value.get("actions", value.get("action"))
    if isinstance(value, str):
        return [value]
    return value if isinstance(value, list) else None
