r"""Learners of step rewards that sum to the return: RRD over any features, LaRe over factors that code computes.

    RRD     r_t = head(turn t)          loss over a new random subset of each episode's turns at every step
    LaRe    r_t = w · factors(turn t)   the same loss; the factors come from code that passed its verification

The formulas and their doubts stand in :mod:`turnwise.reward_shaping.redistribution.random_subset` and
:mod:`turnwise.reward_shaping.redistribution.latent_reward`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..number import Floats
from ..redistribution.latent_reward import Factors, verified_factors
from ..redistribution.random_subset import draw_subsets, subset_loss
from .learner import load_torch
from .outcomes import outcome_of
from .turn_features import TurnFeatures
from .turn_model import Batch, TurnModel

if TYPE_CHECKING:
    import torch


class ReturnDecomposition(TurnModel):
    """Say what reward each turn would have had to have for the return to be their sum.

    Args:
        features: ``features(history)``; hashed n-grams of the last turn if None.
        size: how long its vectors are; its attribute ``size`` if None.
        subset: K, how many turns of an episode are summed at each step; all if None, or where there are no more.
        unbiased: subtract the variance that the subset adds to the loss; needs K >= 2.
        of: the reward term that is the return R; ``"total"`` for the sum of all, ``"success"`` for 1 or 0.
        training: ``hidden``, ``head``, ``lr``, ``steps``, ``seed`` of :class:`~.turn_model.TurnModel`.

    Raises:
        ValueError: an argument is out of its range.
    """

    def __init__(
        self,
        features: TurnFeatures | None = None,
        size: int | None = None,
        *,
        subset: int | None = 8,
        unbiased: bool = True,
        of: str = "outcome",
        **training: Any,
    ) -> None:
        if subset is not None and subset < 1 + unbiased:
            raise ValueError(
                f"{type(self).__name__} needs subset >= 1, and >= 2 to be unbiased; "
                f"got subset={subset}, unbiased={unbiased}."
            )
        super().__init__(features, size, **training)
        self.subset = subset
        self.unbiased = unbiased
        self.of = of

    def target(self, episode: Any) -> float:
        """Return the return of an episode.

        Args:
            episode: finished; one without the term is left out.
        """
        return outcome_of(episode, self.of)

    def loss(self, values: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Return the mean loss of the episodes' subsets.

        Args:
            values: shape (N,); the reward of each turn.
            batch: the turns, and one return an episode.
        """
        loaded = load_torch(type(self).__name__)
        turns = loaded.as_tensor(batch.lengths)
        losses = []
        for episodes, rows in draw_subsets(self.rng, batch.lengths, self.subset):
            chosen, of = loaded.as_tensor(rows), loaded.as_tensor(episodes)
            losses.append(subset_loss(values[chosen], turns[of], batch.targets[of], unbiased=self.unbiased))
        mean: torch.Tensor = loaded.cat(losses).mean()
        return mean


class LLMLatentReward(ReturnDecomposition):
    """Weigh the factors that code computes for each turn, so that the weighted sums make up the return.

    Args:
        factors: ``factors(history)``: what the code makes of the last turn, shape (d,). Code that a language model
            wrote is a callable here; whoever compiles it answers for what it may touch.
        examples: histories to verify the code on, e.g. ``histories_of(episode)``.
        subset: K, how many turns of an episode are summed at each step; all if None.
        arguments: the others of :class:`ReturnDecomposition`.

    Raises:
        ValueError: the code fails its verification, which says how.
    """

    def __init__(
        self,
        factors: Factors,
        examples: Sequence[Sequence[Any]],
        *,
        subset: int | None = None,
        **arguments: Any,
    ) -> None:
        count = verified_factors(factors, examples)
        nn = load_torch("LLMLatentReward").nn
        linear = {"head": lambda size: nn.Linear(size, 1, bias=False), "lr": 3e-2, "steps": 200}
        super().__init__(factors, count, subset=subset, **{**linear, **arguments})

    @property
    def weights(self) -> Floats:
        """What each factor is worth, shape (d,)."""
        weights: Any = self.network.weight
        return np.array(weights.detach().numpy()[0], dtype=np.float64)
