"""Novelty archive (TAXONS, SERENE, STAX): pay an episode for being unlike all that were kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym
import numpy as np

from ...reward_shaping.intrinsic.archive import DESCRIPTORS
from ...reward_shaping.number import Floats
from .curiosity import Curiosity
from .features import Embed
from .memory import Memory


class NoveltyArchive(Curiosity):
    """Pay on the last turn the distance of the episode's descriptor to its nearest neighbours in an archive.

    The descriptor is the mean of the features of all states, or the last of them; the archive outlives episodes. With
    ``exploit`` > 0 the term alternates as STAX and SERENE do: ``explore`` episodes earn their novelty and fill the
    archive; once the episodes earned anything else, ``exploit`` episodes earn that alone. Formula and doubts:
    :mod:`turnwise.reward_shaping.intrinsic.archive`.

    Args:
        env: the environment.
        descriptor: ``"mean"`` or ``"last"``.
        feature: what is looked at, as in :class:`~turnwise.wrappers.intrinsic.curiosity.Curiosity`.
        k: how many neighbours count.
        threshold: episodes at least this novel are kept.
        capacity: how many are kept; the oldest give way.
        explore: episodes of a phase that pays.
        exploit: episodes of a phase that does not; 0 always explores.
        scope: of the archive: ``"run"``, ``"task"``, or ``"episode"``, in which nothing is ever near.
        ignore: what is no news in a text.
        weight: of the whole term.
        dimension: of n-gram vectors.
        memory: shared with other environments, as in ``Curiosity``; its own if None.
        frozen: pay without keeping.
        name: another name for the term.

    Raises:
        ValueError: an argument is not allowed; at the reset, as ``Curiosity``.

    Attributes:
        exploring: whether this episode's novelty pays.
    """

    term = "novelty_archive"
    memory = ("recalled", "exploring", "earned", "total", "turns")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        descriptor: str = "mean",
        *,
        feature: str | Sequence[str] | Embed = "text",
        k: int = 15,
        threshold: float = 0.0,
        capacity: int = 10_000,
        explore: int = 1,
        exploit: int = 0,
        scope: str = "run",
        ignore: Sequence[str] = (),
        weight: float = 1.0,
        dimension: int = 128,
        memory: Memory | str | None = None,
        frozen: bool = False,
        name: str | None = None,
    ) -> None:
        if descriptor not in DESCRIPTORS:
            raise ValueError(f"NoveltyArchive describes by one of {list(DESCRIPTORS)}; got descriptor={descriptor!r}.")
        super().__init__(
            env,
            "archive",
            scope=scope,
            feature=feature,
            ignore=ignore,
            weight=weight,
            dimension=dimension,
            memory=memory,
            frozen=frozen,
            options={"k": k, "threshold": threshold, "capacity": capacity},
            name=name,
        )
        self.descriptor = descriptor
        self._phases = self._opened("phases", "phases", "run", {"explore": explore, "exploit": exploit})
        self._outlives = True

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin a trajectory, and see which phase it is in."""
        super().begin(observation, info)
        self.exploring = bool(self._phase(0.0, learn=False))
        self.earned = 0.0
        self.total: Floats = np.zeros(0) if self._last is None else np.array(self._last["vector"])
        self.turns = int(self._last is not None)
        self._last = None  # an archive holds trajectories, not the states they start in

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the episode's novelty on its last turn."""
        self.earned += reward
        seen = self.seen(action, observation, info)
        if seen is not None:
            vector = self.feature.of(seen, "vector")
            self.total = vector if self.descriptor == "last" or not self.turns else self.total + vector
            self.turns += 1
        if not (terminated or truncated):
            return 0.0
        self._phase(self.earned, learn=not self.frozen)
        if not self.turns:
            return self.paid(float("nan"), info)
        novelty = self.bonus(action, self.total if self.descriptor == "last" else self.total / self.turns)
        return self.paid(self.weight * novelty if self.exploring else 0.0, info)

    def _phase(self, earned: float, *, learn: bool) -> float:
        return self.shared.pay(self._phases.place, "", None, None, earned, learn=learn)
