"""GUI-G²: pay a click by how near it is to the middle of its target, instead of by hit or miss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.tools.gaussian_click import gaussian_coverage, gaussian_point, middle, parse_place, sigmas
from ..base import load
from ..judged.entries import add_channels
from ..scored_term import ScoredTerm, note_version

TargetOf = Callable[[Sequence[Any], dict[str, Any]], Sequence[float] | None]
"""``target(history, info)``: the box ``x1, y1, x2, y2`` that the last message should have clicked; None where there is
none."""


class GaussianClick(ScoredTerm):
    """Pay each message that clicks, by the point and the coverage of its place.

    A message clicks where it names a point ``(x, y)`` or a box ``[x1, y1, x2, y2]``; one that does not earns 0, and a
    point has no coverage. The parts are the channels ``click.point`` and ``click.coverage``. The formulas and their
    doubts stand in :mod:`turnwise.reward_shaping.tools.gaussian_click`.

    Args:
        env: takes messages.
        target: the box of the target; or ``target(history, info)`` or its dotted path; None reads
            ``info["task"]["target_box"]`` of the reset.
        point: what the nearness of the point is worth.
        coverage: what the overlap of the boxes is worth.
        alpha: standard deviations of the target's Gaussian per size of the target.
        name: another name for the term.

    Raises:
        ValueError: the target has no area, or ``alpha`` is not positive; at the reset, if the environment reports no
            target.
    """

    term = "click"
    memory = ("history", "box")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        target: Sequence[float] | TargetOf | str | None = None,
        *,
        point: float = 1.0,
        coverage: float = 1.0,
        alpha: float = 0.5,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.asked: TargetOf | None = None
        self.given: tuple[float, ...] | None = None
        if callable(target) or isinstance(target, str):
            self.asked = load(target)
        elif target is not None:
            self.given = tuple(target)
        sigmas(self.given or (0.0, 0.0, 1.0, 1.0), alpha)
        self.point = point
        self.coverage = coverage
        self.alpha = alpha
        self.can_be_negative = min(point, coverage) < 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Look up the target of this task."""
        super().begin(observation, info)
        note_version(self.term, self.asked, info)
        self.box = self.given
        if self.asked is None and self.given is None:
            box = (info.get("task") or {}).get("target_box")
            if box is None:
                raise ValueError(
                    f"GaussianClick needs info['task']['target_box'] at the reset, which {self.env} does not report. "
                    "Give `target`, a box or a callable."
                )
            sigmas(box, self.alpha)
            self.box = tuple(box)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the click of this turn earns."""
        self.hear(action, observation)
        box = self.box if self.asked is None else self.asked(tuple(self.history), info)
        if box is None:
            return self.paid(float("nan"), info)
        place = parse_place(str(action))
        if place is None:
            return 0.0
        parts = {"point": gaussian_point(middle(place), middle(box), sigmas(box, self.alpha))}
        if len(place) == 4:
            parts["coverage"] = gaussian_coverage(place, box, self.alpha)
        add_channels(info, self.term, parts)
        return self.point * parts["point"] + self.coverage * parts.get("coverage", 0.0)
