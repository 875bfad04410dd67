"""Give an environment milestones of one's own: from facts, what was seen, formulas, a machine, a goal, a callable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import gymnasium as gym

from ..base import RewardTerm, as_lists
from .derived_info import DerivedInfo
from .milestone_sources import Ask, read_sources
from .source import MilestoneSource

Source = Mapping[str, Any] | MilestoneSource | Ask | str


class WithMilestones(gym.Wrapper[Any, Any, Any, Any]):
    """Report milestones of one's own in ``info["milestones"]``, for what reads them outside of this wrapper.

    It pays nothing. ``Milestones``, ``GatedRewards`` over it, ``TieredReward``, ``ProgressTimesPenalty`` and progress
    labels read these milestones as if the environment had them. The source is a dictionary of kinds, any of

    - ``"facts": {name: condition}``: holds now, ``{"open": "door.open == True"}``; or ``predicate(facts)``;
    - ``"seen": {name: condition}`` or ``{fact: [values]}``: held at some time (coverage);
    - ``"temporal": {name: formula}``: the episode so far satisfies it, ``{"clean": "G valid"}``;
    - ``"machine": {"initial": ..., "transitions": ...}``: the reward machine has come to each of its states;
    - ``"similar": {"goal": {object: {attribute: value}}, "least": 0.99}``: such an object is there (StateFactory);
    - ``"ask": callable``: ``ask(observation, info) -> {name: bool}``, a judge's or a language model's sub-goals (CALM).

    Conditions read facts by name, ``channels.NAME``, ``milestones.NAME`` (the environment's own), ``success`` and
    ``valid``; see :mod:`turnwise.reward_shaping.goals.conditions` and
    :mod:`turnwise.reward_shaping.goals.temporal_logic`. What needs no memory is worked out only if the milestones are
    read. A fact that a condition needs must be reported at the reset; where it is missing later, the condition does
    not hold. Of one name the last kind counts.

    Args:
        env: reports what the source reads.
        source: a dictionary of kinds, a callable or its dotted path, or an object of the form of
            :class:`~turnwise.wrappers.goals.source.MilestoneSource`.
        keep: report the environment's own milestones too; one of the source's hides one of the same name.

    Raises:
        ValueError: the source is none; at the reset, if it reads what is not reported.
    """

    memory = ("states",)

    def __init__(self, env: gym.Env[Any, Any], source: Source, *, keep: bool = False) -> None:
        super().__init__(env)
        self.arguments: dict[str, Any] = {"source": as_lists(source), "keep": keep}
        self.sources = read_sources(source)
        self.keep = keep
        self._remember = any(each.remembers for each in self.sources)

    spec = RewardTerm.spec

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Reset the environment and the sources."""
        observation, info = self.env.reset(seed=seed, options=options)
        self.states = [source.begin(self, info) for source in self.sources]
        return observation, self._told(observation, info)

    def step(self, action: Any) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        """Step the environment and tell the sources that remember."""
        observation, reward, terminated, truncated, info = self.env.step(action)
        if self._remember:
            self.states = [source.after(state, info) for source, state in zip(self.sources, self.states, strict=True)]
        return observation, reward, terminated, truncated, self._told(observation, info)

    def _told(self, observation: Any, info: dict[str, Any]) -> DerivedInfo:
        """Return ``info`` with the milestones."""
        return DerivedInfo(info, {"milestones": self._reading(observation)})

    def _reading(self, observation: Any) -> Callable[[dict[str, Any]], dict[str, bool]]:
        """Return what works the milestones of this turn out."""
        states = self.states

        def read(info: dict[str, Any]) -> dict[str, bool]:
            milestones: dict[str, bool] = dict(info.get("milestones") or {}) if self.keep else {}
            for source, state in zip(self.sources, states, strict=True):
                milestones |= source.holds(state, observation, info)
            return milestones

        return read
