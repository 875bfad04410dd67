"""Examine a written reward before any rollout: does it read, return and repeat what it should?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ...reward_shaping.search import CodeError, WrittenFunction, problems
from .sandbox import STRICT, Limits, try_out


def examine(
    source: str,
    inputs: Sequence[str],
    cases: Sequence[Mapping[str, Any]],
    *,
    available: Sequence[str] | None = None,
    limits: Limits = STRICT,
) -> str:
    """Return why a reward is refused, as a sentence for who wrote it; empty if it is accepted.

    It is refused if it declares what is not there, says what the language does not allow, reads what it does not
    declare, raises, does not end, returns no number or none that is finite, returns different values for the same
    inputs, or is worked out differently by the walk of its syntax tree that pays it later.

    Args:
        source: of the reward.
        inputs: the names it declares.
        cases: the inputs of some turns, each with every available name; only the declared ones are handed on.
        available: the names it may declare; None allows any.
        limits: what trying it may use.

    Raises:
        ValueError: there is no case to try it on.
    """
    if not cases:
        raise ValueError("examine needs at least one case to try a reward on; got none.")
    foreign = [name for name in inputs if available is not None and name not in available]
    if foreign:
        return f"declares the inputs {foreign}, which are not there; there are {list(available or ())}"
    found = problems(source, inputs)
    if found:
        return "; ".join(found)
    given = [{name: case.get(name) for name in inputs} for case in cases]
    tried = try_out(source, given, limits)
    return tried.failure or _of_rows(tried.rows, tried.again) or _of_walk(source, inputs, given, tried.rows)


def _of_rows(rows: Sequence[Mapping[str, Any]], again: Sequence[Mapping[str, Any]]) -> str:
    """Return what is wrong with the values that the process gave."""
    for number, (row, second) in enumerate(zip(rows, again, strict=True), start=1):
        if "error" in row:
            return f"{row['error']} (example {number})"
        wrong = [value for value in (row["total"], *row["components"].values()) if not math.isfinite(value)]
        if wrong:
            return f"returned {wrong[0]}, which is not finite (example {number})"
        if row != second:
            return (
                f"returned {row['total']} and then {second.get('total', second.get('error'))} for the same inputs "
                f"(example {number}): a reward must not remember anything"
            )
    return ""


def _of_walk(
    source: str, inputs: Sequence[str], cases: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]
) -> str:
    """Return where the walk of the syntax tree gives other values than Python."""
    function = WrittenFunction(source, inputs)
    for number, (case, row) in enumerate(zip(cases, rows, strict=True), start=1):
        try:
            total, components = function(case)
        except CodeError as error:
            return f"{error} (example {number})"
        if total != row["total"] or components != row["components"]:
            return f"is worked out as {total} here and as {row['total']} by Python (example {number})"
    return ""
