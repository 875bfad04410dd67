"""The group of commands, what they have in common, and what their exit codes mean."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import click
import gymnasium as gym

from .. import __version__
from .diagnose import diagnose
from .envs import envs
from .play import play
from .replay import replay
from .report import report
from .rescore import rescore
from .run import run
from .show import show

EXAMPLES = """\b
Examples:
  turnwise envs                                what there is
  turnwise show Sokoban                        one environment: task, knobs, opening, expert
  turnwise play KeyRooms --reward Milestones   play it yourself
  turnwise run --env Sokoban --agent expert:noise=0.2 --reward Milestones --episodes 20 --out runs/first
  turnwise report runs/first                   one HTML file: runs/first/report.html
  turnwise rescore runs/first --reward Milestones:mode=potential --out runs/second
  turnwise replay runs/first                   play it again and compare
  turnwise diagnose --env KeyRooms --reward Milestones:mode=level   what is wrong with a reward

\b
Exit codes:
  0  done
  1  the command failed, `replay` found differences, or `diagnose` found the reward bad
  2  the command was not understood: unknown id, option or value
"""


def warning_lines() -> Callable[..., None]:
    """Return what shows a warning as one line, and the same text only once."""
    shown: list[str] = []

    def show_warning(message: Warning | str, *_: Any, **__: Any) -> None:
        if str(message) not in shown:
            shown.append(str(message))
            click.echo(f"Warning: {message}", err=True)

    return show_warning


class Commands(click.Group):
    """A group whose commands report the library's errors in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that the library explains ends it with exit code 1."""
        try:
            with warnings.catch_warnings():
                warnings.showwarning = warning_lines()
                return super().invoke(ctx)
        except (ValueError, gym.error.Error) as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.filename is None:
                raise
            raise click.ClickException(f"{error.filename}: {error.strerror}") from error


@click.group(
    cls=Commands,
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="turnwise")
def app() -> None:
    """Play, record and judge multi-turn environments, with a ledger for every reward.

    Environments, agents and rewards are written NAME or NAME:key=value,key=value. Values are TOML or JSON; a bare word
    is a text: expert:noise=0.2, FrozenLake:slippery=true, Milestones:mode=first.
    """


for command in (envs, show, play, run, rescore, replay, diagnose, report):
    app.add_command(command)
