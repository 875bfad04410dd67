"""Constrained composite: components lose weight where they pass the point of being useful."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import gymnasium as gym

from ...reward_shaping.composition.constrained_composite import constrained_composite
from ..scored_term import note_version
from ..transform import TOTAL, Transform


class Multipliers(Protocol):
    """What holds a multiplier for each component, such as the learner ``LagrangeMultipliers``.

    Attributes:
        multipliers: λ, by the name of the term.
    """

    multipliers: Mapping[str, float]


class ConstrainedComposite(Transform):
    """Take a Lagrange multiplier off the weight of each component.

    The multipliers of an episode are read at its reset, and a learner moves them between episodes only. The formula
    and its doubts stand in :mod:`turnwise.reward_shaping.composition.constrained_composite`.

    Args:
        env: pays the components.
        multipliers: λ of each component by the name of its term, fixed; or a learner that holds and adapts them.
        weights: w of components by name; 1 for those not named.
        floor: the least effective weight w - λ; None lets it become negative.
        name: another name for the term.

    Raises:
        ValueError: no layer below pays a component, there is none, or a weight names a term that is none.
    """

    term = "constraint"
    memory = ("now",)

    def __init__(
        self,
        env: gym.Env[Any, Any],
        multipliers: Mapping[str, float] | Multipliers,
        *,
        weights: Mapping[str, float] | None = None,
        floor: float | None = None,
        name: str | None = None,
    ) -> None:
        self.source = multipliers
        super().__init__(env, list(self._multipliers()), name=name)
        self.weights = dict(weights or {})
        unknown = [term for term in self.weights if term not in self.of]
        if unknown or TOTAL in self.of:
            raise ValueError(
                f"ConstrainedComposite weighs {unknown or [TOTAL]}, but its components are {list(self.of)}, the terms "
                "that `multipliers` names. Name a component there, with 0 to begin with, or weigh no other."
            )
        self.weight = [float(self.weights.get(term, 1.0)) for term in self.of]
        self.floor = float("-inf") if floor is None else floor

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Read the multipliers that hold for this episode."""
        known = self._multipliers()
        self.now = [float(known[term]) for term in self.of]
        note_version(self.term, self.source, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the composite less what the components paid."""
        terms: dict[str, float] = info["reward_terms"]
        values = [terms.get(term, 0.0) for term in self.of]
        return constrained_composite(values, self.weight, self.now, self.floor) - sum(values)

    def _multipliers(self) -> Mapping[str, float]:
        """Return the multipliers as they are now."""
        return self.source if isinstance(self.source, Mapping) else self.source.multipliers
