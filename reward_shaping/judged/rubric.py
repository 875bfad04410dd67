r"""Rubric score (ORBIT; also the score of written principles): the share of a rubric's points that was earned.

    R = Σ_k w_k s_k / Σ_{k: w_k > 0} w_k,   s_k ∈ [0, 1],   clipped to [0, 1] if asked

Items with a negative weight take points off when they hold (a fault that the rubric names); they are not part of the
full score. Items that the judge could not score (NaN) leave both sums; where none is left the score is NaN.

Defaults: clipped to [0, 1].
Certainty: recalled (HealthBench's scoring, which ORBIT's rubrics follow); ORBIT and PPR themselves: abstract. For
weights that are all positive it is the weighted mean, which is how this project scores written principles (ours).
Doubt: more items that are easily met raise the score of a poor answer; see :mod:`.rubric_refinement`.
"""

from __future__ import annotations

from collections.abc import Sequence

NAN = float("nan")


def rubric_score(scores: Sequence[float], weights: Sequence[float], *, clip: bool = True) -> float:
    """Return the share of the points that was earned, NaN if that cannot be told.

    Args:
        scores: K numbers; how far each item holds, NaN where the judge could not tell.
        weights: K numbers; the points of each item.
        clip: keep the score within [0, 1].

    Raises:
        ValueError: there are not as many scores as weights.
    """
    if len(scores) != len(weights):
        raise ValueError(f"rubric_score needs a score for each of {len(weights)} weights; got {len(scores)}.")
    known = [(score, weight) for score, weight in zip(scores, weights, strict=True) if score == score]
    full = sum(weight for _, weight in known if weight > 0)
    if not full > 0:
        return NAN
    score = sum(score * weight for score, weight in known) / full
    return min(max(score, 0.0), 1.0) if clip else score
