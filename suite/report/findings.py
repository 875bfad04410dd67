"""What the page and the terminal say of a diagnosis, before either of them is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

from ..diagnose.checks import NAMES
from ..diagnose.finding import FAILED, PASSED, STATUSES, UNDEFINED, WARNING, Diagnosis, Finding
from .figures import Axis, axis
from .numbers import counted, number
from .told import told

SIGNS = {FAILED: "✗", WARNING: "!", PASSED: "✓", UNDEFINED: "–"}
"""The sign of each status."""

MESSAGES = ("messages", "path", "loop")
"""Evidence that is a list of what was said."""


def check_names(diagnoses: Sequence[Diagnosis]) -> list[str]:
    """Return the names of all checks of some diagnoses, in their usual order.

    Args:
        diagnoses: the diagnoses.
    """
    found = dict.fromkeys(finding.name for diagnosis in diagnoses for finding in diagnosis.findings)
    usual = [name for name in NAMES if name in found]
    return [*usual, *(name for name in found if name not in NAMES)]


def labels(diagnoses: Sequence[Diagnosis]) -> list[str]:
    """Return a name for each diagnosis: its environment's, with the rewards where several share that.

    Args:
        diagnoses: the diagnoses.
    """
    names = [diagnosis.env for diagnosis in diagnoses]
    return [
        f"{diagnosis.env} · {under(diagnosis)}" if names.count(diagnosis.env) > 1 else diagnosis.env
        for diagnosis in diagnoses
    ]


def tally(diagnosis: Diagnosis) -> str:
    """Return how the checks came out: ``1 failed, 2 warnings, 14 passed``.

    Args:
        diagnosis: the diagnosis.
    """
    counts = Counter(diagnosis.status(name) for name in check_names([diagnosis]))
    words = {FAILED: "failed", PASSED: "passed", UNDEFINED: "not defined"}
    said = [
        counted(counts[status], "warning") if status == WARNING else f"{counts[status]} {words[status]}"
        for status in STATUSES
        if counts[status]
    ]
    return ", ".join(said)


def looked_at(diagnosis: Diagnosis) -> str:
    """Return what was looked at: levels, steps, discount.

    Args:
        diagnosis: the diagnosis.
    """
    levels = counted(len(diagnosis.seeds), "level")
    return f"{levels}, {diagnosis.steps:,} of {diagnosis.budget:,} steps, discount {number(diagnosis.gamma)}"


def under(diagnosis: Diagnosis) -> str:
    """Return the rewards of a diagnosis in one line.

    Args:
        diagnosis: the diagnosis.
    """
    return " + ".join(diagnosis.rewards) or "the outcome alone"


def attempts(diagnosis: Diagnosis) -> tuple[list[tuple[str, float]], float]:
    """Return what each way of farming earned, as far as it came to an end, and what an honest episode did.

    Args:
        diagnosis: the diagnosis.
    """
    for finding in diagnosis.findings:
        tried, honest = finding.evidence.get("tried"), finding.evidence.get("honest")
        if isinstance(tried, Mapping) and _finite(honest):
            return [(way, value) for way, value in tried.items() if _finite(value)], honest  # type: ignore[return-value]
    return [], 0.0


def attempt_axis(ways: Sequence[tuple[str, float]], honest: float) -> Axis:
    """Return an axis that holds what was earned.

    Args:
        ways: of :func:`attempts`.
        honest: what an honest episode earns.
    """
    return axis([honest, *(value for _, value in ways)], ticks=4)


def _finite(value: Any) -> bool:
    return isinstance(value, int | float) and isfinite(value)


def evidence(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield what shows a finding, as a name and a text.

    Args:
        finding: the finding.
    """
    for name, value in finding.evidence.items():
        text = told(value) if name in MESSAGES and isinstance(value, list | tuple) else shown(value)
        if text:
            yield name, text


def shown(value: Any) -> str:
    """Return plain data as a person reads it.

    Args:
        value: a number, a text, a list or a mapping of such.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value == "nan" or value != value:
        return "–"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {shown(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        few = [shown(each) for each in value[:12]]
        return ", ".join([*few, "…"] if len(value) > len(few) else few)
    return "" if value is None else str(value)
