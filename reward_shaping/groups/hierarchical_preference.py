r"""Hierarchical preference (HERON): compare rollouts factor by factor, the most important first.

    i ≻ j   if on the first factor k with |f_k(i) - f_k(j)| > δ_k the value of i is the larger;   a tie if there is none

A user ranks the factors instead of weighing them, so no unit has to be converted into another. Differences within the
margin δ_k pass to the next factor, which is why the relation need not be transitive. The win rate of a rollout within
its group (:mod:`turnwise.reward_shaping.groups.win_rate`) is its reward; the comparisons also train a preference model.

Default: margins of 0.
Certainty: recalled (HERON, arXiv 2309.02632); in the paper a preference model is trained, the win rate is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats
from .columns import episode_value
from .win_rate import win_rates

Factor = str | Callable[[Any], float]
"""A reward term or channel, summed over the episode; ``"success"``; or ``factor(episode) -> float``."""


def hierarchical_preferences(factors: ArrayLike, margins: ArrayLike = 0.0) -> Floats:
    """Return P(i ≻ j) for every pair: 1, 0, or ½ for a tie.

    Args:
        factors: shape (G, K); the factors of each rollout, most important first. NaN ties with everything.
        margins: shape (K,) or one for all, >= 0; a difference must exceed it to count.

    Returns:
        Shape (G, G), ½ on the diagonal.

    Raises:
        ValueError: the shapes do not fit, or a margin is negative.
    """
    table = np.asarray(factors, dtype=np.float64)
    if table.ndim != 2:
        raise ValueError(f"hierarchical_preferences needs factors of shape (G, K); got shape {table.shape}.")
    limits = np.asarray(margins, dtype=np.float64)
    if limits.shape not in ((), (table.shape[1],)) or np.any(limits < 0):
        raise ValueError(
            f"hierarchical_preferences needs one margin >= 0, or one for each of {table.shape[1]} factors; "
            f"got {limits.tolist()}."
        )
    limits = np.broadcast_to(limits, (table.shape[1],))
    preferred = np.full((len(table), len(table)), 0.5)
    undecided = np.ones_like(preferred, dtype=bool)
    for values, margin in zip(table.T, limits, strict=True):
        difference = values[:, None] - values[None, :]
        decides = undecided & (np.abs(difference) > margin)
        preferred[decides] = (difference > 0)[decides]
        undecided &= ~decides
    return preferred


@dataclass(frozen=True)
class HierarchicalPreference:
    """Worth of each episode of a group: its win rate by ranked factors.

    Args:
        factors: names of reward terms or channels (summed over the episode), ``"success"``, or callables
            ``factor(episode) -> float``; the most important first.
        margins: one for all factors, or one each.
    """

    factors: Sequence[Factor]
    margins: float | Sequence[float] = 0.0

    def __call__(self, episodes: Sequence[Any]) -> list[float]:
        """Return the win rate of each episode.

        Args:
            episodes: of one group.
        """
        table = [[episode_value(episode, factor) for factor in self.factors] for episode in episodes]
        return [float(rate) for rate in win_rates(hierarchical_preferences(table, self.margins))]
