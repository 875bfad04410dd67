"""Likelihood of a reference answer: pay how probable what was done makes it."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from ...reward_shaping.information.reference_log_prob import MODES, reference_log_prob
from ..base import load
from ..scored_term import PER, ScoredTerm, note_version
from .scorers import AnswerLogProb, require, stated


class ReferenceLogProb(ScoredTerm):
    """Pay log p(reference | history), or another reduction of its token log-probabilities.

    The level itself is paid; ``InformationGain`` pays its change. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.information.reference_log_prob`.

    Args:
        env: reports ``info["answer"]`` at the reset, unless ``answer`` is given.
        scorer: ``scorer(history, answer)``: the answer's token log-probabilities, or NaN; one number counts as one
            token. Or its dotted path.
        mode: ``"sum"``, ``"mean"``, ``"probability"`` or ``"token_probability"``.
        per: ``"episode"`` asks on the last turn, ``"turn"`` on every one.
        answer: the reference, instead of ``info["answer"]``.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: an argument is not allowed; at the reset, if the environment states no answer.
    """

    term = "reference_log_prob"
    memory = ("history", "reference")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        scorer: AnswerLogProb | str,
        *,
        mode: str = "sum",
        per: str = "episode",
        answer: str | None = None,
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        require(self, "mode", mode, MODES)
        require(self, "per", per, PER)
        self.scorer: AnswerLogProb = load(scorer)
        self.mode = mode
        self.per = per
        self.answer = answer
        self.weight = weight
        self.can_be_negative = weight < 0 or mode in ("sum", "mean")

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Read the reference."""
        super().begin(observation, info)
        note_version(self.term, self.scorer, info)
        self.reference: str = stated(self, info, "answer") if self.answer is None else self.answer

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the likelihood, if it is asked for."""
        history = list(self.hear(action, observation))
        if self.per == "episode" and not (terminated or truncated):
            return 0.0
        level = reference_log_prob(self.scorer(history, self.reference), self.mode)
        return self.paid(self.weight * level, info)
