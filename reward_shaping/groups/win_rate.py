r"""Pairwise win rate (Pref-GRPO): a rollout is worth the share of its group that it beats.

    w_i = 1/(G - 1) Σ_{j≠i} P(i ≻ j),        P(i ≻ j) = 1, 0, or ½ for a tie

Scores that differ by little become comparisons that are right or wrong, so the spread of a group no longer depends on
the scale of a judge. The win rates of a group average ½ where every pair was judged. They depend on the opponents, so
the same rollout earns more beside worse ones; judges that are not transitive are not mended. It takes G(G - 1)/2 calls,
or twice as many where ``both_orders`` asks each pair in both orders, against a judge that prefers the first.

Default: ties ½; a pair that could not be judged (NaN) is left out; a rollout alone in its group is missing (NaN).
Certainty: abstract (Pref-GRPO, arXiv 2508.20751); the group form of the win rate is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats

Compare = Callable[[Any, Any], float]
"""``compare(one, other)``: the probability that the first episode is the better one; NaN where it cannot tell."""


def win_rates(preferences: ArrayLike) -> Floats:
    """Return each rollout's share of won comparisons.

    Args:
        preferences: shape (G, G); entry (i, j) is P(i ≻ j), NaN where the pair was not judged. The diagonal is not
            read.

    Returns:
        Shape (G,), NaN for a rollout that was compared with nobody.

    Raises:
        ValueError: ``preferences`` is not square.
    """
    table = np.array(preferences, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        raise ValueError(f"win_rates needs preferences of shape (G, G); got shape {table.shape}.")
    np.fill_diagonal(table, np.nan)
    judged = ~np.isnan(table)
    count = judged.sum(axis=1)
    won = np.where(judged, table, 0.0).sum(axis=1)
    rates: Floats = np.divide(won, count, out=np.full(len(table), np.nan), where=count > 0)
    return rates


@dataclass(frozen=True)
class PairwiseWinRate:
    """Worth of each episode of a group: the share of the others that a judge places below it.

    Args:
        compare: ``compare(one, other)``: the probability that the first episode is better.
        both_orders: ask each pair in both orders and take the mean.
    """

    compare: Compare
    both_orders: bool = False

    def __call__(self, episodes: Sequence[Any]) -> list[float]:
        """Return the win rate of each episode.

        Args:
            episodes: of one group.
        """
        table = np.full((len(episodes), len(episodes)), np.nan)
        for i, one in enumerate(episodes):
            for j, other in enumerate(episodes[:i]):
                first = float(self.compare(one, other))
                asked = [first, 1.0 - float(self.compare(other, one))] if self.both_orders else [first]
                table[i, j] = np.mean(asked)
                table[j, i] = 1.0 - table[i, j]
        return [float(rate) for rate in win_rates(table)]
