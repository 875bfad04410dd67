"""The weight of MaxInfoRL's bonus, moved between episodes so that exploration keeps its pace.

The formula, and how it differs from the paper's, stand in
:mod:`turnwise.reward_shaping.intrinsic.info_gain_exploration`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from ..intrinsic.info_gain_exploration import next_scale
from .learner import KeptLearner


class ExplorationScale(KeptLearner):
    """Hold λ, and move it by what episodes gathered beside what earlier ones did.

    Args:
        term: of the ledger, which paid λ I; its λ is read from the versions noted at the reset.
        scale: λ_0 > 0.
        lr: η >= 0; 0 keeps λ.
        tau: τ in [0, 1], how fast the average of earlier episodes follows.

    Raises:
        ValueError: an argument is out of its range.

    Attributes:
        version: how many updates it has made.
        scale: λ.
        target: Ī; None before the first update.
    """

    kept: ClassVar[tuple[str, ...]] = ("scale", "target")

    def __init__(
        self, term: str = "info_gain_exploration", *, scale: float = 1.0, lr: float = 3e-4, tau: float = 0.005
    ) -> None:
        if not scale > 0 or not lr >= 0 or not 0 <= tau <= 1:
            raise ValueError(
                f"ExplorationScale needs scale > 0, lr >= 0 and 0 <= tau <= 1; got scale={scale}, lr={lr}, tau={tau}."
            )
        self.term = term
        self.scale, self.lr, self.tau = scale, lr, tau
        self.target: float | None = None

    @property
    def identity(self) -> str:
        """The name under which a trace notes this learner."""
        return f"ExplorationScale({self.term})"

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Move λ once; episodes in which the term was not paid, or paid with λ unknown, are left out.

        Args:
            episodes: with ``paid`` (the ledger by term) and ``opening["versions"]``.

        Returns:
            ``gain``, the mean I of a turn (NaN where there is none), ``target`` and ``scale``.
        """
        gains = [gain for episode in episodes for gain in self._gains(episode)]
        self.version += 1
        if not gains:
            return {"gain": float("nan"), "target": float("nan"), "scale": self.scale}
        gain = float(np.mean(gains))
        target = gain if self.target is None else self.target
        self.scale = next_scale(self.scale, gain, target, self.lr)
        self.target = (1 - self.tau) * target + self.tau * gain
        return {"gain": gain, "target": target, "scale": self.scale}

    def _gains(self, episode: Any) -> list[float]:
        scale = episode.opening.get("versions", {}).get(self.term, {}).get("scale")
        paid = episode.paid.get(self.term, [])
        return [value / scale for value in paid if value is not None] if scale else []
