"""MaxInfoRL as a reward term: pay what a turn teaches models of the environment, at a weight that adapts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.learners.exploration_scale import ExplorationScale
from ..base import load
from .curiosity import Curiosity
from .features import Embed


class InfoGainExploration(Curiosity):
    """Pay λ Σ log(1 + σ² / σ²_noise), σ² the variance of an ensemble that foresees the next observation.

    Two learners stand behind it, both trained on finished episodes outside ``step``: the ensemble, and the scale λ that
    balances this term against what the task pays. λ is that of the reset for the whole episode, and stands in
    ``info["versions"]`` beside the versions. How this differs from MaxInfoRL inside a trainer, and the doubts, stand in
    :mod:`turnwise.reward_shaping.intrinsic.info_gain_exploration`.

    Args:
        env: the environment.
        learner: an :class:`~turnwise.reward_shaping.learners.ensemble_model.EnsembleModel`, or a function without
            arguments that makes one, or its dotted path. One is made if None.
        settings: of the one that is made.
        noise: σ_noise, in standard deviations of the features.
        scale: an :class:`~turnwise.reward_shaping.learners.exploration_scale.ExplorationScale` of this term, or what
            makes one or its dotted path; or a number, the λ it begins with.
        feature: what is looked at; see :class:`~turnwise.wrappers.intrinsic.curiosity.Curiosity`.
        ignore: what is no news in a text.
        dimension: of n-gram vectors.
        name: another name for the term.

    Raises:
        gymnasium.error.DependencyNotInstalled: torch is not installed.
        ValueError: an argument is out of its range, or the scale is that of another term.

    Attributes:
        balance: the learner of λ.
    """

    term = "info_gain_exploration"
    memory = ("recalled", "weight")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        learner: Any = None,
        *,
        settings: Mapping[str, Any] | None = None,
        noise: float = 1.0,
        scale: Any = 1.0,
        feature: str | Sequence[str] | Embed = "text",
        ignore: Sequence[str] = (),
        dimension: int = 128,
        name: str | None = None,
    ) -> None:
        made = {"size": dimension, **(settings or {})} if learner is None else settings
        ensemble = {"learner": learner, "settings": made, "noise": noise}
        looks = {"feature": feature, "ignore": ignore, "dimension": dimension}
        super().__init__(env, "info_gain", weight=1.0, options=ensemble, name=name, **looks)  # type: ignore[arg-type]
        if isinstance(scale, int | float):
            scale = ExplorationScale(self.term, scale=scale)
        elif not hasattr(scale, "scale"):
            scale = load(scale)()
        if scale.term != self.term:
            raise ValueError(
                f"InfoGainExploration pays the term {self.term!r}; its scale reads {scale.term!r}. Give the scale that "
                "term, or this wrapper that `name`."
            )
        self.balance: ExplorationScale = scale

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin an episode at the scale that holds now."""
        super().begin(observation, info)
        self.weight = self.balance.scale
        info["versions"][self.term] |= {"scale": self.weight, "scale_version": self.balance.version}
