r"""Accuracy filter (PRIME): leave out the tasks that are solved almost always or almost never.

    keep group g   if   low <= (successes of g) / (episodes of g) <= high

Defaults: 0.2 and 0.8.
Certainty: code (PRIME's recipe).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .selected import Selected, keep_groups, total_reward


@dataclass(frozen=True)
class AccuracyFilter:
    """Keep the groups whose share of solved episodes lies between two bounds.

    Episodes of which nobody says whether they were solved do not count; a group of such is left out.

    Args:
        low: the least share.
        high: the largest share.

    Raises:
        ValueError: the bounds are not in [0, 1] or cross.
    """

    low: float = 0.2
    high: float = 0.8

    def __post_init__(self) -> None:
        """Refuse what is not allowed."""
        if not 0 <= self.low <= self.high <= 1:
            raise ValueError(f"AccuracyFilter needs 0 <= low <= high <= 1; got low={self.low}, high={self.high}.")

    def __call__(self, episodes: Sequence[Any]) -> Selected:
        """Return the episodes of the groups that are kept.

        Args:
            episodes: of one batch of rollouts.
        """
        return keep_groups(episodes, lambda groups, spreads: [self._kept(group) for group in groups], total_reward)

    def _kept(self, group: list[Any]) -> bool:
        """Return whether a group is neither too easy nor too hard."""
        told = [bool(episode.solved) for episode in group if episode.solved is not None]
        return bool(told) and self.low <= sum(told) / len(told) <= self.high
