"""Several judges, one reward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym

from ..reward_shaping.ensemble import REDUCTIONS, ensemble
from .base import RewardTerm, load
from .bounded import PER

Judge = Callable[[list[Any], dict[str, Any]], float]
"""``judge(history, info)``: a score, NaN where it cannot tell. The history alternates observation, action, ..."""


class EnsembleReward(RewardTerm):
    """Pay what several judges make of the episode, reduced to one number.

    A judge that cannot score returns NaN and is left out; where none scores, nothing is paid. The formula and its
    doubts stand in :mod:`turnwise.reward_shaping.ensemble`.

    Args:
        env: the environment.
        judges: callables ``judge(history, info) -> float`` or their dotted paths ``"package.module:name"``; the
            history is observation, action, ..., observation.
        how: ``"mean"``, ``"min"`` or ``"lower"`` (mean - k · standard deviation, ddof 0).
        k: standard deviations that ``lower`` takes off.
        weight: of the whole term.
        per: ``"episode"`` asks the judges on the last turn, ``"turn"`` on every one.
        non_negative: pay the positive part only, so that a gate may withhold the term.
        name: another name for the term.

    Raises:
        ValueError: there is no judge, or ``how`` or ``per`` is not allowed.
    """

    term = "ensemble"
    memory = ("history",)

    def __init__(
        self,
        env: gym.Env[Any, Any],
        judges: Sequence[Judge | str],
        *,
        how: str = "mean",
        k: float = 1.0,
        weight: float = 1.0,
        per: str = "episode",
        non_negative: bool = False,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        if not judges or how not in REDUCTIONS or per not in PER:
            raise ValueError(
                f"EnsembleReward needs at least one judge, how to be one of {list(REDUCTIONS)} and per one of "
                f"{list(PER)}; got {len(judges)} judges, how={how!r}, per={per!r}."
            )
        self.judges: list[Judge] = [load(judge) for judge in judges]
        self.how = how
        self.k = k
        self.weight = weight
        self.per = per
        self.non_negative = non_negative
        self.can_be_negative = not non_negative or weight < 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history."""
        self.history = [observation]

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the judges' score, if they are asked."""
        self.history += (action, observation)
        if self.per == "episode" and not (terminated or truncated):
            return 0.0
        score = float(ensemble([float(judge(list(self.history), info)) for judge in self.judges], self.how, self.k))
        if score != score or (self.non_negative and score < 0):
            return 0.0
        return self.weight * score
