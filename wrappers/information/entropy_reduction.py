"""Entropy reduction (Nous): pay each turn for the uncertainty it took away."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from ...reward_shaping.information.entropy_reduction import UNITS, entropy
from .exact_belief import exact_or
from .level_gain import LevelGain
from .scorers import Belief, require


class EntropyReduction(LevelGain):
    """Pay each turn the fall of the entropy of a belief, less a cost.

    Together the turns earn at most the entropy of the belief that the opening message gives; a question whose answer
    was known earns 0, less the cost. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.information.entropy_reduction`.

    Args:
        env: the environment.
        belief: ``belief(history)``: weights of the hypotheses (``ExactBelief`` gives them where they can be listed);
            none at all where it cannot tell. Or its dotted path, or ``"exact"`` where the environment lists its
            hypotheses.
        unit: ``"bits"`` or ``"nats"``.
        cost: taken for every turn whose entropy is known, in that unit.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: the unit is unknown.
    """

    term = "entropy_reduction"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        belief: Belief | str,
        *,
        unit: str = "bits",
        cost: float = 0.0,
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, exact_or(belief, env), weight=weight, name=name)
        require(self, "unit", unit, list(UNITS))
        self.unit = unit
        self.cost = cost

    def level(self, info: dict[str, Any]) -> float:
        """Return minus the entropy of the belief."""
        return -entropy(self.asked(list(self.history)), self.unit)

    def gain(self, level: float) -> float:
        """Return what the entropy has fallen by, less the cost.

        Args:
            level: minus the entropy after the turn.
        """
        return super().gain(level) - self.cost
