"""ReNorm: process scores and the outcome on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.composition.renorm import renorm
from ..transform import Transform, require_terms


class ReNorm(Transform):
    """Turn process scores p_t and the episode's outcome o into p_t + o - 1 on every turn.

    The outcome is known at the end, so the correction is paid as one lump on the last step; the value of every turn
    then stands in ``info["late"]["renorm"]``. The ledger's turns sum to p_t + o - 1: what the outcome paid by itself
    is taken out. A turn whose score is missing is worth 0, whatever the outcome. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.composition.renorm`.

    Args:
        env: pays the terms.
        of: the term that holds the process scores, or several whose sum does; clipped into [0, 1].
        outcome: the term of the outcome, its episode's sum in [0, 1].
        name: another name for the term.

    Raises:
        ValueError: no layer below pays such a term.
    """

    term = "renorm"
    memory = ("scores", "outcomes", "unscored")

    def __init__(
        self, env: gym.Env[Any, Any], of: str | Sequence[str], *, outcome: str = "outcome", name: str | None = None
    ) -> None:
        super().__init__(env, of, name=name)
        require_terms(self, "outcome", [outcome])
        self.outcome = outcome

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Forget the last episode's scores."""
        self.scores: list[float] = []
        self.outcomes: list[float] = []
        self.unscored: list[bool] = []

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the correction of the whole episode, if it is over."""
        self.scores.append(self.raw(reward, info))
        self.outcomes.append(info["reward_terms"].get(self.outcome, 0.0))
        self.unscored.append(any(name in info.get("missing", ()) for name in self.of))
        if not (terminated or truncated):
            return 0.0
        outcome = sum(self.outcomes)
        late = [
            (0.0 if missing else renorm(min(max(score, 0.0), 1.0), outcome)) - score - paid
            for score, paid, missing in zip(self.scores, self.outcomes, self.unscored, strict=True)
        ]
        self.write_late(info, late)
        return sum(late)
