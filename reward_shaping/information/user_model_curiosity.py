r"""Curiosity about the user (CURIO): what each turn did to the model of a hidden user type.

    r_t = γ Φ(b_t) - Φ(b_{t-1})

    accuracy      Φ(b) = b(u*)          u* the true type, known to the simulator
    log_accuracy  Φ(b) = log b(u*)
    entropy       Φ(b) = -H(b)          in nats; needs no truth

Each is a difference of a potential, so with Φ = 0 at the end of an episode it changes no optimal policy.

Failure modes: the entropy form is satisfied by a confidently wrong belief; the accuracy forms leak the type where the
belief model has seen it.
Defaults: accuracy, γ = 1, the last potential kept. Doubts: the weight beside the task's reward, and what the paper
does with the last potential, were not seen.
Certainty: secondary (notes on arXiv 2504.03206).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

from ..number import Floats
from .distribution import Distribution, probability
from .entropy_reduction import entropy
from .levels import level_gains

FORMS = ("accuracy", "log_accuracy", "entropy")
"""What the potential is."""


def user_model_potential(belief: Distribution, truth: Hashable, form: str = "accuracy") -> float:
    """Return Φ(b); NaN where the belief is none, minus infinity for log 0.

    Args:
        belief: weights >= 0 of the user types.
        truth: the true type; ``entropy`` does not read it.
        form: ``"accuracy"``, ``"log_accuracy"`` or ``"entropy"``.

    Raises:
        ValueError: the form is unknown.
    """
    if form not in FORMS:
        raise ValueError(f"user_model_potential needs form to be one of {list(FORMS)}; got {form!r}.")
    if form == "entropy":
        return -entropy(belief, "nats")
    accuracy = probability(belief, truth)
    if form == "accuracy":
        return accuracy
    return math.log(accuracy) if accuracy != 0 else -math.inf


def user_model_curiosity(
    beliefs: Sequence[Distribution], truth: Hashable, form: str = "accuracy", gamma: float = 1.0
) -> Floats:
    """Return each turn's reward, the last potential kept.

    Args:
        beliefs: T + 1 beliefs over the user types, before any turn and after each.
        truth: the true type.
        form: ``"accuracy"``, ``"log_accuracy"`` or ``"entropy"``.
        gamma: the learner's discount per turn.

    Returns:
        Shape (T,), missing values as :func:`level_gains` has them; log 0 is missing.
    """
    return level_gains([user_model_potential(belief, truth, form) for belief in beliefs], gamma)
