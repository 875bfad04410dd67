r"""Follow-up likelihood (FLR): would a user now say thanks, or complain?

    r_t = mean_{f in positive} l(f | h_t) - mean_{f in negative} l(f | h_t)

l is the mean token log-probability of a canned follow-up under a frozen model, h_t the conversation up to and with the
agent's reply.

Failure modes: flattery and apology inflate it; the language and register of the follow-ups matter.
Doubts: the lists of follow-ups and the normalisation by length are ours.
Certainty: abstract (arXiv 2409.13948).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

POSITIVE = ("Thanks, that helps.", "Great, exactly what I needed.")
"""What a user says who was helped."""

NEGATIVE = ("That is wrong.", "That does not answer my question.")
"""What a user says who was not."""


def follow_up_likelihood(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the reward; a side without follow-ups counts 0, one of which nothing is known makes it NaN.

    Args:
        positive: mean token log-probability of each positive follow-up; NaN is left out.
        negative: of each negative one.

    Raises:
        ValueError: there is no follow-up at all.
    """
    if not len(positive) and not len(negative):
        raise ValueError("follow_up_likelihood needs at least one follow-up, positive or negative; got none.")
    return _mean(positive) - _mean(negative)


def _mean(log_probs: Sequence[float]) -> float:
    values = np.asarray(log_probs, dtype=np.float64)
    if not values.size:
        return 0.0
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")
