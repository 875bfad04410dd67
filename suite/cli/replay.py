"""``turnwise replay DIR``: play recorded runs again and report every difference."""

from __future__ import annotations

import click

from ..agents.rollouts.replay import replay as replay_run
from ..report.numbers import counted
from ..report.visible import visible
from .options import DIRECTORY, whole_runs_or_refuse

EXAMPLES = """\b
Examples:
  turnwise replay runs/demo
  turnwise replay runs/demo/expert --differences 100

Turns are counted from 1, as in the report. Exit code 0: every episode came out the same. 1: some did not.
"""


@click.command(epilog=EXAMPLES)
@click.argument("folder", metavar="DIR", type=DIRECTORY)
@click.option("--differences", default=20, show_default=True, type=click.IntRange(1), help="The most to print.")
def replay(folder: str, differences: int) -> None:
    """Play recorded runs again and compare.

    Seeds and messages are the recorded ones; every difference is reported.
    """
    runs = whole_runs_or_refuse(folder)
    for run in runs:
        if run.config.get("rescored") is not None:
            raise click.UsageError(f"{run.folder} was re-scored, not played. Replay the run that it was made from.")
    found = 0
    for run in runs:
        here = replay_run(run)
        click.echo(f"{run.folder}: {counted(len(run), 'episode')}, {counted(len(here), 'difference')}")
        for difference in here[: max(0, differences - found)]:
            click.echo(f"  {visible(str(difference))}")
        found += len(here)
    if found > differences:
        click.echo(f"… and {found - differences:,} more; see --differences.")
    raise SystemExit(1 if found else 0)
