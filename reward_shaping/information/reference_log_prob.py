r"""Likelihood of a reference answer as reward, in four reductions of its token log-probabilities l_k.

    sum                Σ_k l_k                log-probability of the answer
    mean               (1/K) Σ_k l_k          the same, without the bias against long answers
    probability        exp(Σ_k l_k)           VeriFree
    token_probability  (1/K) Σ_k exp(l_k)     RLPR

The log-probability is the only one of these that a comparison found to work also where the answer is long and nothing
can verify it: the probability of a long answer vanishes, and with it the reward.

Failure modes: the sum punishes long references; a scorer that is trained along makes the reward drift, a frozen one
grows stale: record which.
Defaults: the sum. Doubts: whether the comparison divides by the length was not read; RLPR's form is recalled.
Certainty: abstract (arXiv 2602.03979: the log-probability is recommended), recalled (RLPR).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MODES = ("sum", "mean", "probability", "token_probability")
"""Reductions of token log-probabilities."""


def reference_log_prob(log_probs: float | Sequence[float], mode: str = "sum") -> float:
    """Return the reward; NaN for a reference without tokens.

    Args:
        log_probs: shape (K,), of each token of the reference; a number counts as one token.
        mode: ``"sum"``, ``"mean"``, ``"probability"`` or ``"token_probability"``.

    Raises:
        ValueError: the mode is unknown, or the log-probabilities are not one-dimensional.
    """
    if mode not in MODES:
        raise ValueError(f"reference_log_prob needs mode to be one of {list(MODES)}; got {mode!r}.")
    tokens = np.atleast_1d(np.asarray(log_probs, dtype=np.float64))
    if tokens.ndim != 1:
        raise ValueError(f"reference_log_prob needs log_probs of shape (K,); got shape {tokens.shape}.")
    if not tokens.size:
        return float("nan")
    if mode == "mean":
        return float(tokens.mean())
    if mode == "token_probability":
        return float(np.exp(tokens).mean())
    total = float(tokens.sum())
    return total if mode == "sum" else float(np.exp(total))
