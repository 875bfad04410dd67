"""Stepwise progress attribution (SPA): pay what each turn contributed to the outcome, and that it was carried out."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import gymnasium as gym

from ...reward_shaping.judged.verdict import number_or_nan
from ...reward_shaping.redistribution.redistribute import residual_corrected
from ...reward_shaping.redistribution.step_attribution import GROUNDING, step_reward
from ..base import load
from ..scored_term import Score, ScoredTerm, note_version
from ..transform import require_terms

Executed = Callable[[Any, dict[str, Any]], bool]
"""``executed(observation, info)``: whether the action could be carried out."""


class ProgressAttribution(ScoredTerm):
    """Pay c_t + w_g · g_t: the estimated contribution of a turn, and w_g where its action was executed.

    The contributions sum to the outcome in expectation. With ``residual`` they do exactly: what their sum lacks is paid
    on the last turn and written as shared equally, turn by turn, into ``info["late"]``. The outcome stays in the ledger
    beside this term; SPA itself trains on this term alone. The formulas, their doubts and what the released code does
    instead stand in :mod:`turnwise.reward_shaping.redistribution.step_attribution`.

    Args:
        env: the environment.
        learner: ``learner(history, info) -> float``, the contribution of the last turn, e.g. a
            :class:`~turnwise.reward_shaping.learners.ProgressEstimator`; or its dotted path.
        grounding: w_g.
        executed: ``executed(observation, info)`` or its dotted path; ``info["valid"]`` if None.
        residual: make the contributions sum to the outcome.
        of: the reward term that is the outcome, for ``residual``.
        name: another name for the term.

    Raises:
        ValueError: no layer below pays the term ``of``.
    """

    term = "progress_attribution"
    memory = ("history", "contributions", "grounded", "outcome")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        learner: Score | str,
        *,
        grounding: float = GROUNDING,
        executed: Executed | str | None = None,
        residual: bool = False,
        of: str = "outcome",
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.learner: Score = load(learner)
        self.grounding = grounding
        self.executed: Executed | None = None if executed is None else load(executed)
        self.residual = residual
        self.of = of
        if residual:
            require_terms(self, "of", [of])

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history without contributions."""
        super().begin(observation, info)
        note_version(self.term, self.learner, info)
        self.contributions: list[float] = []
        self.grounded: list[float] = []
        self.outcome = 0.0

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the turn contributed; on the last one, also what all contributions lack."""
        contribution = number_or_nan(self.learner(tuple(self.hear(action, observation)), info))
        valid = info.get("valid", True) if self.executed is None else self.executed(observation, info)
        grounded = float(bool(valid))
        paid = self.paid(step_reward(contribution, grounded, self.grounding), info)
        if not self.residual:
            return paid
        self.outcome += info["reward_terms"].get(self.of, 0.0)
        self.contributions.append(contribution)
        self.grounded.append(grounded)
        return paid + self._residual(info) if terminated or truncated else paid

    def _residual(self, info: dict[str, Any]) -> float:
        """Write the corrected value of each turn; return what the contributions lack."""
        corrected = residual_corrected(self.outcome, self.contributions).tolist()
        pairs = zip(corrected, self.grounded, strict=True)
        values: list[Any] = [
            None if math.isnan(part) else step_reward(part, grounded, self.grounding) for part, grounded in pairs
        ]
        self.write_late(info, values)
        known = [each for each in self.contributions if not math.isnan(each)]
        return self.outcome - sum(known) if known else 0.0
