r"""Delta: each turn is paid the fall of the process score towards the next turn.

    r'_k = r_k - r_{k+1}  for k < K-1,      r'_{K-1} = r_{K-1},      r'_K = 0

The sum is r_1, so adding turns adds nothing. The last turn is the answer, which the outcome pays. Only relative
information is left, and the return-to-go is the process score itself: G_k = r_k for k < K.

An episode that was cut has no answer turn: then its last turn keeps its score (r'_K = r_K after
r'_{K-1} = r_{K-1} - r_K), and the sum is r_1 all the same.

Certainty: recalled (arXiv 2410.15115); the form for a cut episode is ours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .number import Floats, sequence


def process_delta(scores: ArrayLike, *, answered: bool = True) -> Floats:
    """Return each turn's reward.

    Args:
        scores: shape (K,); the process score of each turn.
        answered: the last turn is the answer. False for an episode that was cut before it.

    Returns:
        Shape (K,).

    Raises:
        ValueError: ``scores`` is not one-dimensional.
    """
    process = sequence("process_delta", "scores", scores)
    process = process[:-1] if answered else process
    delta = process - np.append(process[1:], 0.0) if process.size else process
    return np.append(delta, 0.0) if answered and np.size(scores) else delta
