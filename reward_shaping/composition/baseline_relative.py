r"""Baseline-relative reward (contrastive): what a rollout earns above stored rollouts of its task.

    r' = r - (1/M) Σ_m b_m

Hard and easy tasks come to one scale, and a score that a reference policy already gets is worth nothing. Subtracting a
constant per task is invisible to estimators that centre on the task's group; it counts where episodes of several tasks
are compared, or rewards are clipped afterwards. Stored rollouts go stale as the policy moves.

Certainty: abstract ("Improving RLHF with contrastive rewards", arXiv 2403.07708).
"""

from __future__ import annotations

from collections.abc import Sequence


def baseline_relative(reward: float, baselines: Sequence[float]) -> float:
    """Return the reward less the mean of the task's baselines.

    Args:
        reward: of the rollout.
        baselines: rewards of M >= 1 stored rollouts of the same task.

    Raises:
        ValueError: there is no baseline.
    """
    if not len(baselines):
        raise ValueError("baseline_relative needs at least one baseline rollout of the task; got none.")
    return reward - sum(baselines) / len(baselines)
