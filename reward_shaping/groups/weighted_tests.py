r"""Difficulty-weighted tests (VeRPO): a test that few rollouts pass is worth more.

    ρ_j = share of the group's rollouts that pass test j
    w_j = (1 - ρ_j) / Σ_k (1 - ρ_k)
    r_i = Σ_j w_j 1[i passes j]   (+ 1[i passes all] as the outcome, which the ledger holds already)

The weights move with the policy, so the reward is not stationary. A test that nobody ever passes, perhaps a broken
one, weighs most of all: ``drop_unpassed`` leaves it out, ``cap`` bounds any weight. Where every test is passed by all
there is nothing to weigh and every weight is 0. Per turn, pay a test on the first turn that passes it, or the same
test pays on every turn.

Defaults: no cap, unpassed tests kept.
Certainty: abstract (VeRPO, arXiv 2601.03525); the weight function is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats

Passes = Callable[[Any], Any]
"""``passes(episode)``: test name → whether passed at the end; or such a mapping for each turn."""


def difficulty_weights(pass_rates: ArrayLike, *, cap: float = 1.0, drop_unpassed: bool = False) -> Floats:
    """Return the weight of each test.

    Args:
        pass_rates: shape (J,); the share of rollouts that pass each test, in [0, 1].
        cap: the largest weight, in (0, 1]; what it cuts off is not given to others.
        drop_unpassed: weigh tests that nobody passes 0.

    Returns:
        Shape (J,); they sum to 1, or to less where capped or where all is passed.

    Raises:
        ValueError: a rate is outside [0, 1], or ``cap`` outside (0, 1].
    """
    rates = np.asarray(pass_rates, dtype=np.float64)
    if rates.ndim != 1 or np.any((rates < 0) | (rates > 1)) or not 0 < cap <= 1:
        raise ValueError(
            f"difficulty_weights needs pass rates of shape (J,) in [0, 1] and 0 < cap <= 1; "
            f"got {rates.tolist()}, cap={cap}."
        )
    hardness = np.where((rates == 0) & drop_unpassed, 0.0, 1.0 - rates)
    total = hardness.sum()
    return np.minimum(hardness / total, cap) if total > 0 else hardness


def weighted_tests(passed: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the sum of the weights of the tests that each rollout passes.

    Args:
        passed: shape (..., J); whether each test is passed.
        weights: shape (J,).

    Returns:
        Shape (...).
    """
    return np.asarray(np.asarray(passed, dtype=np.float64) @ np.asarray(weights, dtype=np.float64))


@dataclass(frozen=True)
class WeightedTests:
    """Worth of each turn of a group's episodes: the weights of the tests that pass for the first time.

    Args:
        passes: ``passes(episode)``: for each turn a mapping of test name → passed; or one mapping, of the end.
        cap: the largest weight of a test.
        drop_unpassed: weigh tests that nobody in the group passes 0.
    """

    passes: Passes
    cap: float = 1.0
    drop_unpassed: bool = False

    def __call__(self, episodes: Sequence[Any]) -> list[list[float]]:
        """Return what each turn of each episode earns.

        Args:
            episodes: of one group.
        """
        turns = [self._first_passes(episode) for episode in episodes]
        names = list(dict.fromkeys(name for episode in turns for row in episode for name in row))
        ever = [{name for row in episode for name, now in row.items() if now} for episode in turns]
        rates = [sum(name in passed for passed in ever) / len(episodes) for name in names]
        weights = difficulty_weights(rates, cap=self.cap, drop_unpassed=self.drop_unpassed)
        return [
            [float(weighted_tests([row.get(name, False) for name in names], weights)) for row in episode]
            for episode in turns
        ]

    def _first_passes(self, episode: Any) -> list[dict[str, bool]]:
        """Return for each turn which tests pass on it for the first time."""
        told = self.passes(episode)
        none: dict[str, bool] = {}
        rows = [none] * (len(episode) - 1) + [told] if isinstance(told, dict) else list(told)
        seen: set[str] = set()
        first = []
        for row in rows[: len(episode)]:
            first.append({name: bool(now) and name not in seen for name, now in row.items()})
            seen.update(name for name, now in row.items() if now)
        return first
