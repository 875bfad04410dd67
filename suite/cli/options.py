"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import click

from ..agents.rollouts.replay import require_episodes
from ..agents.rollouts.trace import Run
from ..report.reading import find_runs
from . import catalogue
from .specs import Spec, parse_spec

reward_option = click.option(
    "--reward",
    "rewards",
    multiple=True,
    metavar="NAME[:key=value,...]",
    help="A reward wrapper, innermost first. Can be given several times.",
)
"""``--reward``, for commands that build a stack."""

DIRECTORY = click.Path(exists=True, file_okay=False)


def parse_or_refuse(text: str, option: str) -> Spec:
    """Return an environment's spec with its full id, or end the command as not understood."""
    try:
        spec = parse_spec(text)
        spec = spec._replace(name=catalogue.find_id(spec.name))
        catalogue.check_arguments(spec.name, catalogue.env_class(spec.name), spec.arguments)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error
    return spec


def runs_or_refuse(folder: str) -> list[Run]:
    """Return the runs in a folder, or end the command as not understood where there is none."""
    try:
        return find_runs(folder)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="DIR") from error


def whole_runs_or_refuse(folder: str) -> list[Run]:
    """Return the runs in a folder like :func:`runs_or_refuse`, or end the command where one has lost its episodes."""
    runs = runs_or_refuse(folder)
    for run in runs:
        require_episodes(run)
    return runs
