r"""SPA's progress estimator: contributions of turns that sum to the outcome.

    c_t = head(turn t),   loss = mean over episodes of (Σ_t c_t - R)²

The formulas of the step reward, what the released code does instead, and the doubts stand in
:mod:`turnwise.reward_shaping.redistribution.step_attribution`.

Certainty: code for the loss; the paper's head reads a language model's last token, this one any features.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..redistribution.step_attribution import attribution_loss
from .outcomes import outcome_of
from .turn_features import TurnFeatures
from .turn_model import Batch, TurnModel

if TYPE_CHECKING:
    import torch


class ProgressEstimator(TurnModel):
    """Say what each turn contributed to the outcome.

    Args:
        features: ``features(history)``; hashed n-grams of the last turn if None.
        size: how long its vectors are; its attribute ``size`` if None.
        of: the reward term that is the outcome R; ``"total"`` for the sum of all, ``"success"`` for 1 or 0.
        training: ``hidden``, ``head``, ``lr``, ``steps``, ``seed`` of :class:`~.turn_model.TurnModel`.
    """

    def __init__(
        self,
        features: TurnFeatures | None = None,
        size: int | None = None,
        *,
        of: str = "outcome",
        **training: Any,
    ) -> None:
        super().__init__(features, size, **training)
        self.of = of

    def target(self, episode: Any) -> float:
        """Return the outcome of an episode.

        Args:
            episode: finished; one without the term is left out.
        """
        return outcome_of(episode, self.of)

    def loss(self, values: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Return the mean squared error of the sums.

        Args:
            values: shape (N,); the contribution of each turn.
            batch: the turns, and one outcome an episode.
        """
        sums: Any = batch.sums(values)
        error: torch.Tensor = attribution_loss(sums, batch.targets)
        return error.mean()
