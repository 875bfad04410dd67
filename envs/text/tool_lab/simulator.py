"""A language model speaks for the tools (CM2): it is told what a call returns, and words it as the tool would."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..endpoint import ChatEndpoint, EndpointError
from ..function_calls import FunctionCall
from .levels import Level
from .rules import Made
from .text import result

TOLD = (
    "You play a software tool. You are given its description, a call and the true outcome. Reply with what the tool "
    "sends back and nothing else. Every value of the outcome must stand in it, unchanged."
)


def simulated(endpoint: ChatEndpoint, level: Level, calls: Sequence[FunctionCall], made: Sequence[Made]) -> list[str]:
    """Return what each tool sends back; its plain result where the endpoint's reply is none or leaves out a value.

    Args:
        endpoint: the model that is asked.
        level: whose tools are called.
        calls: that were made.
        made: what became of them.
    """
    return [_reply(endpoint, level, call, each) for call, each in zip(calls, made, strict=False)]


def _reply(endpoint: ChatEndpoint, level: Level, call: FunctionCall, made: Made) -> str:
    asked = {
        "tool": level.tools[call.name].schema()["function"],
        "arguments": call.arguments,
        "outcome": made.error or made.result,
        "failed": bool(made.error),
    }
    try:
        said = endpoint.chat(
            [{"role": "system", "content": TOLD}, {"role": "user", "content": json.dumps(asked, ensure_ascii=False)}]
        ).strip()
    except EndpointError:
        return result(made)
    return said if said and _holds(said, made) else result(made)


def _holds(said: str, made: Made) -> bool:
    """Whether every value of an outcome stands in a text."""
    values = made.result if isinstance(made.result, list) else [made.result]
    return bool(made.error) or all(str(value) in said for value in values)
