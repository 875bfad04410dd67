r"""What each reward term is to the whole: its share of what is paid, and whether it goes with the outcome.

    share_k   Σ_episodes |R_k| / Σ_j Σ_episodes |R_j|           R_k the term's sum over an episode
    with the outcome    Pearson's correlation of R_k with success over episodes
    swamps    share_k > ½ for a term that is not the outcome: the policy is mostly trained on it

A large term with a correlation near 0 is a subsidy; with a negative one it pays for failing. Correlation over all
episodes mixes easy and hard tasks: ``within`` takes each task's mean out of both first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ...number import Floats
from .correlation import correlation


class TermShare(NamedTuple):
    """What one term is to the whole.

    Attributes:
        mean: of its sum over an episode.
        share: of all that is paid, by absolute values.
        with_outcome: correlation of its sum with success, NaN where either does not vary.
        active: the share of episodes in which it was not 0.
    """

    mean: float
    share: float
    with_outcome: float
    active: float


def term_shares(episodes: Sequence[Any], *, within: bool = False) -> dict[str, TermShare]:
    """Return for each term of the ledger what it is to the whole.

    Args:
        episodes: finished ones.
        within: compare a term with success inside each group (batch and group), by taking the group's means out.
    """
    names = list(dict.fromkeys(name for episode in episodes for name in episode.paid))
    totals = [episode.term_totals for episode in episodes]
    sums = np.array([[row.get(name, 0.0) for name in names] for row in totals]).reshape(len(totals), len(names))
    solved = np.array([np.nan if episode.solved is None else float(episode.solved) for episode in episodes])
    size = np.abs(sums).sum(axis=0)
    whole = size.sum()
    compared, outcome = sums, solved
    if within and episodes:
        codes = _codes([(episode.batch, episode.group) for episode in episodes])
        compared = np.column_stack([_centred(column, codes) for column in sums.T]) if names else sums
        outcome = _centred(solved, codes)
    return {
        name: TermShare(
            float(sums[:, k].mean()) if len(sums) else 0.0,
            float(size[k] / whole) if whole > 0 else 0.0,
            correlation(compared[:, k], outcome),
            float((sums[:, k] != 0).mean()) if len(sums) else 0.0,
        )
        for k, name in enumerate(names)
    }


def _codes(labels: Sequence[Any]) -> list[int]:
    """Return a number for each label."""
    seen: dict[Any, int] = {}
    return [seen.setdefault(label, len(seen)) for label in labels]


def _centred(values: Floats, codes: Sequence[int]) -> Floats:
    """Return the values less the mean of their group; missing ones stay missing."""
    known = ~np.isnan(values)
    count = np.bincount(np.array(codes)[known], minlength=max(codes) + 1)
    mean = np.bincount(np.array(codes)[known], weights=values[known], minlength=max(codes) + 1) / np.maximum(count, 1)
    return np.asarray(values - mean[codes])
