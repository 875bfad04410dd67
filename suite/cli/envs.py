"""``turnwise envs``: a table of the environments."""

from __future__ import annotations

import json

import click
import gymnasium as gym
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..envs.registry import ids
from . import catalogue

EXAMPLES = """\b
Examples:
  turnwise envs
  turnwise envs --family grid
  turnwise envs --json
"""


@click.command(epilog=EXAMPLES)
@click.option("--family", "families", multiple=True, type=click.Choice(catalogue.FAMILIES), help="Only this family.")
@click.option("--json", "as_json", is_flag=True, help="One JSON list in place of the table.")
def envs(families: tuple[str, ...], as_json: bool) -> None:
    """List the environments."""
    rows = [
        {
            "id": env_id,
            "family": catalogue.family(env_id),
            "turns": gym.spec(env_id).max_episode_steps,
            "about": catalogue.first_sentence(catalogue.env_class(env_id)),
        }
        for env_id in ids()
        if not families or catalogue.family(env_id) in families
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name, justify in (("id", "left"), ("family", "left"), ("turns", "right"), ("about", "left")):
        table.add_column(name, justify=justify, overflow="fold", no_wrap=name == "id")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(Text(str(value)) for value in row.values()))
    console = Console()
    console.print(table)
    for name in families or catalogue.FAMILIES:
        if not catalogue.of_family(name):
            console.print(f"The {name} family has no environment in this release.", style="dim", highlight=False)
    console.print("`turnwise show ID` says more about one.", style="dim", highlight=False)
