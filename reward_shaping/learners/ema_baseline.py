r"""A moving-average baseline for each key (SPIRAL's role-conditioned advantage).

    A_i = R_i - b[key]          b read before it moves
    b[key] ← decay · b[key] + (1 - decay) · R_i

One average a game and role: in a game in which the first to move is ahead, each role is measured by what that role
usually gets. The average starts at 0, so the first 20 or so episodes are compared with too little, and it depends on
the order of the episodes: give them in the order of the run, not of their ending, or no run can be repeated.

Default: decay = 0.95, start = 0.
Certainty: code of spiral-rl/spiral (`spiral/utils.py`, `train_spiral.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence
from .learner import KeptLearner
from .outcomes import TOTAL, outcome_of

Key = Callable[[Any], str]
"""``key(episode)``: episodes of one key share a baseline."""


def moving_average_advantages(rewards: ArrayLike, *, decay: float = 0.95, start: float = 0.0) -> tuple[Floats, float]:
    """Return each reward less the moving average of those before it, and the average after all.

    Args:
        rewards: shape (N,), in order; NaN where missing, which moves nothing.
        decay: how much of the average stays.
        start: the average before the first.

    Returns:
        Shape (N,), NaN where missing; and the last average.

    Raises:
        ValueError: ``rewards`` is not one-dimensional.
    """
    advantages = sequence("moving_average_advantages", "rewards", rewards).copy()
    average = start
    for index, reward in enumerate(advantages.tolist()):
        advantages[index] = reward - average
        if reward == reward:
            average = decay * average + (1 - decay) * reward
    return advantages, average


def by_env_and_role(episode: Any) -> str:
    """Return the environment's label and the role of the episode's first turn.

    Args:
        episode: with ``env`` and ``keys``.
    """
    roles = [role for role in episode.keys.get("role", ()) if role is not None]
    return f"{episode.env}/{roles[0] if roles else 'agent'}"


class EMABaseline(KeptLearner):
    """A learner of moving averages, one a key.

    Args:
        decay: how much of an average stays with each episode, in [0, 1].
        start: of every average.
        key: ``key(episode)``; episodes of one key share an average. Environment and role if None.
        of: the reward term that is averaged, or ``"total"``, or ``"success"``.

    Raises:
        ValueError: ``decay`` is out of its range.

    Attributes:
        version: how many updates it has made.
        averages: b, by key.
    """

    kept = ("averages",)

    def __init__(self, *, decay: float = 0.95, start: float = 0.0, key: Key | None = None, of: str = TOTAL) -> None:
        if not 0 <= decay <= 1:
            raise ValueError(f"EMABaseline needs 0 <= decay <= 1; got decay={decay}.")
        self.decay = decay
        self.start = start
        self.key = by_env_and_role if key is None else key
        self.of = of
        self.averages: dict[str, float] = {}

    @property
    def identity(self) -> str:
        """The name under which a trace notes this learner."""
        return f"EMABaseline({self.of})"

    def advantages(self, episodes: Sequence[Any]) -> Floats:
        """Return each episode's return less the average before it; the averages stay as they are.

        Args:
            episodes: in the order of the run.

        Returns:
            Shape (N,); NaN where the episode has no such return.
        """
        return self._run(episodes)[0]

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Move the averages by finished episodes.

        Args:
            episodes: in the order of the run.

        Returns:
            Each key's average.
        """
        self.averages.update(self._run(episodes)[1])
        self.version += 1
        return dict(self.averages)

    def _run(self, episodes: Sequence[Any]) -> tuple[Floats, dict[str, float]]:
        """Return the advantages and the averages after them."""
        advantages, averages = np.zeros(len(episodes)), {}
        places: dict[str, list[int]] = {}
        for index, episode in enumerate(episodes):
            places.setdefault(self.key(episode), []).append(index)
        for key, where in places.items():
            returns = [outcome_of(episodes[index], self.of) for index in where]
            before = self.averages.get(key, self.start)
            advantages[where], averages[key] = moving_average_advantages(returns, decay=self.decay, start=before)
        return advantages, averages
