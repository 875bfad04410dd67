"""WMAct's action efficacy: the outcome is worth the share of turns that changed the state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ..reward_shaping.action_efficacy import action_efficacy
from .progress import channel
from .transform import Transform


class ActionEfficacy(Transform):
    """Turn what a term pays over an episode into R · N_eff / N.

    A turn is effective if ``info["channels"]["state_changed"]`` is above 0. The share is known at the end, so the
    correction is paid as one lump on the last step; the value of every turn then stands in
    ``info["late"]["efficacy"]``. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.action_efficacy`.

    Args:
        env: reports the channel ``state_changed``.
        of: the term to scale, several whose sum is scaled, or ``"total"``.
        name: another name for the term.

    Raises:
        ValueError: at the reset, if the channel is missing.
    """

    term = "efficacy"
    memory = ("scores", "effective")

    def __init__(self, env: gym.Env[Any, Any], of: str | Sequence[str] = "outcome", *, name: str | None = None) -> None:
        super().__init__(env, of, name=name)

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Forget the turns of the last episode."""
        if channel(info, "state_changed") is None:
            raise ValueError(
                f"ActionEfficacy needs info['channels']['state_changed'], which {self.env} does not report at the "
                f"reset; it reports {list(info.get('channels') or {})}."
            )
        self.scores: list[float] = []
        self.effective = 0

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the correction of the whole episode, if it is over."""
        self.scores.append(self.raw(reward, info))
        if channel(info, "state_changed"):
            self.effective += 1
        if not (terminated or truncated):
            return 0.0
        turns = len(self.scores)
        late = [action_efficacy(raw, self.effective, turns) - raw if raw else 0.0 for raw in self.scores]
        self.write_late(info, late)
        return sum(late)
