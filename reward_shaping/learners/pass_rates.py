r"""How often each test is passed, over everything seen: the difficulties of VeRPO, learned across batches.

    n_j ← decay · n_j + rollouts that ran test j,   p_j ← decay · p_j + those that passed it
    ρ_j = p_j / n_j,   w_j = (1 - ρ_j) / Σ_k (1 - ρ_k)

:class:`~turnwise.reward_shaping.groups.WeightedTests` takes ρ from one group; here it is remembered, so that few
rollouts of a task suffice and a rollout can be paid while it runs. With ``decay`` below 1 old rollouts fade, as the
policy that made them has. The weights move between updates, so the reward is not stationary.

Certainty: abstract (VeRPO, arXiv 2601.03525, "estimated online"); weights and decay are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..groups.weighted_tests import difficulty_weights, weighted_tests
from .learner import KeptLearner

Passes = Callable[[Any], Mapping[str, bool]]
"""``passes(episode)``: test name → whether it was passed at any time."""


def milestones_reached(episode: Any) -> dict[str, bool]:
    """Return which milestones of an episode held after any turn.

    Args:
        episode: recorded with ``milestones``.
    """
    return {name: any(held is True for held in column) for name, column in episode.milestones.items()}


class PassRates(KeptLearner):
    """A learner of pass rates, one a test.

    Args:
        passes: ``passes(episode)``; the milestones it reached if None.
        decay: how much an older rollout still counts after each update, in (0, 1].
        cap: the largest weight of a test.
        drop_unpassed: weigh tests that nobody has passed 0.

    Raises:
        ValueError: ``decay`` is out of its range.

    Attributes:
        version: how many updates it has made.
        seen: test name → rollouts that ran it.
        passed: test name → rollouts that passed it.
    """

    kept = ("seen", "passed")

    def __init__(
        self, passes: Passes | None = None, *, decay: float = 1.0, cap: float = 1.0, drop_unpassed: bool = False
    ) -> None:
        if not 0 < decay <= 1:
            raise ValueError(f"PassRates needs 0 < decay <= 1; got decay={decay}.")
        self.passes = milestones_reached if passes is None else passes
        self.decay = decay
        self.cap = cap
        self.drop_unpassed = drop_unpassed
        self.seen: dict[str, float] = {}
        self.passed: dict[str, float] = {}

    @property
    def rates(self) -> dict[str, float]:
        """ρ, by test."""
        return {name: self.passed[name] / seen for name, seen in self.seen.items()}

    @property
    def weights(self) -> dict[str, float]:
        """The weight of each test, as ``Milestones(weights=...)`` takes them."""
        found = difficulty_weights(list(self.rates.values()), cap=self.cap, drop_unpassed=self.drop_unpassed)
        return dict(zip(self.seen, found.tolist(), strict=True))

    def worth(self, passed: Mapping[str, bool]) -> float:
        """Return the sum of the weights of the tests that are passed.

        Args:
            passed: test name → whether it is passed; a test never seen weighs 0.
        """
        weights = self.weights
        return float(weighted_tests([passed.get(name, False) for name in weights], list(weights.values())))

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Count the tests of finished episodes.

        Args:
            episodes: as ``passes`` takes them.

        Returns:
            Each test's pass rate.
        """
        for counts in (self.seen, self.passed):
            counts.update({name: self.decay * count for name, count in counts.items()})
        for episode in episodes:
            for name, now in self.passes(episode).items():
                self.seen[name] = self.seen.get(name, 0.0) + 1.0
                self.passed[name] = self.passed.get(name, 0.0) + float(now)
        self.version += 1
        return self.rates
