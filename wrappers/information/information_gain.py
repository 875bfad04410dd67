"""Information gain (IGPO): pay each turn for what it did to the probability of the answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.information.clipped_linear import clipped_linear
from ...reward_shaping.information.information_gain import ANSWERS, SPACES, accepted_level, answer_level, mean_log_prob
from ..base import load
from .exact_belief import exact_or
from .level_gain import LevelGain
from .scorers import AnswerLogProb, require, stated

SEPARATOR = "<|answer_split|>"
"""What parts several accepted answers in one text, as IGPO's data has them."""

MOST = 0.01
"""What a mean log-probability may be at most; low precision rounds some above 0."""


class InformationGain(LevelGain):
    """Pay each turn the rise it caused in the probability of ``info["answer"]``.

    The opening message gives p_0, which pays nothing. All turns together earn at most 1 - p_0. The turn that ends the
    episode by its own rules is the answer: the outcome pays it, the scorer is not asked, and its gain is missing, so
    that statistics over turns leave it out. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.information.information_gain`.

    Args:
        env: reports ``info["answer"]`` at the reset; several accepted answers are a list, or parted by
            ``"<|answer_split|>"``.
        scorer: ``scorer(history, answer)``: the answer's token log-probabilities, or their mean, or NaN; or its dotted
            path; ``"exact"`` for the exact belief of an environment that lists its hypotheses.
        space: ``"probability"`` or ``"log"``: what the gain is a difference of.
        answers: which of several accepted answers counts: the ``"first"``, the ``"best"``, or their ``"mean"``.
        answer: the accepted answers, instead of ``info["answer"]``.
        answer_turn: whether the turn that terminates the episode is paid its gain too.
        transform: ``"clipped_linear"`` (IRRL, for a scorer trained beside the policy: the level is what the probability
            has above ``prior``), or ``level -> level`` or its dotted path, not asked where the level is missing; None
            leaves the level as it is.
        prior: the probability of knowing nothing, for ``clipped_linear``; p_0 if None.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: an argument is not allowed, or ``clipped_linear`` is asked for in log space; at the reset, if the
            environment states no answer, and wherever the scorer returns more than a log-probability can be.
    """

    term = "information_gain"
    memory = ("history", "last", "accepted", "chance")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        scorer: AnswerLogProb | str,
        space: str = "probability",
        *,
        answers: str = "first",
        answer: str | Sequence[str] | None = None,
        answer_turn: bool = False,
        transform: Callable[[float], float] | str | None = None,
        prior: float | None = None,
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, exact_or(scorer, env), weight=weight, name=name)
        require(self, "space", space, SPACES)
        require(self, "answers", answers, ANSWERS)
        self._clips = transform == "clipped_linear"
        if self._clips and space != "probability":
            raise ValueError(
                "InformationGain clips probabilities: transform='clipped_linear' needs space='probability'; "
                f"got space={space!r}."
            )
        self.space = space
        self.answers = answers
        self.answer = answer
        self.answer_turn = answer_turn
        self.transform = None if transform is None or self._clips else load(transform)
        self.prior = prior

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Read the answer and score it given the opening message alone."""
        answer = stated(self, info, "answer") if self.answer is None else self.answer
        accepted = answer.split(SEPARATOR) if isinstance(answer, str) else answer
        if not isinstance(accepted, list | tuple) or not accepted:
            raise ValueError(
                f"InformationGain needs an answer that is a text, or a list of one or more; {self.env} states "
                f"{answer!r:.200}. State it so in a wrapper inside, or give it as `answer`."
            )
        self.accepted = accepted[:1] if self.answers == "first" else accepted
        self.chance = math.nan if self.prior is None else self.prior
        super().begin(observation, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the gain of the turn."""
        if terminated and not self.answer_turn:
            self.hear(action, observation)
            return self.paid(math.nan, info)
        return super().turn_reward(action, observation, reward, terminated, truncated, info)

    def level(self, info: dict[str, Any]) -> float:
        """Return the probability of the accepted answers now, transformed."""
        log_probs = [mean_log_prob(self.asked(list(self.history), each)) for each in self.accepted]
        if self.space == "probability" and max(log_probs) > MOST:
            raise ValueError(
                f"InformationGain needs log-probabilities, which are at most 0; its scorer says {max(log_probs)} of "
                f"{self.accepted}. Return math.log of a probability; for a score that is no probability, space='log'."
            )
        level = accepted_level([answer_level(each, self.space) for each in log_probs], self.answers)
        if self._clips:
            if math.isnan(self.chance):
                self.chance = level
            return clipped_linear(level, self.chance)
        return level if self.transform is None or math.isnan(level) else float(self.transform(level))
