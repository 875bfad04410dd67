r"""Selective sample buffer (Skywork R1V2's SSB): keep episodes with an advantage, and draw the large ones again.

    into the buffer   episodes with |A_i| > threshold
    drawn             without replacement, P(i) ∝ |A_i|^α

As a policy improves most groups collapse and their advantages vanish; the buffer refills a batch with earlier
episodes that had one. They are off-policy: use an importance ratio, and a small ``capacity``.

Defaults: capacity 1,024, α = 1, threshold 0.
Certainty: abstract (Skywork R1V2, arXiv 2504.16656: prioritises high-value samples); reading "high-value" as a
non-zero advantage, and the power, are ours.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


class SelectiveSampleBuffer:
    """A bounded buffer of episodes with their advantages.

    Args:
        capacity: the most episodes; the oldest leave.
        alpha: how strongly large advantages are preferred; 0 draws evenly.
        threshold: an episode enters only with an absolute advantage above it.
        seed: of the draws.

    Raises:
        ValueError: ``capacity`` is below 1, or ``alpha`` or ``threshold`` negative.

    Attributes:
        zero_share: the share of episodes offered so far that had no advantage.
    """

    def __init__(self, capacity: int = 1024, *, alpha: float = 1.0, threshold: float = 0.0, seed: int = 0) -> None:
        if capacity < 1 or alpha < 0 or threshold < 0:
            raise ValueError(
                f"SelectiveSampleBuffer needs capacity >= 1, alpha >= 0 and threshold >= 0; got capacity={capacity}, "
                f"alpha={alpha}, threshold={threshold}."
            )
        self.alpha = alpha
        self.threshold = threshold
        self.held: deque[tuple[Any, float]] = deque(maxlen=capacity)
        self.rng = np.random.default_rng(seed)
        self.offered = self.refused = 0

    def __len__(self) -> int:
        """Return how many episodes it holds."""
        return len(self.held)

    @property
    def zero_share(self) -> float:
        """The share of episodes offered so far that had no advantage."""
        return self.refused / self.offered if self.offered else 0.0

    def add(self, episodes: Sequence[Any], advantages: ArrayLike) -> int:
        """Take in the episodes that have an advantage.

        Args:
            episodes: N finished episodes.
            advantages: shape (N,); one an episode. NaN is none.

        Returns:
            How many entered.

        Raises:
            ValueError: the numbers of episodes and advantages differ.
        """
        sizes = np.abs(np.nan_to_num(np.asarray(advantages, dtype=np.float64)))
        if sizes.shape != (len(episodes),):
            raise ValueError(f"add needs one advantage for each of {len(episodes)} episodes; got shape {sizes.shape}.")
        entering = [(each, float(size)) for each, size in zip(episodes, sizes, strict=True) if size > self.threshold]
        self.held.extend(entering)
        self.offered += len(episodes)
        self.refused += len(episodes) - len(entering)
        return len(entering)

    def sample(self, count: int) -> list[Any]:
        """Draw episodes without replacement.

        Args:
            count: how many; fewer where the buffer holds fewer.
        """
        if not self.held or count < 1:
            return []
        weights = np.array([size for _, size in self.held]) ** self.alpha
        picked = self.rng.choice(len(self.held), min(count, len(self.held)), replace=False, p=weights / weights.sum())
        return [self.held[int(index)][0] for index in picked]
