"""Read calls of typed tools, ``cancel_order(order_id="W12", reason="too late")``, out of an agent's message.

How a message is read, in this order:

1. ``<think>…</think>`` is dropped. If ``<action>…</action>`` occurs, the text inside the last one is read, else all.
2. Calls stand at the beginning of a line (in quotes, after ``>`` or ``Action:``, with ``;``: all the same) and may go
   over several lines; a list of calls, ``[first(…), second(…)]``, is as good. Other lines may say anything.
3. Where the environment takes free speech, a message without a call is speech; ``say`` may stand before it. One that
   begins like a call in JSON is refused and not said.

A message that holds no call, more than are allowed, or one that is not as its tool wants it, is refused whole, and the
error names the tool, the argument, what was given and what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .literals import Reader, UnreadableError, written
from .said import said
from .tool import Parameter, Tool

__all__ = ["FunctionCall", "FunctionCalls", "Parameter", "Tool"]

_LEAD = re.compile(r"(?:\s|[>*`\"']|action\s*:|call\s*:)*", re.IGNORECASE | re.ASCII)
_OPEN = re.compile(r"(\[\s*)?([A-Za-z_]\w*)\s*\(", re.ASCII)
_REST = re.compile(r"[ \t\r;,.!`*\"']*(?:#[^\n]*)?(?=\n|\Z)")
_NEXT = re.compile(r"[ \t]*[;,][ \t]*(?=[A-Za-z_]\w*\s*\()", re.ASCII)
_OTHER_FORM = re.compile(r"\s*(?:```\w*\s*)?(?:<tool_call|<function|\{\s*[\"']\w+[\"']\s*:)", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


class FunctionCall(NamedTuple):
    """A call that was read: the tool's name, and a value for each argument that was given."""

    name: str
    arguments: dict[str, Any]


Readings = tuple[list[FunctionCall], str]
"""Calls and an error: none and why, or the calls and an empty text."""


class FunctionCalls:
    """The tools of an environment, called in natural form.

    Args:
        tools: in the order in which they are told.
        limit: the most calls in one message.
        speech: the name of the tool that a message without a call is; it takes one text.
        example: a message as an agent may write it, for the sentence that says what is accepted.
    """

    def __init__(self, tools: Sequence[Tool], *, limit: int = 1, speech: str = "", example: str = "") -> None:
        self.by_name = {tool.name: tool for tool in tools}
        self.limit = limit
        self.speech = speech
        self.example = example or tools[0].example()
        self._say = re.compile(rf"{speech}\b\s*:?\s*", re.IGNORECASE) if speech else None

    @property
    def verbs(self) -> tuple[str, ...]:
        """The tools' names; :meth:`accepted` holds them all."""
        return tuple(self.by_name)

    def read(self, message: Any) -> Readings:
        """Return the calls in ``message``, as their tools want them.

        Args:
            message: the agent's message, whatever it holds.
        """
        if not isinstance(message, str):
            return [], f"A message is text, not {type(message).__name__}. {self.accepted()}"
        text = said(message)
        try:
            calls = self._calls(text)
        except UnreadableError as error:
            return [], f"The call cannot be read: {error}. {self.accepted()}"
        calls = calls or self._bare(text)
        if not calls and self.speech and text:
            return self._speech(text)
        if len(calls) > self.limit or not calls:
            return [], f"{self._counted(len(calls))} {self.accepted()}"
        for call in calls:
            if error_text := self.check(*call):
                return [], f"{error_text} {self.accepted()}"
        return [self.by_name[call.name].given(call) for call in calls], ""

    def check(self, name: str, arguments: Mapping[str, Any]) -> str:
        """Return what is wrong with a call, or an empty text.

        Args:
            name: of the tool.
            arguments: its arguments by name.
        """
        tool = self.by_name.get(name)
        if tool is None:
            return f"There is no tool {name}."
        return tool.check(arguments)

    def write(self, name: str, arguments: Mapping[str, Any]) -> str:
        """Return the message that :meth:`read` reads as this call, or refuses as it would the call.

        Args:
            name: of a tool.
            arguments: a value for each argument given: None, a truth value, a finite number, a text, or lists, tuples
                and dictionaries of such.

        Raises:
            ValueError: ``name`` is no name of a tool.
        """
        if not _NAME.fullmatch(name):
            raise ValueError(f"A tool's name is one of {list(self.by_name)}; got {name!r}.")
        plain = {key: value for key, value in arguments.items() if _NAME.fullmatch(key)}
        other = {key: value for key, value in arguments.items() if key not in plain}
        given = [f"{key}={written(value)}" for key, value in plain.items()] + [f"**{written(other)}"] * bool(other)
        return f"{name}({', '.join(given)})"

    def write_calls(self, calls: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
        """Return the message with several calls, one a line."""
        return "\n".join(self.write(name, arguments) for name, arguments in calls)

    def accepted(self) -> str:
        """Say what a message may hold."""
        count = "one tool call" if self.limit == 1 else f"1 to {self.limit} tool calls, one a line"
        speech = f", or with what you {self.speech}" if self.speech else ""
        names = ", ".join(self.by_name)
        return f"Answer with {count}{speech}, for example <action>{self.example}</action>. The tools: {names}."

    def listing(self) -> str:
        """Return a line for each tool: how it is called, what it does, what its arguments mean."""
        return "\n".join(tool.line() for tool in self.by_name.values())

    def tools(self) -> list[dict[str, Any]]:
        """Return the tools in the JSON form of function calling."""
        return [tool.schema() for tool in self.by_name.values()]

    def _counted(self, count: int) -> str:
        if not count:
            return "No tool call was found in the message."
        one = self.limit == 1
        return f"There are {count} calls in the message; a turn takes {'one' if one else f'at most {self.limit}'}."

    def _speech(self, text: str) -> Readings:
        """Return what is said, the word for saying left out."""
        lead = self._say.match(text) if self._say else None
        words = text[lead.end() :] if lead else text
        if _OTHER_FORM.match(text):
            return [], f"The message looks like a call in another form. {self.accepted()}"
        tool = self.by_name[self.speech]
        if not words:
            return [], f"There is nothing in what you {self.speech}. {self.accepted()}"
        return [FunctionCall(self.speech, {next(iter(tool.parameters)): words})], ""

    def _bare(self, text: str) -> list[FunctionCall]:
        """Return the call without arguments that a message is which is a tool's name."""
        return [FunctionCall(text, {})] if text in self.by_name else []

    def _calls(self, text: str) -> list[FunctionCall]:
        """Return the calls that stand at the beginning of lines, and those that follow them on theirs."""
        calls: list[FunctionCall] = []
        place = 0
        while place < len(text):
            lead = _LEAD.match(text, place)
            place = lead.end() if lead else place
            found, end = self._call_at(text, place)
            calls += found
            line_end = text.find("\n", end)
            place = len(text) if line_end < 0 else line_end + 1
        return calls

    def _call_at(self, text: str, place: int) -> tuple[list[FunctionCall], int]:
        """Return the calls that begin at ``place``, and where they end.

        Raises:
            UnreadableError: one of our tools is called, but the call cannot be read.
        """
        opened = _OPEN.match(text, place)
        if not opened:
            return [], place
        if opened[2] in self.by_name:
            return self._sequence(text, place, bool(opened[1]))
        line_end = text.find("\n", place)
        line = text[place : line_end if line_end >= 0 else len(text)]
        try:
            return self._sequence(line, 0, bool(opened[1]))[0], place + len(line)
        except UnreadableError:  # words with a bracket behind
            return [], place

    def _sequence(self, text: str, place: int, listed: bool) -> tuple[list[FunctionCall], int]:
        """Return one call and those behind it, parted by commas or semicolons, and where they end."""
        reader = Reader(text, place)
        if listed:
            reader.take("[")
        calls = [self._one(reader)]
        while _NEXT.match(text, reader.place) or (listed and not reader.took("]")):
            reader.took(",") or reader.took(";")
            if listed and reader.took("]"):
                break
            calls.append(self._one(reader))
        rest = _REST.match(text, reader.place)
        if not rest:
            raise UnreadableError(f"more text stands behind the call of {calls[-1].name} on its line")
        return calls, rest.end()

    def _one(self, reader: Reader) -> FunctionCall:
        """Return one call; arguments without a name belong to the tool's parameters in their order."""
        name, plain, named = reader.call()
        tool = self.by_name.get(name)
        names = list(tool.parameters) if tool else [str(index) for index in range(len(plain))]
        if len(plain) > len(names):
            raise UnreadableError(f"{name} takes {len(names)} arguments, {len(plain)} are given")
        arguments = dict(zip(names, plain, strict=False))
        if twice := [each for each in named if each in arguments]:
            raise UnreadableError(f"the argument {twice[0]} is given twice")
        return FunctionCall(name, {**arguments, **named})
