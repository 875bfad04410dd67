"""Follow-up likelihood (FLR): pay each reply by whether a user would now say thanks, or complain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.information.follow_up_likelihood import NEGATIVE, POSITIVE, follow_up_likelihood
from ...reward_shaping.information.information_gain import mean_log_prob
from ..base import load
from ..scored_term import ScoredTerm, note_version
from .scorers import LogProb


class FollowUpLikelihood(ScoredTerm):
    """Pay the mean log-probability of contented follow-ups, minus that of discontented ones.

    The scorer is asked at the agent's reply, before what was really answered. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.information.follow_up_likelihood`.

    Args:
        env: the environment.
        scorer: ``scorer(history, follow_up)``: the follow-up's token log-probabilities, or their mean, or NaN; the
            history ends with the agent's reply. Or its dotted path.
        positive: what a contented user says.
        negative: what a discontented user says.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: there is no follow-up at all.
    """

    term = "follow_up"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        scorer: LogProb | str,
        *,
        positive: Sequence[str] = POSITIVE,
        negative: Sequence[str] = NEGATIVE,
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if isinstance(positive, str) or isinstance(negative, str) or not (len(positive) or len(negative)):
            raise ValueError(
                "FollowUpLikelihood needs lists of follow-ups, positive or negative, at least one in all; "
                f"got positive={positive!r}, negative={negative!r}."
            )
        self.scorer: LogProb = load(scorer)
        self.positive = list(positive)
        self.negative = list(negative)
        self.weight = weight

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history."""
        super().begin(observation, info)
        note_version(self.term, self.scorer, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the reply makes of the follow-ups."""
        replied = self.hear(action, observation)[:-1]
        contented, discontented = (
            [mean_log_prob(self.scorer(list(replied), follow_up)) for follow_up in side]
            for side in (self.positive, self.negative)
        )
        return self.paid(self.weight * follow_up_likelihood(contented, discontented), info)
