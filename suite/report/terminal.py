"""The report as text: the same numbers in tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .diagnosis_text import verdicts
from .numbers import counted, number
from .reading import Report
from .summary import CRASHED, Cell, Summary
from .visible import visible

_STRIP = " ▁▂▃▄▅▆▇█"
_BINS = 16


def tables(report: Report) -> RenderableType:
    """Return what ``turnwise report --text`` prints."""
    summary = report.summary
    agents, environments = len(summary.agents), len(summary.environments)
    lead = (
        f"{counted(summary.episodes, 'episode')} and {counted(summary.turns, 'turn')} of {counted(agents, 'agent')} in "
        f"{counted(environments, 'environment')}."
    )
    crashes = sum(cell.outcomes[CRASHED] for cell in summary.cells.values())
    parts: list[RenderableType] = [Text(visible(report.title), style="bold")]
    parts += [] if report.only_diagnosed else [Text(lead)]
    parts += [Text(f"{visible(term)}: {visible(meaning)}", style="dim") for term, meaning in report.terms.items()]
    parts += [Text(visible(note), style="yellow") for note in report.notes]
    if crashes:
        parts.append(Text(f"Crashed episodes, counted as not solved: {crashes:,}.", style="red"))
    if report.diagnoses:
        parts += ["", Text("Diagnosis of the rewards", style="bold"), verdicts(report.diagnoses)]
    if not report.only_diagnosed:
        parts += ["", _results(summary), "", _terms(summary)]
    return Group(*parts)


def _table(title: str, columns: Sequence[str], left: int = 2) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim")
    for place, column in enumerate(columns):
        table.add_column(escape(column), justify="left" if place < left else "right", overflow="fold")
    return table


def _results(summary: Summary) -> Table:
    columns = ["environment", "agent", "solved", "95 %", "return", "turns", "lengths", "cut off", "invalid", "episodes"]
    table = _table("Results", columns)
    for name, cells in summary.environments.items():
        limit = max(1, *(max(cell.lengths) for cell in cells))
        for place, cell in enumerate(cells):
            env = visible(name) if place == 0 else ""
            table.add_row(*(Text(text) for text in (env, *_result(cell, limit))), end_section=cell is cells[-1])
    return table


def _result(cell: Cell, limit: int) -> tuple[str, ...]:
    low, high = cell.interval
    return (
        visible(cell.label),
        "–" if cell.success is None else number(cell.success, "percent"),
        "–" if cell.success is None else f"{number(low, 'whole')}–{number(high, 'whole')}",
        number(cell.mean_return, "signed"),
        number(cell.quartiles[2]),
        strip(cell.histogram(limit, _BINS)[0]),
        number(cell.truncated / cell.episodes, "percent"),
        number(cell.invalid_rate, "percent"),
        f"{cell.episodes:,}",
    )


def strip(counts: Sequence[int]) -> str:
    """Return a histogram in one line of block characters; a bin that is not empty always shows."""
    fullest = max([*counts, 1])
    return "".join(_STRIP[-(-count * (len(_STRIP) - 1) // fullest)] for count in counts)


def _terms(summary: Summary) -> RenderableType:
    table = _table("Mean return by reward term (in brackets: paid, taken)",
                   ["environment", "agent", *map(visible, summary.terms), "return"])  # fmt: skip
    for name, cells in summary.environments.items():
        for place, cell in enumerate(cells):
            parts = cell.parts
            values = [_part(parts.get(term)) for term in summary.terms]
            row = (visible(name) if place == 0 else "", visible(cell.label), *values)
            table.add_row(*(Text(text) for text in row), Text(number(cell.mean_return, "signed"), style="bold"))
    return Padding(table, 0)


def _part(part: tuple[float, float] | None) -> str:
    if part is None:
        return "–"
    paid, taken = part
    net = number(paid + taken, "signed")
    return f"{net} ({number(paid, 'signed')} {number(taken, 'signed')})" if paid and taken else net


def print_tables(rendered: RenderableType, console: Console) -> None:
    """Print on ``console``, at least wide enough for the tables where it is not a terminal."""
    if not console.is_terminal:
        console.width = max(console.width, 150)
    console.print(rendered)
