"""Diagnoses as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..diagnose.finding import BAD, FAILED, PASSED, SOUND, UNDEFINED, UNKNOWN, WARNING, Diagnosis, Finding
from .findings import MESSAGES, SIGNS, looked_at, tally, under
from .told import told
from .visible import visible

STYLES = {FAILED: "red", WARNING: "yellow", PASSED: "green", UNDEFINED: "dim"}

VERDICTS = {BAD: "red", SOUND: "green", UNKNOWN: "yellow"}


def verdicts(diagnoses: Sequence[Diagnosis]) -> RenderableType:
    """Return what ``turnwise diagnose`` prints.

    Args:
        diagnoses: one for each environment.
    """
    parts: list[RenderableType] = []
    for diagnosis in diagnoses:
        parts += [*([""] if parts else []), _verdict(diagnosis)]
    return Group(*parts)


def _verdict(diagnosis: Diagnosis) -> RenderableType:
    verdict = Text(diagnosis.verdict, style=f"bold {VERDICTS[diagnosis.verdict]}")
    head = Text.assemble((visible(diagnosis.env), "bold"), f" under {visible(under(diagnosis))}: ", verdict)
    lines: list[RenderableType] = [head, Text(f"{tally(diagnosis)}. {looked_at(diagnosis)}.", style="dim")]
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for status in (FAILED, WARNING, UNDEFINED):
        for finding in diagnosis.of(status):
            table.add_row(*_row(finding))
    if passed := [name for name in diagnosis.names(PASSED) if diagnosis.status(name) == PASSED]:
        table.add_row(Text(SIGNS[PASSED], style="green"), Text("passed"), Text(", ".join(passed), style="dim"))
    return Group(*lines, table)


def _row(finding: Finding) -> tuple[Text, Text, Text]:
    style = STYLES[finding.status]
    says = Text(visible(finding.says), style="dim" if finding.status == UNDEFINED else "")
    for name in MESSAGES:
        if finding.evidence.get(name) and finding.status in (FAILED, WARNING):
            says.append(f"\n{name}: {visible(told(finding.evidence[name]))}", style="dim")
    return Text(SIGNS[finding.status], style=style), Text(visible(finding.name), style=style), says
