"""Baseline-relative reward: what an episode earns above stored rollouts of its task."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.composition.baseline_relative import baseline_relative
from ..base import RewardTerm, load

Baselines = Callable[[dict[str, Any]], Sequence[float]]
"""``baselines(info)``: the scores of stored rollouts of the task that ``info``, of the reset, describes."""


class BaselineRelative(RewardTerm):
    """Take the mean score of stored rollouts of the task off what the episode earns.

    It is paid on the last step. The formula and its doubts stand in
    :mod:`turnwise.reward_shaping.composition.baseline_relative`.

    Args:
        env: the environment.
        baselines: the scores of stored rollouts: a list, for every task; ``{task id: list}``, by
            ``info["task"]["id"]``; a callable ``baselines(info) -> list``, or its dotted path.
        name: another name for the term.

    Raises:
        ValueError: at the reset, if the task has no stored rollout.
    """

    term = "baseline"
    memory = ("scores",)

    def __init__(
        self,
        env: gym.Env[Any, Any],
        baselines: Sequence[float] | Mapping[str, Sequence[float]] | Baselines | str,
        *,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.lookup: Any = load(baselines) if callable(baselines) or isinstance(baselines, str) else None
        self.baselines = baselines

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Look up the stored rollouts of this task."""
        self.scores = [float(score) for score in self._stored(info)]
        if not self.scores:
            raise ValueError(
                f"BaselineRelative on {self.env} has no stored rollout of the task {info.get('task')!r:.200}. Give "
                "`baselines` at least one score for it."
            )

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return minus the baseline, if the episode is over."""
        return baseline_relative(0.0, self.scores) if terminated or truncated else 0.0

    def _stored(self, info: dict[str, Any]) -> Sequence[float]:
        """Return the scores of the task's stored rollouts."""
        if self.lookup is not None:
            found: Sequence[float] = self.lookup(info)
            return found
        if isinstance(self.baselines, Mapping):
            return self.baselines.get(str((info.get("task") or {}).get("id")), ())
        return self.baselines  # type: ignore[return-value] # a callable or its path is looked up above
