"""Counterfactual information gain (InfoPO): pay each turn for how its feedback swayed what the agent did next."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import gymnasium as gym

from ...reward_shaping.information.counterfactual_gain import PLACEHOLDER, counterfactual_gain
from ..base import load
from ..scored_term import ScoredTerm, note_version
from .scorers import LogProb


class CounterfactualInfoGain(ScoredTerm):
    """Pay g_t: the next action's mean log-probability with the turn's feedback, minus that with a placeholder for it.

    It is known one turn late: the sum is paid as a lump on the last step, and each turn's value stands in
    ``info["late"]``, None where there is none: on the last turn, where the feedback is empty, and where the scorer
    cannot tell. It needs no answer. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.information.counterfactual_gain`.

    Args:
        env: the environment.
        scorer: ``scorer(history, action)``: the action's token log-probabilities under the policy, or their mean, or
            NaN; asked twice a turn. Or its dotted path.
        placeholder: what stands for the feedback: a text, or ``placeholder(observation)`` (to pad or cut it to the
            feedback's length in tokens, as the paper does), or its dotted path ``"package.module:name"``.
        weight: of the term.
        name: another name for the term.
    """

    term = "counterfactual_gain"
    memory = ("history", "gains")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        scorer: LogProb | str,
        *,
        placeholder: str | Callable[[Any], Any] = PLACEHOLDER,
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.scorer: LogProb = load(scorer)
        self.placeholder = placeholder
        is_path = isinstance(placeholder, str) and re.fullmatch(r"[\w.]+:[\w.]+", placeholder)
        self._mask = load(placeholder) if is_path or callable(placeholder) else None
        self.weight = weight

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history without gains."""
        super().begin(observation, info)
        note_version(self.term, self.scorer, info)
        self.gains: list[float | None] = []

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Score the turn before this one; on the last step return all gains."""
        if len(self.history) > 1:
            gain = self.weight * self._gain(action)
            self.gains.append(None if math.isnan(gain) else gain)
        self.hear(action, observation)
        if not (terminated or truncated):
            return 0.0
        self.gains.append(None)
        self.write_late(info, self.gains)
        return float(sum(gain for gain in self.gains if gain is not None))

    def _gain(self, action: Any) -> float:
        """Return what the last feedback did to ``action``; NaN where there was none."""
        *before, feedback = self.history
        if feedback is None or (isinstance(feedback, str) and not feedback.strip()):
            return math.nan
        masked = [*before, self.placeholder if self._mask is None else self._mask(feedback)]
        return counterfactual_gain(self.scorer([*before, feedback], action), self.scorer(masked, action))
