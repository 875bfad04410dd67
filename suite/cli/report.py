"""``turnwise report DIR...``: one HTML file, or the same as text."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from ..report.page import render
from ..report.reading import only_diagnosed, read_report
from ..report.sample import BUDGET, KEEP
from ..report.terminal import print_tables, tables
from .options import DIRECTORY, runs_or_refuse

EXAMPLES = """\b
Examples:
  turnwise report runs/demo                       writes runs/demo/report.html
  turnwise report runs/a runs/b -o compare.html   two runs side by side
  turnwise report runs/demo --text                in the terminal

The page holds the first --keep episodes of each environment, agent and outcome, as far as they fit into --size
megabytes; all episodes are counted in its numbers.
"""


@click.command(epilog=EXAMPLES)
@click.argument("folders", nargs=-1, required=True, metavar="DIR...", type=DIRECTORY)
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The page. [default: DIR/report.html]",
)
@click.option("--text", is_flag=True, help="Print tables in place of writing a page.")
@click.option("--title", default="", help="Of the page. [default: the folders' names]")
@click.option("--keep", default=KEEP, show_default=True, type=click.IntRange(0), help="Episodes of a kind to look at.")
@click.option(
    "--size", default=BUDGET / 1e6, show_default=True, type=click.FloatRange(0), help="Megabytes of episodes."
)
def report(folders: tuple[str, ...], out: Path | None, text: bool, title: str, keep: int, size: float) -> None:
    """Write a report of recorded runs.

    It is one HTML file that needs no network: success, returns by term, lengths, invalid messages, what diagnose found,
    episodes.
    """
    for folder in folders:
        if not only_diagnosed(folder):
            runs_or_refuse(folder)
    found = read_report(folders, title=title, keep=keep)
    if text:
        print_tables(tables(found), Console())
        return
    out = out or Path(folders[0], "report.html")
    page = render(found, budget=int(size * 1e6))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, encoding="utf-8")
    click.echo(f"{out}  ({len(page.encode()) / 1e6:.1f} MB, {found.summary.episodes:,} episodes)")
