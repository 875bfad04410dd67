r"""Reward variance: how much a reward varies over what a policy does on one task (Razin et al. 2025).

    Var_g = 1/(n - ddof) Σ_{i ∈ g} (r_i - mean_g)²,      reported: the mean over tasks of Var and of its root

A policy gradient on a task is bounded by how much the reward varies there under the policy. So a reward that ranks
perfectly and hardly varies teaches slowly, and of two rewards the less accurate one may be the better teacher: the
variance is to be read next to the accuracy, and both depend on the policy. A task on which all rewards are the same
teaches a group estimator nothing.

Certainty: abstract (arXiv 2503.15477); that accuracy is taken over solved and failed episodes of a task is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .faults.inspect_episodes import task_of
from .preferences.accuracy import Accuracy
from .preferences.trajectory_preference import Reward, outcome_preference, total_reward


class RewardVariance(NamedTuple):
    """How much a reward varies within tasks.

    Attributes:
        variance: mean over the tasks; NaN without a task of two episodes.
        deviation: mean of the standard deviations.
        zero_share: the share of tasks on which nothing varies.
        tasks: with enough episodes to vary.
        singletons: tasks left out, as they have too few.
    """

    variance: float
    deviation: float
    zero_share: float
    tasks: int
    singletons: int


def reward_variance(rewards: ArrayLike, groups: ArrayLike, *, ddof: int = 0, tolerance: float = 1e-9) -> RewardVariance:
    """Return how much rewards vary within groups.

    Args:
        rewards: shape (N,); one an episode. Missing (NaN) is left out.
        groups: shape (N,); the same number for episodes of one task.
        ddof: 0 for the variance of these episodes, 1 for an estimate of the policy's.
        tolerance: a standard deviation up to this is none.

    Raises:
        ValueError: the shapes differ, or ``ddof`` is neither 0 nor 1.
    """
    values, group = np.asarray(rewards, dtype=np.float64), np.asarray(groups)
    if values.shape != group.shape or values.ndim != 1 or ddof not in (0, 1):
        raise ValueError(
            f"reward_variance needs rewards and groups of one shape (N,) and ddof 0 or 1; got {values.shape}, "
            f"{group.shape} and ddof={ddof}."
        )
    known = ~np.isnan(values)
    _, member, size = np.unique(group[known], return_inverse=True, return_counts=True)
    mean = np.bincount(member, weights=values[known]) / size
    spread = np.bincount(member, weights=(values[known] - mean[member]) ** 2)
    enough = size > 1
    variance = spread[enough] / (size[enough] - ddof)
    if not enough.any():
        return RewardVariance(np.nan, np.nan, np.nan, 0, int(size.size))
    deviation = np.sqrt(variance)
    return RewardVariance(
        float(variance.mean()),
        float(deviation.mean()),
        float((deviation <= tolerance).mean()),
        int(enough.sum()),
        int((~enough).sum()),
    )


def variance_and_accuracy(
    episodes: Sequence[Any], reward: Reward = total_reward, *, ddof: int = 0
) -> tuple[RewardVariance, Accuracy]:
    """Return how much a reward varies within tasks, and how often it ranks a solved episode above a failed one.

    Args:
        episodes: of one policy, several of each task; read by attribute: ``task`` or ``seed``, ``solved``.
        reward: ``reward(episode) -> float``.
        ddof: see :func:`reward_variance`.
    """
    number: dict[Any, int] = {}
    groups = [number.setdefault(task_of(episode), len(number)) for episode in episodes]
    values = [reward(episode) for episode in episodes]
    return reward_variance(values, groups, ddof=ddof), outcome_preference(episodes, reward).overall
