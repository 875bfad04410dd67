r"""Schedules: the weight of a reward as a function of the training step.

    constant      w
    points        piecewise linear between (step, weight), flat outside
    exponential   floor + (start - floor) · exp(-step / scale)                      (SophiaVL-R1's annealing)
    stages        the weights of the first stage whose end lies beyond the step     (Mobile-R1's three stages)

A schedule makes the reward non-stationary on purpose: returns of different steps are not comparable, and advantages
should be taken among episodes of one step.

Certainty: abstract (Mobile-R1, arXiv 2506.20332: format, then action, then task rewards), recalled (SophiaVL-R1,
arXiv 2505.17018: exp(-step/T) on the judge's reward).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import exp
from typing import Any

Schedule = float | Sequence[Sequence[float]] | Mapping[str, float]
"""A weight; a list of (step, weight); or ``{"start": w, "scale": T, "floor": w}`` for an exponential decay."""

Stage = tuple[int | None, Mapping[str, float]]
"""The step before which the stage ends (None for the last), and the weight of each term that counts in it."""


def weight_at(schedule: Schedule, step: float) -> float:
    """Return the weight of a schedule at a training step.

    Args:
        schedule: a constant, points or an exponential decay.
        step: of training, >= 0.

    Raises:
        ValueError: the schedule has none of the forms, or its steps do not rise.
    """
    if isinstance(schedule, int | float):
        return float(schedule)
    if isinstance(schedule, Mapping):
        if set(schedule) - {"floor"} != {"start", "scale"} or schedule["scale"] <= 0:
            raise ValueError(
                f"An exponential schedule needs 'start', 'scale' > 0 and, if it does not end at 0, 'floor'; got "
                f"{dict(schedule)}."
            )
        floor = schedule.get("floor", 0.0)
        return floor + (schedule["start"] - floor) * exp(-step / schedule["scale"])
    return _between(schedule, step)


def _between(points: Any, step: float) -> float:
    """Return the weight between two points."""
    if not points or any(len(point) != 2 for point in points):
        raise ValueError(f"A schedule of points needs pairs (step, weight), at least one; got {points!r}.")
    steps = [float(point[0]) for point in points]
    if any(later <= earlier for earlier, later in pairwise(steps)):
        raise ValueError(f"A schedule of points needs rising steps; got {steps}.")
    if step <= steps[0]:
        return float(points[0][1])
    for (left, low), (right, high) in pairwise(points):
        if step <= right:
            return float(low + (high - low) * (step - left) / (right - left))
    return float(points[-1][1])


def stage_at(stages: Sequence[Stage], step: float) -> dict[str, float]:
    """Return the weight of every term in the stage that a step belongs to.

    Args:
        stages: in order; each the step before which it ends and the terms that count in it. The last ends at None.
        step: of training, >= 0.

    Returns:
        Weights of all terms that any stage names; 0 for those that do not count now.

    Raises:
        ValueError: there is no stage, ends do not rise, or the last is not None.
    """
    ends = [stage[0] for stage in stages]
    rising = all(end is not None for end in ends[:-1]) and ends[:-1] == sorted({end for end in ends[:-1] if end})
    if not stages or ends[-1] is not None or not rising:
        raise ValueError(f"Stages need rising ends, and None for the last; got {ends}.")
    terms = {term: 0.0 for _, weights in stages for term in weights}
    now = next(weights for end, weights in stages if end is None or step < end)
    return terms | {term: float(weight) for term, weight in now.items()}
