"""PAR, preference as reward: squash a score into (0, 1), relative to reference rollouts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym

from ..reward_shaping.bounded import preference
from .base import load
from .transform import Transform

PER = ("episode", "turn")
"""What is transformed: an episode's sum, or each turn by itself."""

References = Callable[[dict[str, Any]], Sequence[float]]
"""``references(info)``: the scores of reference rollouts of the task that ``info``, of the reset, describes."""


class Bounded(Transform):
    """Turn what a term pays into the mean of σ(k (r - reference)).

    Per episode the term is withheld on each turn and its bounded sum paid on the last one. The formula and its doubts
    stand in :mod:`turnwise.reward_shaping.bounded`.

    Args:
        env: the environment.
        of: the term to bound, several whose sum is bounded, or ``"total"``.
        references: the scores of reference rollouts; a list, or ``references(info) -> list`` called with the info of
            each reset, or its dotted path.
        k: steepness, > 0.
        per: ``"episode"`` or ``"turn"``.
        name: another name for the term.

    Raises:
        ValueError: ``k`` or ``per`` is not allowed, or there is no reference.
    """

    term = "bounded"
    memory = ("total", "scores")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        of: str | Sequence[str],
        *,
        references: Sequence[float] | References | str = (0.0,),
        k: float = 1.0,
        per: str = "episode",
        name: str | None = None,
    ) -> None:
        lookup = references if callable(references) or isinstance(references, str) else None
        scores = [float(score) for score in references] if not (callable(references) or lookup) else []
        super().__init__(env, of, name=name)
        if k <= 0 or per not in PER or not (lookup or scores):
            raise ValueError(
                f"Bounded needs at least one reference, k > 0 and per to be one of {list(PER)}; "
                f"got references={references!r}, k={k}, per={per!r}."
            )
        self.references: References | None = load(lookup) if lookup else None
        self.scores = scores
        self.k = k
        self.per = per

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Look up the references of this task."""
        self.total = 0.0
        if self.references is not None:
            self.scores = [float(score) for score in self.references(info)]
            if not self.scores:
                raise ValueError(f"Bounded needs at least one reference score; {self.references!r} returned none.")

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the correction of this turn."""
        raw = self.raw(reward, info)
        if self.per == "turn":
            return preference(raw, self.scores, self.k) - raw
        self.total += raw
        return (preference(self.total, self.scores, self.k) if terminated or truncated else 0.0) - raw
