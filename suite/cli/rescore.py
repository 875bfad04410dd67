"""``turnwise rescore DIR``: pay recorded runs by other rewards, without stepping an environment."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from ..agents.rollouts.rescore import rescore as rescore_run
from ..report.reading import PLAN, read_plan_file, read_report
from ..report.terminal import print_tables, tables
from ..wrappers.stack import read_layer
from .options import DIRECTORY, reward_option, whole_runs_or_refuse
from .plan import layers
from .specs import parse_spec

EXAMPLES = """\b
Examples:
  turnwise rescore runs/demo --reward Milestones:mode=potential --out runs/potential
  turnwise rescore runs/demo --out runs/bare           the environments' own reward alone

A reward that reads what was not recorded is refused; record it: turnwise run --record channels --record facts.
"""


@click.command(epilog=EXAMPLES)
@click.argument("folder", metavar="DIR", type=DIRECTORY)
@reward_option
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Where to write."
)
def rescore(folder: str, rewards: tuple[str, ...], out: Path) -> None:
    """Pay recorded runs by other rewards.

    Nothing is played again: what was recorded goes through the new stack, on top of the outcome.
    """
    runs = whole_runs_or_refuse(folder)
    try:
        specs = [parse_spec(reward) for reward in rewards]
        for layer in layers(specs):
            read_layer(layer)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--reward") from error
    places = [out / Path(run.folder or run.name).resolve().name for run in runs]
    for place in places:
        if place.exists():
            raise click.UsageError(f"{place} exists. Give another --out.")
        if places.count(place) > 1:
            raise click.UsageError(f"In {folder} two of the runs are called {place.name}. Re-score each by itself.")
    for run, place in zip(runs, places, strict=True):
        rescore_run(run, layers(specs), out=place)
        click.echo(f"{run.folder} → {place}", err=True)
    plan = read_plan_file(Path(folder)) | {
        "reward": [str(spec) for spec in specs],
        "runs": [place.name for place in places],
        "rescored": str(folder),
    }
    (out / PLAN).write_text(json.dumps(plan, indent=2) + "\n", encoding="utf-8")
    console = Console()
    print_tables(tables(read_report([out])), console)
    console.print(Text(f"Look at it: turnwise report {out}", style="dim"))
