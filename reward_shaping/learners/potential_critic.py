r"""MiRA's potential critic: how far a state has come, learned from when episodes reached their milestones.

    P(s) = head(state s), cut to [0, 1],   loss = mean over states of (head(s) - label(s))²

The labels are those of :mod:`turnwise.reward_shaping.redistribution.progress_labels`. Paid as a potential,
γ P(s') - P(s), the critic gives a dense reward where no milestone is near, and changes no optimal policy while it is
fixed. It moves between updates: then each value has to be the one it had when the state was visited, which is what
:class:`~turnwise.wrappers.LearnedPotential` pays.

Certainty: secondary (arXiv 2603.19685, read in summaries); the cut is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ..number import Floats
from ..redistribution.progress_labels import progress_labels
from .turn_model import Batch, TurnModel

if TYPE_CHECKING:
    import torch


class PotentialCritic(TurnModel):
    """Say how far each state has come, between 0 and 1; the arguments are those of :class:`TurnModel`.

    An episode needs its milestones recorded: ``collect(..., record=["milestones"])``.
    """

    states: ClassVar[bool] = True

    def target(self, episode: Any) -> Floats:
        """Return the progress label of each state.

        Args:
            episode: finished; one of which nobody knows whether it succeeded has no labels (NaN) and is left out.

        Raises:
            ValueError: its milestones were not recorded.
        """
        names = list(episode.milestones)
        if not names:
            raise ValueError(
                "PotentialCritic learns from milestones, which this episode has not recorded. Record them: "
                'collect(..., record=["milestones"]).'
            )
        if episode.solved is None:
            return np.full(len(episode.observations), np.nan)
        opening = episode.opening.get("milestones", {})
        rows = [[opening.get(name) is True, *(held is True for held in episode.milestones[name])] for name in names]
        return progress_labels(np.array(rows).T, success=episode.solved)

    def loss(self, values: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Return the mean squared error.

        Args:
            values: shape (N,); what the head says of each state.
            batch: the states, and one label each.
        """
        return ((values - batch.targets) ** 2).mean()

    def read(self, values: Floats) -> Floats:
        """Return what the head says, cut to [0, 1].

        Args:
            values: shape (N,).
        """
        return np.clip(values, 0.0, 1.0)
