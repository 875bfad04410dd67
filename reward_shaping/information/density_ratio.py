r"""Density ratio (CDR): how much likelier a strong model finds what was said than a weak one does.

    r = log p_strong(y | x) - log p_weak(y | x)

The better the one model is aligned than the other, the better the reward; no reward model is trained. Criteria and
examples put before x, for both, tailor it to a domain.

Defaults: sums of token log-probabilities, the logarithm of the ratio itself. Doubts: the sum grows with length;
``how="mean"`` is ours, and is what to take where the two models cut text into other tokens.
Certainty: abstract (arXiv 2411.02481).
"""

from __future__ import annotations

from collections.abc import Sequence

from .reference_log_prob import reference_log_prob

HOW = ("sum", "mean")
"""Reductions over tokens."""


def density_ratio(strong: float | Sequence[float], weak: float | Sequence[float], how: str = "sum") -> float:
    """Return the log ratio; NaN for a text without tokens.

    Args:
        strong: token log-probabilities under the strong model; a number counts as one token.
        weak: under the weak model, in tokens of its own.
        how: ``"sum"`` or ``"mean"`` over the tokens.

    Raises:
        ValueError: ``how`` is unknown.
    """
    if how not in HOW:
        raise ValueError(f"density_ratio needs how to be one of {list(HOW)}; got {how!r}.")
    return reference_log_prob(strong, how) - reference_log_prob(weak, how)
