"""Play many episodes and record them: in memory, or in a folder that a killed run can be resumed from."""

from __future__ import annotations

import os
import platform
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ..agent import Agent, describe_agent
from .episode import Episode
from .loop import Setting, play, play_in_threads
from .progress import Progress
from .seeds import agent_seeds, env_seeds
from .sources import Given, Source, read_sources
from .tape import CONTRACT
from .trace import FORMAT, Run, RunWriter, read_run

__all__ = ["agent_name", "collect", "recorded_entries"]


def collect(
    envs: Given | Sequence[Given] | Mapping[str, Given],
    agent: Agent,
    *,
    episodes: int | None = None,
    seeds: Sequence[int] | None = None,
    group_size: int = 1,
    seed: int = 0,
    slots: int = 8,
    threads: int = 0,
    record: Sequence[str] | None = None,
    tolerate: tuple[type[Exception], ...] = (),
    out: str | os.PathLike[str] | None = None,
    resume: bool = False,
    batch: int = 0,
    progress: bool | None = None,
) -> Run:
    """Play many episodes. What one holds depends on ``seed`` and its place in the run, not on slots, threads or order.

    Args:
        envs: an id, stack as plain data, spec, function that makes an environment, or an environment (for one slot);
            or several, in a list, or in a dictionary by label (see :func:`read_sources`).
        agent: who plays; it answers all running episodes at once.
        episodes: of each environment, a multiple of ``group_size``; one group unless given.
        seeds: instead of ``episodes``: what each environment is reset with, one group of episodes each.
        group_size: episodes of each task; they share the environment's seed and differ in the agent's.
        seed: of the run; the seeds of environments and agents are derived from it.
        slots: how many episodes run at the same time; one that ends makes room for the next at once.
        threads: how many threads step the environments; 0 steps them in the calling thread.
        record: entries of ``info`` to record (see :func:`recorded_entries`).
        tolerate: exceptions of a step that end its episode (``Episode.crash``) and not the run.
        out: the folder to write the run to; the result reads it when its episodes are asked for.
        resume: go on with the run that lies in ``out``, if there is one.
        batch: the number of this batch in a longer training.
        progress: True for a bar on a terminal and plain lines elsewhere, None for the bar only, False for neither.

    Raises:
        ValueError: an argument is out of its range, or ``out`` holds a run made otherwise.
    """
    sources, chosen = read_sources(envs), recorded_entries(record, out is not None)
    config = _config(agent, sources, _tasks(episodes, seeds, group_size), seeds)
    config |= {"run": Path(out).name if out else "run", "seed": seed, "group_size": group_size, "batch": batch}
    _check(sources, slots, threads, seed)
    setting = Setting(agent, sources, chosen, tolerate)
    return _run({**config, "record": list(chosen)}, setting, slots, threads, out, resume, progress)


def recorded_entries(record: Sequence[str] | None, on_disk: bool) -> tuple[str, ...]:
    """Return the entries of ``info`` that are recorded beside success, validity, errors and the ledger.

    ``channels``, ``milestones`` and ``facts`` are recorded each turn, ``answer`` and ``task`` at reset, any other entry
    each turn. What is not asked for is not computed.

    Args:
        record: what was asked for; None asks for these five in a run that is written to disk, so that it can be
            re-scored under any rewards, and for nothing in one that stays in memory.
        on_disk: whether the run is written to disk.
    """
    if record is None:
        return CONTRACT if on_disk else ()
    return tuple(record)


def _run(
    config: dict[str, Any],
    setting: Setting,
    slots: int,
    threads: int,
    out: str | os.PathLike[str] | None,
    resume: bool,
    progress: bool | None,
) -> Run:
    """Play what ``config`` asks for, but for what lies in ``out`` already."""
    total = config["tasks"] * len(setting.sources) * config["group_size"]
    with ExitStack() as stack:
        writer = None if out is None else stack.enter_context(RunWriter(out, config, resume=resume))
        done: Container[int] = () if writer is None else frozenset(writer.finished)
        bar = Progress(total, 0 if writer is None else len(writer.finished), show=progress)
        stack.callback(bar.close)
        jobs = _jobs(config, [source.label for source in setting.sources], done)
        played = play_in_threads(jobs, setting, slots, threads) if threads else play(jobs, setting, slots)
        stack.callback(played.close)
        kept: list[Episode] = []
        keep = kept.append if writer is None else writer.append
        for episode in played:
            keep(episode)
            bar.add(episode)
    return Run(config, kept) if out is None else read_run(out)


def _config(agent: Agent, sources: Sequence[Source], tasks: int, seeds: Sequence[int] | None) -> dict[str, Any]:
    """Return what ``run.json`` says of agent, environments and versions."""
    return {
        "format": FORMAT,
        "run": "",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": _versions(),
        "agent": {"name": agent_name(agent), **describe_agent(agent)},
        "envs": [source.describe() for source in sources],
        "tasks": tasks,
        "seeds": None if seeds is None else list(seeds),
    }


def _jobs(config: dict[str, Any], labels: Sequence[str], done: Container[int]) -> Iterator[Episode]:
    """Yield the episodes to play, with keys and seeds and nothing else.

    Tasks alternate between the environments, so that a run of more tasks begins with the same episodes.
    """
    seed, tasks, size = config["seed"], config["tasks"], config["group_size"]
    of_env = [config["seeds"] or env_seeds(seed, index, tasks) for index in range(len(labels))]
    of_agent = [[agent_seeds(seed, index, member, tasks) for member in range(size)] for index in range(len(labels))]
    for task in range(tasks):
        for index, label in enumerate(labels):
            group = task * len(labels) + index
            for member in range(size):
                number = group * size + member
                if number in done:
                    continue
                yield Episode(
                    run=config["run"],
                    batch=config["batch"],
                    task=f"{label}/{of_env[index][task]}",
                    group=group,
                    member=member,
                    episode=number,
                    env=label,
                    env_index=index,
                    agent=config["agent"]["name"],
                    seed=of_env[index][task],
                    agent_seed=of_agent[index][member][task],
                )


def _tasks(episodes: int | None, seeds: Sequence[int] | None, group_size: int) -> int:
    """Return the number of tasks of each environment."""
    if group_size < 1:
        raise ValueError(f"collect needs group_size >= 1; got {group_size}.")
    if seeds is not None:
        if episodes is not None or not len(seeds):
            raise ValueError(f"collect takes episodes or a non-empty list of seeds; got {episodes=} and {seeds=}.")
        return len(seeds)
    if episodes is None:
        return 1
    if episodes < 1 or episodes % group_size:
        raise ValueError(
            f"collect needs episodes >= 1, a multiple of group_size={group_size}; got episodes={episodes}. "
            f"Ask for {max(1, -(-episodes // group_size)) * group_size}."
        )
    return episodes // group_size


def _check(sources: Sequence[Source], slots: int, threads: int, seed: int) -> None:
    """Refuse arguments that are out of their range."""
    if slots < 1 or threads < 0 or seed < 0:
        raise ValueError(f"collect needs slots >= 1, threads >= 0 and seed >= 0; got {slots=}, {threads=}, {seed=}.")
    alone = [source.label for source in sources if source.alone]
    if alone and slots > 1:
        raise ValueError(
            f"collect got one instance of {alone} and cannot play {slots} episodes in it at the same time. "
            "Give its id, its spec or a function that makes it, or set slots=1."
        )


def agent_name(agent: Agent) -> str:
    """Return what the agent calls itself, or the name of its class."""
    return str(getattr(agent, "name", type(agent).__name__))


@cache
def _versions() -> dict[str, str]:
    """Return the versions of what decides an episode's content."""
    versions = {"python": platform.python_version()}
    for package in ("turnwise", "gymnasium", "numpy"):
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "unknown"
    return versions
