r"""Advantage collapse: how much of a batch teaches a group estimator nothing.

    zero-variance share    groups whose episodes all earn the same, of the groups with at least two episodes
    advantage share        rows whose advantage is 0 (to 1e-9) under the estimator that is used
    singletons             groups of one episode, which have no baseline at all

A rising zero-variance share while the success rate is far from 0 and 1 says that groups are too small or that the
reward is too coarse; near 0 or 1 it says that the tasks are too hard or too easy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike


class Collapse(NamedTuple):
    """How many groups teach nothing.

    Attributes:
        groups: of at least two episodes.
        zero_variance: of these, those whose episodes all earned the same.
        all_solved: of those, the groups that were solved throughout.
        all_failed: of those, the groups that were never solved.
        singletons: groups of one episode.
    """

    groups: int
    zero_variance: int
    all_solved: int
    all_failed: int
    singletons: int

    @property
    def share(self) -> float:
        """The share of groups without variance; NaN where no group has two episodes."""
        return self.zero_variance / self.groups if self.groups else float("nan")


def group_collapse(episodes: Sequence[Any], tolerance: float = 1e-9) -> Collapse:
    """Count the groups whose returns do not vary.

    Args:
        episodes: finished ones; those of one task share ``batch`` and ``group``.
        tolerance: the largest difference of returns that counts as none.
    """
    groups: dict[tuple[Any, Any], list[Any]] = {}
    for episode in episodes:
        groups.setdefault((episode.batch, episode.group), []).append(episode)
    several = [group for group in groups.values() if len(group) > 1]
    flat = [group for group in several if np.ptp([episode.total_reward for episode in group]) <= tolerance]
    return Collapse(
        len(several),
        len(flat),
        sum(all(episode.solved for episode in group) for group in flat),
        sum(all(episode.solved is False for episode in group) for group in flat),
        len(groups) - len(several),
    )


def advantage_collapse_share(advantages: ArrayLike, tolerance: float = 1e-9) -> float:
    """Return the share of rows whose advantage is 0.

    Args:
        advantages: any shape; of turns, tokens or episodes.
        tolerance: the largest absolute advantage that counts as 0.

    Returns:
        In [0, 1]; NaN without rows.
    """
    values = np.abs(np.asarray(advantages, dtype=np.float64))
    return float((values <= tolerance).mean()) if values.size else float("nan")
