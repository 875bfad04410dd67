"""``turnwise show ID``: one environment, as a reader meets it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from itertools import islice
from typing import Any

import click
import gymnasium as gym
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..diagnose.layers import argument_texts
from ..report.visible import visible
from . import catalogue
from .options import parse_or_refuse

EXAMPLES = """\b
Examples:
  turnwise show Sokoban
  turnwise show FrozenLake:slippery=true --seed 3
"""
MESSAGES = 6


@click.command(epilog=EXAMPLES)
@click.argument("env_id", metavar="ID[:key=value,...]")
@click.option("--seed", default=0, show_default=True, help="Of the opening that is shown.")
def show(env_id: str, seed: int) -> None:
    """Show what an environment is.

    Its task, knobs and turn limit, an opening and the expert's first messages.
    """
    spec = parse_or_refuse(env_id, "ID")
    target = catalogue.env_class(spec.name)
    try:
        env = gym.make(spec.name, **spec.arguments)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="ID") from error
    console = Console(highlight=False)
    console.print(Text(spec.name, style="bold"), Text(f"– {gym.spec(spec.name).max_episode_steps} turns", style="dim"))
    console.print(Text(_about(target)))
    _heading(console, "Knobs")
    console.print(_knobs(target))
    try:
        observation, info = env.reset(seed=seed)
        _heading(console, f"Opening (seed {seed})")
        console.print(Text(visible(str(observation))), soft_wrap=True)
        _expert(console, env, info)
    finally:
        env.close()


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _about(target: Callable[..., Any]) -> str:
    """Return the docstring up to its list of arguments."""
    text = (inspect.getdoc(target) or "").partition("\nArgs:")[0].strip()
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in _plain(text).split("\n\n"))


def _plain(text: str) -> str:
    """Return a docstring's text without its markup."""
    return re.sub(r":\w+:`~?([^`]*)`", r"\1", text).replace("``", "")


def _knobs(target: Callable[..., Any]) -> Table:
    said = argument_texts(inspect.getdoc(target) or "")
    table = Table(box=None, pad_edge=False, header_style="dim", show_header=False)
    for name, parameter in catalogue.knobs(target).items():
        default = "" if parameter.default is parameter.empty else f"= {parameter.default!r}"
        table.add_row(Text(name), Text(default, style="dim"), Text(said.get(name, "").replace("`", "")))
    return table


def _expert(console: Console, env: gym.Env[Any, Any], info: dict[str, Any]) -> None:
    length = (info.get("task") or {}).get("optimal_length")
    _heading(console, "Expert" + (f" ({length} turns)" if length is not None else ""))
    expert = getattr(env.unwrapped, "expert", None)
    if expert is None:
        console.print("It has none.", style="dim")
        return
    shown = 0
    for message in islice(expert(), MESSAGES):
        shown += 1
        console.print(Text(f"> {visible(message)}"))
        _, _, terminated, truncated, info = env.step(message)
        if terminated or truncated:
            console.print("solved" if info.get("success") else "over, not solved", style="dim")
            return
    if shown == MESSAGES:
        console.print("…", style="dim")
