"""Scheduled rewards: terms whose weights change over training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.composition.schedule import Schedule, Stage, stage_at, weight_at
from ...reward_shaping.learners.training_clock import TrainingClock
from ..scored_term import note_version
from ..transform import TOTAL, Transform


class ScheduledRewards(Transform):
    """Weigh terms by the training step: annealing (SophiaVL-R1) or stages (Mobile-R1).

    The weights of an episode are those of the step at its reset, so no episode is paid by two. The correction,
    (w - 1) times what each term paid, is the term ``schedule``. The formulas stand in
    :mod:`turnwise.reward_shaping.composition.schedule`.

    - ``schedule={"judge": {"start": 1.0, "scale": 500}}``: the judge fades, the outcome stays.
    - ``schedule={"milestones": [[0, 1.0], [1000, 0.0]]}``: linearly to 0 over 1,000 steps.
    - ``schedule=[[200, {"format": 1.0}], [600, {"action": 1.0}], [None, {"outcome": 1.0}]]``: three stages; a term
      counts only in the stages that name it.

    Args:
        env: pays the terms.
        schedule: ``{term: schedule}``, or a list of stages ``[end, {term: weight}]``.
        clock: a :class:`turnwise.reward_shaping.learners.TrainingClock`, or the number of the step, fixed.
        name: another name for the term.

    Raises:
        ValueError: a schedule has none of the forms, or names a term that no layer below pays.
    """

    term = "schedule"
    memory = ("weights",)

    def __init__(
        self,
        env: gym.Env[Any, Any],
        schedule: Mapping[str, Schedule] | Sequence[Stage],
        *,
        clock: TrainingClock | int = 0,
        name: str | None = None,
    ) -> None:
        self.clock = TrainingClock(clock) if isinstance(clock, int) else clock
        self.schedule = schedule
        terms = list(self._weights_at(0))
        if TOTAL in terms:
            raise ValueError(f"ScheduledRewards weighs terms by name, not {TOTAL!r}; name them.")
        super().__init__(env, terms, name=name)

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Fix the weights of this episode."""
        self.weights = list(self._weights_at(self.clock.step).items())
        note_version(self.term, self.clock, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the weights change."""
        terms: dict[str, float] = info["reward_terms"]
        return sum((weight - 1.0) * terms.get(name, 0.0) for name, weight in self.weights)

    def _weights_at(self, step: int) -> dict[str, float]:
        """Return the weight of each term at a step."""
        if isinstance(self.schedule, Mapping):
            return {term: weight_at(each, step) for term, each in self.schedule.items()}
        return stage_at([(end, weights) for end, weights in self.schedule], step)
