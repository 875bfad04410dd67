r"""Self-reference progress (SRPO): a failure is worth how close it came to the batch's own successes.

    d_i = min over the successes s of ‖φ(τ_i) - φ(τ_s)‖
    r_i = 1                                       if τ_i succeeded
    r_i = α σ(-(d_i - mean d) / std d)            if it failed, mean and std (ddof 0) over the group's failures

The reward of a failure stays below α < 1, so a success always ranks above it. A group without a success has no
reference and its failures are missing (NaN); where all failures are equally far each is worth α/2.

Defaults: α = 0.6.
Certainty: abstract (SRPO, arXiv 2511.15605); the distance to the nearest success and the squashing are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats

Embed = Callable[[Any], ArrayLike]
"""``embed(episode)``: a vector, shape (D,), e.g. the mean of its states' embeddings."""


def self_reference_progress(embeddings: ArrayLike, succeeded: ArrayLike, alpha: float = 0.6) -> Floats:
    """Return the progress reward of each rollout of a group.

    Args:
        embeddings: shape (G, D); one vector a rollout.
        succeeded: shape (G,); whether it solved the task.
        alpha: the bound of a failure's reward, in [0, 1).

    Returns:
        Shape (G,); NaN for the failures of a group without a success.

    Raises:
        ValueError: the shapes do not fit, or ``alpha`` is outside [0, 1).
    """
    points, solved = np.asarray(embeddings, dtype=np.float64), np.asarray(succeeded, dtype=bool)
    if points.ndim != 2 or solved.shape != points.shape[:1] or not 0 <= alpha < 1:
        raise ValueError(
            f"self_reference_progress needs embeddings (G, D), succeeded (G,) and 0 <= alpha < 1; "
            f"got shapes {points.shape} and {solved.shape}, alpha={alpha}."
        )
    rewards = np.where(solved, 1.0, np.nan)
    failed = ~solved
    if solved.any() and failed.any():
        gaps = points[failed][:, None, :] - points[solved][None, :, :]
        distance = np.sqrt((gaps**2).sum(axis=2)).min(axis=1)
        spread = distance.std()
        z = (distance - distance.mean()) / spread if spread > 1e-9 * distance.max() else np.zeros_like(distance)
        rewards[failed] = alpha / (1 + np.exp(z))
    return rewards


@dataclass(frozen=True)
class SelfReferenceProgress:
    """Worth of each episode of a group: 1 if solved, else its closeness to the group's solved episodes.

    Args:
        embed: ``embed(episode)``: a vector of shape (D,).
        alpha: the bound of a failure's reward, in [0, 1).
    """

    embed: Embed
    alpha: float = 0.6

    def __call__(self, episodes: Sequence[Any]) -> list[float]:
        """Return the reward of each episode.

        Args:
            episodes: of one group.
        """
        points = np.array([np.asarray(self.embed(episode), dtype=np.float64) for episode in episodes])
        solved = [bool(episode.solved) for episode in episodes]
        return [float(reward) for reward in self_reference_progress(points, solved, self.alpha)]
