"""Product of terms: each is worth as much as the others allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.composition.product import product
from ..bounded import PER
from ..transform import TOTAL, Transform


class ProductReward(Transform):
    """Turn several terms into their product.

    The correction, product less sum, is the term ``product``; per episode it is paid on the last step. The formula
    stands in :mod:`turnwise.reward_shaping.composition.product`.

    Args:
        env: pays the terms.
        of: the names of at least two terms.
        per: ``"turn"`` multiplies what they pay on a turn, ``"episode"`` their sums over the episode.
        name: another name for the term.

    Raises:
        ValueError: fewer than two terms, or ``per`` is not allowed.
    """

    term = "product"
    memory = ("totals",)

    def __init__(
        self, env: gym.Env[Any, Any], of: Sequence[str], *, per: str = "turn", name: str | None = None
    ) -> None:
        super().__init__(env, of, name=name)
        if len(self.of) < 2 or TOTAL in self.of or per not in PER:
            raise ValueError(
                f"ProductReward needs the names of at least two terms in `of` and per to be one of {list(PER)}; "
                f"got of={of!r}, per={per!r}."
            )
        self.per = per

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin the sums."""
        self.totals = [0.0] * len(self.of)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the correction of this turn, or of the episode where it ends."""
        terms: dict[str, float] = info["reward_terms"]
        values = [terms.get(name, 0.0) for name in self.of]
        if self.per == "turn":
            return product(*values) - sum(values)
        self.totals = [total + value for total, value in zip(self.totals, values, strict=True)]
        return product(*self.totals) - sum(self.totals) if terminated or truncated else 0.0
