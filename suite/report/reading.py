"""Read run folders into what a report says: the numbers, the episodes to look at, and how the rewards were made."""

from __future__ import annotations

import inspect
import json
import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import wrappers
from ..agents.rollouts.trace import CONFIG, EPISODES, Run, TornLineWarning, read_run
from ..diagnose.file import FILE, read_diagnoses
from ..diagnose.finding import Diagnosis
from ..wrappers import GatedRewards, RewardTerm
from .sample import KEEP, Sample
from .summary import Summary

PLAN = "plan.json"
"""What ``turnwise run`` writes beside its runs: what was asked for, and what was left out and why."""

FAMILY = "the family "
"""How the name of a whole family begins where a plan lists what was left out."""


@dataclass(slots=True)
class Report:
    """What a report says, before it is a page or a text.

    Attributes:
        title: what it is about.
        summary: the numbers of all episodes.
        sample: the episodes that can be looked at.
        notes: what a reader must know first.
        terms: each reward term's name and what it pays for.
        gates: the names of the terms that withhold and release.
        diagnoses: what was found out about the rewards before anything was played.
    """

    title: str
    summary: Summary = field(default_factory=Summary)
    sample: Sample = field(default_factory=Sample)
    notes: list[str] = field(default_factory=list)
    terms: dict[str, str] = field(default_factory=dict)
    gates: list[str] = field(default_factory=list)
    diagnoses: list[Diagnosis] = field(default_factory=list)

    @property
    def only_diagnosed(self) -> bool:
        """Whether there are diagnoses and no episodes."""
        return bool(self.diagnoses) and not self.summary.episodes


def read_report(folders: Sequence[str | os.PathLike[str]], *, title: str = "", keep: int = KEEP) -> Report:
    """Read runs, one episode at a time.

    Args:
        folders: each is a run's folder, or one that has run folders or diagnoses somewhere below it.
        title: the report's title; the folders' names by default.
        keep: the most episodes of one environment, agent and outcome to look at.

    Raises:
        ValueError: a folder holds no run, or a run cannot be read.
    """
    paths = [Path(folder) for folder in folders]
    report = Report(title or ", ".join(path.resolve().name for path in paths), sample=Sample(keep))
    for path in paths:
        report.notes += left_out_notes(read_plan_file(path).get("left_out", ()))
        report.notes += _absent(path)
        report.diagnoses += find_diagnoses(path)
    runs = [run for path in paths for run in ([] if only_diagnosed(path) else find_runs(path))]
    for run, label in zip(runs, _labels(runs), strict=True):
        _read(run, label, report)
    return report


def find_runs(folder: str | os.PathLike[str]) -> list[Run]:
    """Open the run in ``folder``, or every run below it, in the order of their paths.

    Raises:
        ValueError: there is none.
    """
    path = Path(folder)
    if (path / CONFIG).is_file():
        return [read_run(path)]
    found = [read_run(below.parent) for below in sorted(path.rglob(CONFIG))]
    if not found:
        what = "no run (no folder with a run.json)" if path.is_dir() else "nothing: it does not exist"
        raise ValueError(f"{path} holds {what}. Give a folder that `turnwise run --out` wrote.")
    planned = [path / name for name in read_plan_file(path).get("runs", ())]
    return sorted(found, key=lambda run: planned.index(run.folder) if run.folder in planned else len(planned))


def find_diagnoses(folder: str | os.PathLike[str]) -> list[Diagnosis]:
    """Return the diagnoses in ``folder`` and below it, in the order of their paths.

    Raises:
        ValueError: a file is broken.
    """
    return [each for file in sorted(Path(folder).rglob(FILE)) for each in read_diagnoses(file.parent)]


def only_diagnosed(folder: str | os.PathLike[str]) -> bool:
    """Whether ``folder`` holds diagnoses and no run."""
    path = Path(folder)
    return not any(path.rglob(CONFIG)) and any(path.rglob(FILE))


def _absent(folder: Path) -> list[str]:
    """Return a line for each run that the plan in ``folder`` names and that isn't there."""
    places = [folder / name for name in read_plan_file(folder).get("runs", ())]
    return [
        f"{place.name}: nothing of this run is counted; there is no run in {place}."
        for place in places
        if not (place / CONFIG).is_file()
    ]


def _labels(runs: Iterable[Run]) -> list[str]:
    """Return the runs' names, or where two share one, their paths below the folder they have in common."""
    runs = list(runs)
    names = [run.name for run in runs]
    if len(set(names)) == len(names):
        return names
    places = [run.folder.resolve() for run in runs if run.folder is not None]
    common = os.path.commonpath(places)
    return [os.path.relpath(place, common) if place != Path(common) else place.name for place in places]


def _read(run: Run, label: str, report: Report) -> None:
    _describe(run, report)
    if run.folder is not None and not (run.folder / EPISODES).is_file():
        report.notes.append(f"{label}: {run.folder / EPISODES} is missing; nothing of this run is counted.")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TornLineWarning)
        for episode in run.stream():
            episode.run = label
            report.summary.add(episode)
            report.sample.add(episode)
    if run.torn:
        report.notes.append(run.torn)
    missing = _missing(run, report.summary, label)
    if missing:
        report.notes.append(f"{label}: {missing:,} of its episodes have not been played yet.")


def _missing(run: Run, summary: Summary, label: str) -> int:
    planned = run.config.get("tasks", 0) * run.config.get("group_size", 1) * len(run.config.get("envs", ()))
    played = sum(cell.episodes for cell in summary.cells.values() if cell.run == label)
    return max(0, int(planned) - played)


def _describe(run: Run, report: Report) -> None:
    """Say what each term of the run's stacks pays for."""
    report.summary.order += [str(env["label"]) for env in run.config.get("envs", ())]
    report.terms.setdefault("outcome", "The environment’s own reward.")
    for kind, arguments in _rewards(run.config):
        term = str(arguments.pop("name", None) or kind.term)
        usual = {name: parameter.default for name, parameter in inspect.signature(kind).parameters.items()}
        chosen = {key: value for key, value in arguments.items() if key not in usual or value != usual[key]}
        given = ", ".join(f"{key}={json.dumps(value)}" for key, value in chosen.items())
        about = (inspect.getdoc(kind) or "").split("\n\n")[0].replace("\n", " ").replace("``", "")
        report.terms.setdefault(term, f"{kind.__name__}({given}) – {about}")
        if kind is GatedRewards and term not in report.gates:
            report.gates.append(term)


def _rewards(config: dict[str, Any]) -> Iterator[tuple[type[RewardTerm], dict[str, Any]]]:
    """Yield the reward wrappers of a run with their arguments; those of others are passed over.

    A trace is data: no code but ours is loaded for it.
    """
    if config.get("rescored") is not None:
        layers = config["rescored"] if isinstance(config["rescored"], list) else []
        for layer in layers:
            given = {"name": layer} if isinstance(layer, str) else dict(layer)
            kind = _ours(str(given.pop("name", "")))
            given |= {"name": given.pop("term")} if "term" in given else {}
            if kind is not None:
                yield kind, given
        return
    for env in config.get("envs", ()):
        for wrapper in (env.get("spec") or {}).get("additional_wrappers") or ():
            module, _, name = str(wrapper.get("entry_point", "")).partition(":")
            kind = _ours(name) if module.startswith(f"{wrappers.__name__}.") else None
            if kind is not None:
                yield kind, dict(wrapper.get("kwargs") or {})


def _ours(name: str) -> type[RewardTerm] | None:
    kind = getattr(wrappers, name, None) if name in wrappers.__all__ else None
    return kind if isinstance(kind, type) and issubclass(kind, RewardTerm) else None


def left_out_notes(left_out: Iterable[dict[str, str]]) -> list[str]:
    """Return one line for each reason for which something was left out of a run."""
    reasons: dict[str, list[str]] = {}
    for one in left_out:
        reasons.setdefault(one["why"], []).append(one["name"])
    return [
        f"Left out: {_enumerated(names)}" + (f". {why}" if why.endswith(".") else f" ({why}).")
        for why, names in reasons.items()
    ]


def _enumerated(names: Sequence[str]) -> str:
    """Return names in one phrase: ``Maze-v0 and the families text, web and swe``."""
    families = [name.removeprefix(FAMILY) for name in names if name.startswith(FAMILY)]
    others = [name for name in names if not name.startswith(FAMILY)]
    if len(families) == 1:
        others.append(FAMILY + families[0])
    elif families:
        others.append(f"the families {_joined(families)}")
    return _joined(others)


def _joined(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def read_plan_file(folder: Path) -> dict[str, Any]:
    """Return what ``turnwise run`` wrote beside its runs; nothing where they were made otherwise.

    Raises:
        ValueError: the file is broken.
    """
    try:
        plan = json.loads((folder / PLAN).read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise ValueError(f"{folder / PLAN} cannot be read: {error}. Restore it, or delete it.") from error
    return plan if isinstance(plan, dict) else {}
