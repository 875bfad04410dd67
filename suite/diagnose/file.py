"""Diagnoses and reward reports on disk: JSON that is read again, and Markdown for people."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .finding import Diagnosis
from .reward_report import RewardReport

FILE = "diagnosis.json"
"""What ``turnwise diagnose --out`` writes."""


def write_diagnoses(folder: Path, diagnoses: Iterable[Diagnosis]) -> Path:
    """Add diagnoses to a folder's file; those of the same environment and rewards are replaced.

    Args:
        folder: made if it is not there.
        diagnoses: what to add.

    Returns:
        The file.

    Raises:
        ValueError: there is a file already, and it cannot be read.
    """
    kept = {(each.env, each.rewards): each for each in read_diagnoses(folder)}
    kept |= {(each.env, each.rewards): each for each in diagnoses}
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"diagnoses": [each.data() for each in kept.values()]}, indent=2)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")
    return folder / FILE


def read_diagnoses(folder: Path) -> list[Diagnosis]:
    """Return the diagnoses of a folder; none where it has no file.

    Args:
        folder: the folder.

    Raises:
        ValueError: the file is broken.
    """
    try:
        data = json.loads((folder / FILE).read_bytes())
        return [Diagnosis.read(each) for each in data["diagnoses"]]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{folder / FILE} cannot be read: {error}. Delete it, and diagnose again.") from error


def write_reward_report(file: Path, report: RewardReport) -> None:
    """Write a reward report as Markdown, and its data beside it, from which the next one goes on.

    Args:
        file: of the Markdown; the data has its name and the ending ``.json``.
        report: what to write.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(report.markdown(), encoding="utf-8")
    text = json.dumps(dict(report.data), indent=2, ensure_ascii=False)
    file.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def read_reward_report(file: Path) -> dict[str, Any] | None:
    """Return the data of the reward report that was written before; None where there is none.

    Args:
        file: of its Markdown.

    Raises:
        ValueError: the data is broken.
    """
    data = file.with_suffix(".json")
    try:
        found: dict[str, Any] = json.loads(data.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise ValueError(f"{data} cannot be read: {error}. Delete it to begin a log of changes anew.") from error
    return found
