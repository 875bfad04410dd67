"""HIRE: several intrinsic rewards are fused into one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.intrinsic.fusion import fuse
from ..transform import TOTAL, Transform


class HybridIntrinsic(Transform):
    """Turn what several terms pay into their sum, product, maximum, or one after another.

    Every term stays in the ledger as measured; this one pays the fusion minus their sum. Where a term that the fusion
    needs is missing on a turn, so is the fusion: together they then pay 0. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.intrinsic.fusion`.

    Args:
        env: the environment, with the terms in its layers.
        of: the names of the terms, in the order of a cycle.
        how: ``"sum"``, ``"product"``, ``"max"`` or ``"cycle"``.
        weights: one a term, multiplied before the fusion; all 1 if None.
        name: another name for the term.

    Raises:
        ValueError: no layer below pays one of the terms, ``how`` is unknown, or there are not as many weights as terms.
    """

    term = "hybrid_intrinsic"
    memory = ("turn",)

    def __init__(
        self,
        env: gym.Env[Any, Any],
        of: Sequence[str],
        *,
        how: str = "sum",
        weights: Sequence[float] | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(env, of, name=name)
        if TOTAL in self.of:
            raise ValueError(f"HybridIntrinsic needs the names of terms, not {TOTAL!r}.")
        fuse([0.0] * len(self.of), how, weights)
        self.how, self.weights = how, weights

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin with the first term of the cycle."""
        self.turn = 0

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the fusion minus the sum."""
        paid: list[float] = [info["reward_terms"].get(name, 0.0) for name in self.of]
        missing = info.get("missing", ())
        known = [float("nan") if name in missing else value for name, value in zip(self.of, paid, strict=True)]
        fused = fuse(known, self.how, self.weights, self.turn)
        self.turn += 1
        if fused != fused:
            info["missing"].append(self.term)
            fused = 0.0
        return fused - sum(paid)
