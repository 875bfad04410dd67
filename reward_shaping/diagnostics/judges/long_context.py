r"""Accuracy of a judge as the history in its prompt grows (LongRM).

    history_L = filler turns + the pair's own history,   padded to about L messages
    pairwise     share of pairs whose better episode scores higher, ties ½
    best of N    share of tasks whose right episode scores highest of all

The padding lies before the pair's own messages and is the same for both, so that nothing but the context changes. A
judge that was chosen on short histories may be no better than a coin on long ones.

Certainty: abstract (LongRM, arXiv 2510.06915); the padding is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

JudgeHistory = Callable[[Sequence[str]], float]
"""``judge(history)``: a score of the messages observation, action, ..., NaN where it cannot tell."""


@dataclass(frozen=True)
class AccuracyAt:
    """How a judge does at one length.

    Attributes:
        messages: how many messages of padding there were.
        pairwise: over all (better, worse) pairs; NaN where none was scored.
        best_of_n: over the tasks; NaN where none was scored.
        unscored: histories that the judge could not score.
    """

    messages: int
    pairwise: float
    best_of_n: float
    unscored: int


def accuracy_by_context(
    judge: JudgeHistory,
    tasks: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]],
    lengths: Sequence[int],
    filler: Sequence[str],
) -> list[AccuracyAt]:
    """Return how a judge does with more and more context.

    Args:
        judge: what is tested.
        tasks: of each, the history of a right episode and the histories of wrong ones.
        lengths: how many messages of padding, each >= 0.
        filler: messages to pad with, repeated as needed; an even number keeps observation and action in turn.

    Raises:
        ValueError: a length is negative, or there is no filler for a positive one.
    """
    if any(length < 0 for length in lengths) or (any(lengths) and not filler):
        raise ValueError(
            f"accuracy_by_context needs lengths >= 0 and some filler to reach them; got lengths={list(lengths)} and "
            f"{len(filler)} messages of filler."
        )
    return [_at(judge, tasks, length, [filler[i % len(filler)] for i in range(length)]) for length in lengths]


def _at(judge: JudgeHistory, tasks: Sequence[tuple[Any, Any]], length: int, padding: list[str]) -> AccuracyAt:
    """Return how a judge does with one padding."""
    pairs: list[float] = []
    best: list[float] = []
    unscored = 0
    for right, wrong in tasks:
        good = float(judge([*padding, *right]))
        bad = np.array([float(judge([*padding, *each])) for each in wrong])
        unscored += int(good != good) + int(np.isnan(bad).sum())
        if good != good or np.isnan(bad).all():
            continue
        known = bad[~np.isnan(bad)]
        pairs += [float(good > score) + 0.5 * float(good == score) for score in known]
        best.append(float(good > known.max()))
    nan = float("nan")
    return AccuracyAt(length, float(np.mean(pairs)) if pairs else nan, float(np.mean(best)) if best else nan, unscored)
