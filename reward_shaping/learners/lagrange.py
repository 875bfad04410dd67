r"""Lagrange multipliers: how much of each reward component is too much, learned by dual ascent.

    λ_k ← max(0, λ_k + lr (R_k - θ_k)),   R_k = mean return of term k over the episodes of an update

λ_k is the multiplier of the constraint R_k ≤ θ_k: it grows while the component earns more than its threshold and goes
back to 0 below it. :class:`~turnwise.wrappers.ConstrainedComposite` takes it off the component's weight; the formula
and its doubts stand in :mod:`turnwise.reward_shaping.composition.constrained_composite`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..composition.constrained_composite import next_multiplier
from .learner import KeptLearner
from .outcomes import outcome_of


class LagrangeMultipliers(KeptLearner):
    """A learner of one multiplier a reward term.

    Args:
        thresholds: θ, by the name of the term.
        lr: the step of the dual ascent, > 0.
        start: of every multiplier, >= 0.

    Raises:
        ValueError: there is no term, or ``lr`` or ``start`` is out of its range.

    Attributes:
        version: how many updates it has made.
        multipliers: λ, by the name of the term.
    """

    kept = ("multipliers",)

    def __init__(self, thresholds: Mapping[str, float], *, lr: float = 0.1, start: float = 0.0) -> None:
        if not thresholds or not lr > 0 or not start >= 0:
            raise ValueError(
                f"LagrangeMultipliers needs a threshold for at least one term, lr > 0 and start >= 0; "
                f"got thresholds={dict(thresholds)}, lr={lr}, start={start}."
            )
        self.thresholds = dict(thresholds)
        self.lr = lr
        self.multipliers: dict[str, float] = dict.fromkeys(self.thresholds, start)

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Move each multiplier by the mean return of its term.

        Args:
            episodes: a term that none of them has in its ledger leaves its multiplier where it is.

        Returns:
            The multipliers.
        """
        for term, threshold in self.thresholds.items():
            returns = np.array([outcome_of(episode, term) for episode in episodes])
            returns = returns[~np.isnan(returns)]
            if returns.size:
                before = self.multipliers[term]
                self.multipliers[term] = next_multiplier(before, float(returns.mean()), threshold, self.lr)
        self.version += 1
        return dict(self.multipliers)

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of multipliers of the same terms.

        Raises:
            ValueError: the terms differ.
        """
        if list(state["multipliers"]) != list(self.thresholds):
            raise ValueError(
                f"LagrangeMultipliers holds {list(self.thresholds)}; the state is of {list(state['multipliers'])}."
            )
        super().load_state_dict(state)
