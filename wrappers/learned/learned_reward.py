"""Pay what a learner says: of each turn, or of the whole episode."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from ...reward_shaping.judged.verdict import number_or_nan
from ..base import load
from ..scored_term import PER, Score, ScoredTerm, note_version


class LearnedReward(ScoredTerm):
    """Pay the number that a learner says of a history.

    The learner learns between episodes (``learner.update(run.episodes)``); which version pays an episode stands in
    ``info["versions"]`` of its reset, and in its trace. Where it cannot tell (NaN) the turn is paid 0 and listed in
    ``info["missing"]``.

    Args:
        env: the environment.
        learner: ``learner(history, info) -> float``, any of :mod:`turnwise.reward_shaping.learners` that can be called
            so, or its dotted path ``"package.module:name"``.
        per: ``"turn"`` asks on every turn, ``"episode"`` on the last.
        weight: of the term.
        name: another name for the term.

    Raises:
        ValueError: ``per`` is not allowed.
    """

    term = "learned"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        learner: Score | str,
        *,
        per: str = "turn",
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if per not in PER:
            raise ValueError(f"{type(self).__name__} needs per to be one of {list(PER)}; got per={per!r}.")
        self.learner: Score = load(learner)
        self.per = per
        self.weight = weight

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history and note the learner's version."""
        super().begin(observation, info)
        note_version(self.term, self.learner, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the learner says, if it is asked."""
        self.hear(action, observation)
        if self.per == "episode" and not (terminated or truncated):
            return 0.0
        return self.paid(self.weight * number_or_nan(self.learner(tuple(self.history), info)), info)


class AIFeedbackReward(LearnedReward):
    """Pay a reward that was distilled from preferences of a language model, or of anyone.

    The learner is a :class:`~turnwise.reward_shaping.learners.PreferenceReward`, which asks for the preferences, over
    pairs of observations or of trajectories, between episodes; the formula and its doubts stand in
    :mod:`turnwise.reward_shaping.learners.preference_reward`. The arguments are those of :class:`LearnedReward`.
    """

    term = "ai_feedback"
