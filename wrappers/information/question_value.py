"""Value of a question (ClarifyDelphi): pay a question by how far its possible answers drive the verdict apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.information.distribution import Distribution
from ...reward_shaping.information.question_value import DIVERGENCES, question_value
from ..base import load
from ..scored_term import ScoredTerm, note_versions
from .scorers import require

PossibleAnswers = Callable[[Sequence[Any]], Sequence[Any] | Mapping[Any, float]]
"""``answers(history)``: what could be answered to the history's last message, or its weights; none: no question."""

Verdicts = Callable[[Sequence[Any]], Distribution]
"""``verdicts(history)``: weights of the verdicts after a hypothetical answer; none at all where it cannot tell."""


class QuestionValue(ScoredTerm):
    """Pay the divergence of the verdicts under the answers that the agent's message could get.

    What was really answered is not looked at. A message that is no question, or has one answer, earns 0. The formula
    and its doubts stand in :mod:`turnwise.reward_shaping.information.question_value`.

    Args:
        env: the environment.
        answers: ``answers(history)``: possible answers to the agent's message, a list or weights by answer; the
            history ends with the message. Or its dotted path.
        verdicts: ``verdicts(history)``: weights of the verdicts; the history ends with a possible answer. Or its
            dotted path.
        divergence: ``"js"``, in bits, or ``"tv"``.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: the divergence is not allowed.
    """

    term = "question_value"
    can_be_negative = False

    def __init__(
        self,
        env: gym.Env[Any, Any],
        answers: PossibleAnswers | str,
        verdicts: Verdicts | str,
        *,
        divergence: str = "js",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        require(self, "divergence", divergence, DIVERGENCES)
        self.answers: PossibleAnswers = load(answers)
        self.verdicts: Verdicts = load(verdicts)
        self.divergence = divergence
        self.weight = weight
        self.can_be_negative = weight < 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history."""
        super().begin(observation, info)
        note_versions(self.term, (self.answers, self.verdicts), info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the message was worth as a question."""
        asked = self.hear(action, observation)[:-1]
        answers = self.answers(list(asked))
        weights = list(answers.values()) if isinstance(answers, Mapping) else None
        verdicts = [self.verdicts([*asked, answer]) for answer in answers]
        return self.paid(self.weight * question_value(verdicts, weights, self.divergence), info)
