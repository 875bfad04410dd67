r"""Success-gated length penalty (GRPO-λ): ask for brevity only of a group that already succeeds.

    ratio  = share of the group that succeeded
    r_i    = c_i                                  if ratio <= threshold
    r_i    = c_i (1 - weight · σ(z_i))            if ratio > threshold,   z_i = (len_i - mean)/(std + ε) over successes

The gate is the point: a length penalty on a group that fails teaches to fail briefly. A failure earns 0 either way, so
brevity never pays for itself, and ``weight`` < 1 keeps every success above every failure. The penalty of the turn is
the difference r_i - c_i, a term that is never positive.

Defaults: threshold ½, weight ½, ε = 1e-6, std with ddof 0.
Certainty: abstract (GRPO-λ, arXiv 2505.18086: the gate); the form of the penalty is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats
from .columns import episode_value


def success_gated_length_penalty(
    lengths: ArrayLike, correct: ArrayLike, *, threshold: float = 0.5, weight: float = 0.5, eps: float = 1e-6
) -> Floats:
    """Return what each rollout of a group loses for its length.

    Args:
        lengths: shape (G,); tokens or turns, NaN where nobody counted.
        correct: shape (G,); whether the rollout succeeded.
        threshold: the penalty is on only where a larger share of the group succeeded.
        weight: the most that a success can lose, in [0, 1).
        eps: added to the standard deviation.

    Returns:
        Shape (G,); <= 0, and 0 for failures and where the gate is closed; NaN for a success of unknown length.

    Raises:
        ValueError: the shapes differ, or ``weight`` is outside [0, 1).
    """
    length, right = np.asarray(lengths, dtype=np.float64), np.asarray(correct, dtype=bool)
    if length.ndim != 1 or right.shape != length.shape or not 0 <= weight < 1:
        raise ValueError(
            f"success_gated_length_penalty needs lengths and correct of one shape (G,) and 0 <= weight < 1; "
            f"got shapes {length.shape} and {right.shape}, weight={weight}."
        )
    penalty = np.zeros(len(length))
    if len(length) and right.mean() > threshold:
        told = right & ~np.isnan(length)
        kept = length[told]
        z = (kept - kept.mean()) / (kept.std() + eps) if kept.size else kept
        penalty[right] = np.nan
        penalty[told] = -weight / (1 + np.exp(-z))
    return penalty


@dataclass(frozen=True)
class SuccessGatedLengthPenalty:
    """What each episode of a group loses for its length, once the group succeeds often enough.

    Args:
        length: ``"turns"``, ``"tokens"``, a column's name, or ``length(episode) -> float``.
        threshold: the share of successes above which the penalty is on.
        weight: the most that a success can lose, in [0, 1).
    """

    length: str | Callable[[Any], float] = "turns"
    threshold: float = 0.5
    weight: float = 0.5

    def __call__(self, episodes: Sequence[Any]) -> list[float]:
        """Return the penalty of each episode, <= 0.

        Args:
            episodes: of one group.
        """
        lengths = [episode_value(episode, self.length) for episode in episodes]
        solved = [bool(episode.solved) for episode in episodes]
        penalty = success_gated_length_penalty(lengths, solved, threshold=self.threshold, weight=self.weight)
        return [float(value) for value in penalty]
