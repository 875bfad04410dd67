r"""Variance filter (StarPO-S, RAGEN): train on the tasks whose outcomes are uncertain.

    s_g = std of the returns of group g (ddof 0)
    top_k   the k largest s_g;  k < 1 is a share of the groups
    top_p   the fewest groups whose shares of Σ s (or of softmax s) reach p
    min_p   every s_g >= p · max s

Groups whose rollouts all earn the same give a group estimator nothing; the filter spends the update on the others. It
tilts the data towards tasks of middling difficulty, and towards noise where rewards are noisy.

Defaults: ``top_k`` of ¼ of the groups (RAGEN's first ratio); groups without spread are never kept, unless
``include_zero``.
Certainty: code (RAGEN ``ragen/trainer/rollout_filter.py``, arXiv 2504.20073).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..number import Floats
from .selected import FLAT, Score, Selected, keep_groups, total_reward

HOW = ("top_k", "top_p", "min_p")
MASS = ("linear", "softmax")


@dataclass(frozen=True)
class VarianceFilter:
    """Keep the groups whose returns differ most.

    Args:
        keep: k of ``top_k`` (a number of groups, or below 1 a share of them), or p of the others.
        how: ``"top_k"``, ``"top_p"`` or ``"min_p"``.
        mass: of ``top_p``: ``"linear"`` shares of the spreads, or of their ``"softmax"``.
        include_zero: let groups without any spread be kept too.
        score: what an episode is worth.

    Raises:
        ValueError: an argument is not allowed.
    """

    keep: float = 0.25
    how: str = "top_k"
    mass: str = "linear"
    include_zero: bool = False
    score: Score = total_reward

    def __post_init__(self) -> None:
        """Refuse what is not allowed."""
        if self.how not in HOW or self.mass not in MASS or self.keep <= 0 or (self.how != "top_k" and self.keep > 1):
            raise ValueError(
                f"VarianceFilter needs how to be one of {list(HOW)}, mass one of {list(MASS)}, keep > 0, and at most "
                f"1 but for top_k; got how={self.how!r}, mass={self.mass!r}, keep={self.keep}."
            )

    def __call__(self, episodes: Sequence[Any]) -> Selected:
        """Return the episodes of the groups that are kept.

        Args:
            episodes: of one batch of rollouts.
        """
        return keep_groups(episodes, lambda groups, spreads: self._kept(spreads).tolist(), self.score)

    def _kept(self, spreads: Floats) -> NDArray[np.bool_]:
        """Return for each group whether it is kept."""
        kept: NDArray[np.bool_] = np.zeros(len(spreads), dtype=np.bool_)
        order = np.argsort(-spreads, kind="stable")
        count = len(spreads)
        if self.how == "top_k":
            count = ceil(self.keep * len(spreads) - 1e-9) if self.keep < 1 else int(self.keep)
        elif spreads.sum() > 0:
            weights = spreads if self.mass == "linear" else np.exp(spreads - spreads.max())
            reached = np.cumsum(weights[order]) / weights.sum()
            count = int(np.searchsorted(reached, self.keep - 1e-12)) + 1
        kept[order[:count]] = True
        if self.how == "min_p":
            kept = spreads >= self.keep * spreads.max()
        return kept if self.include_zero else kept & (spreads > FLAT)
