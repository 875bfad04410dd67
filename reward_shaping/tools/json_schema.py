"""Check a tool call's arguments against the tool's JSON schema: the part of JSON Schema that function calling uses.

Read are ``type`` (one, or a list of them), ``enum``, ``properties``, ``required``, ``items``, ``minimum``, ``maximum``
and ``additionalProperties``, which counts as false at the top where it is not said. Other words allow anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

MOST_SHOWN = 60
MOST_DEEP = 20
KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def wrong_arguments(schema: Schema, arguments: Any, tool: str) -> str:
    """Return what is wrong with a call's arguments, or an empty text.

    Args:
        schema: of the tool's parameters, of type object.
        arguments: as the call gives them.
        tool: its name, for the error.
    """
    if not isinstance(arguments, dict):
        return f"{tool} takes its arguments by name, as a JSON object; got {_shown(arguments)}."
    return _object(schema, arguments, tool, strict=not schema.get("additionalProperties"))


def _object(schema: Schema, given: Mapping[str, Any], where: str, strict: bool, depth: int = 0) -> str:
    properties: Mapping[str, Schema] = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in given:
            return f"{where} needs {name!r}, which is missing; it takes {_signature(schema)}."
    for name, value in given.items():
        if name not in properties:
            if strict:
                return f"{where} has no {_shown(name)}; it takes {_signature(schema)}."
            continue
        error = _value(properties[name], value, f"{where}: {name!r}", depth + 1)
        if error:
            return error
    return ""


def _value(schema: Schema, value: Any, where: str, depth: int) -> str:
    """Return what is wrong with one value, or an empty text."""
    wanted = schema.get("type")
    kinds = [wanted] if isinstance(wanted, str) else list(wanted or KINDS)
    if depth > MOST_DEEP or not any(_is(value, kind) for kind in kinds):
        return f"{where} must be {' or '.join(kinds)}; got {_shown(value)}."
    allowed = schema.get("enum")
    if allowed is not None and value not in allowed:
        return f"{where} must be one of {list(allowed)}; got {_shown(value)}."
    least, most = schema.get("minimum"), schema.get("maximum")
    if isinstance(value, int | float) and not ((least is None or value >= least) and (most is None or value <= most)):
        bounds = [f"at least {least}"] * (least is not None) + [f"at most {most}"] * (most is not None)
        return f"{where} must be {' and '.join(bounds)}; got {_shown(value)}."
    if isinstance(value, list) and "items" in schema:
        errors = (_value(schema["items"], each, f"{where}[{index}]", depth + 1) for index, each in enumerate(value))
        return next(filter(None, errors), "")
    if isinstance(value, dict) and "properties" in schema:
        return _object(schema, value, where, schema.get("additionalProperties") is False, depth)
    return ""


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, KINDS.get(kind, (object,)))


def _signature(schema: Schema) -> str:
    properties: Mapping[str, Schema] = schema.get("properties", {})
    said = [f"{name} ({each.get('type', 'any')})" for name, each in properties.items()]
    return ", ".join(said) or "no arguments"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 3] + "..."
