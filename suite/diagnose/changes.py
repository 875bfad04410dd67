"""What changed in a reward from one report to the next, in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

Data = Mapping[str, Any]


def changes(before: Data, now: Data) -> list[str]:
    """Return what changed.

    Args:
        before: the earlier report as plain data.
        now: this one.
    """
    return [*_environment(before, now), *_layers(before, now), *_checks(before, now)]


def _environment(before: Data, now: Data) -> Iterator[str]:
    if before["env"]["id"] != now["env"]["id"]:
        yield f"The environment is {now['env']['id']}; it was {before['env']['id']}."
    yield from _values("The environment", before["env"]["arguments"], now["env"]["arguments"])
    if before["env"]["turns"] != now["env"]["turns"]:
        yield f"The turn limit is {now['env']['turns']}; it was {before['env']['turns']}."


def _layers(before: Data, now: Data) -> Iterator[str]:
    old, new = ({_name(layer): layer for layer in report["layers"]} for report in (before, now))
    yield from (f"`{name}` was added ({new[name]['wrapper']})." for name in new if name not in old)
    yield from (f"`{name}` was removed ({old[name]['wrapper']})." for name in old if name not in new)
    both = [name for name in new if name in old]
    for name in both:
        if old[name]["wrapper"] != new[name]["wrapper"]:
            yield f"`{name}` is paid by {new[name]['wrapper']}; it was paid by {old[name]['wrapper']}."
            continue
        values = ({each["name"]: each["value"] for each in report[name]["arguments"]} for report in (old, new))
        yield from _values(f"`{name}`", *values)
    if [name for name in old if name in new] != both:
        yield f"The order of the layers is {', '.join(new)}; it was {', '.join(old)}."


def _values(whose: str, before: Data, now: Data) -> Iterator[str]:
    for name in dict.fromkeys([*now, *before]):
        if before.get(name, _ABSENT) != now.get(name, _ABSENT):
            yield f"{whose} has {name}={_text(now, name)}; it had {name}={_text(before, name)}."


def _checks(before: Data, now: Data) -> Iterator[str]:
    old, new = ({each["name"]: each["status"] for each in _worst_first(report)} for report in (before, now))
    for name in new:
        if name in old and old[name] != new[name]:
            yield f"The check {name}: {old[name]} became {new[name]}."


def _worst_first(report: Data) -> list[Data]:
    """Return the findings of a report so that the worst of a name comes last, and stays."""
    order = ("passed", "not defined", "warning", "failed")
    return sorted((report.get("diagnosis") or {}).get("findings", ()), key=lambda each: order.index(each["status"]))


def _name(layer: Data) -> str:
    return str(layer["term"] or layer["wrapper"])


_ABSENT = object()


def _text(values: Data, name: str) -> str:
    return json.dumps(values[name]) if name in values else "nothing"
