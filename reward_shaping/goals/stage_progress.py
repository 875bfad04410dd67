r"""Stage-aware progress (SARM): which stage of a task, and how far within it.

    progress = (stage + within) / K,   stage = 0..K-1,  within in [0, 1]

As a reward take its change, or take it as a potential.

Doubts: the paper spaces stages by the share of time that demonstrations spend in them; here stages are equal.

Certainty: abstract.
"""

from __future__ import annotations

from ..number import Number


def stage_progress(stage: Number, within: Number, stages: int) -> Number:
    """Return the progress, from 0 to 1.

    Args:
        stage: the stage, from 0, any shape.
        within: how far within it, from 0 to 1, the same shape.
        stages: K.
    """
    return (stage + within) / stages
