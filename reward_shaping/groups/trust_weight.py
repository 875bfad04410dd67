r"""Trust weight (SophiaVL-R1): believe a judge as far as it tells successes from failures.

    trust = 1                               if mean(judge | success) >= mean(judge | failure)
    trust = exp(mean_s - mean_f)            otherwise, in (0, 1)
    r_i   = trust · judge_i

A judge that rates the failures of a group higher is likely wrong about the group. Where all succeed or all fail there
is nothing to compare and the trust is 1; an episode of which nobody said whether it succeeded takes no part. An
annealing to the outcome alone is a schedule on the term's weight.

Certainty: recalled (SophiaVL-R1, arXiv 2505.17018).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp
from math import nan as NAN
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .columns import episode_value


def trust_weight(judged: ArrayLike, succeeded: ArrayLike) -> float:
    """Return how far to trust a judge on one group.

    Args:
        judged: shape (G,); the judge's scores, NaN where it could not tell.
        succeeded: shape (G,); whether the rollout succeeded.

    Returns:
        In (0, 1].

    Raises:
        ValueError: the shapes differ.
    """
    scores, solved = np.asarray(judged, dtype=np.float64), np.asarray(succeeded, dtype=bool)
    if scores.shape != solved.shape:
        raise ValueError(f"trust_weight needs judged and succeeded of one shape; got {scores.shape}, {solved.shape}.")
    known = ~np.isnan(scores)
    success, failure = scores[known & solved], scores[known & ~solved]
    if not len(success) or not len(failure):
        return 1.0
    return min(1.0, exp(success.mean() - failure.mean()))


@dataclass(frozen=True)
class TrustWeighted:
    """Worth of each episode of a group: a judge's score, times the trust it deserves on the group.

    Args:
        judge: the name of a reward term or channel, summed over the episode, or ``judge(episode) -> float``, NaN
            where it cannot tell.
    """

    judge: str | Callable[[Any], float]

    def __call__(self, episodes: Sequence[Any]) -> list[float]:
        """Return the trusted score of each episode.

        Args:
            episodes: of one group.
        """
        scores = [episode_value(episode, self.judge) for episode in episodes]
        compared = [NAN if episode.solved is None else score for episode, score in zip(episodes, scores, strict=True)]
        trust = trust_weight(compared, [bool(episode.solved) for episode in episodes])
        return [trust * score for score in scores]
