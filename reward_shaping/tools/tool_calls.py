r"""Tool calls in a message: JSON objects between tags, one or several to a block.

    <tool_call>
    {"name": "search", "parameters": {"query": "x"}}
    </tool_call>

A block holds one object, a list of objects, or one object a line; ``"arguments"`` may stand for ``"parameters"``.
Whatever a message holds, reading it raises nothing and costs no more than a few passes over it.

Certainty: code (qiancheng0/ToolRL for lines of objects); the other layouts are what common chat templates write, ours.
"""

from __future__ import annotations

import json
from typing import Any

Call = dict[str, Any]
"""``name``, a text, and ``parameters``, by name."""


def blocks(message: str, tag: str) -> list[str] | None:
    """Return what stands between each ``<tag>`` and its ``</tag>``; None if one is not closed, or closes nothing.

    Args:
        message: any text.
        tag: its name.
    """
    found = []
    for part in message.split(f"<{tag}>")[1:]:
        content, closed, rest = part.partition(f"</{tag}>")
        if not closed or f"</{tag}>" in rest:
            return None
        found.append(content)
    return found if len(found) == message.count(f"</{tag}>") else None


def parse_tool_calls(message: str, tag: str = "tool_call") -> list[Call] | None:
    """Return the tool calls of a message in order, none if it makes none; None if some of it cannot be read.

    Args:
        message: the agent's whole message.
        tag: between which calls stand.
    """
    found = blocks(message, tag)
    read = [_read(block) for block in found or ()]
    known = [calls for calls in read if calls is not None]
    return None if found is None or len(known) < len(read) else [call for calls in known for call in calls]


def _read(block: str) -> list[Call] | None:
    """Return the calls of a block, None if there is none or one cannot be read."""
    whole = _loads(block)
    objects = [_loads(line) for line in block.splitlines() if line.strip()] if whole is None else whole
    calls = [as_call(each) for each in (objects if isinstance(objects, list) else [objects])]
    known = [call for call in calls if call is not None]
    return known if known and len(known) == len(calls) else None


def as_call(given: Any) -> Call | None:
    """Return a call with its ``name`` and ``parameters``; None if it is none.

    Args:
        given: a mapping with a text ``name`` and ``parameters`` or ``arguments`` by name, none if absent.
    """
    if not isinstance(given, dict) or not isinstance(given.get("name"), str):
        return None
    parameters = given.get("parameters", given.get("arguments", {}))
    return {"name": given["name"], "parameters": parameters} if isinstance(parameters, dict) else None


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
