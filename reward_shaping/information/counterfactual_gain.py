r"""Counterfactual information gain (InfoPO): how much a turn's feedback swayed what the agent did next.

    g_t = mean_k [ log π(u_k | history, a_t, o_t) - log π(u_k | history, a_t, ō) ],   u = the tokens of action t + 1

ō is a placeholder, "No information found.", in the length of o_t. It is a one-sample estimate of the divergence between
the next action's distributions with and without the feedback. It needs no answer, and is known one turn late. The last
turn and turns with empty feedback have none.

Failure modes: it pays for any feedback that sways the next action, misleading or verbose; repeating the feedback word
for word earns most.
Certainty: code (kfq20/InfoPO, verl/trainer/ppo/intrinsic_reward.py, read, not run; arXiv 2603.00656). The gated fusion
with the outcome is credit, not a reward.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

PLACEHOLDER = "No information found."
"""What stands for the feedback in the counterfactual."""


def counterfactual_gain(with_feedback: ArrayLike, without_feedback: ArrayLike) -> float:
    """Return g_t; NaN for an action without tokens, and where either score is NaN.

    Args:
        with_feedback: shape (K,), or a number, their mean; log-probabilities of the next action's tokens.
        without_feedback: the same shape, with the placeholder for the feedback.

    Raises:
        ValueError: the shapes differ.
    """
    real, masked = np.asarray(with_feedback, dtype=np.float64), np.asarray(without_feedback, dtype=np.float64)
    if any(not score.ndim and np.isnan(score) for score in (real, masked)):
        return float("nan")
    if real.shape != masked.shape:
        raise ValueError(
            "counterfactual_gain needs the same tokens scored twice; got log-probabilities of shapes "
            f"{real.shape} and {masked.shape}."
        )
    return float((real - masked).mean()) if real.size else float("nan")
