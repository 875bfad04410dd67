"""BoPO's budget: every turn has a price, and the episode ends when the money is spent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.tools.cost import boundary_cost
from ..base import RewardTerm, load
from ..judged.entries import add_channels
from .cost import Cost, CostOf

BoundaryOf = Callable[[dict[str, Any]], Sequence[float]]
"""``boundary(info)``, with ``info`` of the reset: what always the small and always the large model cost on the task."""

DUST = 1e-9
"""Below this a rest of the budget is rounding."""


class CostBudget(RewardTerm):
    """Truncate the episode when its budget is spent, and charge its cost relative to two boundary policies.

    The turn that spends the last of the budget is played and paid; the episode is truncated after it, unless it
    terminated. Layers inside this one do not see that end. With ``boundary`` the last turn costs
    λ (C - C_small) / (C_large - C_small), so that outcome and term sum to the boundary score of
    :mod:`turnwise.reward_shaping.tools.cost`, where the doubts stand; without it the term pays 0. A turn whose cost is
    missing spends nothing, and the term is missing there; with ``boundary`` it is missing on the last turn too, since C
    is not known then, and nothing is charged. The channels ``budget.spent`` and ``budget.left`` say where the episode
    stands.

    Args:
        env: reports the channel that is named, if one is.
        cost: the price of every turn; the name of a channel; or ``cost(action, info) -> float`` or its dotted path.
        limit: what an episode may cost, > 0.
        boundary: ``[C_small, C_large]``; or ``boundary(info)``, called at each reset, or its dotted path.
        weight: λ.
        name: another name for the term.

    Raises:
        ValueError: ``limit`` or ``boundary`` is not allowed; at the reset, if the channel is not reported.
    """

    term = "budget"
    memory = ("spent", "known", "bounds")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        cost: float | CostOf | str = "cost",
        *,
        limit: float,
        boundary: Sequence[float] | BoundaryOf | str | None = None,
        weight: float = 0.5,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if not limit > 0:
            raise ValueError(f"CostBudget needs limit > 0; got limit={limit}.")
        self.cost = Cost(cost)
        self.limit = limit
        self.weight = weight
        self.boundary: BoundaryOf | None = None
        self.bounds: tuple[float, float] | None = None
        if callable(boundary) or isinstance(boundary, str):
            self.boundary = load(boundary)
        elif boundary is not None:
            self.bounds = self._bounds(boundary)
        self.can_be_negative = boundary is not None

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin with the whole budget."""
        self.cost.require(self, info)
        self.spent = 0.0
        self.known = True
        if self.boundary is not None:
            self.bounds = self._bounds(self.boundary(info))

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Step the environment, add the term, and truncate the episode when the budget is spent."""
        observation, reward, terminated, truncated, info = super().step(action)
        return observation, reward, terminated, truncated or (self._over() and not terminated), info

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the episode's cost takes, on its last turn."""
        cost = self.cost.read(action, info)
        told = cost == cost
        self.spent += cost if told else 0.0
        self.known = self.known and told
        add_channels(info, self.term, {"spent": self.spent, "left": self.limit - self.spent})
        charged = self.bounds is not None and (terminated or truncated or self._over())
        if not told or (charged and not self.known):
            info.setdefault("missing", []).append(self.term)
            return 0.0
        if self.bounds is None or not charged:
            return 0.0
        return -float(boundary_cost(self.spent, *self.bounds, self.weight))

    def _over(self) -> bool:
        return self.spent >= self.limit - DUST

    def _bounds(self, given: Any) -> tuple[float, float]:
        """Return the costs of the boundary policies."""
        bounds = tuple(float(each) for each in given)
        if len(bounds) != 2 or not bounds[0] < bounds[1]:
            raise ValueError(
                f"CostBudget needs boundary to be two costs, that of the small policy below that of the large one; "
                f"got {given!r}."
            )
        return bounds[0], bounds[1]
