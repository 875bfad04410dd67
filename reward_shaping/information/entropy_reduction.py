r"""Entropy reduction (Nous): what each turn took from the uncertainty about the task.

    H(b) = -Σ_h b(h) log b(h)
    r_t  = H(b_{t-1}) - H(b_t) - cost

b is the belief over what the task may be, in Nous uniform over the hypotheses that fit the answers so far. Without the
cost the rewards telescope to H(b_0) - H(b_T), so all the questions of an episode together earn H(b_0) at most, and a
question whose answer was known earns 0. The cost makes it a loss.

Failure mode: a confidently wrong belief has no entropy either.
Defaults: bits, no cost. Doubts: the unit and the cost are ours; the paper has belief states whose attributes are
independent, and a closed form.
Certainty: abstract (arXiv 2510.27410).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..number import Floats
from .distribution import Distribution, probabilities
from .levels import level_gains

UNITS = {"bits": math.log(2), "nats": 1.0}
"""Units of entropy, each in nats."""


def entropy(belief: Distribution, unit: str = "bits") -> float:
    """Return the Shannon entropy; NaN where the belief is none.

    Args:
        belief: weights >= 0, by hypothesis or in a fixed order.
        unit: ``"bits"`` or ``"nats"``.

    Raises:
        ValueError: the unit is unknown.
    """
    if unit not in UNITS:
        raise ValueError(f"entropy needs unit to be one of {list(UNITS)}; got {unit!r}.")
    share = probabilities(belief)
    share = share[share != 0]
    return abs(float((share * np.log(share)).sum())) / UNITS[unit] if share.size else math.nan


def entropy_reduction(beliefs: Sequence[Distribution], unit: str = "bits", cost: float = 0.0) -> Floats:
    """Return each turn's reward.

    Args:
        beliefs: T + 1 beliefs, before any turn and after each.
        unit: ``"bits"`` or ``"nats"``.
        cost: taken for every turn, in that unit.

    Returns:
        Shape (T,), missing values as :func:`level_gains` has them.
    """
    return level_gains([-entropy(belief, unit) for belief in beliefs]) - cost
