"""A reward report as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .finding import STATUSES

Data = Mapping[str, Any]


def markdown(data: Data) -> str:
    """Return the report.

    Args:
        data: of a reward report.
    """
    parts = (_head, _paid, _gates, _assumptions, _checks, _behaviour, _log)
    return "\n".join(line for part in parts for line in part(data))


def _head(data: Data) -> Iterator[str]:
    env = data["env"]
    dated = f", {data['date']}" if data["date"] else ""
    yield from (f"# Reward report: {env['id']}", "")
    yield from (f"Version {data['version']}{dated}; turnwise {data['turnwise']}.", "", env["about"], "")
    if env["arguments"]:
        rows = [(name, _code(value)) for name, value in env["arguments"].items()]
        yield from _table(("environment's argument", "value"), rows)


def _paid(data: Data) -> Iterator[str]:
    terms = ["outcome", *(layer["term"] for layer in data["layers"] if layer["term"])]
    yield from ("## What is paid", "")
    yield from (f"The reward of a turn is the sum of {_joined(terms)}. The layers, innermost first:", "")
    yield from ("### `outcome`", "", "The environment's own reward.", "")
    for layer in data["layers"]:
        yield from _layer(layer)


def _layer(layer: Data) -> Iterator[str]:
    term, wrapper = layer["term"], layer["wrapper"]
    yield from (f"### `{term}` – {wrapper}" if term else f"### {wrapper} (pays nothing)", "", layer["pays"], "")
    rows = [_argument(each) for each in layer["arguments"]]
    if rows:
        yield from _table(("argument", "value", "", "meaning"), rows)
    if term:
        yield from (f"It {'can' if layer['negative'] else 'cannot'} be negative.", "")
    for formula in layer["formulas"]:
        yield from (f"Formula: {formula['says']} (`{formula['module']}`)", "")
        if formula["formula"]:
            yield from ("```text", formula["formula"], "```", "")
        if formula["certainty"]:
            yield from (f"> {formula['certainty']}", "")


def _argument(each: Data) -> tuple[str, ...]:
    return each["name"], _code(each["value"]), "" if each["given"] else "default", each["meaning"]


def _gates(data: Data) -> Iterator[str]:
    if data["gates"]:
        yield from ("## Gates", "")
    for gate in data["gates"]:
        yield from (f"`{gate['term']}`, by {gate['hold']}, highest priority first:", "")
        for number, (level, opens) in enumerate(zip(gate["levels"], gate["opens"], strict=True), 1):
            asked = " and ".join(f"{' + '.join(each['terms'])} > {each['above']:g}" for each in opens)
            above = " and the levels above count" if number > 1 else ""
            yield f"{number}. {_joined(level)} if {asked}{above}."
        yield ""


def _assumptions(data: Data) -> Iterator[str]:
    yield from ("## Assumptions", "", *(f"- {each}" for each in data["assumptions"]), "")


def _checks(data: Data) -> Iterator[str]:
    diagnosis = data["diagnosis"]
    yield from ("## Checks", "")
    if diagnosis is None:
        yield from ("The reward was not diagnosed.", "")
        return
    looked = f"{len(diagnosis['seeds'])} levels, {diagnosis['steps']:,} steps"
    yield from (f"The reward is **{diagnosis['verdict']}** ({looked}).", "")
    findings = sorted(diagnosis["findings"], key=lambda each: STATUSES.index(each["status"]))
    rows = [(each["name"], each["status"], each["says"]) for each in findings]
    yield from _table(("check", "status", "what was found"), rows)


def _behaviour(data: Data) -> Iterator[str]:
    if data["behaviour"]:
        yield from ("## Behaviour over recorded episodes", "")
    for agent in data["behaviour"]:
        low, high = agent["interval"]
        explained = _number(agent["length"]["explained"], ".0%")
        yield from (f"### {agent['agent']}", "")
        yield (
            f"{agent['episodes']:,} episodes, {agent['solved']:.0%} solved ({low:.0%} to {high:.0%}), mean return "
            f"{agent['return']:.3g}. Length explains {explained} of the variance of the return."
        )
        yield ""
        rows = [(term, *_shares(row)) for term, row in agent["terms"].items()]
        yield from _table(("term", "mean", "share", "correlation with success", "episodes it spoke in"), rows)


def _shares(row: Data) -> tuple[str, ...]:
    forms = {"mean": ".3g", "share": ".0%", "with_outcome": ".2f", "active": ".0%"}
    return tuple(_number(row[name], form) for name, form in forms.items())


def _log(data: Data) -> Iterator[str]:
    yield from ("## Changes", "")
    for entry in data["changes"]:
        dated = f" ({entry['date']})" if entry["date"] else ""
        yield from (f"### Version {entry['version']}{dated}", "", *(f"- {each}" for each in entry["what"]), "")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        cells = [" ".join(each.split()).replace("|", "\\|") for each in row]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _code(value: Any) -> str:
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _joined(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def _number(value: Any, form: str) -> str:
    return f"{value:{form}}" if isinstance(value, int | float) else "–"
