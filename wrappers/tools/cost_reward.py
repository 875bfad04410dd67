"""Charge for what calls cost (Router-R1's cost term)."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from ...reward_shaping.tools.cost import cost_reward
from ..bounded import PER
from ..scored_term import ScoredTerm
from .cost import Cost, CostOf


class CostReward(ScoredTerm):
    """Take λ times the cost of each turn off the reward.

    The formula and its doubts stand in :mod:`turnwise.reward_shaping.tools.cost`.

    Args:
        env: reports the channel that is named, and ``info["success"]`` where only solved episodes are charged.
        cost: the price of every turn; the name of a channel; or ``cost(action, info) -> float`` or its dotted path.
        weight: λ.
        scale: the cost that counts as 1.
        per: ``"turn"``, or ``"episode"`` to charge the sum on the last turn.
        solved_only: charge solved episodes only, on the last turn, so that failing cheaply is never better than
            failing; asks for ``per="episode"``.
        name: another name for the term.

    Raises:
        ValueError: an argument is not allowed; at the reset, if the channel is not reported.
    """

    term = "cost"
    memory = ("history", "spent")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        cost: float | CostOf | str = "cost",
        *,
        weight: float = 1.0,
        scale: float = 1.0,
        per: str = "turn",
        solved_only: bool = False,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if not scale > 0 or per not in PER or (solved_only and per == "turn"):
            raise ValueError(
                f"CostReward needs scale > 0 and per to be one of {list(PER)}, 'episode' with solved_only; "
                f"got scale={scale}, per={per!r}, solved_only={solved_only}."
            )
        self.cost = Cost(cost)
        self.weight = weight
        self.scale = scale
        self.per = per
        self.solved_only = solved_only

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin without costs."""
        super().begin(observation, info)
        self.cost.require(self, info)
        self.spent = 0.0

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the turn, or the episode, is charged."""
        cost = self.cost.read(action, info)
        if self.per == "turn":
            return self.paid(cost_reward(cost, self.weight, self.scale), info)
        self.spent += cost
        if not (terminated or truncated) or (self.solved_only and not info.get("success")):
            return 0.0
        return self.paid(cost_reward(self.spent, self.weight, self.scale), info)
