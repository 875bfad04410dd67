"""SSL, sweet-spot learning: at the end, pay how near the episode came, in tiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ..reward_shaping.tiered_reward import TIERS, best_failure, tier
from .base import RewardTerm
from .progress import Measure, Progress


class TieredReward(RewardTerm):
    """Pay α times the highest tier that the closeness to the goal reaches, on the last turn.

    A failure never reaches a tier of 1 or more, and the best failure earns less than ``success``, so success ranks
    above failure. The formula and its doubts stand in :mod:`turnwise.reward_shaping.tiered_reward`.

    Args:
        env: reports ``info["success"]`` and what ``closeness`` reads.
        closeness: ``"milestones"`` (the share that hold), ``"goal_distance"`` (1 - distance / distance at the start),
            another channel, or a callable ``measure(observation, info) -> float`` or its dotted path.
        tiers: increasing.
        alpha: what a tier of 1 is worth.
        success: the least that the environment pays for success.
        name: another name for the term.

    Raises:
        ValueError: the tiers do not increase, or a failure could earn as much as a success; at the reset, if
            something that is read is not reported.
    """

    term = "tier"
    memory = ("scale",)
    can_be_negative = False

    def __init__(
        self,
        env: gym.Env[Any, Any],
        closeness: Measure | str = "milestones",
        *,
        tiers: Sequence[float] = TIERS,
        alpha: float = 0.5,
        success: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.tiers = [float(level) for level in tiers]
        if not self.tiers or self.tiers[0] < 0 or any(a >= b for a, b in zip(self.tiers, self.tiers[1:], strict=False)):
            raise ValueError(f"TieredReward needs tiers that increase from 0 or above; got tiers={self.tiers}.")
        if alpha < 0 or best_failure(self.tiers, alpha) >= success:
            raise ValueError(
                "TieredReward needs alpha >= 0 and the best failure, alpha times the highest tier below 1, to earn "
                f"less than a success ({success}); got alpha={alpha}, tiers={self.tiers}."
            )
        self.closeness = Progress(closeness)
        self.alpha = alpha
        self.failing = [level for level in self.tiers if level < 1.0]

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Measure the closeness of the first state."""
        if "success" not in info:
            raise ValueError(f"TieredReward needs info['success'], which {self.env} does not report at the reset.")
        self.scale = self.closeness.start(self, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the tier that was reached, if the episode is over."""
        if not (terminated or truncated):
            return 0.0
        level = self.closeness.read(observation, info, self.scale)
        return 0.0 if level is None else self.alpha * tier(level, self.tiers if info["success"] else self.failing)
