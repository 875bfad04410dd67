"""What a selection between rollouts and estimator returns, and how it sees groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np

from ..number import Floats


class Selected(NamedTuple):
    """Episodes that go on to the estimator, and how many did not.

    A dropped episode is not one of weight 0: it takes no part in any mean.

    Attributes:
        episodes: the kept ones, in their order.
        groups: groups that were looked at.
        kept_groups: groups of which something is kept.
        collapsed: groups whose episodes all earned the same.
    """

    episodes: list[Any]
    groups: int
    kept_groups: int
    collapsed: int

    @property
    def collapsed_share(self) -> float:
        """The share of groups whose episodes all earned the same, which teach a group estimator nothing."""
        return self.collapsed / self.groups if self.groups else 0.0


class Selection(Protocol):
    """Decides which finished episodes reach the estimator."""

    def __call__(self, episodes: Sequence[Any]) -> Selected:
        """Return what is kept.

        Args:
            episodes: of one batch of rollouts; those of one task share ``batch`` and ``group``.
        """


Score = Callable[[Any], float]
"""``score(episode)``: what an episode is worth."""


def total_reward(episode: Any) -> float:
    """Return what an episode earned in all.

    Args:
        episode: a finished episode.
    """
    return float(episode.total_reward)


def groups_of(episodes: Sequence[Any]) -> list[list[Any]]:
    """Return the episodes by group, groups in the order of their first episode.

    Args:
        episodes: of one batch of rollouts.
    """
    found: dict[tuple[Any, Any], list[Any]] = {}
    for episode in episodes:
        found.setdefault((episode.batch, episode.group), []).append(episode)
    return list(found.values())


def keep_groups(
    episodes: Sequence[Any], kept: Callable[[list[list[Any]], Floats], Sequence[bool]], score: Score
) -> Selected:
    """Keep whole groups.

    Args:
        episodes: of one batch of rollouts.
        kept: given the groups and the spread (standard deviation, ddof 0) of each, says which stay.
        score: what an episode is worth.
    """
    groups = groups_of(episodes)
    spreads: Floats = np.array([np.std([score(episode) for episode in group]) for group in groups])
    stays = list(kept(groups, spreads)) if groups else []
    chosen = {id(episode) for group, stay in zip(groups, stays, strict=True) if stay for episode in group}
    return Selected(
        [episode for episode in episodes if id(episode) in chosen],
        len(groups),
        sum(map(bool, stays)),
        int((spreads <= FLAT).sum()),
    )


FLAT = 1e-12
"""A spread up to this is none: all of a group earned the same."""
