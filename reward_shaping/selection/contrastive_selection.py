r"""Contrastive selection (DCPO): of each group keep the clearest successes and the clearest failures.

    order by (reward, fewer turns first);  keep the best k and the worst k of a group

Among equal rewards the shorter episode counts as the better one, so that the kept pair differs in efficiency where it
does not differ in outcome. A group of at most 2k episodes is kept whole.

Default: k = 2.
Certainty: abstract (ChatShopBuddy's DCPO: selection by reward and reasoning efficiency); the order is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .selected import FLAT, Score, Selected, groups_of, total_reward


@dataclass(frozen=True)
class ContrastiveSelection:
    """Keep the k best and the k worst episodes of each group.

    Args:
        k: how many at either end, >= 1.
        score: what an episode is worth.

    Raises:
        ValueError: ``k`` is below 1.
    """

    k: int = 2
    score: Score = total_reward

    def __post_init__(self) -> None:
        """Refuse what is not allowed."""
        if self.k < 1:
            raise ValueError(f"ContrastiveSelection needs k >= 1; got k={self.k}.")

    def __call__(self, episodes: Sequence[Any]) -> Selected:
        """Return the ends of every group.

        Args:
            episodes: of one batch of rollouts.
        """
        groups = groups_of(episodes)
        chosen = set()
        for group in groups:
            ranked = sorted(group, key=lambda episode: (-self.score(episode), len(episode)))
            ends = ranked if len(ranked) <= 2 * self.k else ranked[: self.k] + ranked[-self.k :]
            chosen |= {id(episode) for episode in ends}
        flat = sum(float(np.std([self.score(episode) for episode in group])) <= FLAT for group in groups)
        return Selected([each for each in episodes if id(each) in chosen], len(groups), len(groups), flat)
