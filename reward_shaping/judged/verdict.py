r"""Verdicts: one number from what a judge answers (Reward Design with Language Models; language-model judges).

    binary    r = 1 for yes, 0 for no
    ordinal   r = (Σ_v v p(v) - low) / (high - low),   the expected rating on a scale from ``low`` to ``high``
    yes       r = p(yes) / (p(yes) + p(no))

``binary`` has two values and so few gradients; ``ordinal`` and ``yes`` keep the judge's doubt. Every form lies in
[0, 1]. An answer that is missing, unreadable or outside the scale is NaN: the judge could not tell, which is not 0.

Defaults: a scale from 0 to 1.
Certainty: secondary for the three forms as a list; ours for what counts as readable and for the scaling to [0, 1].
Doubt: judges prefer long answers, themselves, and whatever an observation tells them to prefer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

FORMS = ("binary", "ordinal", "yes")
"""How an answer is read."""

LABELS = {"yes": 1.0, "true": 1.0, "1": 1.0, "no": 0.0, "false": 0.0, "0": 0.0}
"""Texts that are read as a binary verdict, in any case."""

NAN = float("nan")


def number_or_nan(answer: Any) -> float:
    """Return an answer that is a finite number, or true or false, as a float; of anything else NaN.

    Args:
        answer: what a judge returned.
    """
    try:
        value = float(answer) if not isinstance(answer, str | bytes) else NAN
    except (TypeError, ValueError, OverflowError):
        return NAN
    return value if math.isfinite(value) else NAN


def verdict(answer: Any, form: str = "binary", scale: tuple[float, float] = (0.0, 1.0)) -> float:
    """Return what an answer is worth, NaN where it cannot be read.

    Args:
        answer: for ``binary`` true or false, 1 or 0, or one of :data:`LABELS`; for ``ordinal`` a rating, or the
            probability of each rating; for ``yes`` a probability, or the probabilities of ``"yes"`` and ``"no"``.
        form: ``"binary"``, ``"ordinal"`` or ``"yes"``.
        scale: the lowest and the highest rating, for ``ordinal``.

    Raises:
        ValueError: ``form`` is unknown or the scale is empty.
    """
    low, high = scale
    if form not in FORMS or not low < high:
        raise ValueError(f"verdict needs form to be one of {list(FORMS)} and low < high; got {form!r}, scale={scale}.")
    if form == "binary":
        value = LABELS.get(answer.strip().lower(), NAN) if isinstance(answer, str) else number_or_nan(answer)
        return value if value in (0.0, 1.0) else NAN
    if form == "ordinal":
        rating = _expected(answer) if isinstance(answer, Mapping) else number_or_nan(answer)
        return (rating - low) / (high - low) if low <= rating <= high else NAN
    if isinstance(answer, Mapping):
        answer = _expected({1.0: answer.get("yes", NAN), 0.0: answer.get("no", NAN)})
    probability = number_or_nan(answer)
    return probability if 0.0 <= probability <= 1.0 else NAN


def _expected(probabilities: Mapping[Any, Any]) -> float:
    """Return the mean of the keys, weighted by the values; NaN if these are no probabilities of numbers."""
    weights = [number_or_nan(value) for value in probabilities.values()]
    ratings = [_rating(key) for key in probabilities]
    total = sum(weights)
    if not all(weight >= 0 for weight in weights) or not 0 < total < math.inf:
        return NAN
    return sum(rating * weight for rating, weight in zip(ratings, weights, strict=True)) / total


def _rating(key: Any) -> float:
    """Return a rating that may be written as text."""
    try:
        return number_or_nan(float(key))
    except (TypeError, ValueError, OverflowError):
        return NAN
