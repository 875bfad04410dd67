"""Density ratio (CDR): pay each message by how much likelier a strong model finds it than a weak one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.information.density_ratio import HOW, density_ratio
from ..base import load
from ..scored_term import ScoredTerm, note_versions
from .scorers import LogProb, require


class DensityRatio(ScoredTerm):
    """Pay log p_strong - log p_weak of what the agent said.

    The formula and its doubts stand in :mod:`turnwise.reward_shaping.information.density_ratio`.

    Args:
        env: the environment.
        strong: ``strong(history, action)``: the action's token log-probabilities under the better aligned model, or
            NaN; the history ends with what the action answers. Or its dotted path.
        weak: the same under the other model.
        how: ``"sum"`` or ``"mean"`` over the tokens.
        condition: messages put before the history for both models, criteria and examples of what is wanted.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: ``how`` is not allowed, or ``condition`` is no list.
    """

    term = "density_ratio"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        strong: LogProb | str,
        weak: LogProb | str,
        *,
        how: str = "sum",
        condition: Sequence[Any] = (),
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        require(self, "how", how, HOW)
        if isinstance(condition, str):
            raise ValueError(f"DensityRatio needs condition to be a list of messages; got {condition!r}.")
        self.strong: LogProb = load(strong)
        self.weak: LogProb = load(weak)
        self.how = how
        self.condition = list(condition)
        self.weight = weight

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history."""
        super().begin(observation, info)
        note_versions(self.term, (self.strong, self.weak), info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the log ratio of the action."""
        before = [*self.condition, *self.history]
        self.hear(action, observation)
        ratio = density_ratio(self.strong(list(before), action), self.weak(before, action), self.how)
        return self.paid(self.weight * ratio, info)
