r"""Milestones (MiRA): reward for the named sub-goals of a task.

    level_t = Σ_k w_k m_{t,k},   m_{t,k} = 1 where milestone k holds after turn t, w_k = 1/K unless given

    first      r_t = Σ_k w_k · first_time(m_k)_t          each milestone pays its weight once
    potential  r_t = γ level_t - level_{t-1}              potential-based: level_T counts as 0 if terminated
    level      r_t = level_t                              pays on every turn on which it holds

``level`` pays for standing still; ``first`` pays for touching and undoing, and milestones off the optimal path bias
it; ``potential`` changes no optimal policy.

Certainty: secondary (arXiv 2603.19685 was read in summaries, its reward constants are unspecified). The paper trains
a potential critic on progress labels; paying the milestones themselves is the online form of this project.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .first_time import first_time
from .number import Floats, Number
from .potential_shaping import potential_shaping

MODES = ("first", "potential", "level")
"""How milestones may pay."""


def milestone_level(holds: Sequence[Number], weights: Sequence[float]) -> Number:
    """Return the weighted sum of the milestones that hold.

    Args:
        holds: K entries, each 0 or 1, or K arrays of one shape; none is worth 0.
        weights: K weights.
    """
    level: Any = 0.0
    for held, weight in zip(holds, weights, strict=True):
        level = level + weight * held
    result: Number = level
    return result


def milestone_rewards(
    holds: ArrayLike, weights: ArrayLike | None = None, *, mode: str, gamma: float = 1.0, terminated: bool = False
) -> Floats:
    """Return each turn's reward.

    Args:
        holds: shape (T + 1, K); whether each milestone holds at the start and after each turn.
        weights: shape (K,); 1/K each if None.
        mode: ``"first"``, ``"potential"`` or ``"level"``.
        gamma: the learner's discount per turn; ``potential`` alone uses it.
        terminated: the episode ended by its own rules; ``potential`` alone uses it.

    Returns:
        Shape (T,).

    Raises:
        ValueError: the shapes do not fit or the mode is unknown.
    """
    mask = np.asarray(holds, dtype=np.float64)
    if mask.ndim != 2 or not mask.size:
        raise ValueError(f"milestone_rewards needs holds of shape (T + 1, K) with K >= 1; got shape {mask.shape}.")
    count = mask.shape[1]
    share = np.full(count, 1 / count) if weights is None else np.asarray(weights, dtype=np.float64)
    if share.shape != (count,):
        raise ValueError(f"milestone_rewards needs one weight a milestone, shape ({count},); got shape {share.shape}.")
    if mode == "first":
        paid: Floats = first_time(mask) @ share
        return paid
    level: Floats = milestone_level(list(mask.T), share.tolist())
    if mode == "potential":
        return potential_shaping(level, gamma, terminated=terminated)
    if mode == "level":
        return level[1:]
    raise ValueError(f"milestone_rewards needs mode to be one of {list(MODES)}; got {mode!r}.")
