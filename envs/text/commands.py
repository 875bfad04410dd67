"""Read natural commands with arguments, "take {object} from {place}", out of an agent's message.

How a message is read, in this order:

1. ``<think>…</think>`` is dropped. If ``<action>…</action>`` occurs, the text inside the last one is read, else all.
2. The whole text may be one command (in quotes, after ``>`` or ``Action:``, with a full stop: all the same).
3. Else the lines that are commands are taken; there must be exactly one. Other lines may say anything.
4. Where the environment takes free speech, a text that is no command is one.

Words are read in any case; a colon may follow the words before an argument. A command is one line, but for an argument
that takes text. A message that holds none, or several, is refused whole. The same templates make the tools that an
environment declares, and write a tool's call as a command.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from .said import said

MEMO_SIZE = 4096
MEMO_LENGTH = 256
LINE_LENGTH = 300
"""The longest line that is read as a command with words as arguments; keeps every message cheap."""

_SLOT = re.compile(r"\{(\w+)\}")
_LEAD = re.compile(r"(?:\s|[>*`\"']|action\s*:)+", re.IGNORECASE | re.ASCII)
_QUOTE = re.compile(r"[*`\"']")
_TAIL = " \t\r\n*`\"'"
_KINDS = {
    "word": r"\S(?:[^\r\n]*?\S)??",
    "integer": r"[+-]?[0-9]{1,15}",
    "number": r"[+-]?[0-9]{1,17}(?:\.[0-9]{1,25})?(?:e[+-]?[0-9]{1,2})?",
    "text": r"\S.*",
}
_GAP = r"[^\S\r\n]+"
_TOLD = {"integer": "{0} is a whole number", "number": "{0} is a number"}
_JSON = {"word": "string", "text": "string", "integer": "integer", "number": "number"}


@dataclass(frozen=True)
class Slot:
    """What a command takes in one place.

    Attributes:
        kind: ``"word"`` (one or more words of a line), ``"integer"``, ``"number"``, or ``"text"`` (the rest of the
            message, of any length and over several lines; only as the last slot).
        description: for the tool's schema.
        options: the only values allowed, or none for any; for the tool's schema, rules check them.
    """

    kind: str = "word"
    description: str = ""
    options: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of the argument."""
        told: dict[str, Any] = {"type": _JSON[self.kind]}
        if self.description:
            told["description"] = self.description
        if self.options:
            told["enum"] = list(self.options)
        return told


@dataclass(frozen=True)
class Command:
    """A command: its name as a tool, the templates that say it, the first being the one that is written.

    Attributes:
        name: of the tool, in snake case.
        templates: texts with slots in braces, all with the same slots; in any case, any spaces.
        description: what it does, one sentence.
        slots: what each slot takes; one that is not listed takes words.
    """

    name: str
    templates: tuple[str, ...]
    description: str = ""
    slots: Mapping[str, Slot] = field(default_factory=dict)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The slots' names, in the order of the first template."""
        return tuple(_SLOT.findall(self.templates[0]))

    def schema(self) -> dict[str, Any]:
        """Return the command as a tool, in the form of function calling."""
        properties = {name: self.slots.get(name, Slot()).schema() for name in self.arguments}
        parameters = {"type": "object", "properties": properties, "required": list(properties)}
        function = {"name": self.name, "description": self.description, "parameters": parameters}
        return {"type": "function", "function": function}


class Call(NamedTuple):
    """A command that was read: its name and its arguments in the order of :attr:`Command.arguments`."""

    name: str
    arguments: tuple[Any, ...] = ()


Reading = tuple[Call | None, str]
"""A call and an error: None and why, or the call and an empty text."""


class Commands:
    """The commands of an environment.

    Args:
        commands: in the order in which they are tried.
        speech: the name of the command that a message is which is none of the others; its one slot takes text.
        example: a command as an agent may write it, for the sentence that says what is accepted.
    """

    def __init__(self, commands: Sequence[Command], *, speech: str = "", example: str = "") -> None:
        self.commands = {command.name: command for command in commands}
        self.speech = speech
        self.example = example or re.sub(r"[{}]", "", commands[0].templates[0])
        self._patterns = [
            (command, re.compile(_pattern(command, template), re.IGNORECASE | re.ASCII | re.DOTALL))
            for command in commands
            for template in command.templates
        ]
        self._memo: dict[str, Reading] = {}

    @property
    def verbs(self) -> tuple[str, ...]:
        """How each command begins, as far as its first slot; :meth:`accepted` holds them all."""
        return tuple(_SLOT.split(command.templates[0])[0].strip() or "{" for command in self.commands.values())

    def read(self, message: Any) -> Reading:
        """Return the one command in ``message``.

        Args:
            message: the agent's message, whatever it holds.
        """
        try:
            return self._memo[message]
        except (KeyError, TypeError):  # not seen yet, or not even hashable
            reading = self._read(message)
        if isinstance(message, str) and len(message) <= MEMO_LENGTH and len(self._memo) < MEMO_SIZE:
            self._memo[message] = reading
        return reading

    def write(self, name: str, *arguments: Any) -> str:
        """Return the message that reads back as ``Call(name, arguments)``."""
        values = iter(arguments)
        return _SLOT.sub(lambda _: str(next(values)), self.commands[name].templates[0])

    def write_call(self, name: str, arguments: Mapping[str, Any]) -> str:
        """Return the message of a tool's call.

        Args:
            name: of a command.
            arguments: a value for each slot.

        Raises:
            ValueError: no message says that: an argument is empty, too long, or would be read as something else.
        """
        command = self.commands[name]
        values = [_plain(arguments[slot], command.slots.get(slot, Slot()).kind) for slot in command.arguments]
        message = self.write(name, *values)
        call, _ = self.read(message)
        if call is None or call.name != name or list(map(_bare, call.arguments)) != list(map(_bare, values)):
            shown = ", ".join(f"{slot}={value!r:.60}" for slot, value in zip(command.arguments, values, strict=True))
            raise ValueError(
                f"{name} cannot take {shown}: no argument may be empty, of more than {LINE_LENGTH} characters where it "
                "is words of one line, or hold what would be read as something else, such as <action>."
            )
        return message

    def accepted(self) -> str:
        """Say what a message may hold."""
        forms = "; ".join(command.templates[0] for command in self.commands.values())
        return f"Answer with one command: {forms}. For example <action>{self.example}</action>."

    def tools(self) -> list[dict[str, Any]]:
        """Return the commands as tools, in the form of function calling."""
        return [command.schema() for command in self.commands.values()]

    def _read(self, message: Any) -> Reading:
        if not isinstance(message, str):
            return None, f"A message is text, not {type(message).__name__}. {self.accepted()}"
        text = said(message)
        call = self._match(text)
        if call is None and "\n" in text:
            calls = filter(None, map(self._match, text.split("\n", 1000)))
            found = list(islice(calls, 2))
            if len(found) > 1:
                return None, f"There are several commands in the message; one turn is one. {self.accepted()}"
            call = found[0] if found else None
        if call is None and self.speech and text:
            call = Call(self.speech, (text,))
        return (None, f"{self._fault(text)} {self.accepted()}") if call is None else (call, "")

    def _fault(self, text: str) -> str:
        """Say what is wrong with a text that holds no command: how the first that it begins goes on, if any."""
        for line in text.split("\n", 1000):
            start = _LEAD.match(line, 0, LINE_LENGTH)
            line = " ".join(line[start.end() if start else 0 :][: LINE_LENGTH + 1].split())
            for command, verb in zip(self.commands.values(), self.verbs, strict=True):
                if re.match(rf"{re.escape(verb)}(?!\w)", line, re.IGNORECASE | re.ASCII):
                    return _incomplete(command, line)
        return "No command was found in the message."

    def _match(self, text: str) -> Call | None:
        """Return the command that ``text`` is, or None."""
        start = _LEAD.match(text, 0, LINE_LENGTH)
        lead = start.group() if start else ""
        text = text[len(lead) :].rstrip(_TAIL if _QUOTE.search(lead) else None)
        for command, pattern in self._patterns:
            found = pattern.fullmatch(text) if len(text) <= LINE_LENGTH or _long(command) else None
            if found:
                kinds = command.slots
                values = found.groupdict()
                return Call(command.name, tuple(_value(values[name], kinds.get(name)) for name in command.arguments))
        return None


def _incomplete(command: Command, line: str) -> str:
    """Say how a command goes on that a line begins."""
    if len(line) > LINE_LENGTH and not _long(command):
        return f"A command has at most {LINE_LENGTH} characters."
    kinds = {name: command.slots.get(name, Slot()).kind for name in command.arguments}
    told = [_TOLD[kind].format(f"{{{name}}}") for name, kind in kinds.items() if kind in _TOLD]
    where = f", where {' and '.join(told)}" if told else ""
    return f"{line if len(line) <= 60 else line[:57] + '...'!r} is not of the form {command.templates[0]}{where}."


def _plain(value: Any, kind: str) -> Any:
    """Return a tool's argument as reading a message would return it."""
    if kind == "integer":
        return int(value)
    if kind == "number":
        return float(value)
    return str(value).strip() if kind == "text" else " ".join(str(value).split())


def _bare(value: Any) -> Any:
    """Return words without the full stop that reading leaves out."""
    return value.rstrip(" .!") if isinstance(value, str) else value


def _long(command: Command) -> bool:
    return any(slot.kind == "text" for slot in command.slots.values())


def _value(text: str, slot: Slot | None) -> Any:
    kind = "word" if slot is None else slot.kind
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    return text if kind == "text" else " ".join(text.split())


def _pattern(command: Command, template: str) -> str:
    """Return the regular expression of a template; a full stop after a command that ends in words is not theirs."""
    parts = _SLOT.split(template)
    kinds = ["" if index % 2 == 0 else command.slots.get(part, Slot()).kind for index, part in enumerate(parts)]
    found = []
    for index, part in enumerate(parts):
        if index % 2:
            found.append(f"(?P<{part}>{_KINDS[kinds[index]]})")
        else:
            after = kinds[index + 1] if index < len(parts) - 1 else ""
            found.append(_spaced(part, index > 0, after))
    text = len(parts) > 1 and kinds[-2] == "text" and not parts[-1]
    return "".join(found) + ("" if text else r"\s*[.!]?")


def _spaced(part: str, before: bool, after: str) -> str:
    """Return the words of ``part`` with the gaps that part them from the slots around.

    Args:
        part: of a template, between two slots.
        before: whether a slot stands before it.
        after: the kind of the slot behind it, or nothing; text may begin on a line of its own.
    """
    words = _GAP.join(map(re.escape, part.split()))
    lead = _GAP if before and part[:1].isspace() else ""
    if not (after and part[-1:].isspace() and part.strip()):
        return lead + words
    return lead + words + ("" if words.endswith(":") else ":?") + (r"\s+" if after == "text" else _GAP)
