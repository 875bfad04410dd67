"""Spread a judge's score of an episode over its turns by what each contributed: the turns sum to the score."""

from __future__ import annotations

import math
from typing import Any

import gymnasium as gym

from ...reward_shaping.redistribution.attribution import Judge, TurnAttribution
from ..base import load
from ..scored_term import ScoredTerm, note_version


class AttributionRedistribution(ScoredTerm):
    """Pay a judge's score of the whole episode, each turn its share by additive attribution.

    The score is paid as a lump on the last step, and each turn's share stands in ``info["late"]``; the shares sum to
    the score. The judge is asked about the episode without some of its turns: T + 1 times to leave each out once, more
    for Shapley values or LIME. The formulas and their doubts stand in
    :mod:`turnwise.reward_shaping.redistribution.attribution`. To redistribute a term of the ledger instead, give
    :class:`RedistributedReturn` a :class:`~turnwise.reward_shaping.redistribution.TurnAttribution` as weights.

    Args:
        env: the environment.
        judge: ``judge(history, info) -> float``, also of histories with turns left out; or its dotted path.
        method: ``"leave_one_out"``, ``"shapley"`` or ``"lime"``.
        samples: orders for ``shapley``, subsets for ``lime``; the method's default if None.
        blank: what stands in place of both messages of a turn that is left out; the turn is cut out if None.
        seed: of the generator, which begins anew for each episode.
        weight: of the score.
        name: another name for the term.

    Raises:
        ValueError: the method is unknown or ``samples`` is not positive.
    """

    term = "attribution"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        judge: Judge | str,
        *,
        method: str = "leave_one_out",
        samples: int | None = None,
        blank: str | None = None,
        seed: int = 0,
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.attribution = TurnAttribution(load(judge), method, samples=samples, blank=blank, seed=seed)
        self.weight = weight

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a history and note the judge's version."""
        super().begin(observation, info)
        note_version(self.term, self.attribution.judge, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return nothing before the end; then the judge's score."""
        history = tuple(self.hear(action, observation))
        if not (terminated or truncated):
            return 0.0
        shares = (self.weight * self.attribution(history, info)).tolist()
        late: list[Any] = [None if math.isnan(share) else share for share in shares]
        self.write_late(info, late)
        known = [share for share in late if share is not None]
        return self.paid(sum(known) if known else math.nan, info)
