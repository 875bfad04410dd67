"""Milestones (MiRA): reward for the named sub-goals of a task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gymnasium as gym

from ..reward_shaping.milestones import MODES, milestone_level
from ..reward_shaping.potential_shaping import shaping
from .base import RewardTerm


class Milestones(RewardTerm):
    """Pay for the milestones of ``info["milestones"]``.

    ``first`` pays each milestone's weight once an episode, on the turn that reaches it; ``potential`` pays the change
    of the weighted sum, potential-based (Ng 1999), its last value counting as 0 if the episode terminated and kept if
    it was truncated; ``level`` pays the weighted sum of what holds, every turn. The formulas and their doubts stand in
    :mod:`turnwise.reward_shaping.milestones`. What holds at the reset earns nothing.

    Args:
        env: reports ``info["milestones"]``, ``{name: holds now}``.
        mode: ``"first"``, ``"potential"`` or ``"level"``.
        weight: shared equally among the milestones of the task; all of them together are worth this.
        weights: the weight of each milestone that pays, by name, instead of ``weight``.
        gamma: the learner's discount per turn, for ``potential``.
        name: another name for the term.

    Raises:
        ValueError: the mode is unknown, or both ``weight`` and ``weights`` are given; at the reset, if the environment
            reports no milestones or not those of ``weights``.
    """

    term = "milestones"
    memory = ("seen", "names", "weights", "pending", "level")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        mode: str = "first",
        *,
        weight: float | None = None,
        weights: Mapping[str, float] | None = None,
        gamma: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if mode not in MODES:
            raise ValueError(f"Milestones needs mode to be one of {list(MODES)}; got mode={mode!r}.")
        if weights is not None and (weight is not None or not weights):
            raise ValueError(
                "Milestones needs either `weight`, shared by all, or `weights`, at least one by name; "
                f"got weight={weight}, weights={weights}."
            )
        self.mode = mode
        self._once, self._stays = mode == "first", mode == "level"
        self.weight = 1.0 if weight is None else weight
        self.weight_of = dict(weights) if weights is not None else None
        self.gamma = gamma
        lowest = self.weight if self.weight_of is None else min(self.weight_of.values())
        self.can_be_negative = mode == "potential" or lowest < 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Take the milestones that hold at the start as reached."""
        self.seen: dict[str, bool] = dict(info.get("milestones") or {})
        if not self.seen:
            raise ValueError(
                f"Milestones needs info['milestones'], which {self.env} does not report. Choose an environment that "
                "does, or PotentialShaping with a potential of your own."
            )
        weight_of = self.weight_of or dict.fromkeys(self.seen, self.weight / len(self.seen))
        missing = [name for name in weight_of if name not in self.seen]
        if missing:
            raise ValueError(
                f"Milestones pays for {missing}, which {self.env} does not report; it reports {list(self.seen)}. "
                "Change `weights` or the environment."
            )
        self.names, self.weights = list(weight_of), list(weight_of.values())
        self.pending = {name: weight for name, weight in weight_of.items() if not self.seen[name]}
        self.level = self._level()

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the milestones of this turn earn."""
        try:
            milestones = info["milestones"]
        except KeyError:
            milestones = self.seen
        if milestones == self.seen:
            return 0.0 if self._once else self._paid(self.level, terminated)
        return self._changed(milestones, terminated)

    def _changed(self, milestones: dict[str, bool], terminated: bool) -> float:
        """Return what is earned where other milestones hold than before."""
        self.seen = dict(milestones)
        if self._once:
            reached = [name for name in self.pending if milestones.get(name)]
            return milestone_level([1.0] * len(reached), [self.pending.pop(name) for name in reached])
        return self._paid(self._level(), terminated)

    def _paid(self, level: float, terminated: bool) -> float:
        """Return what the level, or its change, earns; a potential is 0 and unseen where the episode has ended."""
        before, self.level = self.level, level
        if self._stays:
            return level
        if terminated:
            self.level, self.seen = 0.0, {}
        return shaping(before, self.level, self.gamma)

    def _level(self) -> float:
        get = self.seen.get
        return milestone_level([float(get(name, False)) for name in self.names], self.weights)
