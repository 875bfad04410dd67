r"""Progress (MRT, PAV): what each turn did to the probability of success, and the regret of a whole episode.

    r_t = α (V_μ(h_t) - V_μ(h_{t-1})),   V_μ(h) = P(success | a prover policy μ goes on from h)
    regret_k = Σ_{j<=k} (V* - V_μ(h_j))

Added to the outcome. The prover must not be the policy that is trained: under its own value the sum adds nothing that
the outcome does not say; a weaker prover tells good steps from bad ones. The regret is the area between what an oracle
would reach at every turn and what the prover makes of the history: low for an episode that makes progress early.

The gains telescope to α (V_T - V_0). A value estimated from n rollouts has variance V (1 - V) / n, and a gain the sum
of two such.

Defaults: α = 1, V* = 1. Doubts: α of the papers was not read.
Certainty: abstract for PAV (arXiv 2410.08146); secondary for MRT's regret (a summary of arXiv 2503.07572 that quotes
it: the sum, over episodes of the output, of J of the best policy minus J of the prover).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence
from .levels import level_gains


def success_progress(values: ArrayLike, alpha: float = 1.0) -> Floats:
    """Return each turn's reward.

    Args:
        values: shape (T + 1,); V before any turn and after each.
        alpha: the weight beside the outcome.

    Returns:
        Shape (T,), missing values as :func:`level_gains` has them.
    """
    return alpha * level_gains(values)


def cumulative_regret(values: ArrayLike, best: ArrayLike = 1.0) -> Floats:
    """Return the regret up to and with each history; the last is the episode's.

    Args:
        values: shape (T + 1,); V before any turn and after each.
        best: what the best policy reaches, a number or shape (T + 1,).

    Returns:
        Shape (T + 1,); NaN from the first missing value on.
    """
    reached = sequence("cumulative_regret", "values", values)
    regret: Floats = np.cumsum(np.asarray(best, dtype=np.float64) - reached)
    return regret
