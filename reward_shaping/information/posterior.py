r"""Exact belief: Bayes' rule over hypotheses that can be listed.

    b_t(h) ∝ b_{t-1}(h) · P(o_t | h, history_{t-1}, a_t)

Where each hypothesis either allows an observation or rules it out, the belief is the prior over those that are left.
On average over what the belief holds possible, the probability of the truth does not fall (Jensen's inequality).

Certainty: Bayes' rule.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..number import Floats, sequence


def posterior(prior: ArrayLike, likelihood: ArrayLike) -> Floats:
    """Return the belief after an observation.

    Args:
        prior: shape (K,); weights >= 0 of the hypotheses.
        likelihood: shape (K,); P(observation | hypothesis), or 1 where the hypothesis allows it and 0 where not.

    Returns:
        Shape (K,), summing to 1; NaN throughout where every hypothesis rules the observation out, or a number is NaN.

    Raises:
        ValueError: the shapes do not fit.
    """
    before = sequence("posterior", "prior", prior)
    told = sequence("posterior", "likelihood", likelihood)
    if before.shape != told.shape:
        raise ValueError(f"posterior needs one likelihood a hypothesis; got shapes {before.shape} and {told.shape}.")
    joint = before * told
    total = float(joint.sum())
    belief: Floats = joint / total if 0 < total < np.inf else np.full(joint.shape, np.nan)
    return belief
