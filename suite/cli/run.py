"""``turnwise run``: agents play environments under rewards, and everything is recorded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from ..agents.agent import Agent
from ..agents.rollouts.collect import agent_name, collect
from ..agents.rollouts.trace import CONFIG
from ..report.numbers import counted
from ..report.reading import PLAN, left_out_notes, read_plan_file, read_report
from ..report.terminal import print_tables, tables
from . import catalogue
from .options import reward_option
from .plan import Make, Plan, available, check_record, read_plan

EXAMPLES = """\b
Examples:
  turnwise run --env Sokoban --agent random --agent expert:noise=0.2 --episodes 20 --out runs/first
  turnwise run --env FrozenLake:slippery=true --agent expert --episodes 64 --group 8 --out runs/groups
  turnwise run --family grid --agent expert --reward Milestones:mode=first \\
      --reward GatedRewards:terms=[milestones],on=outcome --out runs/gated
  turnwise run examples/demo.toml --out runs/demo
  turnwise run examples/demo.toml --out runs/demo --resume

\b
A TOML file holds the same keys (flags given beside it win):
  env = ["Sokoban:boxes=2", { name = "FrozenLake", slippery = true }]
  agent = ["random", "expert"]
  reward = ["Milestones"]
  episodes = 20

\b
Agents: random, expert, scripted:script=[left, up],repeat=true, or package.module:Class.
DIR gets one run folder for each agent, and plan.json.
"""

RESUMED = ("env", "family", "reward", "group", "seed", "max-turns", "record")
"""What must be as it was to go on with a run; there may be more episodes and more agents."""


@click.command(epilog=EXAMPLES)
@click.argument(
    "file", required=False, metavar="[FILE.toml]", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--env", multiple=True, metavar="ID[:key=value,...]", help="An environment; can be given several times.")
@click.option("--family", multiple=True, metavar="NAME", help="Every environment of a family (text, grid, web, swe).")
@click.option("--agent", multiple=True, metavar="NAME[:key=value,...]", help="Who plays; can be given several times.")
@reward_option
@click.option("--episodes", type=int, help="Of each environment and agent. [default: 10]")
@click.option("--group", type=int, help="Episodes of one task (same environment seed). [default: 1]")
@click.option("--seed", type=int, help="Of the run; everything random comes from it. [default: 0]")
@click.option("--max-turns", type=int, help="A turn limit in place of the environments' own.")
@click.option(
    "--record",
    multiple=True,
    metavar="ENTRY",
    help="What to record of info: channels, milestones, facts, answer, task, or another entry that an environment "
    "reports; can be given several times. [default: milestones, channels, task]",
)
@click.option("--skip-unavailable", is_flag=True, help="Leave out what this machine cannot make, and say so.")
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Where to write."
)
@click.option("--resume", is_flag=True, help="Go on with the runs that lie in DIR.")
@click.option(
    "--slots", type=click.IntRange(min=1), default=8, show_default=True, help="Episodes that run at the same time."
)
def run(file: Path | None, rewards: tuple[str, ...], out: Path, resume: bool, slots: int, **given: Any) -> None:
    """Let agents play, and record every turn.

    Every agent plays every environment under one stack of rewards.
    """
    console = Console(stderr=True, highlight=False)
    try:
        plan = read_plan(file, {**given, "reward": rewards})
        agents = [catalogue.build_agent(spec) for spec in plan.agent]
        folders = _folders(out, [agent_name(agent) for agent in agents])
        runs = _check_place(out, plan, resume) + [folder.name for folder in folders]
        makers, left_out = available(plan)
        check_record(plan, makers.values())
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    for note in left_out_notes(left_out):
        console.print(Text(note, style="yellow"), soft_wrap=True)
    _write_plan(out, plan, left_out, runs)
    try:
        for agent, folder in zip(agents, folders, strict=True):
            console.print(Text(f"{agent_name(agent)} plays {counted(len(makers), 'environment')}", style="bold"))
            _collect(makers, agent, plan, folder, resume=resume, slots=slots)
    except KeyboardInterrupt:
        raise click.ClickException(f"Interrupted. {out} keeps what was finished; go on with --resume.") from None
    print_tables(tables(read_report([out])), Console())
    console.print(Text(f"Look at it: turnwise report {out}", style="dim"))


def _collect(makers: dict[str, Make], agent: Agent, plan: Plan, folder: Path, *, resume: bool, slots: int) -> None:
    collect(
        makers,
        agent,
        episodes=plan.episodes,
        group_size=plan.group,
        seed=plan.seed,
        slots=slots,
        record=plan.record,
        out=folder,
        resume=resume,
        progress=True,
    )


def _folders(out: Path, names: list[str]) -> list[Path]:
    """Return a folder for each agent's run."""
    folders = [out / (re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "agent") for name in names]
    for name, folder in zip(names, folders, strict=True):
        if folders.count(folder) > 1:
            raise ValueError(f"The agent {name} is given twice.")
    return folders


def _check_place(out: Path, plan: Plan, resume: bool) -> list[str]:
    """Return the runs that the folder has already; refuse it if it holds something else than what is resumed."""
    before = read_plan_file(out)
    if not before and not (out.exists() and any(out.rglob(CONFIG))):
        return []
    if not resume:
        raise ValueError(f"{out} already holds runs. Go on with them by --resume, or give another --out.")
    now = plan.data()
    for key in RESUMED:
        if key in before and before[key] != now[key]:
            raise ValueError(f"{out} was made with {key} = {before[key]!r}; got {now[key]!r}. Give another --out.")
    return list(before.get("runs", ()))


def _write_plan(out: Path, plan: Plan, left_out: list[dict[str, str]], runs: list[str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**plan.data(), "left_out": left_out, "runs": list(dict.fromkeys(runs))}, indent=2)
    (out / PLAN).write_text(text + "\n", encoding="utf-8")
