"""``turnwise diagnose``: what is wrong with a reward, before anything is trained on it."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from ..diagnose import Diagnosis
from ..diagnose import diagnose as diagnosed
from ..diagnose.file import read_reward_report, write_diagnoses, write_reward_report
from ..diagnose.finding import FAILED, SOUND, WARNING
from ..diagnose.reward_report import reward_report
from ..diagnose.run_checks import BUDGET, SEEDS
from ..report.diagnosis_text import verdicts
from ..report.terminal import print_tables
from . import catalogue
from .options import DIRECTORY, reward_option, runs_or_refuse
from .plan import Make, label, maker, read_plan

EXAMPLES = """\b
Examples:
  turnwise diagnose --env FrozenLake --reward Milestones:mode=level
  turnwise diagnose --env KeyRooms:rooms=2 --reward Milestones --reward GatedRewards:terms=[milestones] --out runs/first
  turnwise diagnose --env Taxi --reward GoalDistance --gamma 0.99 --budget 100000 --json
  turnwise diagnose --env Maze --reward Milestones --reward-report reward.md

\b
Each check says passed, warning, failed, or why it is not defined here; docs/diagnostics.md tells what each one means.
`turnwise report DIR` shows what --out wrote.

\b
Exit codes:
  0  the reward is sound: no check failed (with --fail-on warning: and none warned)
  1  some check failed, or none could say anything
  2  the command was not understood
"""


@click.command(epilog=EXAMPLES)
@click.option("--env", required=True, multiple=True, metavar="ID[:key=value,...]", help="Can be given several times.")
@reward_option
@click.option("--seeds", default=SEEDS, show_default=True, type=click.IntRange(1), help="Levels to look at.")
@click.option("--budget", default=BUDGET, show_default=True, type=click.IntRange(1), help="The most steps to take.")
@click.option(
    "--gamma",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, 1, min_open=True),
    help="The learner's discount.",
)
@click.option(
    "--out", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Write diagnosis.json there."
)
@click.option(
    "--reward-report",
    "report_file",
    metavar="FILE.md",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Document the reward; made again it goes on with its log of changes.",
)
@click.option("--runs", metavar="DIR", type=DIRECTORY, help="Recorded runs whose episodes the reward report tells of.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of the verdicts.")
@click.option(
    "--fail-on", default=FAILED, show_default=True, type=click.Choice((FAILED, WARNING)), help="What makes exit code 1."
)
def diagnose(
    env: tuple[str, ...],
    rewards: tuple[str, ...],
    seeds: int,
    budget: int,
    gamma: float,
    out: Path | None,
    report_file: Path | None,
    runs: str | None,
    as_json: bool,
    fail_on: str,
) -> None:
    """Find out what is wrong with a reward before anything is trained on it.

    Attackers, a search led by the reward and exact tables look for reward without success; pairs of better and worse
    trajectories, changes that should not matter, and the stack itself are looked at.
    """
    makers = _makers(env, rewards)
    if report_file is not None and (len(makers) > 1 or report_file.suffix == ".json"):
        raise click.UsageError("--reward-report takes one --env, and a FILE.md.")
    if runs is not None and report_file is None:
        raise click.UsageError("--runs tells the reward report of recorded episodes; give --reward-report too.")
    found = [_diagnosed(name, make, seeds=seeds, budget=budget, gamma=gamma) for name, make in makers.items()]
    if as_json:
        click.echo(json.dumps([each.data() for each in found], indent=2))
    else:
        print_tables(verdicts(found), Console())
    if out is not None:
        file = write_diagnoses(out, found)
        click.echo(f"{file}: look at it with turnwise report {out}", err=True)
    if report_file is not None:
        (name, make), *_ = makers.items()
        _document(make, name, found[0], report_file, runs)
    warned = fail_on == WARNING and any(each.of(WARNING) for each in found)
    raise SystemExit(int(warned or any(each.verdict != SOUND for each in found)))


def _makers(envs: tuple[str, ...], rewards: tuple[str, ...]) -> dict[str, Make]:
    """Return a function for each environment, by label; each was made and reset once."""
    try:
        plan = read_plan(None, {"env": envs, "agent": ("random",), "reward": rewards})
        makers = {label(spec): maker(spec, plan) for spec in plan.env}
        for spec, make in zip(plan.env, makers.values(), strict=True):
            catalogue.check_arguments(spec.name, catalogue.env_class(spec.name), spec.arguments)
            with closing(make()) as made:
                made.reset(seed=plan.seed)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return makers


def _document(make: Make, name: str, diagnosis: Diagnosis, file: Path, runs: str | None) -> None:
    """Write the reward report of one environment."""
    episodes = [each for run in (runs_or_refuse(runs) if runs else ()) for each in run.stream() if each.env == name]
    if runs is not None and not episodes:
        raise click.BadParameter(f"{runs} holds no episode of {name}.", param_hint="--runs")
    with closing(make()) as env:
        earlier, today = read_reward_report(file), date.today().isoformat()
        report = reward_report(env, diagnosis, episodes=episodes, earlier=earlier, date=today)
    write_reward_report(file, report)
    click.echo(f"{file}: version {report.version}", err=True)


def _diagnosed(name: str, make: Make, *, seeds: int, budget: int, gamma: float) -> Diagnosis:
    """Diagnose one environment, and show on a terminal how far that is."""
    console = Console(stderr=True, highlight=False)
    with console.status(Text(name)) as status:

        def tell(check: str, number: int, checks: int) -> None:
            status.update(Text(f"{name}: {check} ({number + 1} of {checks})"))

        return diagnosed(make, seeds=seeds, budget=budget, gamma=gamma, label=name, progress=tell)
