r"""Benchmarks of judges (RewardBench 2, FC-RewardBench): does one score right responses above wrong ones?

    an item is right   if every chosen response scores above every rejected one
    subset accuracy    mean over its items;     overall: mean over the subsets
    ties               items with several right responses: also the share whose right ones lie closer together than
                       the worst of them lies above the best wrong one

An item that the judge could not score in full (NaN) is left out and counted. Files are JSON lines; the user brings the
data. Known shapes: RewardBench 2 (``prompt, chosen: [..], rejected: [..], subset``), RewardBench (``chosen``,
``rejected`` as strings), FC-RewardBench of tool calls (``conversation, tools, chosen_output, rejected_output``); other
names of fields can be given.

Certainty: abstract (RewardBench 2, arXiv 2506.01937; ToolRM's FC-RewardBench, arXiv 2509.11963); the names of the
fields recalled; the published score of the ties subset is a weighted one, here its two parts are reported apart.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

JudgeText = Callable[[str, str], float]
"""``judge(prompt, response)``: a score, NaN where it cannot tell."""

SHAPES = {
    "reward_bench": ("prompt", "chosen", "rejected", "subset"),
    "fc_reward_bench": ("conversation", "chosen_output", "rejected_output", "test_category"),
}
"""Names of the fields: prompt, right responses, wrong responses, subset."""


@dataclass(frozen=True)
class BenchItem:
    """One comparison.

    Attributes:
        prompt: what was asked; anything that was no text is written as JSON.
        chosen: right responses.
        rejected: wrong ones.
        subset: the skill that it tests.
    """

    prompt: str
    chosen: tuple[str, ...]
    rejected: tuple[str, ...]
    subset: str = ""


@dataclass(frozen=True)
class BenchResult:
    """How a judge did.

    Attributes:
        accuracy: mean over the subsets; NaN without a scored item.
        subsets: accuracy of each subset.
        ties: of items with several right responses, the share whose right ones lie close together; NaN without such.
        unscored: items that were left out.
    """

    accuracy: float
    subsets: dict[str, float]
    ties: float
    unscored: int


def load_reward_bench(
    path: str | os.PathLike[str], shape: str = "reward_bench", *, fields: Sequence[str] | None = None
) -> list[BenchItem]:
    """Read a benchmark from a file of JSON lines.

    Args:
        path: the file.
        shape: ``"reward_bench"`` or ``"fc_reward_bench"``.
        fields: the names of the fields for prompt, right responses, wrong responses and subset, instead of a shape.

    Raises:
        ValueError: the shape is unknown, or a line is no JSON or lacks a field.
    """
    if fields is None and shape not in SHAPES:
        raise ValueError(f"load_reward_bench knows the shapes {list(SHAPES)}; got {shape!r}. Or give `fields`.")
    prompt, chosen, rejected, subset = fields or SHAPES[shape]
    items = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            right, wrong = _texts(row[chosen]), _texts(row[rejected])
            asked = row[prompt] if "tools" not in row else {"conversation": row[prompt], "tools": row["tools"]}
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise ValueError(
                f"{path}, line {number}: {error!r}. Each line needs the fields {[prompt, chosen, rejected]}; name "
                "others by `fields`."
            ) from error
        text = asked if isinstance(asked, str) else _json(asked)
        items.append(BenchItem(text, right, wrong, str(row.get(subset, ""))))
    return items


def reward_bench(items: Sequence[BenchItem], judge: JudgeText) -> BenchResult:
    """Return how a judge does on a benchmark.

    Args:
        items: what to score.
        judge: ``judge(prompt, response) -> float``, higher is better.
    """
    right: dict[str, list[bool]] = {}
    ties: list[bool] = []
    unscored = 0
    for item in items:
        good = np.array([float(judge(item.prompt, response)) for response in item.chosen])
        bad = np.array([float(judge(item.prompt, response)) for response in item.rejected])
        if not good.size or not bad.size or np.isnan(good).any() or np.isnan(bad).any():
            unscored += 1
            continue
        right.setdefault(item.subset, []).append(bool(good.min() > bad.max()))
        if good.size > 1:
            ties.append(bool(np.ptp(good) < good.min() - bad.max()))
    subsets = {name: float(np.mean(won)) for name, won in right.items()}
    overall = float(np.mean(list(subsets.values()))) if subsets else float("nan")
    return BenchResult(overall, subsets, float(np.mean(ties)) if ties else float("nan"), unscored)


def _texts(value: Any) -> tuple[str, ...]:
    """Return one response or several as texts."""
    many = value if isinstance(value, list) and not _is_call(value) else [value]
    return tuple(each if isinstance(each, str) else _json(each) for each in many)


def _is_call(value: list[Any]) -> bool:
    """Whether a list is one response, a list of tool calls, rather than several responses."""
    return bool(value) and all(isinstance(each, dict) for each in value)


def _json(value: Any) -> str:
    """Return a value as JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
