r"""Progress labels (MiRA): how far an episode has come, between 0 and 1, from when it reached its milestones.

    label at the turn of the k-th completion = k / K,   linear in between,   1 at success

Of several milestones reached on one turn all count there. After the last one that was reached the label stays, as
nothing says how near the next was; what held at the reset counts from the start. A milestone counts when it is first
reached, whatever becomes of it.

A critic fitted to these labels is a potential for shaping (:mod:`turnwise.reward_shaping.potential_shaping`).

Certainty: secondary (arXiv 2603.19685, read in summaries: linear, evenly weighted, 1 at success); the label after the
last completion of a failed episode is ours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats


def progress_labels(holds: ArrayLike, *, success: bool = False) -> Floats:
    """Return the label of each state.

    Args:
        holds: shape (T + 1, K); whether each milestone holds at the reset and after each turn.
        success: the episode ended with the task solved, so that the last label is 1.

    Returns:
        Shape (T + 1,).

    Raises:
        ValueError: ``holds`` has another shape.
    """
    mask = np.asarray(holds, dtype=bool)
    if mask.ndim != 2 or not mask.size:
        raise ValueError(f"progress_labels needs holds of shape (T + 1, K) with K >= 1; got shape {mask.shape}.")
    level = np.logical_or.accumulate(mask, axis=0).mean(axis=1)
    if success:
        level[-1] = 1.0
    rises = np.flatnonzero(np.diff(level, prepend=-1.0) > 0)
    labels: Floats = np.interp(np.arange(len(level)), rises, level[rises])
    return labels
