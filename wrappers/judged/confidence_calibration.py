"""PPO-C's calibration: the confidence that the agent states pays where its reward beats the average."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.judged.confidence_calibration import HOW, calibration, running_mean, stated_confidence
from ..transform import Transform


class ConfidenceCalibration(Transform):
    """Add w (r - r̄) (c - ½) to what a term paid over the episode, on the last step.

    ``c`` is the confidence that the agent stated last, as ``Confidence: 7``; none stated changes nothing. ``r̄`` is the
    running mean of the episodes so far and outlives them on purpose; it is saved by ``state_dict`` and goes back with
    ``restore``. An episode that is reset before its end is not counted, nor is one whose r is not known because a term
    of it is missing on some turn; this term is missing then too. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.judged.confidence_calibration`.

    Args:
        env: the environment.
        of: the term whose sum over the episode is r, several, or ``"total"``.
        weight: w.
        how: ``"difference"`` or ``"threshold"``, the released default.
        alpha: α, how much of the mean one episode replaces.
        mean: r̄ before the first episode.
        scale: the number that stands for certainty.
        name: another name for the term.

    Raises:
        ValueError: ``how``, ``alpha`` or ``scale`` is not allowed.

    Attributes:
        mean: r̄ now.
    """

    term = "calibration"
    memory = ("total", "confidence", "mean", "known")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        of: str | Sequence[str] = "outcome",
        *,
        weight: float = 0.5,
        how: str = "difference",
        alpha: float = 0.1,
        mean: float = 0.0,
        scale: float = 10.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, of, name=name)
        if how not in HOW or not 0 <= alpha <= 1 or not scale > 0:
            raise ValueError(
                f"ConfidenceCalibration needs how to be one of {list(HOW)}, 0 <= alpha <= 1 and scale > 0; "
                f"got how={how!r}, alpha={alpha}, scale={scale}."
            )
        self.weight = weight
        self.how = how
        self.alpha = alpha
        self.mean = float(mean)
        self.scale = scale

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin without a reward and without a confidence."""
        self.total = 0.0
        self.confidence = 0.5
        self.known = True

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the stated confidence earns or costs, if the episode is over."""
        self.total += self.raw(reward, info)
        missing = info.get("missing", ())
        self.known = self.known and not (missing if self._total else set(missing) & set(self.of))
        stated = stated_confidence(action, self.scale) if isinstance(action, str) else None
        if stated is not None:
            self.confidence = stated
        if not (terminated or truncated):
            return 0.0
        if not self.known:
            info.setdefault("missing", []).append(self.term)
            return 0.0
        mean, self.mean = self.mean, running_mean(self.mean, self.total, self.alpha)
        return float(calibration(self.total, mean, self.confidence, self.weight, self.how))

    def state_dict(self) -> dict[str, Any]:
        """Return the running mean."""
        return {"mean": self.mean}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: with the running mean.
        """
        self.mean = float(state["mean"])
