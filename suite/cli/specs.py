"""``NAME:key=value,key=value``: how the command line writes a name with keyword arguments.

Values are TOML or JSON literals (``5``, ``0.2``, ``true``, ``null``, ``"text"``, ``[1, 2]``, ``{weight = 0.5}``);
a bare word stands for itself as text, also in a list: ``GatedRewards:terms=[milestones]``.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

_ARGUMENTS = re.compile(r":(?=\s*[A-Za-z_]\w*\s*=)")
_TOKENS = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'[^']*'|[][{}(),]""", re.DOTALL)
_OPENING, _CLOSING = ("[", "{", "("), ("]", "}", ")")


class Spec(NamedTuple):
    """A name and its keyword arguments."""

    name: str
    arguments: dict[str, Any]

    def __str__(self) -> str:
        """Return the text that :func:`parse_spec` reads back."""
        values = ",".join(f"{key}={json.dumps(value)}" for key, value in self.arguments.items())
        return f"{self.name}:{values}" if values else self.name


def parse_spec(text: str) -> Spec:
    """Read ``NAME`` or ``NAME:key=value,...``; a colon inside the name (``module:Name``) is part of it.

    Raises:
        ValueError: a part is not ``key=value`` or a key is given twice.
    """
    found = _ARGUMENTS.search(text)
    name, rest = (text[: found.start()], text[found.end() :]) if found else (text, "")
    name = name.strip()
    if not name or name.endswith(":"):
        raise ValueError(f"{text!r} is not NAME or NAME:key=value,key=value.")
    arguments: dict[str, Any] = {}
    for part in split(rest) if rest.strip() else ():
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not key.isidentifier() or not value:
            raise ValueError(f"{part.strip()!r} in {text!r} is not key=value.")
        if key in arguments:
            raise ValueError(f"{key!r} is given twice in {text!r}.")
        arguments[key] = parse_value(value)
    return Spec(name, arguments)


def parse_value(text: str) -> Any:
    """Read one TOML or JSON literal; anything else is a text, and a list may hold such texts."""
    text = text.strip()
    try:
        values = tomllib.loads(f"v = {text}")
        if list(values) == ["v"]:
            return values["v"]
    except tomllib.TOMLDecodeError:
        pass
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        pass
    if text.startswith("[") and text.endswith("]"):
        inner = text[1:-1]
        return [parse_value(part) for part in split(inner)] if inner.strip() else []
    return text


def split(text: str) -> Iterator[str]:
    """Yield the parts between commas that stand outside of brackets and quotes."""
    depth = start = 0
    for token in _TOKENS.finditer(text):
        character = token[0]
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
        elif character == "," and depth == 0:
            yield text[start : token.start()]
            start = token.end()
    yield text[start:]


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return ``" Did you mean 'x'?"`` for the known names closest to ``name``, or an empty string."""
    names = list(known)
    folded = {item.casefold(): item for item in names}
    short = {item.rpartition("/")[2].partition("-v")[0].casefold(): item for item in names}
    close = difflib.get_close_matches(name.casefold(), [*folded, *short], n=3, cutoff=0.6)
    found = list(dict.fromkeys(folded.get(match) or short[match] for match in close))
    return f" Did you mean {' or '.join(map(repr, found))}?" if found else ""
