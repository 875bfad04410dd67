r"""Progress labels (MiRA): what a potential critic is trained on, from the turns on which milestones were completed.

    milestones 1..K completed after turns t_1 <= ... <= t_K' (K' <= K):
        label(t_k) = k / K,  label(0) = 0,  linear in between;   after t_K' the label stays at K' / K

With K' = K the last label is 1: success counts as the last milestone. Milestones weigh the same.

Doubts: how the labels go on in an episode that stops short of some milestones was not seen; that they stay is ours.

Certainty: secondary (arXiv 2603.19685 was read in summaries).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats


def progress_labels(turns: int, completed: ArrayLike, count: int) -> Floats:
    """Return the label of every state of an episode.

    Args:
        turns: T, of the episode.
        completed: the turns, from 0 to T, after which a milestone was completed, in any order; several may be equal,
            and 0 is the first state.
        count: K, of the task's milestones.

    Returns:
        Shape (T + 1,): of the first state and of the state after each turn.

    Raises:
        ValueError: more are completed than there are, or on no turn of the episode.
    """
    reached = np.sort(np.asarray(completed, dtype=np.float64).ravel())
    if turns < 0 or count < 1 or reached.size > count or (reached.size and (reached[0] < 0 or reached[-1] > turns)):
        raise ValueError(
            "progress_labels needs turns >= 0, count >= 1 and at most `count` completed milestones on turns 0 to "
            f"{turns}; got turns={turns}, completed={reached.tolist()}, count={count}."
        )
    at, position = np.unique(np.append(0.0, reached), return_index=True)
    levels = np.append(position[1:], reached.size + 1) - 1  # the last of equal turns counts
    labels: Floats = np.interp(np.arange(turns + 1), at, levels / count)
    return labels
