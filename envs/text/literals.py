"""Read values and calls with values out of text, as Python or JSON write them; nothing is ever evaluated.

Texts in any quotes (with line breaks, too), numbers, ``True``/``true``, ``False``/``false``, ``None``/``null``, lists,
tuples (read as lists) and dictionaries with texts as keys. Reading takes one pass and at most :data:`DEPTH` levels.
"""

from __future__ import annotations

import json
import re
from typing import Any

DEPTH = 20
DIGITS = 40

_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_STRING = re.compile(
    r'"""(?P<a>[^\\]*?(?:\\.[^\\]*?)*?)"""'
    r"|'''(?P<b>[^\\]*?(?:\\.[^\\]*?)*?)'''"
    r'|"(?P<c>[^"\\]*(?:\\.[^"\\]*)*)"'
    r"|'(?P<d>[^'\\]*(?:\\.[^'\\]*)*)'",
    re.DOTALL,
)
_ESCAPE = re.compile(
    r"\\(?:u(?P<pair>[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|x(?P<x>[0-9a-fA-F]{2})"
    r"|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>(?:000[0-9a-fA-F]|0010)[0-9a-fA-F]{4})|(?P<one>[abfnrtv0\\'\"/\n]))"
)
_ONE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0", "\n": ""}
_WORDS = {"True": True, "true": True, "False": False, "false": False, "None": None, "null": None}
_MARKUP = re.compile(r"<(?=/?(?:think|action)\b)", re.IGNORECASE | re.ASCII)


class UnreadableError(ValueError):
    """The text is no value or call; the message says why, in words for the agent."""


class Reader:
    """Reads from a place in a text on.

    Args:
        text: any text.
        place: where to begin.

    Attributes:
        place: behind what was read.
    """

    def __init__(self, text: str, place: int = 0) -> None:
        self.text = text
        self.place = place

    def call(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Read ``name(value, …, name=value, …)``; return the name and the arguments without and with a name."""
        name = self.name()
        self.take("(")
        plain: list[Any] = []
        named: dict[str, Any] = {}
        while not self.took(")"):
            if self.took("**"):
                self._add(named, self._dictionary(1))
            elif (argument := self._keyword()) is not None:
                self._add(named, {argument: self.value(1)})
            elif named:
                raise UnreadableError(f"an argument without a name stands behind one with a name in {name}(…)")
            else:
                plain.append(self.value(1))
            if not self.took(","):
                self.take(")")
                break
        return name, plain, named

    def value(self, depth: int = 0) -> Any:
        """Read one value."""
        if depth > DEPTH:
            raise UnreadableError(f"values are nested deeper than {DEPTH} levels")
        mark = self._peek()
        if mark in "\"'" and mark:
            return self._string()
        if mark == "{":
            return self._dictionary(depth)
        if mark in "[(" and mark:
            return self._list(depth)
        return self._word() if mark.isalpha() or mark == "_" else self._number()

    def name(self) -> str:
        """Read a name."""
        found = _NAME.match(self.text, self._skip())
        if not found:
            raise UnreadableError(f"a name was expected {self._where()}")
        self.place = found.end()
        return found.group()

    def took(self, sign: str) -> bool:
        """Whether ``sign`` comes next; then it is read."""
        found = self.text.startswith(sign, self._skip())
        self.place += len(sign) * found
        return found

    def take(self, sign: str) -> None:
        """Read ``sign``, which has to come next."""
        if not self.took(sign):
            raise UnreadableError(f"'{sign}' was expected {self._where()}")

    def _skip(self) -> int:
        found = _SPACE.match(self.text, self.place)
        self.place = found.end() if found else self.place
        return self.place

    def _peek(self) -> str:
        return self.text[self._skip() : self.place + 1]

    def _where(self) -> str:
        rest = self.text[self._skip() : self.place + 20].split("\n")[0]
        return f"before {json.dumps(rest, ensure_ascii=False)}" if rest else "at the end"

    def _keyword(self) -> str | None:
        """Read ``name=`` if that comes next."""
        found = _NAME.match(self.text, self._skip())
        if found and (sign := _SPACE.match(self.text, found.end())) and self.text.startswith("=", sign.end()):
            self.place = sign.end() + 1
            return found.group()
        return None

    def _add(self, named: dict[str, Any], more: dict[str, Any]) -> None:
        for name, value in more.items():
            if name in named:
                raise UnreadableError(f"the argument {name} is given twice")
            named[name] = value

    def _string(self) -> str:
        found = _STRING.match(self.text, self.place)
        if not found:
            raise UnreadableError(f"the text in quotes does not end, {self._where()}")
        self.place = found.end()
        return _ESCAPE.sub(_unescape, found.group(found.lastgroup or 0))

    def _number(self) -> int | float:
        found = _NUMBER.match(self.text, self.place)
        if not found or len(found.group()) > DIGITS:
            raise UnreadableError(f"a value was expected {self._where()}")
        self.place = found.end()
        text = found.group()
        value = int(text) if text.lstrip("+-").isdecimal() else float(text)
        if value in (float("inf"), float("-inf")):
            raise UnreadableError(f"{text} is too large")
        return value

    def _word(self) -> bool | None:
        where, word = self._where(), self.name()
        if word not in _WORDS:
            raise UnreadableError(f"a value (texts stand in quotes) was expected {where}")
        return _WORDS[word]

    def _list(self, depth: int) -> list[Any]:
        end = "]" if self.text[self.place] == "[" else ")"
        self.place += 1
        found: list[Any] = []
        while not self.took(end):
            found.append(self.value(depth + 1))
            if not self.took(","):
                self.take(end)
                break
        return found

    def _dictionary(self, depth: int) -> dict[str, Any]:
        self.take("{")
        found: dict[str, Any] = {}
        while not self.took("}"):
            if (self._peek() or " ") not in "\"'":
                raise UnreadableError(f"a key in quotes was expected {self._where()}")
            key = self._string()
            self.take(":")
            self._add(found, {key: self.value(depth + 1)})
            if not self.took(","):
                self.take("}")
                break
        return found


def written(value: Any) -> str:
    """Return the text from which :meth:`Reader.value` reads ``value``; no part of it looks like a tag of a message.

    Args:
        value: None, a truth value, a finite number, a text, or lists, tuples and dictionaries of such.
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(str(key))}: {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, str):
        return _MARKUP.sub(r"\\u003c", json.dumps(value, ensure_ascii=False))
    return repr(value)


def _unescape(found: re.Match[str]) -> str:
    kind = found.lastgroup
    text = found[kind or 0]
    if kind == "one":
        return _ONE.get(text, text)
    if kind == "pair":
        return bytes.fromhex(text[:4] + text[6:]).decode("utf-16-be")
    return chr(int(text, 16))
