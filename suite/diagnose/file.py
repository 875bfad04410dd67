"""Diagnoses on disk: one JSON file in a folder, which the report reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from .finding import Diagnosis

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
