"""The tool calls of a message, in the forms that models write them.

Hermes (also Qwen): one JSON object between each ``<tool_call>`` and ``</tool_call>``; text may stand around.
OpenAI: the assistant message as JSON, ``{"tool_calls": [{"type": "function", "function": {"name": ..., "arguments":
"{...}"}}]}``, its list alone, or one such call; arguments are an object or its JSON text. The bare object ``{"name":
..., "arguments": {...}}``, or a list of them, is read too; a fence of three backticks around JSON is dropped.
"""

from __future__ import annotations

import json
import re
from typing import Any

from .tool_calls import Call, blocks

TAG = "tool_call"
LONGEST = 100_000
"""The longest JSON text, in characters, that is read."""

_THINK = re.compile(r"<think>.*?(?:</think>|\Z)", re.IGNORECASE | re.ASCII | re.DOTALL)
_FENCE = re.compile(r"\A```(?:json)?\s*\n(.*)\n```\s*\Z", re.IGNORECASE | re.ASCII | re.DOTALL)
_ABSENT = object()


def tool_calls_of(message: Any) -> tuple[list[Call], str]:
    """Return the calls that a message makes, and what is wrong with them.

    Args:
        message: the agent's message, whatever it holds.

    Returns:
        Calls and an error, empty if every call could be read. Neither: the message makes no tool call.
    """
    if not isinstance(message, str):
        return [], ""
    bare = message.lstrip().startswith(("{", "["))  # its thoughts, if any, are words of an argument
    text = _THINK.sub(" ", message) if "<" in message and not bare else message
    if f"<{TAG}>" in text:
        return _hermes(text)
    text = text.strip()
    fenced = _FENCE.match(text) if text.startswith("```") else None
    text = fenced.group(1).strip() if fenced else text
    if not text.startswith(("{", "[")):
        return [], ""
    given = _loads(text)
    entries = given.get("tool_calls", [given]) if isinstance(given, dict) else given
    if not isinstance(entries, list) or not entries or not all(map(_is_call, entries)):
        looks = '"tool_calls"' in text or ('"name"' in text and '"arguments"' in text)
        return [], "The message looks like a tool call in JSON, but is none that can be read." * looks
    return _calls(entries)


def _hermes(text: str) -> tuple[list[Call], str]:
    parts = blocks(text, TAG)
    if parts is None:
        return [], f"A <{TAG}> is not closed, or one stands inside another."
    entries = [_loads(part.strip()) for part in parts]
    wrong = [index for index, entry in enumerate(entries, 1) if not _is_call(entry)]
    if wrong:
        return [], f"Tool call {wrong[0]} is not a JSON object with a name and arguments."
    return _calls(entries)


def _calls(entries: list[Any]) -> tuple[list[Call], str]:
    calls = []
    for index, entry in enumerate(entries, 1):
        inner = entry.get("function", entry)
        given = inner.get("arguments", inner.get("parameters", {}))
        arguments = _loads(given or "{}") if isinstance(given, str) else given
        if not isinstance(arguments, dict):
            return [], f"The arguments of tool call {index} are not a JSON object."
        calls.append({"name": inner["name"], "parameters": arguments})
    return calls, ""


def _is_call(entry: Any) -> bool:
    inner = entry.get("function", entry) if isinstance(entry, dict) else None
    if not isinstance(inner, dict) or not isinstance(inner.get("name"), str):
        return False
    return inner is not entry or "arguments" in inner or "parameters" in inner or set(inner) == {"name"}


def _loads(text: str) -> Any:
    try:
        return json.loads(text) if len(text) <= LONGEST else _ABSENT
    except (ValueError, RecursionError):
        return _ABSENT
