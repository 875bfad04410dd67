"""Progress (MRT, PAV): pay each turn for what it did to the probability of success."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

from ..scored_term import Score
from .level_gain import LevelGain
from .monte_carlo_value import MonteCarloValue
from .scorers import require

ENDS = ("success", "scored")
"""What the value of an ended episode is: its success, or what the callable says."""


class SuccessProgress(LevelGain):
    """Pay α (V(h_t) - V(h_{t-1})), the change of a prover's probability of success.

    The formula and its doubts stand in :mod:`turnwise.reward_shaping.information.success_progress`.

    Args:
        env: the environment; reports ``info["success"]`` unless ``end`` is ``"scored"``.
        value: ``value(history, info)``, a probability, NaN where it cannot tell; or :class:`MonteCarloValue`, or
            anything with ``forks = True``, which is called ``value(history, info, env)`` with the stack inside this
            wrapper and leaves it as it was. Or its dotted path.
        alpha: the weight beside the outcome.
        end: the value of an ended episode: ``"success"``, 1 or 0, or ``"scored"``, what ``value`` says.
        name: another name for the term.

    Raises:
        ValueError: ``end`` is not allowed, or is ``"scored"`` for a value that forks; at the reset, if the environment
            does not report ``success``.
    """

    term = "success_progress"

    def __init__(
        self,
        env: gym.Env[Any, Any],
        value: Score | MonteCarloValue | str,
        *,
        alpha: float = 1.0,
        end: str = "success",
        name: str | None = None,
    ) -> None:
        super().__init__(env, value, weight=alpha, name=name)
        require(self, "end", end, ENDS)
        self._forks = bool(getattr(self.asked, "forks", False))
        if self._forks and end == "scored":
            raise ValueError(
                "SuccessProgress cannot play on from an ended episode: a value that forks needs end='success'; "
                f"got end={end!r}."
            )
        self.alpha = alpha
        self.end = end

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Value the opening."""
        if self.end == "success" and "success" not in info:
            raise ValueError(
                f"SuccessProgress needs info['success'], which {self.env} does not report; it reports {list(info)}. "
                "Give end='scored', or report it in a wrapper inside."
            )
        super().begin(observation, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the value has risen by."""
        if (terminated or truncated) and self.end == "success":
            self.hear(action, observation)
            return self.paid(self.weight * self.gain(float(info["success"])), info)
        return super().turn_reward(action, observation, reward, terminated, truncated, info)

    def level(self, info: dict[str, Any]) -> float:
        """Return the value of the history."""
        history = list(self.history)
        return float(self.asked(history, info, self.env) if self._forks else self.asked(history, info))
